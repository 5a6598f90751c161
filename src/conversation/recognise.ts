import type { AccountId, DistrictId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { note } from "#messages/praise-cards.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { speakFor } from "#usecases/district-words.ts";
import { keepReach, type Reached, wakeMissed } from "#usecases/follow-reach.ts";
import { type Heard, hearLanguage, keepSpoken } from "#usecases/hear-language.ts";
import { inLanguage, inLocale } from "#usecases/languages.ts";
import type { Act, PlacedAccount, Product } from "#usecases/product.ts";
import { recognisePerson } from "#usecases/recognise-person.ts";
import { createActStore } from "./act-store.ts";
import type { Hearing } from "./hearing.ts";
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
  readonly hearing: Hearing;
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
  const { store } = parts.product;
  const { platform, workspace, account } = event;
  const at = { district, platform, workspace };
  const eventKey = `${platform}:${workspace}:${event.key}`;
  const isAct = ACTS.has(event.kind);
  const { seen, known, product } = await store.read(district, function* (tx) {
    const seen = isAct && (yield* tx.events.has(eventKey));
    const owner = yield* tx.roster.findPersonByAccount({ platform, workspace, account });
    const known = owner && (yield* met(tx, owner, event));
    return { seen, known, product: yield* speakFor({ tx }, parts.product) };
  });
  const spoken = known ? inLanguage(product, known.language) : inLocale(product, event.locale);
  if (seen) return { reply: repeated(spoken) };
  const person = known ?? (await meet(parts, { ...at, account }, event));
  if (person === "unavailable") return { reply: fail(spoken.words.say("who_unavailable", {})) };
  if (person === "stranger") return { reply: await turnAway(spoken, district, event) };
  return await takeTurn(
    { ...parts, product },
    { ...at, eventKey, person: person.owner.id },
    { event, heard: person },
  );
}

/** Somebody on the roster, and in which language they are answered. */
type Met = Heard & { readonly owner: Person };

function* met(tx: Transaction, owner: Person, event: ChatEvent): Steps<Met> {
  const { platform, workspace, account, locale } = event;
  const speaking = { person: owner.id, account: { platform, workspace, account }, locale };
  return { owner, ...(yield* hearLanguage(tx, speaking)) };
}

/** Whose account it is, which nobody has met yet. */
async function meet(
  { product, findProfile, strangers }: Desk,
  at: PlacedAccount,
  event: ChatEvent,
): Promise<Met | "stranger" | "unavailable"> {
  if (strangers.has(event)) return "stranger";
  const person = await recognisePerson(product, findProfile, at);
  if (person === "stranger") strangers.add(event);
  if (typeof person === "string") return person;
  return await product.store.read(at.district, (tx) => met(tx, person, event));
}

interface Acting {
  readonly event: ChatEvent;
  readonly heard: Heard;
}

/** What is kept beside the turn is no part of it: how they are reached, and what their program speaks. */
async function takeTurn(parts: Desk, act: Act, { event, heard }: Acting): Promise<Turn> {
  const { product, findProfile } = parts;
  const { district, platform, workspace } = act;
  const at = { district, platform, workspace };
  await keepHeard(parts, { ...at, account: event.account }, heard);
  const reached = reachedBy(event);
  if (reached) await keepReach(product, at, reached);
  const wake = async (): Promise<void> => {
    if (reached?.reach === undefined) return;
    // What they came for is done: it must not look as if it had failed. The next time tries again.
    await wakeMissed(product, at, reached.conversation).catch((cause: unknown) =>
      product.log.error("wake_failed", { cause }),
    );
  };
  const { store, settle } = createActStore(product.store, product.clock, act);
  const talk = {
    product: { ...inLanguage(product, heard.language), store },
    act,
    findProfile,
    recognise: async (account: AccountId) =>
      await recognisePerson(product, findProfile, { ...at, account }),
  };
  const isAct = ACTS.has(event.kind);
  return { talk, settle: isAct ? settle : async () => await Promise.resolve(), wake };
}

/** What their program speaks is kept where it is new, and looked up where nobody knows it. */
async function keepHeard(
  { product, hearing }: Desk,
  at: PlacedAccount,
  { news, isKnown }: Heard,
): Promise<void> {
  if (news) await keepSpoken(product, at, news);
  else if (!isKnown) hearing.ask(at);
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
export function repeated({ words }: Pick<Product, "words">): Reply {
  return { kind: "repeated", card: note(words.say("event_repeated", {})) };
}

async function turnAway(
  product: Product,
  district: DistrictId,
  { kind, platform }: ChatEvent,
): Promise<Reply> {
  product.log.info("stranger_turned_away", { platform });
  if (kind === "search") return { kind: "choices", options: [] };
  if (UNASKED.has(kind)) return { kind: "none" };
  const contact = await helpContact(product, { district });
  return say(product.words.say("wrong_person", { help_contact: contact }));
}
