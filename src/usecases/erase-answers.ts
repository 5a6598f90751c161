import type { OutboxKey } from "#domain/ids.ts";
import type { StoredQuestion } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import {
  bury,
  type Erasing,
  inPiece,
  inPieces,
  keepFree,
  readAll,
  writeErased,
} from "./erasing.ts";
import { NOBODY } from "./forget-person.ts";
import type { Work } from "./product.ts";
import { keyOf } from "./send-direct.ts";

/** Questions that still have their words. */
export async function listQuestions(erasing: Erasing): Promise<readonly StoredQuestion[]> {
  return await readAll(
    erasing,
    (tx, part) => tx.records.listQuestions(erasing.filter, part),
    ({ id }) => id,
  );
}

/** Takes the words of questions, also from the note that the lead got; the calls stay on the list. */
export async function eraseQuestions(erasing: Erasing): Promise<number> {
  let count = 0;
  for (const piece of inPieces(await listQuestions(erasing))) {
    count += await inPiece(erasing, (work) => eraseSome(work, erasing, piece));
  }
  return count;
}

function* eraseSome(work: Work, erasing: Erasing, some: readonly StoredQuestion[]): Steps<number> {
  const ids: string[] = [];
  for (const { id } of yield* keepFree(work, "call_task", some)) {
    if (!(yield* work.tx.records.eraseQuestion(id))) continue;
    yield* takeBackNote(work, keyOf("question", id));
    ids.push(id);
  }
  yield* bury(work, "call_task", ids);
  yield* writeErased(work, erasing, { type: "call_task", count: ids.length });
  return ids.length;
}

/** A note under a hold of its own stays where it is, as it is. */
function* takeBackNote({ tx, now: dueAt }: Work, of: OutboxKey): Steps<void> {
  const note = yield* tx.outbox.find(of);
  if (!note || (yield* tx.records.listHeld("message", [note.id])).size > 0) return;
  const key = keyOf("erased", of);
  yield* tx.outbox.queue({ key, kind: "reply", delivery: { do: "retract", of }, dueAt });
  yield* tx.records.blankCards([note.id]);
}

/**
 * How many notes of questions stay because of a hold of their own; where messages are erased too, only
 * those that are not counted with these.
 */
export async function countHeldNotes(erasing: Erasing, withMessages: boolean): Promise<number> {
  const { product, district, filter } = erasing;
  const questions = await listQuestions(erasing);
  return await product.store.read(district, function* ({ outbox, records }) {
    const ids: string[] = [];
    for (const { id } of questions) {
      const note = yield* outbox.find(keyOf("question", id));
      if (note) ids.push(note.id);
    }
    const held = yield* records.listHeld("message", ids);
    if (!withMessages || held.size === 0) return held.size;
    return held.size - (yield* records.listHeld("message", ids, filter)).size;
  });
}

/** Of a person the answers stay, for they are the school's, and name nobody; else they go. */
export async function eraseAnswers(erasing: Erasing): Promise<number> {
  if (erasing.filter.person !== undefined) return await reassign(erasing);
  const ids = await readAll(
    erasing,
    (tx, part) => tx.records.listAnswers(erasing.filter, part),
    (id) => id,
  );
  let count = 0;
  for (const piece of inPieces(ids)) {
    count += await inPiece(erasing, function* (work) {
      const held = yield* work.tx.records.listHeld("answer", piece);
      const gone = yield* work.tx.records.removeAnswers(piece.filter((id) => !held.has(id)));
      yield* bury(work, "answer", gone);
      yield* writeErased(work, erasing, { type: "answer", count: gone.length });
      return gone.length;
    });
  }
  return count;
}

async function reassign(erasing: Erasing): Promise<number> {
  return await inPiece(erasing, function* (work) {
    const { records } = work.tx;
    yield* records.blankPerson(NOBODY, work.product.words.say("erased_person", {}));
    const count = yield* records.reassignAnswers(erasing.filter, NOBODY);
    yield* writeErased(work, erasing, { type: "answer", count });
    return count;
  });
}
