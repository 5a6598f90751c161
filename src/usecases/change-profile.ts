import type { PersonId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { ContactRole, Person } from "#domain/roster.ts";
import { profileCheckedCard } from "#messages/profile-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { findHolder } from "./find-contacts.ts";
import { wordsAt, writtenIn } from "./languages.ts";
import type { Actor, Product, Work } from "./product.ts";
import { ASKED_ON, LOOKED_ON } from "./read-profile.ts";
import { requireRight } from "./require-right.ts";
import { keyOf } from "./send-direct.ts";
import { planNextProfileCheck, profileGroup } from "./send-profile-check.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** By key: "mission", "vision", "value:<id>"; "" takes the district's own word away. */
export type GivenProfile = ReadonlyMap<string, string>;

/** Keeps the district's own words; the next look at them is a year away. Throws NOT_ALLOWED. */
export async function changeProfile(
  product: Product,
  act: Actor,
  given: GivenProfile,
): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const lead = yield* requireRight(work, act, "changeProfile");
    const said = yield* tx.listening.listDistrictWords();
    const changed = [...given].filter(([key, text]) => text !== (said.get(key) ?? ""));
    for (const [key, text] of changed) yield* tx.listening.saveDistrictWord(key, text, now);
    if (changed.length > 0) yield* auditChange(work, act, changed.map(([key]) => key).join(" "));
    yield* markLooked(work, lead);
  });
}

/** A lead says that the words still fit: nobody is asked again for a year. Throws NOT_ALLOWED. */
export async function keepProfile(product: Product, act: Actor): Promise<Person> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const lead = yield* requireRight(work, act, "keepProfile");
    yield* markLooked(work, lead);
    return lead;
  });
}

export interface GivenContact {
  readonly role: ContactRole;
  /** Undefined takes back whom the district named. */
  readonly person: PersonId | undefined;
}

/**
 * Names who can help with something, in place of what the roster says. Once nobody is named any more, gives
 * who stands in for the whole district, where there is somebody. Throws NOT_ALLOWED.
 */
export async function setContact(
  product: Product,
  act: Actor,
  { role, person }: GivenContact,
): Promise<Person | undefined> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "setContact");
    const key = `contact:${role}`;
    yield* tx.listening.saveDistrictWord(key, person ?? "", now);
    yield* auditChange(work, act, key);
    return person === undefined ? yield* findHolder(work, role, undefined) : undefined;
  });
}

function* auditChange(work: Work, act: Actor, what: string): Steps<void> {
  const said = { actor: actorOf(act), action: "profile_changed", subject: "district" } as const;
  yield* writeAudit(work, { ...said, facts: { what } });
}

/** One lead's look is enough: the cards of the others say so. */
function* markLooked(work: Work, lead: Person): Steps<void> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const said = yield* tx.listening.listDistrictWords();
  const asked = said.get(ASKED_ON);
  yield* tx.listening.saveDistrictWord(LOOKED_ON, localDay(now, zone), now);
  yield* tx.listening.saveDistrictWord(ASKED_ON, "", now);
  yield* planNextProfileCheck(work);
  if (asked === undefined) return;
  for (const { key, address } of yield* tx.outbox.listGroupPosts(profileGroup(asked))) {
    const words = yield* wordsAt(work, address);
    const card = writtenIn(words, profileCheckedCard(words, lead));
    yield* tx.outbox.queue({
      key: keyOf("looked", key),
      kind: "wave_update",
      delivery: { do: "update", of: key, card },
      dueAt: new Date(now.getTime() + AFTER_REPLY_MS),
    });
  }
}

/** The reply changes the pressed card at once; the others follow. */
const AFTER_REPLY_MS = 3000;
