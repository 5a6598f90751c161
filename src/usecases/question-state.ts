import { isDecided } from "#domain/answers.ts";
import type { CallTaskId, WaveId } from "#domain/ids.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { type CallTask, type Invitation, PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import { type AnswerFacts, answeredCard, openAgainCard } from "#messages/answered-card.ts";
import type { QuestionFacts } from "#messages/question-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { isNobodyLeft, reopenInvitation } from "./reopen-stopped.ts";
import { findStandingAnswer } from "./standing-answer.ts";
import { updateCards } from "./update-cards.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { readSender } from "./wave-people.ts";

/** A question with everything around it, behind its school's lock. */
export interface HeldQuestion {
  readonly task: CallTask;
  readonly wave: Wave;
  readonly site: Site;
  /** Undefined for somebody whose name is not kept any more. */
  readonly asker: Person | undefined;
  readonly facts: QuestionFacts;
}

/** The question that a button or form names; undefined if there is none. Nobody else changes it meanwhile. */
export function* holdQuestion(work: Work, id: CallTaskId): Steps<HeldQuestion | undefined> {
  const { tx } = work;
  const named = yield* tx.waves.findCallTask(id);
  if (named?.reason !== "question") return undefined;
  yield* tx.waves.guardInvitation(named.wave, named.site);
  // Of two leads at once the second reads what the first has done.
  const task = (yield* tx.waves.findCallTask(id)) ?? named;
  const wave = yield* tx.waves.findWave(task.wave);
  if (!wave) return undefined;
  const site = yield* tx.roster.getSite(task.site);
  const asker = task.askedBy && (yield* tx.roster.findPerson(task.askedBy));
  const taker = task.acknowledgedAt && (yield* tx.roster.findPerson(task.lead));
  const facts: QuestionFacts = {
    task,
    school: site.name,
    waveName: wave.name,
    person: asker ? displayName(asker) : "",
    takenBy: taker && displayName(taker),
  };
  return { task, wave, site, asker, facts };
}

interface AtSchool {
  readonly wave: WaveId;
  readonly site: Site;
}

/**
 * A question of a school was answered, by a message or a call. Once none is open any more, a school that has
 * said nothing else is open again, and its reminders go on where they stopped.
 */
export function* settleQuestion(
  work: Work,
  { wave: id, site }: AtSchool,
  lead: Person,
): Steps<void> {
  const { tx } = work;
  const wave = yield* tx.waves.findWave(id);
  yield* tx.waves.guardInvitation(id, site.id);
  const invitation = yield* tx.waves.findInvitation(id, site.id);
  if (!wave || !invitation || (yield* hasOpenQuestion(work, { wave: id, site }))) return;
  if (isDecided(invitation.answer)) return yield* showQuestionLine(work, { wave, site }, undefined);
  if (invitation.answer === "stop") return;
  if (invitation.answer === "question") yield* reopen(work, { wave, site }, invitation);
  const facts = { wave, site, sender: yield* readSender(work, wave, site) };
  const card = (words: Words): Card => openAgainCard(words, facts, lead);
  yield* updateCards(work, wave, { site, card });
  yield* scheduleWaveCard(work, wave);
}

/** Reminders go on, unless everybody has stopped them meanwhile. */
function* reopen(
  work: Work,
  { wave, site }: { readonly wave: Wave; readonly site: Site },
  invitation: Invitation,
): Steps<void> {
  if (!(yield* isNobodyLeft(work, site))) {
    return yield* reopenInvitation(work, { wave, site }, invitation);
  }
  yield* work.tx.waves.saveInvitation({ ...invitation, answer: "stop", answeredAt: undefined });
}

function* hasOpenQuestion({ tx }: Work, { wave, site }: AtSchool): Steps<boolean> {
  const tasks = yield* tx.waves.listSiteCallTasks(site.id);
  return tasks.some((task) => task.wave === wave && task.reason === "question" && !task.doneAt);
}

/** The school's cards show what it stands by, and where its question is. */
export function* showQuestionLine(
  work: Work,
  { wave, site }: { readonly wave: Wave; readonly site: Site },
  question: AnswerFacts["question"],
): Steps<void> {
  const facts = { wave, site, sender: yield* readSender(work, wave, site) };
  const invitation = yield* work.tx.waves.findInvitation(wave.id, site.id);
  const standing = yield* readStandingFacts(work, invitation);
  if (!standing) return;
  const card = (words: Words): Card => answeredCard(words, facts, { ...standing, question });
  yield* updateCards(work, wave, { site, card });
}

/** The answer that a school stands by as a card shows it; undefined where it has none to show. */
function* readStandingFacts(
  { tx }: Work,
  invitation: Invitation | undefined,
): Steps<AnswerFacts | undefined> {
  const given = invitation && (yield* findStandingAnswer({ tx }, invitation));
  const by = given && (yield* tx.roster.findPerson(given.person));
  if (!by || given.kind === "stop") return undefined;
  const codes = yield* tx.waves.listPitfalls(given.id);
  const pitfalls = codes.filter((code) => code !== PREFER_NOT_TO_SAY);
  return { kind: given.kind, by, pitfalls, late: given.stage === "late" };
}
