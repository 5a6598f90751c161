import type { Address, OnEvent } from "#ports/chat.ts";
import type { Effect } from "./answer.ts";
import type { NoChat } from "./chats.ts";
import { mayBePrivate } from "./cloud.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Place } from "./connector.ts";
import type { Incoming } from "./incoming.ts";
import type { Pace } from "./pace.ts";
import type { People } from "./people.ts";
import { toChannel } from "./reach.ts";
import type { CardMessage } from "./render.ts";
import { inWordsOf, spokenBy, words } from "./words.ts";

export interface EffectParts {
  readonly config: Pick<TeamsConfig, "clock" | "cloud" | "log" | "queueReply">;
  readonly connector: Connector;
  readonly people: People;
  /** Replies count against Teams' limits, and never wait for them. */
  readonly pace: Pick<Pace, "count" | "wait">;
  /** The bot's own conversation with somebody. */
  readonly openChat: (address: Address, serviceUrl: string) => Promise<Place | NoChat>;
  readonly onEvent: OnEvent;
}

/** What follows an answer: replies in a chat, cards that change, people who came. */
export interface Effects {
  /** Starts them at once and waits for none; one that fails is logged. */
  follow(incoming: Incoming, effects: readonly Effect[]): void;
  /** Watches over something else that nobody waits for. */
  track(work: Promise<void>): void;
  /** Waits for all that is under way; people who came are not looked up any further. */
  stop(): Promise<void>;
}

/** How long Teams asks us to wait when it does not say. */
const UNSAID_SECONDS = 30;
/** For so long nobody is asked again whether a conversation allows messages for one person alone. */
const NOT_ALLOWED_MS = 3_600_000;
const MOST_KEPT = 5000;

/** What is kept between one effect and the next. */
interface Desk extends EffectParts {
  /** Until when a conversation is not asked for messages for one alone. */
  readonly asides: Map<string, number>;
  isStopped(): boolean;
}

export function createEffects(parts: EffectParts): Effects {
  const running = new Set<Promise<void>>();
  let stopped = false;
  const desk: Desk = { ...parts, asides: new Map(), isStopped: () => stopped };
  const track = (work: Promise<void>): void => {
    const watched = work
      .catch((cause: unknown) => parts.config.log.warn("teams_effect_failed", { cause }))
      .finally(() => running.delete(watched));
    running.add(watched);
  };
  return {
    track,
    follow: (incoming, effects) => {
      for (const effect of effects) track(run(desk, { incoming, effect }));
      if (incoming.learn) track(learn(desk, incoming));
    },
    stop: async () => {
      stopped = true;
      while (running.size > 0) await Promise.all(running);
    },
  };
}

interface Doing {
  readonly incoming: Incoming;
  readonly effect: Effect;
}

async function run(desk: Desk, doing: Doing): Promise<void> {
  const { incoming, effect } = doing;
  const { scene, surface, event } = incoming;
  desk.pace.count(event.workspace, event.account);
  if (effect.do === "update") return await change(desk, incoming, effect);
  const isAlone = scene.isPersonal && surface.kind !== "aside";
  const ending = isAlone
    ? await desk.connector.post(scene, effect.message)
    : await sayAside(desk, doing);
  heed(desk, incoming, ending);
  await queueUnsent(desk, doing, ending);
}

/** Setting the same card twice is no harm; what Teams will not take now is not pressed upon it. */
async function change(
  desk: Desk,
  incoming: Incoming,
  { messageId, message, isAside }: Extract<Effect, { readonly do: "update" }>,
): Promise<void> {
  const { scene } = incoming;
  const { connector } = desk;
  const set = async () =>
    isAside
      ? await connector.updateTo(scene, messageId, message)
      : await connector.update(scene, messageId, message);
  const first = await set();
  const again = first.kind === "lost" || first.kind === "not-sent";
  heed(desk, incoming, again ? await set() : first);
}

/** Whatever asks to wait, the outbox waits too. */
function heed({ pace }: Desk, { event }: Incoming, ending: NoChat): void {
  if (ending.kind === "limited") pace.wait(event.workspace, ending.seconds ?? UNSAID_SECONDS);
}

/** What surely did not arrive is the outbox's from now on; what may have is not said twice. */
async function queueUnsent({ config }: Desk, { incoming, effect }: Doing, ending: NoChat) {
  const isUnsent = ["limited", "busy", "not-sent"].includes(ending.kind);
  if (!isUnsent || effect.do !== "say") return;
  const { event } = incoming;
  // No form goes through the outbox, which holds what somebody typed, and no link that signs in.
  const again = inWordsOf(spokenBy(event), () => words().sayAgain);
  const card = effect.card ?? { text: again, fallback: again };
  await config.queueReply({ to: addressOf(incoming), card, key: event.key });
}

function addressOf({ event }: Incoming): Address {
  const { workspace, account } = event;
  return { platform: "teams", workspace, conversation: { kind: "account", id: account } };
}

/** In the channel for one person alone where the organization allows it, else in their own chat. */
async function sayAside(desk: Desk, { incoming, effect }: Doing): Promise<NoChat> {
  const { scene, event } = incoming;
  const { asides, config, connector } = desk;
  const now = config.clock.now().getTime();
  const place = `${event.workspace}/${toChannel(scene.conversation)}`;
  const isAllowed = mayBePrivate(config.cloud, scene.serviceUrl) && (asides.get(place) ?? 0) <= now;
  if (isAllowed) {
    const ending = await connector.postTo(scene, scene.actor, effect.message);
    if (ending.kind !== "refused") return ending;
    if (asides.size >= MOST_KEPT) asides.clear();
    asides.set(place, now + NOT_ALLOWED_MS);
  }
  return await sayInChat(desk, incoming, effect.message);
}

/** Who has not added the app reads in the channel how to: it holds nothing of the reply. */
async function sayInChat(
  { connector, openChat }: Desk,
  incoming: Incoming,
  message: CardMessage,
): Promise<NoChat> {
  const { scene } = incoming;
  const chat = await openChat(addressOf(incoming), scene.serviceUrl);
  const ending = "kind" in chat ? chat : await connector.post(chat, message);
  if (ending.kind !== "refused") return ending;
  return await connector.post(scene, {
    type: "message",
    text: inWordsOf(spokenBy(incoming.event), () => words().inPrivate),
  });
}

/** Each of those who came is told to the product, which knows whether they are staff. */
async function learn(desk: Desk, incoming: Incoming): Promise<void> {
  const { people, onEvent, config } = desk;
  const { event, scene, learn: wanted } = incoming;
  if (!wanted) return;
  const { platform, workspace } = event;
  for await (const profile of people.learn(workspace, scene, wanted)) {
    if (desk.isStopped()) return;
    const at = config.clock.now();
    const key = `profile:${profile.account}:${at.getTime()}`;
    const { account } = profile;
    await onEvent({ kind: "profile", platform, workspace, account, key, at, profile });
  }
}
