import { type Pulse, type PulseAnswer, pulseAnswers } from "./listening.ts";
import { addDays } from "./local-time.ts";
import type { SchoolDays } from "./school-days.ts";

/** So long after it joined, a school is asked for the first time; later, so long into a semester. */
const SIX_WEEKS = 42;
/** Semesters begin on these days of a year; school begins some time after. */
const BORDERS = ["01-01", "07-01"] as const;
const MOST_YEARS = 2;
/** Fewer answers could be somebody's: they are not shown. */
const LEAST_SHOWN = 5;

export const FIRST_ROUND = "first";
const ROUND = /^(?:first|\d{4}-(?:spring|fall))$/;

/** True for "first" and for a semester, "2026-spring". */
export function isRound(value: string): boolean {
  return ROUND.test(value);
}

function semesterOf(day: string): string {
  const [year = "", month = ""] = day.split("-");
  return `${year}-${month < "07" ? "spring" : "fall"}`;
}

/** Which pulse falls on a local day, for a school that joined on another. */
export function roundOf(joinedOn: string, day: string): string {
  const semester = semesterOf(day);
  return semester === semesterOf(addDays(joinedOn, SIX_WEEKS)) ? FIRST_ROUND : semester;
}

export interface PulseSearch {
  readonly joinedOn: string;
  /** The local day after which it is looked for. */
  readonly after: string;
  readonly schoolDays: Pick<SchoolDays, "nextSchoolDay">;
}

/**
 * From which local day on a school is asked next: six weeks after joining, then six weeks after each
 * semester's first school day; undefined where the calendar does not reach so far.
 */
export function nextPulseDay({ joinedOn, after, schoolDays }: PulseSearch): string | undefined {
  const first = addDays(joinedOn, SIX_WEEKS);
  if (first > after) return first;
  const year = Number(first.slice(0, 4));
  for (let count = 0; count <= MOST_YEARS * BORDERS.length; count++) {
    const border = `${year + Math.floor(count / 2)}-${BORDERS[count % 2 === 0 ? 0 : 1]}`;
    const begins = border > first ? schoolDays.nextSchoolDay(addDays(border, -1)) : undefined;
    const day = begins && addDays(begins, SIX_WEEKS);
    if (day && day > after) return day;
  }
  return undefined;
}

export type ItemCounts = Readonly<Record<PulseAnswer, number>>;

export interface RoundCounts {
  readonly round: string;
  /** By item, in the library's order; undefined for fewer than five answers. */
  readonly items: readonly ItemCounts[] | undefined;
}

/** A wave's pulses as counts by round and item; small ones are named and not told. */
export function countPulses(
  pulses: readonly Pick<Pulse, "round" | "answers">[],
): readonly RoundCounts[] {
  const rounds = [...new Set(pulses.map(({ round }) => round))].toSorted(byTime);
  return rounds.map((round) => {
    const own = pulses.filter((pulse) => pulse.round === round);
    return { round, items: own.length < LEAST_SHOWN ? undefined : countItems(own) };
  });
}

function countItems(pulses: readonly Pick<Pulse, "answers">[]): readonly ItemCounts[] {
  const most = Math.max(...pulses.map(({ answers }) => answers.length));
  return Array.from({ length: most }, (_each, item) => {
    const given = pulses.map(({ answers }) => answers[item]);
    const [yes, partly, not_yet] = pulseAnswers.map(
      (answer) => given.filter((one) => one === answer).length,
    );
    return { yes: yes ?? 0, partly: partly ?? 0, not_yet: not_yet ?? 0 };
  });
}

/** The first round, then one semester after the other. */
function byTime(a: string, b: string): number {
  return timeOf(a) < timeOf(b) ? -1 : 1;
}

function timeOf(round: string): string {
  return round === FIRST_ROUND ? "" : round.replace("spring", "1").replace("fall", "2");
}
