import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { Row } from "./figures.ts";
import { measured } from "./measured.ts";

/** Puts the figures of a run into the page; rows of benches that it did not run stay, and so do all notes. */
const PAGE = "docs/performance.md";
const BEGIN = "<!-- figures -->";
const END = "<!-- end of figures -->";
const CELLS = / \| /;
const EDGES = /^\| | \|$/g;

interface Taken {
  readonly machine: string;
  readonly date: string;
  readonly commit: string;
  readonly rows: readonly Row[];
}

const taken: Taken = JSON.parse(readFileSync(process.env.BENCH_JSON ?? "build/bench.json", "utf8"));
const page = readFileSync(PAGE, "utf8");
const [before = "", rest = ""] = page.split(BEGIN);
const [table = "", after = ""] = rest.split(END);
const HEAD = "| `npm";
const lines = table.split("\n").filter((line) => line.startsWith("| `") && !line.startsWith(HEAD));
const old = new Map(lines.map((line) => [keyOf(line), line]));

function cellsOf(line: string): readonly string[] {
  return line.replace(EDGES, "").split(CELLS);
}

/** The file and what was measured; the title of a bench may say how often. */
function keyOf(line: string): string {
  return cellsOf(line).slice(0, 2).join(" | ");
}

function lineOf(row: Row): string {
  const { file, bench, figure, target, ratio, met } = row;
  const what = [`\`${file}\``, `${bench}: ${figure}`];
  const note = cellsOf(old.get(what.join(" | ")) ?? "").at(5) ?? "";
  const missed = met === false ? `**${measured(row)}**` : measured(row);
  const cells = [...what, target ?? "", missed, ratio === undefined ? "" : `${ratio} x`, note];
  return `| ${cells.map((cell) => cell.replaceAll("|", "/")).join(" | ")} |`;
}

const now = new Map(taken.rows.map(lineOf).map((line) => [keyOf(line), line]));
const ran = new Set(taken.rows.map(({ file }) => `\`${file}\``));
// What a bench measured before under another name goes with it.
const kept = lines.filter((line) => !ran.has(cellsOf(line)[0] ?? ""));
const all = [...kept, ...now.values()].toSorted((a, b) => a.localeCompare(b, "en"));
const head = [
  "",
  `Last run: ${taken.date.slice(0, 10)}, commit ${taken.commit}, ${taken.machine}.`,
  "",
  "| `npm run bench --` | figure | target | measured | ratio | note |",
  "|---|---|---|---|---|---|",
];
writeFileSync(PAGE, `${before}${BEGIN}\n${[...head, ...all].join("\n")}\n\n${END}${after}`);
