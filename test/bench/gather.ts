import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";
import process from "node:process";
import type { TestProject } from "vitest/node";
import type { Row } from "./figures.ts";
import { measured } from "./measured.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The file that every bench adds its rows to. */
    readonly benchRows: string;
  }
}

const COLUMNS = ["bench", "figure", "measured", "ratio", "target", ""] as const;

/** Gathers the figures of all benches; at the end they are printed as one table and kept as JSON. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-"));
  const file = path.join(folder, "rows");
  writeFileSync(file, "");
  project.provide("benchRows", file);
  return () => {
    const lines = readFileSync(file, "utf8").split("\n");
    const rows = lines.filter((line) => line !== "").map((line): Row => JSON.parse(line));
    rmSync(folder, { recursive: true });
    if (rows.length > 0) finish(rows);
  };
}

function finish(rows: readonly Row[]): void {
  const to = path.resolve(process.env.BENCH_JSON ?? "build/bench.json");
  mkdirSync(path.dirname(to), { recursive: true });
  const taken = { machine: machine(), date: new Date().toISOString(), commit: commit(), rows };
  writeFileSync(to, `${JSON.stringify(taken, undefined, 2)}\n`);
  const missed = rows.filter(({ met }) => met === false).length;
  process.stdout.write(
    `\n${taken.machine}, ${taken.date}, ${taken.commit}\n${table(rows)}\n` +
      `${rows.length} figures, ${missed} of them miss their target; also in ${to}\n`,
  );
}

function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.bench,
    row.figure,
    measured(row),
    row.ratio === undefined ? "" : `${row.ratio} x`,
    row.target ?? "",
    row.met === false ? "MISSED" : "",
  ]);
  const all = [[...COLUMNS], ...cells];
  const widths = COLUMNS.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
  const lines = all.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return lines.join("\n");
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpu?.model}), ${memory} GB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/** "" where there is no repository. */
function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
