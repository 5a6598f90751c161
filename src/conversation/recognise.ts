import type { AccountId, DistrictId } from "#domain/ids.ts";
import { note } from "#messages/praise-cards.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { keepReach, type Reached, wakeMissed } from "#usecases/follow-reach.ts";
import { recognisePerson } from "#usecases/recognise-person.ts";
import { createActStore } from "./act-store.ts";
import type { Strangers } from "./strangers.ts";
import { type ConversationParts, fail, helpContact, say, type Talk } from "./talk.ts";

/** What somebody may do once only; looking at something may come as often as it likes. */
const ACTS: ReadonlySet<ChatEvent["kind"]> = new Set([
  "command",
  "press",
  "submit",
  "shortcut",
  "text",
]);

/** Nobody waits for an answer to these. */
const UNASKED: ReadonlySet<ChatEvent["kind"]> = new Set(["added", "removed"]);

/** What the conversation keeps beside what it was given. */
export interface Desk extends ConversationParts {
  readonly strangers: Strangers;
}

/** Somebody's turn, or what they are told instead. */
export type Turn =
  | {
      readonly talk: Talk;
      readonly settle: () => Promise<void>;
      /** What they missed may come, once what they came for is done. */
      readonly wake: () => Promise<void>;
    }
  | { readonly reply: Reply };

/**
 * Who acts. Only people on the staff roster are served: an account nobody has met is looked up, and
 * goes on in the same turn; of a stranger nothing is kept.
 */
export async function recognise(
  parts: Desk,
  district: DistrictId,
  event: ChatEvent,
): Promise<Turn> {
  const { product, findProfile } = parts;
  const { platform, workspace, account } = event;
  const eventKey = `${platform}:${workspace}:${event.key}`;
  const isAct = ACTS.has(event.kind);
  const [seen, known] = await product.store.read(district, function* (tx) {
    const before = isAct && (yield* tx.events.has(eventKey));
    return [
      before,
      yield* tx.roster.findPersonByAccount({ platform, workspace, account }),
    ] as const;
  });
  if (seen) return { reply: repeated(parts) };
  const whose = async (asked: AccountId) =>
    await recognisePerson(product, findProfile, { district, platform, workspace, account: asked });
  const asked = parts.strangers.has(event) ? "stranger" : undefined;
  const person = known ?? asked ?? (await whose(account));
  if (person === "unavailable") return { reply: fail(product.words.say("who_unavailable", {})) };
  if (person === "stranger") {
    if (!asked) parts.strangers.add(event);
    return { reply: await turnAway(parts, district, event) };
  }
  const at = { district, platform, workspace };
  const reached = reachedBy(event);
  if (reached) await keepReach(product, at, reached);
  const wake = async (): Promise<void> => {
    if (reached?.reach === undefined) return;
    // What they came for is done: it must not look as if it had failed. The next time tries again.
    await wakeMissed(product, at, reached.conversation).catch((cause: unknown) =>
      product.log.error("wake_failed", { cause }),
    );
  };
  const act = { district, platform, workspace, eventKey, person: person.id };
  const { store, settle } = createActStore(product.store, product.clock, act);
  const talk = { product: { ...product, store }, act, findProfile, recognise: whose };
  return { talk, settle: isAct ? settle : async () => await Promise.resolve(), wake };
}

/** The person's own conversation, or the channel where they speak; undefined where nothing is said of it. */
function reachedBy(event: ChatEvent): Reached | undefined {
  const { account, reach } = event;
  if (reach === undefined && event.kind !== "removed") return undefined;
  const channel = "channel" in event ? event.channel : undefined;
  if (channel === undefined) return { conversation: { kind: "account", id: account }, reach };
  return { conversation: { kind: "channel", id: channel }, reach };
}

/** This event has acted already. */
export function repeated({ product }: Pick<ConversationParts, "product">): Reply {
  return { kind: "repeated", card: note(product.words.say("event_repeated", {})) };
}

async function turnAway(
  { product }: ConversationParts,
  district: DistrictId,
  { kind, platform }: ChatEvent,
): Promise<Reply> {
  product.log.info("stranger_turned_away", { platform });
  if (kind === "search") return { kind: "choices", options: [] };
  if (UNASKED.has(kind)) return { kind: "none" };
  const contact = await helpContact(product, { district });
  return say(product.words.say("wrong_person", { help_contact: contact }));
}
