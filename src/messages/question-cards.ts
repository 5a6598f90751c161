import { displayName, type Person } from "#domain/roster.ts";
import { type AnswerKind, answerKinds, type CallTask } from "#domain/wave.ts";
import type { Button, Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { answerLabel, type OfferFacts } from "./invitation-cards.ts";
import type { Words } from "./words.ts";

/** The longest question that fits every platform's dialog. */
export const QUESTION_LENGTH = 500;
/** The longest answer to one. */
export const REPLY_LENGTH = 1000;

/** Asks for a question in the principal's words. */
export function questionForm(words: Words, sender: Person, context: string): Form {
  return {
    id: "question" satisfies FormId,
    title: words.say("question_form_title", {}),
    submit: words.say("question_form_submit", {}),
    context,
    fields: [
      {
        name: "question",
        label: words.say("question_field", {}),
        help: words.say("question_help", { sender_name: displayName(sender) }),
        required: true,
        type: "text",
        multiline: true,
        maxLength: QUESTION_LENGTH,
      },
    ],
  };
}

/** A school's question, and where it stands. */
export interface QuestionFacts {
  readonly task: Pick<CallTask, "id" | "words" | "ackBy" | "actBy" | "acknowledgedAt">;
  readonly school: string;
  readonly waveName: string;
  readonly person: string;
  /** Who has taken it up; undefined while nobody has. */
  readonly takenBy?: string | undefined;
}

/** A principal's question, to the lead: take it up, answer it, or tick it off after a call. */
export function questionCard(words: Words, question: QuestionFacts): Card {
  const { task, school, takenBy } = question;
  const text = questionText(words, question);
  const take = spokenButton(words, "take", question);
  return {
    title: words.say("question_lead_title", { school }),
    text,
    buttons: [
      ...(takenBy === undefined ? [take] : []),
      spokenButton(words, "reply", question),
      button(words.say("button_called", { school }), "open-call", [task.id]),
    ],
    context: clockText(words, question),
    fallback: text,
  };
}

/** The same once somebody has answered it: nothing is left to press. */
export function questionDoneCard(words: Words, question: QuestionFacts, by: Person): Card {
  const text = questionText(words, question);
  return {
    title: words.say("question_lead_title", { school: question.school }),
    text,
    context: words.say("question_lead_done", { person: displayName(by) }),
    fallback: text,
  };
}

/** The same once who asked has taken it back: its words are gone. */
export function questionWithdrawnCard(
  words: Words,
  { school, person }: Pick<QuestionFacts, "school" | "person">,
): Card {
  const text = words.say("question_lead_withdrawn", { person });
  return { title: words.say("question_lead_title", { school }), text, fallback: text };
}

function questionText(words: Words, { person, waveName, task }: QuestionFacts): string {
  return words.say("question_lead_text", { person, wave_name: waveName, text: task.words });
}

function clockText(words: Words, { task, takenBy }: QuestionFacts): string {
  const act_day = task.actBy ? words.day(task.actBy) : undefined;
  if (takenBy !== undefined) return words.say("question_lead_taken", { person: takenBy, act_day });
  const ack_day = task.ackBy ? words.day(task.ackBy) : undefined;
  return words.say("question_lead_clock", { ack_day, act_day });
}

function spokenButton(
  words: Words,
  what: keyof typeof LEAD_BUTTONS,
  { task, school }: QuestionFacts,
): Button {
  const [key, action] = LEAD_BUTTONS[what];
  const spoken = words.say(`${key}_of`, { school });
  return { ...button(words.say(key, {}), action, [task.id]), spoken };
}

const LEAD_BUTTONS = {
  take: ["button_question_take", "take-question"],
  reply: ["button_question_answer", "reply-question"],
} as const;

/** Asks a lead for the answer; the question stands above it. */
export function replyForm(words: Words, { task, person }: QuestionFacts): Form {
  return {
    id: "question-reply" satisfies FormId,
    title: words.say("question_reply_form_title", {}),
    submit: words.say("question_reply_form_submit", {}),
    context: task.id,
    note: words.say("question_reply_note", { person, text: task.words }),
    fields: [
      {
        name: "reply",
        label: words.say("question_reply_field", {}),
        help: words.say("question_reply_help", { person }),
        required: true,
        type: "text",
        multiline: true,
        maxLength: REPLY_LENGTH,
      },
    ],
  };
}

export interface LeadReply {
  readonly lead: Person;
  readonly question: string;
  readonly text: string;
  /** What the school stands by; undefined while it has said nothing else. */
  readonly standing: AnswerKind | undefined;
}

/** A lead's answer to who asked, with the five answers under it; pressing one leaves the words where they are. */
export function leadReplyCard(
  words: Words,
  { wave, site }: OfferFacts,
  { lead, question, text, standing }: LeadReply,
): Card {
  const said = words.say("question_reply_text", { asked: question, text });
  return {
    title: words.say("question_reply_title", { person: displayName(lead) }),
    text: said,
    buttons: answerKinds.map((kind) =>
      button(answerLabel(words, kind), "answer-below", [wave.id, site.id, kind]),
    ),
    context: standing
      ? words.say("answer_now", { answer: answerLabel(words, standing) })
      : words.say("question_reply_context", { school: site.name, wave_name: wave.name }),
    fallback: said,
  };
}
