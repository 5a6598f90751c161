import { appendFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { expect, inject } from "vitest";

/** How often each figure is taken. */
const RUNS = 5;

/** One row of the table that a bench ends with, as it stands in the JSON. */
export interface Row {
  /** The file to run alone. */
  readonly file: string;
  readonly bench: string;
  readonly figure: string;
  /** What is said where there is no number. */
  readonly text?: string;
  readonly median?: number | undefined;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly unit?: string;
  readonly target?: string;
  /** The median of this figure beside another's of the same run. */
  readonly ratio?: number;
  readonly met?: boolean;
}

/** What may be said about a figure beside its values. */
interface Aims {
  /** The median may not lie above it. */
  readonly target?: number;
  /** Values of the same runs that these are compared with, in the same order. */
  readonly base?: readonly number[];
  readonly ratioTarget?: number;
}

/** Values of several runs. */
export class Figure {
  readonly #values: readonly number[];
  readonly #unit: string;
  readonly #aims: Aims;

  constructor(values: readonly number[], unit: string, aims: Aims = {}) {
    this.#values = values;
    this.#unit = unit;
    this.#aims = aims;
  }

  /** The same with a target for its median. */
  atMost(target: number): Figure {
    return new Figure(this.#values, this.#unit, { ...this.#aims, target });
  }

  /** The same beside another figure of the same runs, with a target for the ratio where there is one. */
  beside(base: readonly number[], ratioTarget?: number): Figure {
    const more = ratioTarget === undefined ? { base } : { base, ratioTarget };
    return new Figure(this.#values, this.#unit, { ...this.#aims, ...more });
  }

  /** The middle of the runs, with the least and the most, such as "12 ms (10 - 19)". */
  toString(): string {
    const { median, least, most, ratio, target, met } = this.toRow();
    const values =
      least === most ? `${median} ${this.#unit}` : `${median} ${this.#unit} (${least} - ${most})`;
    const beside = ratio === undefined ? "" : `, ${ratio} x`;
    const aim = target === undefined ? "" : `; target ${target}: ${met ? "met" : "MISSED"}`;
    return `${values}${beside}${aim}`;
  }

  toRow() {
    const [least, median, most] = [0, 0.5, 1].map((part) => round(quantile(this.#values, part)));
    const unit = this.#unit;
    const { target, base, ratioTarget } = this.#aims;
    const ratios = base?.map((each, at) => (this.#values[at] ?? Number.NaN) / each);
    const ratio = ratios && round(quantile(ratios, 0.5));
    const tests = [
      { most: target, is: median, said: `${target} ${unit}` },
      { most: ratioTarget, is: ratio, said: `${ratioTarget} x` },
    ].filter((test) => test.most !== undefined);
    const met = tests.every((test) => (test.is ?? Number.NaN) <= (test.most ?? Number.NaN));
    const aims = tests.map(({ said }) => `at most ${said}`).join(", ");
    return {
      ...{ median, least, most, unit },
      ...(ratio === undefined ? {} : { ratio }),
      ...(tests.length === 0 ? {} : { target: aims, met }),
    };
  }
}

export function spread(values: readonly number[], unit = "ms"): Figure {
  return new Figure(values, unit);
}

/** The value below which this part of the values lies; NaN for no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
}

/** Three digits that count. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Prints a bench's figures, and keeps them for the one table at the end. */
export function report(title: string, rows: Readonly<Record<string, string | Figure>>): void {
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  const lines = Object.entries(rows).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  process.stdout.write(`\n${title}\n${lines.join("\n")}\n`);
  const file = path.relative("test/bench", expect.getState().testPath ?? "");
  for (const [figure, value] of Object.entries(rows)) {
    const said = value instanceof Figure ? value.toRow() : { text: value };
    const row: Row = { file, bench: title, figure, ...said };
    appendFileSync(inject("benchRows"), `${JSON.stringify(row)}\n`);
  }
}

/** Runs one after the other, so that no run takes time from another. */
export async function repeat<T>(run: () => Promise<T>, times = RUNS): Promise<readonly T[]> {
  const results: T[] = [];
  for (let count = 0; count < times; count++) results.push(await run());
  return results;
}
