import { clockOf, oncePerSchool, waitingSince } from "#domain/call-urgency.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Line } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { readToday } from "./list-calls.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";

/** A week has room for so many asks. */
const MOST_ASKS = 3;
/** School days within which somebody who waits should be called, where no clock says more. */
const DAYS_TO_CALL = 3;

/** One thing to do this week: a school to call, by whom, and until which day. */
export interface Ask {
  readonly site: Site;
  readonly owner: Person;
  /** Undefined where the calendar ends before. */
  readonly due: string | undefined;
  /** The day on which somebody should have been answered; undefined where nothing is late. */
  readonly overdueSince: string | undefined;
}

/** At most three asks, a school each, with an owner and a date; what is overdue first. */
export function* listAsks(work: Work, calls: readonly CallTask[]): Steps<readonly Ask[]> {
  const { tx } = work;
  const schoolDays = yield* readSchoolDays(work);
  const today = yield* readToday(work);
  const asks: Ask[] = [];
  for (const task of oncePerSchool(calls).slice(0, MOST_ASKS)) {
    const clock = clockOf(task, today);
    asks.push({
      site: yield* tx.roster.getSite(task.site),
      owner: yield* tx.roster.getPerson(task.lead),
      due: dueDay(task, today, schoolDays),
      overdueSince: clock.kind === "overdue" ? clock.since : undefined,
    });
  }
  return asks;
}

/** What its clock says, else three school days after it came; nothing is asked for a day that has begun. */
function dueDay(task: CallTask, today: string, schoolDays: SchoolDays): string | undefined {
  const wanted = task.actBy ?? schoolDays.addSchoolDays(waitingSince(task), DAYS_TO_CALL);
  return wanted !== undefined && wanted > today ? wanted : schoolDays.nextSchoolDay(today);
}

/** The asks of the digest, in words. */
export function* askLines(work: Work, calls: readonly CallTask[]): Steps<readonly Line[]> {
  const { words } = work.product;
  return (yield* listAsks(work, calls)).map(({ site, owner, due, overdueSince }, index) => ({
    n: String(index + 1),
    action: words.say("call_action", {
      school: site.name,
      day: overdueSince && words.day(overdueSince),
    }),
    owner: displayName(owner),
    due: due ? words.day(due) : "",
  }));
}

/** The call list of the digest, each school once, in words. */
export function* callLines(work: Work, calls: readonly CallTask[]): Steps<readonly Line[]> {
  const {
    tx,
    product: { words },
  } = work;
  const schoolDays = yield* readSchoolDays(work);
  const today = yield* readToday(work);
  const lines: Line[] = [];
  for (const task of oncePerSchool(calls)) {
    const site = yield* tx.roster.getSite(task.site);
    const localToday = localDay(work.now, site.zone);
    const clock = clockOf(task, today);
    const day = clock.kind === "overdue" ? words.day(clock.since) : undefined;
    const reason = words.say(`call_reason_${task.reason}`, {});
    lines.push({
      school: site.name,
      reason: words.say("call_reason_overdue", { reason, day }),
      days: String(schoolDays.schoolDaysBetween(waitingSince(task), localToday)),
    });
  }
  return lines;
}
