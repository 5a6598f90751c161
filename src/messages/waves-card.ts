import type { Chart } from "#domain/chart.ts";
import {
  FIRST_WAVE_PERCENT,
  FIRST_YEAR_PERCENT,
  type MonthEnd,
  percentOf,
} from "#domain/growth.ts";
import { localDay, localTime } from "#domain/local-time.ts";
import type { AnswerKind, Wave } from "#domain/wave.ts";
import type { Card, Field } from "#ports/card.ts";
import type { Words } from "./words.ts";

/** What a school said last; "later" asked for a later month, and "undeliverable" could not be asked. */
export type SchoolState = AnswerKind | "silent" | "later" | "undeliverable";
export type SchoolCounts = Readonly<Record<SchoolState, number>>;

/** Where the schools stand that somebody may see. */
export interface WaveNumbers {
  readonly now: Date;
  readonly zone: string;
  /** Undefined for the whole district. */
  readonly clusters: readonly string[] | undefined;
  /** Whether the reader may see which schools they are. */
  readonly lists: boolean;
  /** Every wave that was opened, the oldest first. */
  readonly waves: readonly { readonly wave: Wave; readonly counts: SchoolCounts }[];
  /** Each school once, by its newest wave. */
  readonly all: SchoolCounts;
  readonly joined: number;
  readonly total: number;
  readonly growth: readonly MonthEnd[];
}

/** In the order in which they are read. */
export const schoolStates = [
  "yes",
  "not_yet",
  "no",
  "question",
  "stop",
  "silent",
  "later",
  "undeliverable",
] as const satisfies readonly SchoolState[];
/** What an empty line says nothing about. */
const ALWAYS_SAID: readonly SchoolState[] = ["yes", "not_yet", "silent"];

/** All waves at a glance: counts of schools, never of people, and nothing is red. */
export function wavesCard(words: Words, numbers: WaveNumbers): Card {
  const { joined, total, waves } = numbers;
  const count = { count: String(joined), schools_total: String(total) };
  const headline = words.say("waves_headline", count);
  const text = [
    numbers.clusters && words.say("waves_clusters", { names: words.list(numbers.clusters) }),
    headline,
    shareWords(words, numbers),
    ...waves.map((each) => waveLine(words, each)),
    waves.length === 0 ? words.say("waves_none", {}) : undefined,
  ];
  return {
    title: words.say("waves_title", {}),
    text: text.filter((line) => line !== undefined).join("\n"),
    fields: fieldsOf(words, numbers),
    charts: [chartOf(words, numbers)],
    context: contextOf(words, numbers),
    fallback: headline,
  };
}

/** The share beside what is usual: context, and no verdict. */
function shareWords(words: Words, { joined, total }: WaveNumbers): string | undefined {
  if (joined === 0) return undefined;
  const percent = String(percentOf(joined, total));
  const count = { count: String(joined), schools_total: String(total) };
  return `${usualWords(words, joined, total)} ${words.say("waves_share", { ...count, percent })}`;
}

/** What share of schools is usual by then: a slow start is one of the usual ones. */
export function usualWords(words: Words, joined: number, total: number): string {
  const percent = percentOf(joined, total);
  const first_percent = String(FIRST_WAVE_PERCENT);
  const year_percent = String(FIRST_YEAR_PERCENT);
  if (percent < FIRST_WAVE_PERCENT) return words.say("waves_usual_start", { first_percent });
  if (percent >= FIRST_YEAR_PERCENT) return words.say("waves_usual_year", { year_percent });
  return words.say("waves_usual_wave", { first_percent, year_percent });
}

function waveLine(words: Words, { wave, counts }: WaveNumbers["waves"][number]): string {
  const said = schoolStates.filter((state) => counts[state] > 0 || ALWAYS_SAID.includes(state));
  const parts = said.map((state) =>
    words.say("waves_part", {
      count: String(counts[state]),
      state: words.say(`waves_state_${state}`, {}),
    }),
  );
  return words.say("waves_line", {
    wave_name: wave.name,
    state: words.say(`wave_state_${wave.state}`, {}),
    day: wave.state === "open" && wave.closesOn ? words.day(wave.closesOn) : undefined,
    text: parts.join(", "),
  });
}

function fieldsOf(words: Words, numbers: WaveNumbers): readonly Field[] {
  const { all, growth, total, now, zone } = numbers;
  const asked = schoolStates.reduce((sum, state) => sum + all[state], 0);
  const fields = schoolStates.map((state) => ({
    label: words.say(`wave_field_${state}`, {}),
    value: String(all[state]),
  }));
  const unasked = { label: words.say("waves_field_unasked", {}), value: String(total - asked) };
  const today = localDay(now, zone);
  const months = growth.map(({ month, schools }) =>
    words.say("waves_month", { month: words.month(month, today), count: String(schools) }),
  );
  const byMonth = {
    label: words.say("waves_growth", { schools_total: String(total) }),
    value: months.join(", "),
  };
  return [
    ...fields.filter(({ value }) => value !== "0"),
    ...(total > asked ? [unasked] : []),
    ...(months.length > 0 ? [byMonth] : []),
  ];
}

/** The growth by month end; before there is a second month, who said what. */
function chartOf(words: Words, numbers: WaveNumbers): Chart {
  const { all, growth, joined, total, now, zone } = numbers;
  const today = localDay(now, zone);
  const schools_total = String(total);
  const says = words.say("waves_chart_says", { count: String(joined), schools_total });
  const name = words.say("chart_schools", {});
  if (growth.length < 2) {
    return {
      kind: "bars",
      title: words.say("waves_title", {}),
      says,
      axis: words.say("chart_answer", {}),
      labels: schoolStates.map((state) => words.say(`wave_field_${state}`, {})),
      series: [{ name, values: schoolStates.map((state) => all[state]) }],
    };
  }
  return {
    kind: "lines",
    title: words.say("waves_chart", { schools_total }),
    says,
    axis: words.say("chart_month", {}),
    labels: growth.map(({ month }) => words.month(month, today)),
    series: [{ name, values: growth.map(({ schools }) => schools) }],
  };
}

function contextOf(words: Words, numbers: WaveNumbers): string {
  const counted = words.say("waves_context", countedAt(words, numbers));
  return numbers.lists ? `${counted} ${words.say("waves_lists", {})}` : counted;
}

function countedAt(words: Words, { now, zone }: WaveNumbers) {
  return { day: words.day(localDay(now, zone)), time: words.time(localTime(now, zone)) };
}
