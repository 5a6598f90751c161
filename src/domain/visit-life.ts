import type { Expedition, ExpeditionKind } from "./expedition.ts";
import { addDays, localDay } from "./local-time.ts";
import type { Site } from "./roster.ts";
import type { SchoolDays } from "./school-days.ts";
import { isFarAhead, parseDay } from "./typed-days.ts";
import { type VisitDayProblem, visitDayProblem } from "./visit-days.ts";
import { staffSees } from "./visit-sharing.ts";
import { nextSendMoment, placeOf, slotOn } from "./windows.ts";

/** Staff hear of a visit so many school days before, or as soon as it is planned; never on its own day. */
const NOTICE_DAYS = 3;
/** For so many school days the staff of a school can say that something is not right. */
const CORRECTION_DAYS = 2;
/** While that is open and not looked at, the leads are asked again each time so many school days have passed. */
const ASK_AGAIN_DAYS = 5;
/** More people than this are not sent to one school. */
export const MOST_VISITORS = 5;
/** How far ahead a good day is looked for. */
const MOST_TRIES = 30;
const MOST_DAYS_BACK = 60;

/** Of two visits to one school, whether the first took place before the other. */
export function isEarlier(one: Dated, other: Dated): boolean {
  return one.day < other.day || (one.day === other.day && one.id < other.id);
}

type Dated = Pick<Expedition, "id" | "day">;

/** A school's first finished visit is its baseline; what was called off does not count. */
export function kindOfVisit(others: readonly Pick<Expedition, "state">[]): ExpeditionKind {
  return others.some(({ state }) => staffSees.includes(state)) ? "follow_up" : "baseline";
}

/** A school, its calendar and a moment. */
export interface VisitPlace {
  readonly site: Site;
  readonly schoolDays: SchoolDays;
  readonly now: Date;
}

/**
 * When a school's channel hears of a visit on this day: some school days before, never in a testing week.
 * Undefined where there is no time left for it on a school day before.
 */
export function noticeMoment(place: VisitPlace, day: string): Date | undefined {
  const { site, schoolDays, now } = place;
  const aim = noticeDay(place, day);
  if (aim === undefined) return undefined;
  const slot = slotOn(site, aim);
  const after = new Date(Math.max(slot.getTime(), now.getTime()));
  const at = nextSendMoment({ kind: "visit_post", site: placeOf(site), schoolDays, after });
  return at && localDay(at, site.zone) < day ? at : undefined;
}

/** Of the days before the visit on which a post may go out, the third last, or the first there is. */
function noticeDay({ site, schoolDays, now }: VisitPlace, day: string): string | undefined {
  const today = localDay(now, site.zone);
  let found: string | undefined;
  let count = 0;
  for (let back = 1; back <= MOST_DAYS_BACK && count < NOTICE_DAYS; back += 1) {
    const before = addDays(day, -back);
    if (before < today) break;
    if (!schoolDays.isSchoolDay(before) || schoolDays.isTestingWeek(before)) continue;
    found = before;
    count += 1;
  }
  return found;
}

/** "too_soon" is a good day of which the staff could not hear in time. */
export type PlanDayProblem = Exclude<VisitDayProblem, "same_day"> | "too_soon";

export interface BadPlanDay {
  readonly problem: PlanDayProblem;
  /** As it was read; undefined for what is no day. */
  readonly day: string | undefined;
  /** The first good one from there on; undefined where the calendar has none. */
  readonly good: string | undefined;
}

/** A day as somebody typed it for a visit: a school day, in no testing week, of which staff can hear in time. */
export function readVisitDay(
  place: VisitPlace,
  typed: string,
): { readonly day: string } | BadPlanDay {
  const { site, schoolDays, now } = place;
  const today = localDay(now, site.zone);
  const day = parseDay(typed, today);
  if (day !== undefined && isFarAhead(typed, day, today)) {
    return { problem: "far", day, good: undefined };
  }
  const bad = visitDayProblem(day, today, schoolDays);
  if (bad) return { problem: toPlanProblem(bad.problem), day, good: goodDay(place, bad.good) };
  if (day === undefined) return { problem: "no_day", day, good: goodDay(place, undefined) };
  if (noticeMoment(place, day)) return { day };
  return { problem: "too_soon", day, good: goodDay(place, next(place, day)) };
}

function toPlanProblem(problem: VisitDayProblem): PlanDayProblem {
  return problem === "same_day" ? "no_day" : problem;
}

function next({ schoolDays }: VisitPlace, day: string): string | undefined {
  return schoolDays.nextSchoolDay(day, { skipTesting: true, skipRemote: true });
}

/** The first day from `day` on that could be planned now. */
function goodDay(place: VisitPlace, day: string | undefined): string | undefined {
  let good = day;
  for (let tries = 0; tries < MOST_TRIES && good !== undefined; tries += 1) {
    if (noticeMoment(place, good)) return good;
    good = next(place, good);
  }
  return undefined;
}

/**
 * The day on which the principal reads what the staff have read since `postedOn`: the school days to say that
 * something is not right have passed then.
 */
export function principalDay(schoolDays: SchoolDays, postedOn: string): string {
  const days = CORRECTION_DAYS + 1;
  return schoolDays.addSchoolDays(postedOn, days) ?? addDays(postedOn, days);
}

/** The last day on which staff can say that something is not right. */
export function lastCorrectionDay({ nextOn }: Pick<Expedition, "nextOn">): string | undefined {
  return nextOn === undefined ? undefined : addDays(nextOn, -1);
}

/** True while the school's staff alone see a visit's notes and can say that something is not right. */
export function mayCorrect(visit: Pick<Expedition, "state" | "nextOn">, today: string): boolean {
  return visit.state === "staff" && visit.nextOn !== undefined && today < visit.nextOn;
}

/** True when what is not right has waited so long that leads who were not there decide too. */
export function isLate(schoolDays: SchoolDays, from: string, today: string): boolean {
  return schoolDays.schoolDaysBetween(from, today) >= ASK_AGAIN_DAYS;
}

/** True on the days on which leads are asked again to look at what is open: each five school days late. */
export function isAskedAgain(schoolDays: SchoolDays, from: string, today: string): boolean {
  const late = schoolDays.schoolDaysBetween(from, today);
  return late > 0 && late % ASK_AGAIN_DAYS === 0;
}
