import { type Gap, lastLook, mayBeSent } from "#domain/doubt.ts";
import { type ExpeditionId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { nextReminderDay } from "#domain/reminders.ts";
import { principalDay } from "#domain/visit-life.ts";
import { morningOf, slotOn } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Campaign, Scheduled, Transaction } from "#ports/store.ts";
import type { Work } from "./product.ts";
import { closeOf } from "./schedule-reminder.ts";
import { readSchoolDaysAt } from "./school-time.ts";

/** The setting under which a district keeps its last gap, "<from>/<until>". */
const GAP = "restored_gap";

/** The gap that the last restore left; undefined in a database that was never restored. */
export function* readGap({ roster }: Pick<Transaction, "roster">): Steps<Gap | undefined> {
  const [from, until] = (yield* roster.findSetting(GAP))?.split("/") ?? [];
  if (from === undefined || until === undefined) return undefined;
  return { from: new Date(from), until: new Date(until) };
}

export function* saveGap({ roster }: Pick<Transaction, "roster">, gap: Gap): Steps<void> {
  yield* roster.saveSetting(GAP, `${gap.from.toISOString()}/${gap.until.toISOString()}`);
}

/** True for something planned that may have been done in the gap, by the database that is lost. */
export function* mayHaveRun(work: Work, scheduled: Scheduled, gap: Gap): Steps<boolean> {
  if (mayBeSent(scheduled.nextAt, gap)) return true;
  // Done again a step comes later, and so does the one after it: what counts is when it was meant.
  const find = meantTimes[scheduled.campaign];
  const meantAt = find && (yield* find(work, scheduled));
  return meantAt !== undefined && mayBeSent(meantAt, gap);
}

type FindTime = (work: Work, scheduled: Scheduled) => Steps<Date | undefined>;

const meantTimes: Partial<Record<Campaign, FindTime>> = {
  reminder: findReminderTime,
  visit_sharing: findPrincipalTime,
};

export interface Telling {
  /** When the last one was sent, as far as the database knows. */
  readonly since: Date;
  /** When this one was due. */
  readonly dueAt: Date;
  /** When the next one is due after another. */
  readonly next: (after: Date) => Date | undefined;
}

/** From when on a weekly summary tells: what the lost database told in the gap is not told again. */
export function* toldSince(
  tx: Pick<Transaction, "roster">,
  { since, dueAt, next }: Telling,
): Steps<Date> {
  const gap = yield* readGap(tx);
  let told = since;
  if (!gap) return told;
  for (let at = next(since); at && at < dueAt && at <= gap.until; at = next(at)) told = at;
  return told;
}

/** When the principal would have read a visit's report, had nothing been late. */
function* findPrincipalTime(work: Work, { subject }: Scheduled): Steps<Date | undefined> {
  const visit = yield* work.tx.visiting.findExpedition(toId<ExpeditionId>(subject));
  const site = visit && (yield* work.tx.roster.findSite(visit.site));
  if (!visit?.finishedAt || !site) return undefined;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  return morningOf(site, principalDay(schoolDays, localDay(visit.finishedAt, site.zone)));
}

/** When a site's next reminder would have come, had nothing been late. */
function* findReminderTime(work: Work, scheduled: Scheduled): Steps<Date | undefined> {
  const { tx } = work;
  const [waveId = "", siteId = ""] = scheduled.subject.split("|");
  const wave = yield* tx.waves.findWave(toId<WaveId>(waveId));
  const site = yield* tx.roster.findSite(toId<SiteId>(siteId));
  const invitation = wave && site && (yield* tx.waves.findInvitation(wave.id, site.id));
  if (!invitation) return undefined;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const closesOn = closeOf(invitation, wave);
  const day = nextReminderDay(invitation, { schoolDays, closesOn, plan: wave.reminders });
  return day === undefined ? undefined : slotOn(site, day);
}

/** The same transaction, in which what is posted is looked for first: it may be there already. */
export function inDoubt(tx: Transaction, gap: Gap): Transaction {
  const queue: Transaction["outbox"]["queue"] = (message) => {
    if (message.delivery.do !== "post") return tx.outbox.queue(message);
    const end = lastLook(gap);
    const expiresAt = message.expiresAt && message.expiresAt < end ? message.expiresAt : end;
    return tx.outbox.queue({ ...message, unsure: true, expiresAt });
  };
  return { ...tx, outbox: { ...tx.outbox, queue } };
}
