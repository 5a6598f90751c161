import { type CallTaskId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { isAnswerKind } from "#domain/wave.ts";
import { readValue } from "#messages/actions.ts";
import { answeredCard } from "#messages/answered-card.ts";
import { pitfallForm } from "#messages/pitfall-form.ts";
import { QUESTION_LENGTH, questionForm, REPLY_LENGTH } from "#messages/question-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import {
  answerQuestion,
  readQuestion,
  type Settled,
  takeQuestion,
} from "#usecases/answer-question.ts";
import { askQuestion } from "#usecases/ask-question.ts";
import { readAskedWave } from "#usecases/read-asked-wave.ts";
import { showOwnInvitation } from "#usecases/show-own-invitation.ts";
import { lineProblem, type Submission, textOf } from "./form-lines.ts";
import { replace, say, show, type Talk } from "./talk.ts";

/** The five answers, and what a lead does with a question. */
export const answerPresses = {
  answer: async (talk: Talk, value: string) => await answer(talk, value, replace),
  /** Under a lead's reply: the words stay where they are. */
  "answer-below": async (talk: Talk, value: string) => await answer(talk, value, show),
  "name-pitfalls": async ({ product, act }: Talk, value: string): Promise<Reply> => {
    const { wave, site, sender } = await readAskedWave(product, act, askedFrom(value));
    const context = `${wave.id}|${site.id}`;
    return { kind: "form", form: pitfallForm(product.words, sender, context) };
  },
  "change-answer": async ({ product, act }: Talk, value: string): Promise<Reply> => {
    const { site } = askedFrom(value);
    const card = await showOwnInvitation(product, act, { site });
    return card ? replace(card) : say(product.words.say("answer_none_open", {}));
  },
  "take-question": async (talk: Talk, value: string): Promise<Reply> => {
    const { product, act } = talk;
    const taken = await takeQuestion(product, act, toId<CallTaskId>(value));
    return taken.kind === "taken" ? replace(taken.card) : say(settledText(talk, taken));
  },
  "reply-question": async (talk: Talk, value: string): Promise<Reply> => {
    const { product, act } = talk;
    const asked = await readQuestion(product, act, toId<CallTaskId>(value));
    if (asked.kind === "form") return { kind: "form", form: asked.form };
    return say(settledText(talk, asked));
  },
};

/** The forms of a question and of its answer. */
export const answerSubmissions = { question: submitQuestion, "question-reply": submitReply };

/** `/pl answer`, `/pl answer Lindenwood`. */
export async function showQuestion({ product, act }: Talk, typed: string): Promise<Reply> {
  const card = await showOwnInvitation(product, act, { typed });
  if (card) return show(card);
  const { words } = product;
  return say(
    typed === ""
      ? words.say("answer_none_open", {})
      : words.say("answer_none_for", { name: typed }),
  );
}

function askedFrom(value: string) {
  const [wave, site] = readValue(value);
  return { wave: toId<WaveId>(wave), site: toId<SiteId>(site) };
}

async function answer(talk: Talk, value: string, reply: (card: Card) => Reply): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const [wave, site, kind] = readValue(value);
  if (!isAnswerKind(kind)) return say(words.say("old_button", {}));
  const asked = askedFrom(value);
  if (kind === "question") {
    const { sender } = await readAskedWave(product, act, { ...asked, kind });
    return { kind: "form", form: questionForm(words, sender, `${wave}|${site}`) };
  }
  const { facts, shown } = await answerInvitation(product, act, { ...asked, kind });
  if (kind === "not_yet") {
    const context = `${facts.wave.id}|${site}`;
    return { kind: "form", form: pitfallForm(words, facts.sender, context) };
  }
  return reply(answeredCard(words, facts, shown));
}

async function submitQuestion(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const text = textOf(values, "question");
  const missing = product.words.say("question_missing", {});
  const problem = await lineProblem(talk, { text, most: QUESTION_LENGTH, missing });
  if (problem) return { kind: "errors", errors: { question: problem } };
  const { facts, shown } = await askQuestion(product, act, { ...askedFrom(context), text });
  return replace(answeredCard(product.words, facts, shown));
}

async function submitReply(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words, clock } = product;
  const text = textOf(values, "reply");
  const missing = words.say("question_reply_missing", {});
  const problem = await lineProblem(talk, { text, most: REPLY_LENGTH, missing });
  if (problem) return { kind: "errors", errors: { reply: problem } };
  const replied = await answerQuestion(product, act, { task: toId<CallTaskId>(context), text });
  if (replied.kind === "sent") {
    const { person, at, zone } = replied;
    const when = words.when(at, clock.now(), zone);
    return say(words.say("question_reply_sent", { person, when }));
  }
  // What was typed stays in the form.
  return { kind: "errors", errors: { reply: notSent(talk, replied) } };
}

function notSent(
  talk: Talk,
  replied: Exclude<Awaited<ReturnType<typeof answerQuestion>>, { kind: "sent" }>,
): string {
  const { words } = talk.product;
  if (replied.kind === "unreachable") return words.say("question_reply_unreachable", replied);
  if (replied.kind === "gone") return settledText(talk, replied);
  return words.say("question_reply_faster", { person: replied.by });
}

function settledText({ product: { words } }: Talk, settled: Settled): string {
  if (settled.kind === "gone") return words.say("old_button", {});
  return words.say("question_settled", { person: settled.by });
}
