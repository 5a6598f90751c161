/** A picture of numbers in words every platform understands. It never stands alone: `says` and its table say the same. */
export interface Chart {
  /**
   * "bars" show the first series, and the table has the others too; "stacks" are bars of several parts; "lines" go
   * over time.
   */
  readonly kind: "bars" | "stacks" | "lines";
  readonly title: string;
  /** What it shows in one sentence, with its base: for whoever cannot see it. */
  readonly says: string;
  /** What the labels are: the head of the table's first column. */
  readonly axis: string;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** One line, or one part of each bar, in the order of the labels. */
export interface ChartSeries {
  readonly name: string;
  /** Undefined where nothing is known. */
  readonly values: readonly (number | undefined)[];
  /** True for what was hoped for and not measured. */
  readonly isPlan?: boolean | undefined;
}

/** The same numbers as a table: a row for each label, a column for each series. */
export function chartTable({ axis, labels, series }: Chart): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    columns: [axis, ...series.map(({ name }) => name)],
    rows: labels.map((label, at) => [label, ...series.map(({ values }) => cellOf(values[at]))]),
  };
}

function cellOf(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
