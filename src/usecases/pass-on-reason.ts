import { displayName } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import { questionCard, questionWithdrawnCard } from "#messages/question-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { addQuestion, type Question, questionKey, updateQuestionNote } from "./add-question.ts";
import { everyWords, wordsOf } from "./languages.ts";
import type { Work } from "./product.ts";
import { holdQuestion } from "./question-state.ts";
import { readSender } from "./wave-people.ts";

/**
 * "Something else" is promised an answer by a person: it is a question to the lead. A school's second thought
 * takes the place of the first, while that one waits.
 */
export function* passOnReason(work: Work, reason: Question): Steps<void> {
  const lead = yield* readSender(work, reason.wave, reason.site);
  const words = yield* wordsOf(work, lead.id);
  const text = words.say("connection_other_asked", { text: reason.text });
  const open = yield* findOpenReason(work, reason);
  if (!open) return yield* addQuestion(work, { ...reason, text });
  yield* work.tx.waves.changeCallTask({ ...open, words: text, askedBy: reason.by.id });
  const held = yield* holdQuestion(work, open.id);
  if (!held) return;
  yield* updateQuestionNote(work, open.id, (words) => questionCard(words, held.facts));
}

/** Who would rather not say now is taken at their word: what the school wrote before in this wave is gone. */
export function* forgetReason(work: Work, said: Omit<Question, "text">): Steps<void> {
  const { tx, now } = work;
  const { wave, site, by } = said;
  const open = yield* findOpenReason(work, said);
  for (const { id } of yield* listExplained(work, said)) yield* tx.waves.saveAnswerWords(id, "");
  if (!open) return;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site: site.id, at: now, task: open.id });
  yield* tx.outbox.cancelGroup(questionKey(open.id));
  if ((yield* tx.outbox.listGroupPosts(questionKey(open.id))).length === 0) return;
  const facts = { school: site.name, person: displayName(by) };
  yield* updateQuestionNote(work, open.id, (words) => questionWithdrawnCard(words, facts));
}

type AtSchool = Pick<Question, "wave" | "site">;

/** The open question that came from the school's own words for what is in the way. */
function* findOpenReason(work: Work, at: AtSchool): Steps<CallTask | undefined> {
  // Whatever its lead read then: the language may be another one now.
  const all = everyWords(work.product);
  const asked = (yield* listExplained(work, at)).flatMap(({ words: text = "" }) =>
    all.map((words) => words.say("connection_other_asked", { text })),
  );
  const tasks = yield* work.tx.waves.listSiteCallTasks(at.site.id);
  return tasks.find(
    (task) =>
      task.wave === at.wave.id &&
      task.reason === "question" &&
      task.doneAt === undefined &&
      asked.includes(task.words),
  );
}

/** The answers of the wave that came with words. */
function* listExplained({ tx }: Work, { wave, site }: AtSchool) {
  const answers = yield* tx.waves.listSiteAnswers(site.id);
  return answers.filter((answer) => answer.wave === wave.id && answer.words);
}
