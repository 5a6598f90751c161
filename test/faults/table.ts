import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The file to which each test file adds its rows: they run in processes of their own. */
    readonly faultRows: string;
  }
}

/** What one fault did, however often it came. */
export interface Row {
  readonly fault: string;
  readonly times: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  readonly stuck: number;
}

const WIDTH = 64;
const HEADS = ["times", "lost", "doubled", "out of order", "stuck"] as const;

export function addRow(row: Row): void {
  appendFileSync(inject("faultRows"), `${JSON.stringify(row)}\n`);
}

/** A fault that no message has to do with: what it must not do is what its test looks for. */
export function addPassed(fault: string, times: number): void {
  addRow({ fault, times, lost: 0, doubled: 0, disordered: 0, stuck: 0 });
}

/** Prints the table after the last test; also as JSON, where `FAULTS_JSON` names a file. */
export function setup(project: TestProject): () => void {
  const file = path.resolve(`build/fault-rows-${process.pid}.jsonl`);
  project.provide("faultRows", file);
  return () => {
    const rows = readRows(file);
    rmSync(file, { force: true });
    if (rows.length === 0) return;
    process.stdout.write(`\n${toLine("fault", HEADS)}\n${rows.map(toText).join("\n")}\n`);
    const { FAULTS_JSON } = process.env;
    if (FAULTS_JSON) writeFileSync(FAULTS_JSON, `${JSON.stringify(rows, null, 2)}\n`);
  };
}

/** In one order, whichever file ended first. */
function readRows(file: string): readonly Row[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
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
