import type { Correction, Expedition } from "#domain/expedition.ts";
import { type ExpeditionId, toId } from "#domain/ids.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { isAskedAgain, isEarlier, principalDay } from "#domain/visit-life.ts";
import { principalSees, staffSees } from "#domain/visit-sharing.ts";
import { morningOf } from "#domain/windows.ts";
import { principalReportCard } from "#messages/report-post.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { tellDeciders } from "./correct-expedition.ts";
import { changeReport, isReportWaiting } from "./post-report.ts";
import type { Work } from "./product.ts";
import { buildReport } from "./read-report.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { findRecipients } from "./wave-people.ts";
import { TIMER, writeAudit } from "./write-audit.ts";

/**
 * The next circle sees a visit: after its staff the principal, and on a later school day the district. While
 * something that staff say is not right has not been looked at, it goes no further: no timer decides over a
 * word of the staff, and the leads are asked again instead.
 */
export function* shareExpedition(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const id = toId<ExpeditionId>(scheduled.subject);
  yield* tx.visiting.guardExpedition(id);
  const visit = yield* tx.visiting.findExpedition(id);
  const site = visit && (yield* tx.roster.findSite(visit.site));
  if (!visit || !site) return;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const today = localDay(now, site.zone);
  const next = yield* takeStep(work, visit, { site, schoolDays, today });
  if (next !== undefined) yield* tx.schedule.save({ ...scheduled, nextAt: morningOf(site, next) });
}

interface Place {
  readonly site: Site;
  readonly schoolDays: SchoolDays;
  readonly today: string;
}

/** Gives the day of the next step; undefined after the last, and for what is not on its way. */
function* takeStep(work: Work, visit: Expedition, place: Place): Steps<string | undefined> {
  const isWaiting = visit.state === "staff" && (yield* isReportWaiting(work, visit.id));
  if (isWaiting) return yield* putOff(work, visit, place);
  if (yield* isBehindAnother(work, visit)) return nextDay(place);
  if (visit.state === "principal") return yield* showDistrict(work, visit);
  if (visit.state !== "staff") return undefined;
  const corrections = yield* work.tx.visiting.listCorrections(visit.id);
  const open = corrections.filter(({ settledAt }) => settledAt === undefined);
  if (open.length > 0) return yield* wait(work, visit, { ...place, open });
  return yield* showPrincipal(work, visit, place);
}

/** A later visit says what was noticed before: it waits for an earlier one that is still with its staff. */
function* isBehindAnother({ tx }: Work, visit: Expedition): Steps<boolean> {
  const withStaff = { site: visit.site, states: ["staff"] } as const;
  const others = yield* tx.visiting.listExpeditions(withStaff);
  return others.some((other) => isEarlier(other, visit));
}

function nextDay({ schoolDays, today }: Pick<Place, "schoolDays" | "today">): string {
  return schoolDays.nextSchoolDay(today) ?? addDays(today, 1);
}

/** The staff have their two days from the day on which they can read it. */
function* putOff(work: Work, visit: Expedition, { site, schoolDays, today }: Place): Steps<string> {
  const nextOn = principalDay(schoolDays, today);
  const later = { ...visit, nextOn };
  yield* work.tx.visiting.saveExpedition(later);
  yield* changeReport(work, yield* buildReport(work, { visit: later, site }, staffSees), nextOn);
  return nextOn;
}

function* wait(
  work: Work,
  visit: Expedition,
  { schoolDays, today, open }: Place & { readonly open: readonly Correction[] },
): Steps<string> {
  if (isAskedAgain(schoolDays, visit.nextOn ?? today, today)) {
    for (const correction of open) {
      yield* tellDeciders(work, { correction, visit }, { all: true, occasion: today });
    }
  }
  return nextDay({ schoolDays, today });
}

/** The district waits until the day after the one on which the last principal is told. */
function* showPrincipal(
  work: Work,
  visit: Expedition,
  { site, schoolDays, today }: Place,
): Steps<string> {
  const { people, vacancy } = yield* findRecipients(work, site);
  const shown: Expedition = { ...visit, state: "principal" };
  let last = today;
  for (const person of vacancy ? [] : people) {
    const dueAt = yield* tellPrincipal(work, { visit: shown, site, person });
    const day = dueAt ? localDay(dueAt, site.zone) : today;
    if (day > last) last = day;
  }
  const nextOn = schoolDays.nextSchoolDay(last) ?? addDays(last, 1);
  const moved = { ...shown, nextOn };
  yield* work.tx.visiting.saveExpedition(moved);
  yield* changeReport(
    work,
    yield* buildReport(work, { visit: moved, site }, staffSees),
    "principal",
  );
  return nextOn;
}

interface Telling {
  readonly visit: Expedition;
  readonly site: Site;
  readonly person: Person;
}

function* tellPrincipal(work: Work, { visit, site, person }: Telling): Steps<Date | undefined> {
  const report = yield* buildReport(work, { visit, site }, principalSees);
  return yield* sendDirect(work, {
    key: keyOf("visit-baseline", visit.id, person.id),
    kind: "visit_direct",
    person,
    card: (words) => principalReportCard(words, report, person),
    place: site,
    after: work.now,
    send: `visit:${visit.id}:principal`,
  });
}

function* showDistrict(work: Work, visit: Expedition): Steps<undefined> {
  const { tx, now } = work;
  yield* tx.visiting.saveExpedition({
    ...visit,
    state: "shared",
    nextOn: undefined,
    sharedAt: now,
  });
  yield* writeAudit(work, {
    actor: TIMER,
    action: "visit_shared",
    subject: `site:${visit.site}`,
    facts: { visit: visit.id, day: visit.day, kind: visit.kind },
  });
  return undefined;
}
