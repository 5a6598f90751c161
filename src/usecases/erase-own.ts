import type { Person } from "#domain/roster.ts";
import { defaultPreferences, type Preferences } from "#domain/shout-out.ts";
import type { RemovableType } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { bury, type Erasing, inPiece, inPieces, PIECE, readAll, writeErased } from "./erasing.ts";
import { blankRow } from "./forget-person.ts";
import { personalNudgeId } from "./plan-slot.ts";
import type { Work } from "./product.ts";

/** Takes the cards of messages at their end; what waits is still to be sent. */
export async function eraseMessages(erasing: Erasing): Promise<number> {
  let count = 0;
  for (const piece of inPieces(await listMessages(erasing))) {
    count += await inPiece(erasing, function* (work) {
      const { length } = yield* work.tx.records.blankCards(piece);
      yield* writeErased(work, erasing, { type: "message", count: length });
      return length;
    });
  }
  return count;
}

export async function listMessages(erasing: Erasing): Promise<readonly string[]> {
  return await readAll(
    erasing,
    (tx, part) => tx.records.listSettledCards(erasing.filter, part),
    (id) => id,
  );
}

/** Of what the district wrote for everybody a stone stays. */
const BURIED: ReadonlySet<RemovableType> = new Set(["focus_group", "training", "made_change"]);

/** Removes the rows of a type, with their own parts. */
export async function eraseRows(erasing: Erasing, type: RemovableType): Promise<number> {
  let count = 0;
  let some: number;
  do {
    some = await inPiece(erasing, function* (work) {
      const ids = yield* work.tx.records.removeSome(type, erasing.filter, PIECE);
      if (BURIED.has(type)) yield* bury(work, type, ids);
      yield* writeErased(work, erasing, { type, count: ids.length });
      return ids.length;
    });
    count += some;
  } while (some === PIECE);
  return count;
}

/**
 * Somebody who is still on the roster keeps what protects them: a stop, and the wish to be thanked in
 * private. The rest of what they chose goes, and with it the weekly idea that they asked for.
 */
export async function erasePreferences(erasing: Erasing, person: Person): Promise<number> {
  if (!person.active) return await eraseRows(erasing, "preference");
  return await inPiece(erasing, function* (work) {
    const { tx } = work;
    const count = yield* countPreferences(tx, person);
    if (count === 0) return 0;
    const before = yield* tx.roster.getPreferences(person.id);
    yield* tx.roster.savePreferences(person.id, protective(before));
    yield* tx.schedule.remove(personalNudgeId(person.id));
    yield* writeErased(work, erasing, { type: "preference", count });
    return count;
  });
}

/** 1 if somebody chose something that would go. */
export function* countPreferences(
  { records, roster }: Pick<Transaction, "records" | "roster">,
  { id, active }: Person,
): Steps<number> {
  const { total, held } = yield* records.count("preference", { person: id });
  if (total - held === 0) return 0;
  const { nudgesAskedAt, pausedUntil, language } = yield* roster.getPreferences(id);
  return !active || nudgesAskedAt || pausedUntil || language ? 1 : 0;
}

function protective({ stoppedAt, wavesStoppedAt, thanks }: Preferences): Preferences {
  return { ...defaultPreferences, stoppedAt, wavesStoppedAt, thanks };
}

/** Leaves an id without a name of somebody who has left; the roster's own people stay as it says. */
export async function eraseName(erasing: Erasing, person: Person): Promise<number> {
  if (person.active) return 0;
  return await inPiece(erasing, (work) => blankOne(work, erasing, person));
}

function* blankOne(work: Work, erasing: Erasing, { id }: Person): Steps<number> {
  const { held } = yield* work.tx.records.count("person", { person: id });
  if (held > 0) return 0;
  yield* blankRow(work, id);
  yield* bury(work, "person", [id]);
  yield* writeErased(work, erasing, { type: "person", count: 1 });
  return 1;
}
