import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ProductError } from "#domain/errors.ts";
import { foldRollout } from "#domain/fold-rollout.ts";
import type { PastInvitation, RolloutEvent } from "#domain/rollout.ts";
import { type Reading, readTable } from "./csv-table.ts";
import { newMeter } from "./meter.ts";
import { invalid, newProblems, type Problems } from "./problems.ts";
import { type RolloutKnown, toRolloutEvent } from "./rollout-row.ts";

export type { RolloutKnown } from "./rollout-row.ts";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 50;
const MOST_ROWS = 200_000;

export interface RolloutFile {
  readonly past: readonly PastInvitation[];
  readonly rowCount: number;
  /** Rows after the moment up to which the file was to be read. */
  readonly laterCount: number;
}

/**
 * Reads what happened in waves before the bot was here, up to a moment: all of it, or nothing.
 * Throws ANSWERS_NOT_FOUND, or IMPORT_INVALID naming up to 20 bad rows.
 */
export async function readRollout(path: string, known: RolloutKnown): Promise<RolloutFile> {
  const file = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ProductError("ANSWERS_NOT_FOUND", `There is no file ${path}.`);
  if (found.size > MOST_MEGABYTES * MEGABYTE)
    throw invalid({ file, reason: `is larger than ${MOST_MEGABYTES} MB` });
  return parseRollout({ file, bytes: await readFile(path) }, known);
}

interface Bytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The same for a file that was read already. Throws IMPORT_INVALID. */
export function parseRollout({ file, bytes }: Bytes, known: RolloutKnown): RolloutFile {
  const problems = newProblems();
  const events: RolloutEvent[] = [];
  let rowCount = 0;
  const required = ["ts", "site", "wave", "type", "detail"] as const;
  const optional = ["sent_by_bot", "by"] as const;
  readTable({ file, bytes, required, optional }, readingOf(problems, bytes), (row) => {
    rowCount += 1;
    if (rowCount > MOST_ROWS) throw invalid({ file, reason: `has more than ${MOST_ROWS} rows` });
    const event = toRolloutEvent(row, known);
    if (event) events.push(event);
  });
  problems.throwIfAny();
  const { now, until = now } = known;
  const past = events.filter(({ at }) => at <= until);
  const folded = foldRollout(past);
  for (const problem of folded.problems) problems.add({ file, ...problem });
  problems.throwIfAny();
  return { past: folded.past, rowCount: past.length, laterCount: events.length - past.length };
}

function readingOf(problems: Problems, bytes: Uint8Array): Reading {
  return { problems, meter: newMeter(bytes.length, undefined), mode: "bulk" };
}
