import type { SiteId } from "#domain/ids.ts";
import { displayName, firstName, type Person } from "#domain/roster.ts";
import {
  type AnswerKind,
  answerKinds,
  MOST_PITFALLS,
  PREFER_NOT_TO_SAY,
  type Wave,
} from "#domain/wave.ts";
import type { Button, Card, Form, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** The offer that an answer belongs to. */
export interface OfferFacts {
  readonly wave: Wave;
  readonly site: { readonly id: SiteId; readonly name: string };
  readonly sender: Person;
}

/** What every message of a wave to a principal speaks of. */
export interface WaveFacts extends OfferFacts {
  readonly districtShort: string;
  /** The close date in words. */
  readonly replyBy: string;
  readonly schoolsTotal: number;
  /** Undefined while it is too low to be a reason to say yes. */
  readonly schoolsIn: number | undefined;
}

/** School days within which a person answers. */
export const ACK_DAYS = 3;

/** The wave's question with its five answers. */
export function invitationCard(words: Words, facts: WaveFacts, principal: Person): Card {
  const { wave, sender, site } = facts;
  const text = words.say("invite", {
    principal_first: firstName(principal),
    sender_name: displayName(sender),
    sender_role: words.say("role_pl_lead", {}),
    district_short: facts.districtShort,
    wave_name: wave.name,
    start_month: wave.startMonth,
    time_needed: wave.timeNeeded,
    schools_in: facts.schoolsIn?.toString(),
    schools_total: String(facts.schoolsTotal),
    school: site.name,
    reply_by: facts.replyBy,
  });
  return questionCard(words, facts, { title: words.say("invite_title", {}), text });
}

/** The question asked again, with the answer that counts now. */
export function withAnswer(words: Words, card: Card, kind: AnswerKind): Card {
  const now = words.say("answer_now", { answer: answerLabel(words, kind) });
  return { ...card, text: now, fallback: now };
}

/** The first, second or third reminder, with the same five answers. */
export function reminderCard(
  words: Words,
  facts: WaveFacts,
  { principal, number }: { readonly principal: Person; readonly number: number },
): Card {
  const { wave, site } = facts;
  const values = {
    principal_first: firstName(principal),
    wave_name: wave.name,
    sender_name: displayName(facts.sender),
    reply_by: facts.replyBy,
    time_needed: wave.timeNeeded,
    school: site.name,
    next_wave_month: wave.nextWaveMonth,
  };
  const texts = [
    words.say("reminder_1", values),
    words.say("reminder_2", values),
    words.say("reminder_3", values),
  ];
  return questionCard(words, facts, { title: wave.name, text: texts[number - 1] ?? "" });
}

function questionCard(
  words: Words,
  { wave, site, sender }: WaveFacts,
  { title, text }: { readonly title: string; readonly text: string },
): Card {
  return {
    title,
    text,
    buttons: answerKinds.map((kind) =>
      button(answerLabel(words, kind), "answer", [wave.id, site.id, kind]),
    ),
    context: [
      words.say("poll_who_sees", { sender_name: displayName(sender) }),
      words.say("poll_change_mind", {}),
    ].join(" "),
    fallback: text,
  };
}

/** A school's answer as its card shows it. */
export interface AnswerFacts {
  readonly kind: AnswerKind;
  readonly by: Person;
  /** Labels of what is in the way, where it was said. */
  readonly pitfalls: readonly string[];
}

/** What the card becomes once somebody answered for the school. */
export function answeredCard(words: Words, facts: OfferFacts, answer: AnswerFacts): Card {
  const { kind, by } = answer;
  const text = answerText(words, facts, answer);
  const reasonsAsked = kind === "not_yet" && answer.pitfalls.length === 0;
  return {
    title: words.say("answered_title", {
      school: facts.site.name,
      answer: answerLabel(words, kind),
    }),
    text,
    buttons: [...(reasonsAsked ? [pitfallsButton(words, facts)] : []), changeButton(words, facts)],
    context: words.say("answered_by", { person: displayName(by) }),
    fallback: text,
  };
}

/** The school's answer on the own page of who gave it, with the way to change it. */
export function ownAnswerCard(words: Words, facts: WaveFacts, kind: AnswerKind): Card {
  const text = words.say("answer_now", { answer: answerLabel(words, kind) });
  return {
    title: words.say("answered_title", { school: facts.site.name, answer: facts.wave.name }),
    text,
    buttons: [changeButton(words, facts)],
    fallback: text,
  };
}

function changeButton(words: Words, { wave, site }: OfferFacts): Button {
  const label = words.say("button_change_answer", {});
  const spoken = words.say("button_change_answer_of", { school: site.name });
  return { ...button(label, "change-answer", [wave.id, site.id]), spoken };
}

function pitfallsButton(words: Words, { wave, site }: OfferFacts): Button {
  const label = words.say("button_pitfalls", {});
  const spoken = words.say("button_pitfalls_of", { school: site.name });
  return { ...button(label, "name-pitfalls", [wave.id, site.id]), spoken };
}

function answerText(words: Words, facts: OfferFacts, { kind, by, pitfalls }: AnswerFacts): string {
  const sender = displayName(facts.sender);
  const first = firstName(by);
  const texts: Record<AnswerKind, () => string> = {
    yes: () =>
      words.say("thank_you_yes", {
        principal_first: first,
        school: facts.site.name,
        wave_name: facts.wave.name,
        sender_name: sender,
        ack_days: String(ACK_DAYS),
      }),
    not_yet: () =>
      pitfalls.length > 0
        ? words.say("answered_not_yet_reasons", { names: pitfalls.join("; ") })
        : words.say("answered_not_yet", { sender_name: sender }),
    no: () => words.say("thank_you_no", { school: facts.site.name }),
    question: () => words.say("question_ack", { sender_name: sender, ack_days: String(ACK_DAYS) }),
    stop: () => words.say("wave_stopped", { sender_name: sender }),
  };
  return texts[kind]();
}

/** The words on an answer's button. */
function answerLabel(words: Words, kind: AnswerKind): string {
  return words.library.pollAnswers[kind] ?? kind;
}

/** Asks for up to three pitfalls; `context` names the answer they belong to. */
export function pitfallForm(words: Words, sender: Person, context: string): Form {
  const shown = [...words.library.pitfalls].sort(
    (a, b) => formPlace(a.code, a.showFirst) - formPlace(b.code, b.showFirst),
  );
  const options: Option[] = shown.map(({ code, label }) => ({ value: code, label }));
  return {
    id: "pitfalls" satisfies FormId,
    title: words.say("pitfall_form_title", {}),
    submit: words.say("pitfall_form_submit", {}),
    context,
    note: words.say("poll_who_sees", { sender_name: displayName(sender) }),
    fields: [
      {
        name: "pitfalls",
        label: words.say("poll_barrier_question", {}),
        required: true,
        type: "choices",
        options,
        most: MOST_PITFALLS,
      },
    ],
  };
}

/** Common ones first; "something else" and "rather not say" where everybody looks for them: last. */
function formPlace(code: string, showFirst: boolean): number {
  if (code === PREFER_NOT_TO_SAY) return 3;
  if (code === "other") return 2;
  return showFirst ? 0 : 1;
}

/** The longest question that fits every platform's dialog. */
export const QUESTION_LENGTH = 500;

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
