import { daySpans } from "#domain/day-spans.ts";
import { type ComingFact, calendarWords, type WaitingFact } from "#domain/digest-facts.ts";
import type { SiteId } from "#domain/ids.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";

/** What is further away comes in a later note. */
const DAYS_AHEAD = 14;
const MOST_COMING = 3;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** What comes to one school, and what waits for an answer of its own. */
export interface SchoolFacts {
  readonly coming: readonly ComingFact[];
  readonly waiting: readonly WaitingFact[];
}

/** The next days of the calendar, visits and last days to answer; and what only the school can do. */
export function* readSchoolFacts(work: Work, site: Site): Steps<SchoolFacts> {
  const today = localDay(work.now, site.zone);
  const open = yield* findUnanswered(work, site.id);
  const coming = [
    ...listCalendar(yield* readSchoolDaysAt(work, site.id), today),
    ...(yield* listVisits(work, site.id, today)),
    ...(yield* listClosing(work, open)),
  ];
  const soon = coming.filter(({ day }) => day <= addDays(today, DAYS_AHEAD));
  return {
    coming: soon.toSorted((a, b) => compareText(a.day, b.day)),
    waiting: [
      ...(yield* listReports(work, site.id, today)),
      ...(open ? [{ kind: "invitation", wave: open.wave } as const] : []),
      ...(yield* listOffered(work, site.id, today)),
    ],
  };
}

/** As many as a note has room for. */
export function soonest({ coming, waiting }: SchoolFacts): SchoolFacts {
  return { coming: coming.slice(0, MOST_COMING), waiting };
}

/** Days of one kind that follow each other are one; what began before today is known. */
function listCalendar(schoolDays: SchoolDays, today: string): readonly ComingFact[] {
  return calendarWords.flatMap((what) => {
    const events = schoolDays.events.filter(({ kind, day }) => kind === what && day >= today);
    const days = [...new Set(events.map(({ day }) => day))];
    return daySpans(days).map(
      ([day, until]): ComingFact => ({ kind: "calendar", what, day, until }),
    );
  });
}

/** Expeditions to the school, and our own visits on a day that it picked. */
function* listVisits({ tx }: Work, site: SiteId, today: string): Steps<readonly ComingFact[]> {
  const wanted = { site, states: ["planned"], fromDay: today } as const;
  const planned = yield* tx.visiting.listExpeditions(wanted);
  const tasks = yield* tx.waves.listSiteCallTasks(site);
  return [
    ...planned.map(({ day }): ComingFact => ({ kind: "visit", day })),
    ...tasks.flatMap(({ picked, wave }): readonly ComingFact[] =>
      picked !== undefined && picked >= today ? [{ kind: "our_visit", day: picked, wave }] : [],
    ),
  ];
}

function* listClosing({ tx }: Work, open: Invitation | undefined): Steps<readonly ComingFact[]> {
  const wave = open && (yield* tx.waves.findWave(open.wave));
  const day = open?.closesOn ?? wave?.closesOn;
  return wave && day !== undefined ? [{ kind: "wave_closes", day, wave: wave.id }] : [];
}

/** Visits whose report came to the principal in the last seven days, or comes today. */
function* listReports(
  { tx, now }: Work,
  site: SiteId,
  today: string,
): Steps<readonly WaitingFact[]> {
  const wanted = { site, states: ["staff", "principal", "shared"] } as const;
  const weekAgo = now.getTime() - WEEK_MS;
  const reports: WaitingFact[] = [];
  for (const { id, day, state, nextOn, sharedAt } of yield* tx.visiting.listExpeditions(wanted)) {
    const isOld = state === "shared" && (sharedAt?.getTime() ?? 0) < weekAgo;
    const isLater = state === "staff" && (nextOn === undefined || nextOn > today);
    const isOpen = (yield* tx.visiting.listCorrections(id)).some(({ settledAt }) => !settledAt);
    if (!(isOld || isLater || (state === "staff" && isOpen))) reports.push({ kind: "report", day });
  }
  return reports;
}

/** An invitation that was sent, in a wave that is open, and that nobody answered. */
function* findUnanswered({ tx }: Work, site: SiteId): Steps<Invitation | undefined> {
  const invitation = yield* tx.waves.findOpenInvitation(site);
  const isOpen = invitation?.invitedOn !== undefined && invitation.endedOn === undefined;
  return isOpen && invitation.answer === undefined ? invitation : undefined;
}

/** Days that are on offer, and none of them taken. */
function* listOffered({ tx }: Work, site: SiteId, today: string): Steps<readonly WaitingFact[]> {
  const tasks = yield* tx.waves.listSiteCallTasks(site);
  const open = tasks.filter(
    ({ doneAt, picked, offered = [] }) =>
      !doneAt && picked === undefined && offered.some((day) => day > today),
  );
  return open.slice(0, 1).map(({ wave }) => ({ kind: "dates", wave }));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
