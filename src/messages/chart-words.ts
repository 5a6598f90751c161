import type { Chart } from "#domain/chart.ts";
import type { ChartFacts } from "#domain/chart-facts.ts";
import { percentOf } from "#domain/growth.ts";
import type { WaveId } from "#domain/ids.ts";
import type { Words } from "./words.ts";

/** In the order in which they are read. */
export const chartNames = ["growth", "answers", "in_the_way", "seen"] as const;
export type ChartName = (typeof chartNames)[number];

/** What the numbers need to become words. */
export interface ChartReading {
  /** The day of the numbers. */
  readonly today: string;
  readonly waveNames: ReadonlyMap<WaveId, string>;
}

export type NamedChart = Chart & { readonly name: ChartName };

/** Every chart that has something to show, in a reader's words. */
export function chartsOf(
  words: Words,
  facts: ChartFacts,
  reading: ChartReading,
): readonly NamedChart[] {
  const drawn = [
    growthChart(words, facts, reading),
    answersChart(words, facts, reading),
    inTheWayChart(words, facts),
    seenChart(words, facts),
  ];
  return drawn.filter((chart) => chart !== undefined);
}

function growthChart(
  words: Words,
  { growth: { months, total } }: ChartFacts,
  { today }: ChartReading,
): NamedChart | undefined {
  const last = months.at(-1);
  if (!last || months.length < 2) return undefined;
  const schools_total = String(total);
  const isPlanned = months.some(({ planned }) => planned !== undefined && planned > 0);
  const plan = {
    name: words.say("chart_plan", {}),
    values: months.map(({ planned }) => planned),
    isPlan: true,
  };
  const planned = isPlanned && last.planned !== undefined ? String(last.planned) : undefined;
  return {
    name: "growth",
    kind: "lines",
    title: words.say("chart_growth", { schools_total }),
    says: words.say("chart_growth_says", {
      count: String(last.schools),
      schools_total,
      month: words.month(last.month, today),
      planned,
    }),
    axis: words.say("chart_month", {}),
    labels: months.map(({ month }) => words.month(month, today)),
    series: [
      { name: words.say("chart_in", {}), values: months.map(({ schools }) => schools) },
      ...(isPlanned ? [plan] : []),
    ],
  };
}

function answersChart(
  words: Words,
  { answers }: ChartFacts,
  { waveNames }: ChartReading,
): NamedChart | undefined {
  const last = answers.at(-1);
  if (!last) return undefined;
  const nameOf = (wave: WaveId): string => waveNames.get(wave) ?? words.say("chart_wave", {});
  const asked = last.yes + last.notYet + last.no + last.silent;
  return {
    name: "answers",
    kind: "stacks",
    title: words.say("chart_answers", {}),
    says: words.say("chart_answers_says", {
      wave_name: nameOf(last.wave),
      yes: String(last.yes),
      not_yet: String(last.notYet),
      no: String(last.no),
      silent: String(last.silent),
      count: String(asked),
    }),
    axis: words.say("chart_wave", {}),
    labels: answers.map(({ wave }) => nameOf(wave)),
    series: [
      { name: words.say("wave_field_yes", {}), values: answers.map(({ yes }) => yes) },
      { name: words.say("wave_field_not_yet", {}), values: answers.map(({ notYet }) => notYet) },
      { name: words.say("wave_field_no", {}), values: answers.map(({ no }) => no) },
      { name: words.say("wave_field_silent", {}), values: answers.map(({ silent }) => silent) },
    ],
  };
}

/** More bars than this are not read on a phone. */
const MOST_REASONS = 8;

function inTheWayChart(words: Words, { inTheWay }: ChartFacts): NamedChart | undefined {
  const shown = inTheWay.slice(0, MOST_REASONS);
  const [first] = shown;
  if (!first) return undefined;
  const { pitfalls } = words.library;
  const labelOf = (code: string): string =>
    pitfalls.find((pitfall) => pitfall.code === code)?.label ?? code;
  return {
    name: "in_the_way",
    kind: "bars",
    title: words.say("chart_in_the_way", {}),
    says: words.say("chart_in_the_way_says", {
      label: labelOf(first.pitfall),
      count: String(first.sites),
    }),
    axis: words.say("chart_reason", {}),
    labels: shown.map(({ pitfall }) => labelOf(pitfall)),
    series: [{ name: words.say("chart_schools", {}), values: shown.map(({ sites }) => sites) }],
  };
}

/** In the order of the library, never by how often: nothing here is a ranking. */
function seenChart(words: Words, { seen }: ChartFacts): NamedChart | undefined {
  const { rooms, sites, looks } = seen;
  const known = words.library.lookFors.flatMap(({ id, statement }) => {
    const look = looks.find(({ lookFor }) => lookFor === id);
    return look ? [{ statement, rooms: look.rooms }] : [];
  });
  if (rooms === 0 || known.length === 0) return undefined;
  return {
    name: "seen",
    kind: "bars",
    title: words.say("chart_seen", {}),
    says: words.say("chart_seen_says", { count: String(rooms), sites: String(sites) }),
    axis: words.say("chart_look_for", {}),
    labels: known.map(({ statement }) => statement),
    series: [
      {
        name: words.say("chart_rooms", { count: String(rooms) }),
        values: known.map((each) => each.rooms),
      },
      {
        name: words.say("chart_percent", {}),
        values: known.map((each) => percentOf(each.rooms, rooms)),
      },
    ],
  };
}
