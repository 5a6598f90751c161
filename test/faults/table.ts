import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** What one fault did, however often it came. */
export interface Row {
  readonly fault: string;
  readonly times: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  readonly stuck: number;
}

/** Each file adds its rows here: they run in processes of their own. */
const ROWS = path.resolve("build/fault-rows.jsonl");
const WIDTH = 64;
const HEADS = ["times", "lost", "doubled", "out of order", "stuck"] as const;

export function addRow(row: Row): void {
  appendFileSync(ROWS, `${JSON.stringify(row)}\n`);
}

/** A fault that no message has to do with: what it must not do is what its test looks for. */
export function addPassed(fault: string, times: number): void {
  addRow({ fault, times, lost: 0, doubled: 0, disordered: 0, stuck: 0 });
}

/** Prints the table after the last test; also as JSON, where `FAULTS_JSON` names a file. */
export function setup(): () => void {
  rmSync(ROWS, { force: true });
  return () => {
    const rows = readRows();
    if (rows.length === 0) return;
    process.stdout.write(`\n${toLine("fault", HEADS)}\n${rows.map(toText).join("\n")}\n`);
    const file = process.env.FAULTS_JSON;
    if (file) writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
  };
}

/** In one order, whichever file ended first. */
function readRows(): readonly Row[] {
  if (!existsSync(ROWS)) return [];
  const lines = readFileSync(ROWS, "utf8").trimEnd().split("\n");
  return lines
    .map((line): Row => JSON.parse(line))
    .toSorted((a, b) => a.fault.localeCompare(b.fault));
}

function toText({ fault, times, lost, doubled, disordered, stuck }: Row): string {
  return toLine(fault, [times, lost, doubled, disordered, stuck]);
}

function toLine(first: string, rest: readonly (string | number)[]): string {
  const cells = rest.map((cell, at) => String(cell).padStart((HEADS[at]?.length ?? 0) + 2));
  return `${first.padEnd(WIDTH)}${cells.join("")}`;
}
