import { addDays } from "./local-time.ts";
import type { SchoolDays } from "./school-days.ts";
import type { CallTask } from "./wave.ts";

/** Why nobody should visit on a day; each has its sentence in messages. */
export type VisitDayProblem =
  | "no_day"
  | "far"
  | "same_day"
  | "not_later"
  | "no_school"
  | "remote"
  | "testing";

/** A day nobody can take, and the first good one from there on. */
export interface BadVisitDay {
  readonly problem: VisitDayProblem;
  /** Undefined where the calendar has none. */
  readonly good: string | undefined;
}

/** What is wrong with a day for a visit: it is a later school day at the school, and never in a testing week. */
export function visitDayProblem(
  day: string | undefined,
  today: string,
  schoolDays: SchoolDays,
): BadVisitDay | undefined {
  const problem = problemOf(day, today, schoolDays);
  if (!problem) return undefined;
  const after = day === undefined || day <= today ? today : addDays(day, -1);
  return {
    problem,
    good: schoolDays.nextSchoolDay(after, { skipTesting: true, skipRemote: true }),
  };
}

function problemOf(
  day: string | undefined,
  today: string,
  schoolDays: SchoolDays,
): VisitDayProblem | undefined {
  if (day === undefined) return "no_day";
  if (day <= today) return "not_later";
  if (!schoolDays.isSchoolDay(day)) return "no_school";
  // Students learn at home: there is nothing to see at the school.
  if (schoolDays.kindsOf(day).includes("remote")) return "remote";
  return schoolDays.isTestingWeek(day) ? "testing" : undefined;
}

/** True while a school may pick one of the days it was offered: the last of them is still to come. */
export function isOnOffer({ offered, picked }: Offered, today: string): boolean {
  return picked === undefined && (offered ?? []).some((day) => day > today);
}

type Offered = Pick<CallTask, "offered" | "picked">;
