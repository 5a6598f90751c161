import type { EChartsCoreOption } from "echarts/core";
import type { Chart, ChartSeries } from "#domain/chart.ts";

export const CHART_WIDTH = 720;
/** On a phone the same drawing would have letters of half the size. */
export const NARROW_WIDTH = 360;
const FRAME_HEIGHT = 70;
const LINES_HEIGHT = 330;
const ROW_HEIGHT = 40;
const STACK_HEIGHT = 46;
const LEGEND_HEIGHT = 30;
const FONT = "DejaVu Sans, Verdana, sans-serif";
const INK = "#1f2933";
const PALE = "#d5dae0";
const LABEL_WIDTH = 230;
const MOST_ROOM = 310;
const NARROW_ROOM = 150;
const NARROW_ROW = 58;
const LEGEND_ROWS = 2;
const SIGN_WIDTH = 8.5;
const LABEL_GAP = 20;

/**
 * Told apart without colour: dark to light, each with a pattern of its own. White on the first two and ink on the
 * others has a contrast of at least 4.5.
 */
const PARTS = [
  { color: "#12355b", symbol: "none", text: "#ffffff" },
  { color: "#4a6fa5", symbol: "rect", text: "#ffffff" },
  { color: "#b9c6d8", symbol: "triangle", text: INK },
  { color: "#eef1f5", symbol: "circle", text: INK },
] as const;

function isNarrow(width: number): boolean {
  return width < CHART_WIDTH;
}

/** How high a chart is drawn, by how much is in it. */
export function heightOf({ kind, labels }: Chart, width = CHART_WIDTH): number {
  if (kind === "lines") return LINES_HEIGHT;
  const wide = kind === "stacks" ? STACK_HEIGHT : ROW_HEIGHT;
  const row = isNarrow(width) ? NARROW_ROW : wide;
  const legend = kind === "stacks" ? legendHeight(width) : 0;
  return FRAME_HEIGHT + legend + labels.length * row;
}

function legendHeight(width: number): number {
  return isNarrow(width) ? LEGEND_ROWS * LEGEND_HEIGHT : LEGEND_HEIGHT;
}

/** What the charting library draws: nothing moves, nothing hangs on colour alone, every value is written. */
export function optionsOf(chart: Chart, width = CHART_WIDTH): EChartsCoreOption {
  return {
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: FONT, color: INK, fontSize: 13 },
    ...(chart.kind === "lines" ? linesOf(chart, width) : barsOf(chart, width)),
  };
}

function linesOf({ labels, series }: Chart, width: number): EChartsCoreOption {
  return {
    grid: {
      left: isNarrow(width) ? 36 : 48,
      right: isNarrow(width) ? 96 : 140,
      top: 24,
      bottom: 32,
    },
    xAxis: {
      type: "category",
      data: labels,
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { color: INK, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      splitLine: { lineStyle: { color: PALE } },
      axisLabel: { color: INK },
    },
    series: series.map((each) => lineOf(each, width)),
  };
}

/** The plan is broken and has hollow diamonds; what was measured is whole and has its values. */
function lineOf({ name, values, isPlan = false }: ChartSeries, width: number) {
  return {
    type: "line",
    name,
    silent: true,
    data: values.map((value) => value ?? null),
    symbol: isPlan ? "emptyDiamond" : "circle",
    symbolSize: isPlan ? 9 : 7,
    lineStyle: { width: isPlan ? 2 : 3, type: isPlan ? "dashed" : "solid", color: INK },
    itemStyle: { color: INK },
    // On white, and above the plan: both lines may meet.
    z: isPlan ? 2 : 3,
    label: {
      show: !isPlan,
      position: "bottom",
      color: INK,
      backgroundColor: "#ffffff",
      padding: [2, 3],
    },
    endLabel: {
      show: true,
      formatter: "{a}",
      color: INK,
      offset: [8, isPlan ? -8 : 8],
      ...(isNarrow(width) ? { width: 78, overflow: "break", fontSize: 12 } : {}),
    },
  };
}

function barsOf({ kind, labels, series }: Chart, width: number): EChartsCoreOption {
  const isStack = kind === "stacks";
  const shown = isStack ? series : series.slice(0, 1);
  return {
    grid: {
      left: roomFor(labels, width),
      right: isNarrow(width) ? 34 : 48,
      top: 12,
      bottom: isStack ? legendHeight(width) + 40 : 28,
    },
    legend: isStack ? legendOf(width) : undefined,
    xAxis: {
      type: "value",
      minInterval: 1,
      splitLine: { lineStyle: { color: PALE } },
      axisLabel: { color: INK },
    },
    yAxis: {
      type: "category",
      data: labels,
      inverse: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: {
        color: INK,
        interval: 0,
        width: isNarrow(width) ? NARROW_ROOM - LABEL_GAP : LABEL_WIDTH,
        overflow: "break",
        fontSize: isNarrow(width) ? 12 : 13,
      },
    },
    series: shown.map((each, at) => barOf(each, at, isStack)),
  };
}

function legendOf(width: number) {
  return {
    bottom: 6,
    width: width - 20,
    itemGap: isNarrow(width) ? 14 : 34,
    itemWidth: 26,
    itemHeight: 14,
    textStyle: { color: INK },
  };
}

function barOf({ name, values }: ChartSeries, at: number, isStack: boolean) {
  const part = PARTS[at % PARTS.length] ?? PARTS[0];
  const label = isStack
    ? {
        show: true,
        color: part.text,
        backgroundColor: part.color,
        padding: [1, 3],
      }
    : { show: true, position: "right", color: INK };
  return {
    type: "bar",
    name,
    silent: true,
    stack: isStack ? "all" : undefined,
    barMaxWidth: 24,
    // A part of nothing is not drawn.
    data: values.map((value) => (isStack && value === 0 ? null : (value ?? null))),
    label,
    itemStyle: {
      color: part.color,
      borderColor: INK,
      borderWidth: 1,
      decal: isStack
        ? {
            symbol: part.symbol,
            color: INK,
            symbolSize: 0.5,
            dashArrayX: [1, 5],
            dashArrayY: [2, 6],
          }
        : undefined,
    },
  };
}

/** What the longest label takes, at most a third of the width: the library cannot measure our font. */
function roomFor(labels: readonly string[], width: number): number {
  const longest = Math.max(0, ...labels.map(({ length }) => length));
  return Math.min(isNarrow(width) ? NARROW_ROOM : MOST_ROOM, longest * SIGN_WIDTH + LABEL_GAP);
}
