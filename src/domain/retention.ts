import { addDays } from "./local-time.ts";

export interface RetentionClass {
  /** What belongs to it, in plain words. */
  readonly what: string;
  /** When its time begins. */
  readonly from: string;
  /** How many days it is kept after that; undefined where no timer ends it. */
  readonly days?: number | undefined;
  /** Fewer days than this would break what still needs it. */
  readonly least?: number | undefined;
}

/** How long each kind of record is kept where a district says nothing else. */
export const retentionClasses = {
  praise: {
    what: "Shout-outs with their answers and reports, visits between colleagues, what people tried, and which weekly idea went where",
    from: "the end of the school year, June 30",
    days: 365,
    least: 1,
  },
  answers: {
    what: "Answers, pitfalls, invitations, questions, calls, decisions and pulses of a wave, words about schools, visits with what was noticed, focus groups, digests and trainings",
    from: "the day the wave closed",
    days: 1095,
    least: 1,
  },
  delivery_log: {
    what: "Messages that were sent, and what became of each attempt",
    from: "the day it was settled",
    days: 90,
    // A message that waits for somebody to come back sleeps for four weeks.
    least: 30,
  },
  audit: {
    what: "The audit log",
    from: "the day it was written",
    days: 1095,
    least: 1,
  },
  roster: {
    what: "The staff roster: names, roles, accounts, choices, groups and offers to show a practice",
    from: "the night after somebody left; while they are on the roster it is kept",
    days: 365,
    least: 1,
  },
  access: {
    what: "Links that sign in, sessions and known browsers",
    from: "their own end: ten minutes, eight hours, and 180 days unseen",
  },
  events: {
    what: "Hashes of events that have acted, so that none acts twice",
    from: "the next digest after 30 days",
  },
  plan: {
    what: "What is planned to be sent",
    from: "its moment: then it moves on, or is gone",
  },
  platforms: {
    what: "Where the app is installed, and codes that link a workspace",
    from: "the day it is removed or used",
  },
  configuration: {
    what: "The district, its schools, calendar, channels, waves and settings",
    from: "no day: it is kept while the district is here",
  },
  records: {
    what: "Holds, and what is left of records that are gone",
    from: "no day: it is the proof of keeping and deleting",
  },
} as const satisfies Readonly<Record<string, RetentionClass>>;

export type RetentionName = keyof typeof retentionClasses;

export const timedClasses = ["praise", "answers", "delivery_log", "audit", "roster"] as const;
/** A class that ends by a number of days, which a district may set. */
export type TimedClass = (typeof timedClasses)[number];

export function isTimedClass(name: string): name is TimedClass {
  return timedClasses.some((each) => each === name);
}

/** How many days each timed class is kept in a district. */
export type KeptDays = Readonly<Record<TimedClass, number>>;

const LONGEST_DAYS = 36_500;

/** True for a number of days that a district may set for the class. */
export function mayKeep(name: TimedClass, days: number): boolean {
  return Number.isInteger(days) && days >= retentionClasses[name].least && days <= LONGEST_DAYS;
}

/** The first day of the school year that `day` is in, July 1. */
function startOfSchoolYear(day: string): string {
  const [year = "", month = ""] = day.split("-");
  return `${month < "07" ? Number(year) - 1 : year}-07-01`;
}

/** By class; whoever left has a day of their own in the schedule. */
export type FirstKept = Readonly<Record<Exclude<TimedClass, "roster">, string>>;

/** The first days that are still kept today. What is of an earlier day has had its time. */
export function firstKept(today: string, days: KeptDays): FirstKept {
  const after = (name: keyof FirstKept): string => addDays(today, -days[name]);
  return {
    // A school year is over before the day on which its time begins to run.
    praise: startOfSchoolYear(after("praise")),
    answers: after("answers"),
    delivery_log: after("delivery_log"),
    audit: after("audit"),
  };
}
