import { cpus, totalmem } from "node:os";
import process from "node:process";

const WIDTH = 18;

/** One column an engine, one row a figure, and the machine they were taken on; then the same as JSON. */
export function printTable(title: string, columns: ReadonlyMap<string, object | undefined>): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `Node ${process.versions.node}, ${cpus().length} x ${cpu?.model}, ${memory} GB`;
  const entries = [...columns].map(
    ([name, figures]) => [name, Object.entries(figures ?? {})] as const,
  );
  const rows = new Set(entries.flatMap(([, figures]) => figures.map(([row]) => row)));
  const first = Math.max(...[...rows].map((row) => row.length));
  const line = (row: string, cells: readonly string[]) =>
    `  ${row.padEnd(first)}${cells.map((cell) => cell.padStart(WIDTH)).join("")}`;
  const lines = [...rows].map((row) => {
    const cells = entries.map(([, figures]) => format(new Map(figures).get(row)));
    return line(row, cells);
  });
  const head = line(
    "",
    entries.map(([name]) => name),
  );
  const json = JSON.stringify(Object.fromEntries(columns));
  process.stdout.write(`\n${title}\n  ${machine}\n${head}\n${lines.join("\n")}\n${json}\n`);
}

/** The same as a page takes it: one row each of `rows`, and how to write its values. */
export function printPage(
  rows: Readonly<Record<string, (value: number) => string>>,
  columns: ReadonlyMap<string, Readonly<Record<string, number>>>,
): void {
  const line = ([first, ...cells]: readonly string[]) =>
    `${`| ${first}`.trimEnd()} | ${cells.join(" | ")} |`;
  const head = ["", ...columns.keys()];
  const lines = Object.entries(rows).map(([row, write]) => {
    const cells = [...columns.values()].map((figures) => {
      const value = figures[row] ?? Number.NaN;
      return Number.isNaN(value) ? "-" : write(value);
    });
    return line([row, ...cells]);
  });
  const rule = `|${head.map(() => "---").join("|")}|`;
  process.stdout.write(`\n${[line(head), rule, ...lines].join("\n")}\n`);
}

/** Three digits that count. */
function format(value: unknown): string {
  return typeof value === "number" && !Number.isNaN(value)
    ? String(Number(value.toPrecision(3)))
    : "-";
}
