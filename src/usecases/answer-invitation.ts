import { answerStage, isDecided, standingAfter } from "#domain/answers.ts";
import { type AnswerId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Right } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Answer, AnswerKind, Invitation, Wave } from "#domain/wave.ts";
import { type AnswerFacts, answeredCard, withLeadText } from "#messages/answered-card.ts";
import type { OfferFacts } from "#messages/invitation-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { applyAnswer, pauseForQuestion } from "./apply-answer.ts";
import { type Asked, holdInvitation, isOver } from "./find-invitation.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { stopWaves } from "./stop-waves.ts";
import { tellOthers } from "./tell-others.ts";
import { updateCards, updateQuestionCards } from "./update-cards.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { findRecipients, readSender } from "./wave-people.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface GivenAnswer {
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly kind: AnswerKind;
  /** The same answer said anew, with other reasons: it is no double tap. */
  readonly anew?: boolean | undefined;
}

export interface Answered {
  /** In the history; of a double tap the first one. */
  readonly answer: AnswerId;
  readonly by: Person;
  /** Where it counts: the newest opened wave, where the card was older. */
  readonly facts: OfferFacts;
  /** What the pressed card becomes. */
  readonly shown: AnswerFacts;
}

/**
 * Records a school's answer: the last one counts, all are kept, reminders end, every card about it changes,
 * and the others who answer for the school are told.
 * Throws NOT_ALLOWED, WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function answerInvitation(
  product: Product,
  act: Act,
  given: GivenAnswer,
): Promise<Answered> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    return yield* recordAnswer({ tx, product, now }, act, given);
  });
}

/** The steps of an answer, for use cases that record more with it. */
export function* recordAnswer(work: Work, act: Act, given: GivenAnswer): Steps<Answered> {
  const asked = yield* holdInvitation(work, given);
  const { wave, site } = asked;
  const by = yield* requireAnswerer(work, act, { right: "answerInvitation", site });
  const facts = { wave, site, sender: yield* readSender(work, wave, site) };
  const last = yield* work.tx.waves.findLastAnswer(wave.id, site.id);
  const giving = { asked, facts, by, kind: given.kind };
  const shown = yield* toShown(work, giving);
  const isRepeated = last?.person === by.id && (yield* isDoubleTap(work, last, { asked, given }));
  if (isRepeated) return { answer: last.id, by, facts, shown };
  const answer = yield* addAnswer(work, act, { ...giving, last });
  yield* auditStandIn(work, act, giving);
  yield* follow(work, { ...giving, answer, shown });
  yield* scheduleWaveCard(work, wave);
  return { answer, by, facts, shown };
}

interface Giving {
  readonly asked: Asked;
  readonly facts: OfferFacts & { readonly site: Site };
  readonly by: Person;
  readonly kind: AnswerKind;
}

/** The same person said the same last, and it still stands. */
function* isDoubleTap(
  { tx }: Work,
  last: Answer,
  { asked, given }: { readonly asked: Asked; readonly given: GivenAnswer },
): Steps<boolean> {
  if (given.anew || last.kind !== given.kind || given.kind === "question") return false;
  if (isDecided(given.kind)) return asked.invitation.answer === given.kind;
  return (yield* tx.roster.getPreferences(last.person)).wavesStoppedAt !== undefined;
}

/** The history is in the order in which answers counted, whatever the clocks of two replicas say. */
function* addAnswer(
  { tx, product, now }: Work,
  act: Act,
  { asked, by, kind, last }: Giving & { readonly last: Answer | undefined },
): Steps<AnswerId> {
  const { wave, site, invitation, late } = asked;
  const id = toId<AnswerId>(product.random.id());
  const at = new Date(Math.max(now.getTime(), (last?.at.getTime() ?? 0) + 1));
  const stage = answerStage(invitation, late);
  const { platform } = act;
  const about = { wave: wave.id, site: site.id, person: by.id };
  yield* tx.waves.addAnswer({ id, ...about, kind, at, platform, stage });
  return id;
}

/** What the school stands by, and what follows from it. */
function* follow(
  work: Work,
  giving: Giving & { readonly answer: AnswerId; readonly shown: AnswerFacts },
): Steps<void> {
  const { asked, facts, by, kind, answer, shown } = giving;
  if (kind === "stop") return yield* stopWaves(work, { ...facts, by, shown });
  const { invitation, cardOf } = asked;
  const standing = standingOf(asked, kind);
  const isNews = standing !== invitation.answer;
  yield* saveStanding(work, invitation, standing);
  if (isDecided(kind) && isNews)
    yield* applyAnswer(work, { ...facts, kind, cardOf, full: shown.full });
  if (kind === "question") yield* pauseForQuestion(work, facts, standing);
  yield* updateQuestionCards(work, facts, { ...shown, cardOf: undefined });
  if (cardOf) {
    const card = (words: Words): Card => answeredCard(words, facts, shown);
    yield* updateCards(work, cardOf, { site: facts.site, card });
  }
  if (isNews || kind === "question") yield* tellOthers(work, facts, { answer, kind, by });
}

/** After its time a school's question changes nothing about what it stands by. */
function standingOf({ wave, invitation }: Asked, kind: AnswerKind): AnswerKind | undefined {
  if (kind === "question" && isOver(wave, invitation)) return invitation.answer;
  return standingAfter(invitation.answer, kind);
}

/** A yes or no ends a month to wait for; "not yet" may go with one. */
function* saveStanding(
  { tx, now }: Work,
  invitation: Invitation,
  answer: AnswerKind | undefined,
): Steps<void> {
  const answeredAt = answer === invitation.answer ? invitation.answeredAt : now;
  const ends = answer === "yes" || answer === "no";
  const snoozedUntil = ends ? undefined : invitation.snoozedUntil;
  yield* tx.waves.saveInvitation({ ...invitation, answer, answeredAt, snoozedUntil });
}

/** A question leaves what was decided before on the card. */
function* toShown(work: Work, { asked, facts, by, kind }: Giving): Steps<AnswerFacts> {
  const { late, invitation, wave, cardOf } = asked;
  const said = { by, pitfalls: [], cardOf: cardOf?.name };
  if (kind === "question" && isDecided(invitation.answer)) {
    const question = (words: Words): string => withLeadText(words, facts);
    return { ...said, kind: invitation.answer, question };
  }
  const full = kind === "yes" && invitation.answer !== "yes" && (yield* isFull(work, wave));
  return { ...said, kind, late, full };
}

/** True if the wave has as many schools as it can serve well. */
function* isFull({ tx }: Work, { id, capacity }: Wave): Steps<boolean> {
  if (capacity === undefined) return false;
  return (yield* tx.waves.listJoined()).filter(({ wave }) => wave === id).length >= capacity;
}

export interface Answering {
  readonly right: Right;
  readonly site: Site;
}

/** Rights are looked up at the moment of acting. Throws NOT_ALLOWED. */
export function* requireAnswerer(work: Work, act: Act, { right, site }: Answering): Steps<Person> {
  const { id, cluster } = site;
  const named = yield* work.tx.listening.listSchoolPeople(id, "delegate");
  const delegates = named.map(({ person }) => person);
  const vacant = (yield* findRecipients(work, site)).vacancy;
  return yield* requireRight(work, act, { right, site: id, cluster, vacant, delegates });
}

/** Somebody spoke for a school that is not theirs to speak for every day: on request, or while nobody leads it. */
function* auditStandIn(
  work: Work,
  act: Act,
  { facts: { wave, site }, by, kind }: Giving,
): Steps<void> {
  const named = yield* work.tx.listening.listSchoolPeople(site.id, "delegate");
  if (holds(by, "principal", site.id) || named.some(({ person }) => person === by.id)) return;
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "site_answered_for",
    subject: `site:${site.id}`,
    facts: { wave: wave.id, kind },
  });
}
