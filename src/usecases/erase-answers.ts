import type { StoredQuestion } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { bury, type Erasing, inPiece, inPieces, readAll, writeErased } from "./erasing.ts";
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
  const questions = await listQuestions(erasing);
  for (const piece of inPieces(questions)) {
    await inPiece(erasing, function* (work) {
      for (const question of piece) yield* eraseQuestion(work, question);
      const ids = piece.map(({ id }) => id);
      yield* bury(work, "call_task", ids);
      yield* writeErased(work, erasing, { type: "call_task", count: ids.length });
    });
  }
  return questions.length;
}

function* eraseQuestion({ tx, now: dueAt }: Work, { id }: StoredQuestion): Steps<void> {
  const of = keyOf("question", id);
  const note = yield* tx.outbox.find(of);
  if (note) {
    const key = keyOf("erased", of);
    yield* tx.outbox.queue({ key, kind: "reply", delivery: { do: "retract", of }, dueAt });
    yield* tx.records.blankCards([note.id]);
  }
  yield* tx.records.eraseQuestion(id);
}

/** Of a person the answers stay, for they are the school's, and name nobody; else they go. */
export async function eraseAnswers(erasing: Erasing): Promise<number> {
  if (erasing.filter.person !== undefined) return await reassign(erasing);
  const ids = await readAll(
    erasing,
    (tx, part) => tx.records.listAnswers(erasing.filter, part),
    (id) => id,
  );
  for (const piece of inPieces(ids)) {
    await inPiece(erasing, function* (work) {
      yield* work.tx.records.removeAnswers(piece);
      yield* bury(work, "answer", piece);
      yield* writeErased(work, erasing, { type: "answer", count: piece.length });
    });
  }
  return ids.length;
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
