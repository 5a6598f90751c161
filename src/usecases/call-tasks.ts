import { type CallTaskId, type PersonId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import { type CallLine, callsCard, questionCard } from "#messages/wave-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { reminderId } from "./schedule-ids.ts";
import { nextOfficeMorning, readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect, supersedeKey } from "./send-direct.ts";
import { findLead } from "./wave-people.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** The note to a lead lists this many schools; `/pl calls` shows all. */
const MOST_IN_NOTE = 5;
const MOST_IN_LIST = 60;
const SETTLED_BY_ANSWER = ["no_answer", "stopped", "joined"] as const;

interface NewTask {
  readonly wave: Wave;
  readonly site: Site;
  readonly reason: CallTask["reason"];
  readonly words: string;
  /** Whose list it goes on; looked up where it is not known. */
  readonly lead?: Person | undefined;
}

/** Asks the site's lead to call; all of a day's calls reach the lead as one note. */
export function* addCallTask(work: Work, task: NewTask): Steps<void> {
  const { tx, product } = work;
  const lead = task.lead ?? (yield* findLead(work, task.site));
  if (!lead) return product.log.warn("no_lead_for_call", { site: task.site.id });
  const id = toId<CallTaskId>(product.random.id());
  const added = yield* tx.waves.addCallTask({
    id,
    wave: task.wave.id,
    site: task.site.id,
    lead: lead.id,
    reason: task.reason,
    words: task.words,
    createdOn: localDay(work.now, (yield* tx.roster.getDistrict()).zone),
  });
  if (added) yield* tellLead(work, lead);
}

/** All of a day's calls wait for the next office morning, and are one note. */
function* tellLead({ tx, now, product }: Work, lead: Person): Steps<void> {
  const id = `calls:${lead.id}`;
  if (yield* tx.schedule.find(id)) return;
  const { zone } = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays({ tx, now, product });
  const nextAt = nextOfficeMorning(zone, schoolDays, now);
  yield* tx.schedule.save({ id, campaign: "calls", subject: lead.id, nextAt });
}

/** A lead's morning note: who should be called now; nothing if somebody called already. */
export function* sendCalls(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, product, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const lead = yield* tx.roster.findPerson(toId<PersonId>(scheduled.subject));
  const lines = lead ? yield* listLines(work, lead) : [];
  if (!lead || lines.length === 0) return;
  const { zone } = yield* tx.roster.getDistrict();
  yield* sendDirect(work, {
    key: keyOf(scheduled.id, localDay(scheduled.nextAt, zone)),
    kind: "call_task",
    person: lead,
    card: callsCard(product.words, lines, MOST_IN_NOTE),
    place: { zone },
    schoolDays: yield* readSchoolDays(work),
    after: now,
    // The list is whole each time: one that still waits is old.
    supersedes: supersedeKey("calls", lead.id),
  });
}

export interface Question {
  readonly wave: Wave;
  readonly site: Site;
  readonly by: Person;
  readonly text: string;
}

/** A principal's question: its own note to the lead, in office hours, and a line on the call list. */
export function* addQuestion(work: Work, { wave, site, by, text }: Question): Steps<void> {
  const { tx, product, now } = work;
  const lead = yield* findLead(work, site);
  if (!lead) return product.log.warn("no_lead_for_question", { site: site.id });
  const { zone } = yield* tx.roster.getDistrict();
  const id = toId<CallTaskId>(product.random.id());
  const createdOn = localDay(now, zone);
  const about = { wave: wave.id, site: site.id, lead: lead.id };
  const task = { ...about, id, words: text, askedBy: by.id, createdOn };
  yield* tx.waves.addCallTask({ ...task, reason: "question" });
  yield* sendDirect(work, {
    key: keyOf("question", id),
    kind: "question",
    person: lead,
    card: questionCard(product.words, {
      school: site.name,
      person: displayName(by),
      waveName: wave.name,
      text,
      task: id,
    }),
    place: { zone },
    schoolDays: yield* readSchoolDays(work),
    after: now,
  });
}

/** Closes what an answer settles; a question stays open until somebody answered it. */
export function* closeTasks(
  { tx, now }: Work,
  { wave, site }: Pick<NewTask, "wave" | "site">,
): Steps<void> {
  const reasons = SETTLED_BY_ANSWER;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site: site.id, at: now, reasons });
}

function* listLines({ tx }: Work, lead: Person): Steps<readonly CallLine[]> {
  const lines: CallLine[] = [];
  for (const task of yield* tx.waves.listOpenCallTasks()) {
    if (task.lead !== lead.id) continue;
    const site = yield* tx.roster.getSite(task.site);
    const wave = yield* tx.waves.findWave(task.wave);
    const principals = yield* tx.roster.listHolders("principal", site.id);
    lines.push({ task, school: site.name, waveName: wave?.name ?? "", principals });
  }
  return lines;
}

/** The lead's whole call list. Throws NOT_ALLOWED. */
export async function listCalls(product: Product, act: Actor) {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* requireRight(work, act, "listCalls");
    return callsCard(product.words, yield* listLines(work, person), MOST_IN_LIST);
  });
}

/**
 * Ticks a call off: the school gets no third reminder. Gives the rest of the list, and whether there was
 * such a call. Throws NOT_ALLOWED.
 */
export async function logCall(product: Product, act: Actor, id: CallTaskId) {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const task = yield* tx.waves.findCallTask(id);
    // A task that is not there is nobody's: what exists elsewhere cannot be found out here.
    const person = yield* requireRight(work, act, {
      right: "logCall",
      owners: task ? [task.lead] : [],
    });
    if (task) yield* tickOff(work, act, task);
    const card = callsCard(product.words, yield* listLines(work, person), MOST_IN_NOTE);
    return { card, logged: task !== undefined };
  });
}

function* tickOff(work: Work, act: Actor, task: CallTask): Steps<void> {
  const { tx, now } = work;
  yield* tx.waves.guardInvitation(task.wave, task.site);
  const invitation = yield* tx.waves.findInvitation(task.wave, task.site);
  if (invitation) yield* tx.waves.saveInvitation({ ...invitation, callLoggedAt: now });
  // Tasks come after the second reminder: what is planned now is the third.
  yield* tx.schedule.remove(reminderId(task.wave, task.site));
  yield* tx.waves.closeCallTasks({ wave: task.wave, site: task.site, at: now });
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "call_logged",
    subject: `site:${task.site}`,
    facts: { wave: task.wave, reason: task.reason },
  });
}
