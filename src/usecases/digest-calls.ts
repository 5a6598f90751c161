import { clockOf, oncePerSchool, waitingSince } from "#domain/call-urgency.ts";
import type { AskFact, CallFact } from "#domain/digest-facts.ts";
import { addDays } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { DigestScope } from "./digest-scope.ts";
import { readToday } from "./list-calls.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";

/** A week has room for so many asks. */
const MOST_ASKS = 3;
/** School days within which somebody who waits should be called, where no clock says more. */
const DAYS_TO_CALL = 3;
/** A wave that should open within so many days is asked for. */
const DAYS_AHEAD = 7;

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

/**
 * The asks of the digest: who is to be called, and where there is room for more a visit that nobody finished,
 * and a wave that should open in this week.
 */
export function* askFacts(
  work: Work,
  calls: readonly CallTask[],
  { clusters, sites }: Pick<DigestScope, "clusters" | "sites">,
): Steps<readonly AskFact[]> {
  const asks = (yield* listAsks(work, calls)).map(
    ({ site, owner, due, overdueSince }): AskFact => ({
      kind: "call",
      site: site.id,
      owner: owner.id,
      due,
      overdueSince,
    }),
  );
  const openings = clusters === undefined ? yield* listOpenings(work) : [];
  const visits = yield* listUnfinished(work, sites);
  return [...asks, ...visits, ...openings].slice(0, MOST_ASKS);
}

/** Visits whose day is over, and that nobody finished or called off; the oldest first. */
function* listUnfinished(work: Work, sites: DigestScope["sites"]): Steps<readonly AskFact[]> {
  const today = yield* readToday(work);
  const due = (yield* readSchoolDays(work)).nextSchoolDay(today);
  const planned = yield* work.tx.visiting.listExpeditions({ states: ["planned"] });
  return planned
    .filter(({ site, day }) => sites.has(site) && day < today)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ site, plannedBy: owner }) => ({ kind: "finish_visit", site, owner, due }));
}

/** Drafts whose day comes within a week, or has passed. */
function* listOpenings(work: Work): Steps<readonly AskFact[]> {
  const today = yield* readToday(work);
  const waves = yield* work.tx.waves.listWaves();
  return waves.flatMap(({ id, state, opensOn, sender }): AskFact[] =>
    state === "draft" && opensOn !== undefined && opensOn <= addDays(today, DAYS_AHEAD)
      ? [{ kind: "open_wave", wave: id, owner: sender, due: laterOf(opensOn, today) }]
      : [],
  );
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

/** The call list of the digest, each school once, the most urgent first. */
export function* callFacts(work: Work, calls: readonly CallTask[]): Steps<readonly CallFact[]> {
  const schoolDays = yield* readSchoolDays(work);
  const today = yield* readToday(work);
  return oncePerSchool(calls).map((task) => {
    const clock = clockOf(task, today);
    return {
      site: task.site,
      reason: task.reason,
      days: schoolDays.schoolDaysBetween(waitingSince(task), today),
      overdueSince: clock.kind === "overdue" ? clock.since : undefined,
    };
  });
}
