import { type CallTaskId, toId } from "#domain/ids.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import { questionCard } from "#messages/question-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { wordsAt, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { startClock } from "./reply-clock.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { readSender } from "./wave-people.ts";

export interface Question {
  readonly wave: Wave;
  readonly site: Site;
  readonly by: Person;
  /** The guard has passed it. */
  readonly text: string;
}

/** A principal's question: its own note to the lead, in office hours, and a line on the call list. */
export function* addQuestion(work: Work, { wave, site, by, text }: Question): Steps<void> {
  const { tx, product, now } = work;
  const lead = yield* readSender(work, wave, site);
  const task: CallTask = {
    id: toId<CallTaskId>(product.random.id()),
    wave: wave.id,
    site: site.id,
    lead: lead.id,
    reason: "question",
    words: text,
    askedBy: by.id,
    ...(yield* startClock(work)),
  };
  yield* tx.waves.addCallTask(task);
  yield* sendDirect(work, {
    key: questionKey(task.id),
    kind: "question",
    person: lead,
    card: (words) =>
      questionCard(words, {
        task,
        school: site.name,
        waveName: wave.name,
        person: displayName(by),
      }),
    place: { zone: (yield* tx.roster.getDistrict()).zone },
    after: now,
    group: questionKey(task.id),
  });
}

/** The note that brings a question to its lead; it is a group of its own. */
export function questionKey(task: CallTaskId) {
  return keyOf("question", task);
}

/** Puts another card in the place of that note, on whichever lead's platform. */
export function* updateQuestionNote(
  work: Work,
  task: CallTaskId,
  card: (words: Words) => Card,
): Steps<void> {
  const { tx, product, now } = work;
  const of = questionKey(task);
  const note = yield* tx.outbox.find(of);
  const words = note ? yield* wordsAt(work, note.address) : product.words;
  yield* tx.outbox.queue({
    key: keyOf("answered", of, product.random.id()),
    kind: "wave_update",
    delivery: { do: "update", of, card: writtenIn(words, card(words)) },
    dueAt: now,
    supersedes: keyOf("answered", of),
  });
}
