import { cpus, totalmem } from "node:os";
import process from "node:process";

/** How often each figure is taken. */
const RUNS = 5;

/** The middle of the runs, with the least and the most, such as "12 (10 - 19)". */
export function spread(values: readonly number[], unit = "ms"): string {
  const [low, middle, high] = [0, 0.5, 1].map((part) => quantile(values, part));
  return `${round(middle)} ${unit} (${round(low)} - ${round(high)})`;
}

/** The value below which this part of the values lies; NaN for no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
}

/** Three digits that count. */
function round(value: number | undefined): string {
  return String(Number((value ?? Number.NaN).toPrecision(3)));
}

/** Prints a table of figures, median (least - most), with the machine they were taken on. */
export function report(title: string, rows: Readonly<Record<string, string>>): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  const lines = Object.entries(rows).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  process.stdout.write(
    `\n${title}\n  ${machine}, ${cpus().length} x ${cpu?.model}, ${memory} GB; ` +
      `${RUNS} runs: median (least - most)\n${lines.join("\n")}\n`,
  );
}

/** Runs one after the other, so that no run takes time from another. */
export async function repeat<T>(run: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let count = 0; count < RUNS; count++) results.push(await run());
  return results;
}
