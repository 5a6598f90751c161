import type { Chart, ChartSeries } from "#domain/chart.ts";
import { oneLine, shorten } from "#domain/plain-text.ts";
import { flat } from "./markdown.ts";
import type { Chart as TeamsChart, TextBlock } from "./render-elements.ts";
import { words } from "./words.ts";

const MOST_LABELS = 14;
const LABEL_LENGTH = 40;
const TITLE_LENGTH = 200;
const SAYS_LENGTH = 400;

/** A chart as Teams draws it; clients and phones that draw none show its one sentence instead. */
export function drawChart(chart: Chart): TeamsChart[] {
  const values = chart.series.flatMap((each) => each.values.filter((value) => value !== undefined));
  if (!values.some((value) => value > 0) || !values.every(Number.isFinite)) return [];
  const title = flat(shorten(oneLine(chart.title, words().bot), TITLE_LENGTH));
  return [{ ...drawKind(chart), title, fallback: inWords(chart) }];
}

type Drawn =
  | Pick<Extract<TeamsChart, { type: "Chart.HorizontalBar" }>, "type" | "data">
  | Pick<Extract<TeamsChart, { type: "Chart.HorizontalBar.Stacked" }>, "type" | "data">
  | Pick<Extract<TeamsChart, { type: "Chart.Line" }>, "type" | "data">;

function drawKind({ kind, labels, series }: Chart): Drawn {
  const named = labels.slice(0, MOST_LABELS).map(labelOf);
  if (kind === "lines")
    return { type: "Chart.Line", data: series.map((each) => lineOf(each, named)) };
  if (kind === "stacks")
    return { type: "Chart.HorizontalBar.Stacked", data: stacksOf(series, named) };
  const [first] = series;
  const data = named.map((x, at) => ({ x, y: first?.values[at] ?? 0 }));
  return { type: "Chart.HorizontalBar", data };
}

function lineOf({ name, values }: ChartSeries, named: readonly string[]) {
  const known = named.flatMap((x, at) => {
    const y = values[at];
    return y === undefined ? [] : [{ x, y }];
  });
  return { legend: labelOf(name), values: known };
}

function stacksOf(series: readonly ChartSeries[], named: readonly string[]) {
  return named.map((title, at) => ({
    title,
    data: series.map(({ name, values }) => ({ legend: labelOf(name), value: values[at] ?? 0 })),
  }));
}

function labelOf(label: string): string {
  return flat(shorten(oneLine(label, words().nothing), LABEL_LENGTH));
}

function inWords({ says, title }: Chart): TextBlock {
  const said = shorten(oneLine(says, oneLine(title, words().bot)), SAYS_LENGTH);
  return { type: "TextBlock", text: flat(said), wrap: true };
}
