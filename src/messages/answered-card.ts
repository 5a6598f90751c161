import { displayName, firstName, type Person } from "#domain/roster.ts";
import type { AnswerKind } from "#domain/wave.ts";
import type { Button, Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import { ACK_DAYS, answerLabel, type OfferFacts, type WaveFacts } from "./invitation-cards.ts";
import { returnButton } from "./return-cards.ts";
import { teamButton } from "./team-cards.ts";
import type { Words } from "./words.ts";

/** A school's answer as its card shows it. */
export interface AnswerFacts {
  readonly kind: AnswerKind;
  readonly by: Person;
  /** Codes of what is in the way, where it was said. */
  readonly pitfalls: readonly string[];
  /** The wave had started, or was over. */
  readonly late?: boolean | undefined;
  /** The wave has as many schools as it can serve. */
  readonly full?: boolean | undefined;
  /** The older wave that the card was about. */
  readonly cardOf?: string | undefined;
  /** What a lead does about the school's open question. */
  readonly question?: ((words: Words) => string) | undefined;
}

/** What the card becomes once somebody answered for the school. */
export function answeredCard(words: Words, facts: OfferFacts, answer: AnswerFacts): Card {
  const { kind, by, cardOf, question } = answer;
  const moved =
    cardOf && words.say("answer_moved", { wave_name: cardOf, newer_wave: facts.wave.name });
  const own = kind === "question" && question ? undefined : answerText(words, facts, answer);
  const text = [moved, own, question?.(words)].filter((line) => line).join("\n");
  const isOut = kind === "not_yet" || kind === "no";
  const reasonsAsked = isOut && answer.pitfalls.length === 0;
  return {
    title: words.say("answered_title", {
      school: facts.site.name,
      answer: answerLabel(words, kind),
    }),
    text,
    buttons: [
      ...(reasonsAsked ? [pitfallsButton(words, facts)] : []),
      ...(kind === "yes" ? [teamButton(words, facts.site)] : []),
      ...(isOut ? [returnButton(words, facts)] : []),
      changeButton(words, facts),
    ],
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

/** The question was answered, and the school may answer now. */
export function openAgainCard(words: Words, facts: OfferFacts, lead: Person): Card {
  const { wave, site } = facts;
  const text = words.say("question_answered", { person: displayName(lead), school: site.name });
  return {
    title: words.say("answered_title", { school: site.name, answer: wave.name }),
    text,
    buttons: [changeButton(words, facts)],
    fallback: text,
  };
}

/** Who answers a school's question, and how soon. */
export function withLeadText(words: Words, { sender }: OfferFacts): string {
  const sender_name = displayName(sender);
  return words.say("question_with_lead", { sender_name, ack_days: String(ACK_DAYS) });
}

/** To the others who answer for the school. */
export function answerNoticeCard(
  words: Words,
  facts: OfferFacts,
  { kind, by }: Pick<AnswerFacts, "kind" | "by">,
): Card {
  const school = facts.site.name;
  const answer = answerLabel(words, kind);
  const said = { person: displayName(by), school };
  const text =
    kind === "question"
      ? words.say("answer_notice_question", { ...said, sender_name: displayName(facts.sender) })
      : words.say("answer_notice", { ...said, wave_name: facts.wave.name, answer });
  return {
    title: words.say("answered_title", { school, answer }),
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

function answerText(words: Words, facts: OfferFacts, answer: AnswerFacts): string {
  const { kind, pitfalls } = answer;
  const sender_name = displayName(facts.sender);
  const texts: Record<AnswerKind, () => string> = {
    yes: () => yesText(words, facts, answer),
    not_yet: () =>
      pitfalls.length > 0
        ? words.say("answered_not_yet_reasons", { names: labelsOf(words, pitfalls).join("; ") })
        : words.say("answered_not_yet", { sender_name }),
    no: () => words.say("thank_you_no", { school: facts.site.name }),
    question: () => words.say("question_ack", { sender_name, ack_days: String(ACK_DAYS) }),
    stop: () => words.say("wave_stopped", { sender_name }),
  };
  return texts[kind]();
}

/** In the library's order. */
function labelsOf({ library }: Words, codes: readonly string[]): readonly string[] {
  return library.pitfalls.filter(({ code }) => codes.includes(code)).map(({ label }) => label);
}

function yesText(words: Words, { wave, site, sender }: OfferFacts, answer: AnswerFacts): string {
  const thanks = {
    principal_first: firstName(answer.by),
    school: site.name,
    wave_name: wave.name,
    sender_name: displayName(sender),
  };
  if (answer.full) return words.say("answer_yes_full", thanks);
  if (answer.late) return words.say("late_yes", thanks);
  return words.say("thank_you_yes", { ...thanks, ack_days: String(ACK_DAYS) });
}
