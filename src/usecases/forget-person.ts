import { type PersonId, toId } from "#domain/ids.ts";
import type { RemovableType } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Stands for everybody whose name is gone, so that what stays of theirs names nobody. */
export const NOBODY = toId<PersonId>("erased-person");

/** More than anybody has. */
const ALL = 10_000;

/** What belongs to a person and to nothing else. */
export const ownTypes = [
  "planned",
  "try",
  "room_skip",
  "offer_to_show",
  "group_member",
  "account",
  "sign_in_link",
  "session",
  "known_browser",
] as const satisfies readonly RemovableType[];

/**
 * Leaves nothing of somebody who is not on the roster any more but an id without a name, for what
 * still points at it. What a hold covers stays.
 */
export function* forgetPerson(
  work: Work,
  person: PersonId,
  stone: { readonly by: string; readonly rule: string },
): Steps<void> {
  const { tx, now } = work;
  for (const type of ownTypes) yield* tx.records.removeSome(type, { person }, ALL);
  yield* tx.records.removeSome("preference", { person }, ALL);
  yield* blankRow(work, person);
  yield* tx.records.bury([{ type: "person", record: person, at: now, ...stone }]);
}

/** Takes name, e-mail and roles. */
export function* blankRow({ tx, product }: Work, person: PersonId): Steps<void> {
  yield* tx.records.blankPerson(person, product.words.say("erased_person", {}));
}
