import type { Address, OnEvent } from "#ports/chat.ts";
import type { Effect } from "./answer.ts";
import type { NoChat } from "./chats.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Place } from "./connector.ts";
import type { Incoming } from "./incoming.ts";
import type { Pace } from "./pace.ts";
import type { People } from "./people.ts";
import type { CardMessage } from "./render.ts";
import { words } from "./words.ts";

export interface EffectParts {
  readonly config: Pick<TeamsConfig, "clock" | "log" | "queueReply">;
  readonly connector: Connector;
  readonly people: People;
  /** Replies count against Teams' limits, and never wait for them. */
  readonly pace: Pick<Pace, "count">;
  /** The bot's own conversation with somebody. */
  readonly openChat: (address: Address, serviceUrl: string) => Promise<Place | NoChat>;
  readonly onEvent: OnEvent;
}

/** What follows an answer: replies in a chat, cards that change, people who came. */
export interface Effects {
  /** Starts them at once and waits for none; one that fails is logged. */
  follow(incoming: Incoming, effects: readonly Effect[]): void;
  /** Waits for those under way. */
  settle(): Promise<void>;
}

/** For so long nobody is asked again whether a workspace allows messages for one person alone. */
const NOT_ALLOWED_MS = 3_600_000;

export function createEffects(parts: EffectParts): Effects {
  const running = new Set<Promise<void>>();
  const { log } = parts.config;
  const asides = new Map<string, number>();
  const start = (work: () => Promise<void>): void => {
    const run = work()
      .catch((cause: unknown) => log.warn("teams_effect_failed", { cause }))
      .finally(() => running.delete(run));
    running.add(run);
  };
  return {
    follow: (incoming, effects) => {
      for (const effect of effects)
        start(async () => await run(parts, asides, { incoming, effect }));
      if (incoming.learn) start(async () => await learn(parts, incoming));
    },
    settle: async () => {
      await Promise.all(running);
    },
  };
}

interface Doing {
  readonly incoming: Incoming;
  readonly effect: Effect;
}

async function run(parts: EffectParts, asides: Map<string, number>, doing: Doing): Promise<void> {
  const { incoming, effect } = doing;
  const { scene, surface } = incoming;
  if (effect.do === "update") {
    const change = async () =>
      await parts.connector.update(scene, effect.messageId, effect.message);
    // Setting the same card twice is no harm.
    if ((await change()).kind !== "answer") await change();
    return;
  }
  parts.pace.count(incoming.event.workspace, incoming.event.account);
  const isAlone = scene.isPersonal && surface.kind !== "aside";
  const ending = isAlone
    ? await parts.connector.post(scene, effect.message)
    : await sayAside(parts, asides, doing);
  await queueUnsent(parts, doing, ending);
}

/** What surely did not arrive is the outbox's from now on; what may have is not said twice. */
async function queueUnsent({ config }: EffectParts, { incoming, effect }: Doing, ending: NoChat) {
  const isUnsent = ["limited", "busy", "not-sent"].includes(ending.kind);
  if (!isUnsent || effect.do !== "say" || !effect.card) return;
  const { event } = incoming;
  await config.queueReply({ to: addressOf(incoming), card: effect.card, key: event.key });
}

function addressOf({ event }: Incoming): Address {
  const { workspace, account } = event;
  return { platform: "teams", workspace, conversation: { kind: "account", id: account } };
}

/** In the channel for one person alone where the workspace allows it, else in their own chat. */
async function sayAside(
  parts: EffectParts,
  asides: Map<string, number>,
  { incoming, effect }: Doing,
): Promise<NoChat> {
  const { scene, event } = incoming;
  const now = parts.config.clock.now().getTime();
  if ((asides.get(event.workspace) ?? 0) <= now) {
    const ending = await parts.connector.postTo(scene, scene.actor, effect.message);
    if (ending.kind !== "refused") return ending;
    asides.set(event.workspace, now + NOT_ALLOWED_MS);
  }
  return await sayInChat(parts, incoming, effect.message);
}

/** Who has not added the app reads in the channel how to: it holds nothing of the reply. */
async function sayInChat(
  { connector, openChat }: EffectParts,
  incoming: Incoming,
  message: CardMessage,
): Promise<NoChat> {
  const { scene } = incoming;
  const chat = await openChat(addressOf(incoming), scene.serviceUrl);
  const ending = "kind" in chat ? chat : await connector.post(chat, message);
  if (ending.kind !== "refused") return ending;
  return await connector.post(scene, { type: "message", text: words.inPrivate });
}

/** Each of those who came is told to the product, which knows whether they are staff. */
async function learn({ people, onEvent, config }: EffectParts, incoming: Incoming): Promise<void> {
  const { event, scene, learn: wanted } = incoming;
  if (!wanted) return;
  const { platform, workspace, locale } = event;
  for await (const profile of people.learn(workspace, scene, wanted)) {
    const at = config.clock.now();
    const key = `profile:${profile.account}:${at.getTime()}`;
    const { account } = profile;
    await onEvent({ kind: "profile", platform, workspace, account, locale, key, at, profile });
  }
}
