import type { Person } from "#domain/roster.ts";
import { answerKinds, type CallTask } from "#domain/wave.ts";
import type { Card, Form } from "#ports/card.ts";
import { answeredCard, answerNoticeCard, openAgainCard } from "./answered-card.ts";
import { delegateCard, noLongerCard, pickDelegateCard } from "./delegate-cards.ts";
import { lateQuestionCard, type WaveFacts } from "./invitation-cards.ts";
import { personOption } from "./praise-form.ts";
import {
  leadReplyCard,
  type QuestionFacts,
  questionCard,
  questionDoneCard,
  questionForm,
  replyForm,
} from "./question-cards.ts";
import type { Words } from "./words.ts";

export interface AnswerSample {
  readonly facts: WaveFacts;
  readonly by: Person;
  readonly task: CallTask;
}

/** One of every card about answers and questions. */
export function answerGallery(words: Words, sample: AnswerSample): Readonly<Record<string, Card>> {
  const { facts, by } = sample;
  const question = toQuestion(sample);
  const said = { by, pitfalls: [] };
  const answered = answerKinds.map((kind): [string, Card] => [
    `answered_${kind}`,
    answeredCard(words, facts, { ...said, kind }),
  ]);
  const reply = { lead: by, question: question.task.words, text: "The district pays." };
  const options = [personOption(words, by, facts.site.name)];
  return {
    ...Object.fromEntries(answered),
    answered_late: answeredCard(words, facts, { ...said, kind: "yes", late: true, cardOf: "W" }),
    answered_full: answeredCard(words, facts, { ...said, kind: "yes", full: true }),
    answered_open_again: openAgainCard(words, facts, by),
    answer_late: lateQuestionCard(words, facts),
    answer_notice: answerNoticeCard(words, facts, { kind: "no", by }),
    question: questionCard(words, question),
    question_taken: questionCard(words, { ...question, takenBy: "Ana" }),
    question_done: questionDoneCard(words, question, by),
    lead_reply: leadReplyCard(words, facts, { ...reply, standing: undefined }),
    lead_reply_answered: leadReplyCard(words, facts, { ...reply, standing: "not_yet" }),
    delegate: delegateCard(words, facts.site, "You may answer."),
    delegate_no_longer: noLongerCard(words, facts.site),
    delegate_pick: pickDelegateCard("Whom?", { verb: "name", school: "", options }),
  };
}

/** One of every form about questions. */
export function questionGallery(
  words: Words,
  sample: AnswerSample,
): Readonly<Record<string, Form>> {
  return {
    question: questionForm(words, sample.by, "w1|s1"),
    question_reply: replyForm(words, toQuestion(sample)),
  };
}

function toQuestion({ facts, task }: AnswerSample): QuestionFacts {
  const asked = { ...task, words: "When <b>exactly</b>?", ackBy: "2025-09-03" };
  const { site, wave } = facts;
  return { task: asked, school: site.name, waveName: wave.name, person: "Ana" };
}
