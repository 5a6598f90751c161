import type { SiteId } from "#domain/ids.ts";
import { displayName, firstName, type Person } from "#domain/roster.ts";
import { type AnswerKind, answerKinds, type Wave } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
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
  /** The last day to answer; "" where nobody knows it. */
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
    start_month: words.kept(wave.startMonth),
    time_needed: words.kept(wave.timeNeeded),
    schools_in: facts.schoolsIn?.toString(),
    schools_total: String(facts.schoolsTotal),
    school: site.name,
    reply_by: closeIn(words, facts),
  });
  return pollCard(words, facts, { title: words.say("invite_title", {}), text });
}

function closeIn(words: Words, { replyBy }: WaveFacts): string {
  return replyBy === "" ? "" : words.day(replyBy);
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
    reply_by: closeIn(words, facts),
    time_needed: words.kept(wave.timeNeeded),
    school: site.name,
    next_wave_month: words.kept(wave.nextWaveMonth),
  };
  const texts = [
    words.say("reminder_1", values),
    words.say("reminder_2", values),
    words.say("reminder_3", values),
  ];
  return pollCard(words, facts, { title: wave.name, text: texts[number - 1] ?? "" });
}

/** The question to a school whose time in the wave is over, or that was never asked in it. */
export function lateQuestionCard(words: Words, facts: WaveFacts): Card {
  const { wave, site } = facts;
  const text = words.say("answer_late_question", { wave_name: wave.name, school: site.name });
  return pollCard(words, facts, { title: wave.name, text });
}

/** What is asked, with the five answers under it. */
export function pollCard(
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

/** The words on an answer's button. */
export function answerLabel(words: Words, kind: AnswerKind): string {
  return words.library.pollAnswers[kind] ?? kind;
}
