import type { CommandLine } from "#compose";
import type { Forgetting } from "#ports/store.ts";
import { noteErasedCopies, requireNoHolds } from "#usecases/erase-copies.ts";
import { type ErasureReport, eraseRecords, planErasure } from "#usecases/erase-records.ts";
import { type RecordAsk, type Selection, selectRecords } from "#usecases/select-records.ts";
import { listCopies, removeCopies } from "./database-copies.ts";
import { listCounts, print } from "./print.ts";

export interface EraseFlags extends RecordAsk {
  readonly yes: boolean;
  readonly copies: boolean;
  readonly json: boolean;
}

export const TRACES: Readonly<Record<Forgetting, string>> = {
  done: "Nothing of it is left in the database's own files.",
  busy: "Traces may be left in the database's file: somebody is using it. Run this again when it is quiet.",
  server:
    "PostgreSQL keeps deleted rows until it vacuums: run VACUUM FULL, and see to the server's own backups.",
};
/** Where nothing went now, something may have gone before. */
const OLD_TRACES: Readonly<Record<Forgetting, readonly string[]>> = {
  done: ["The database's file was written anew: what was deleted before is not in it."],
  busy: [TRACES.busy],
  server: [],
};

/**
 * Says what an erasure would delete, and with --yes deletes it. Throws what selecting throws,
 * FLAG_INVALID and RECORDS_KEPT.
 */
export async function runErase(line: CommandLine, flags: EraseFlags): Promise<void> {
  const { product } = line;
  const selection = await selectRecords(product, flags);
  if (!flags.yes) {
    const copies = await listCopies(line);
    const plan = await planErasure(product, selection);
    const lines = [`This would delete: ${listCounts(plan.erased)}.`, ...whatStays(plan)];
    const end = "Nothing was changed. Add --yes if it is meant: it cannot be undone.";
    return print(flags.json, { ...plan, copies, done: false }, [...lines, ...named(copies), end]);
  }
  if (flags.copies) await requireNoHolds(product);
  const report = await eraseRecords(product, selection);
  const { gone, left } = await eraseCopies(line, selection, flags.copies && isSome(report.erased));
  const lines = [
    `Deleted: ${listCounts(report.erased)}.`,
    ...whatStays(report),
    ...tracesOf(report),
    ...(gone.length > 0 ? ["Copies of the database that are deleted too:", ...indented(gone)] : []),
    ...(flags.copies ? spared(left) : named(left)),
    ...postsOf(report),
  ];
  print(flags.json, { ...report, copies: left, done: true }, lines);
}

interface Copies {
  readonly gone: readonly string[];
  readonly left: readonly string[];
}

/** Looks after the erasure: a backup may have been made meanwhile. */
async function eraseCopies(
  line: CommandLine,
  { district }: Selection,
  isMeant: boolean,
): Promise<Copies> {
  const copies = await listCopies(line);
  if (!isMeant || copies.length === 0) return { gone: [], left: copies };
  await noteErasedCopies(line.product, district, copies.length);
  removeCopies(copies);
  return { gone: copies, left: [] };
}

type Done = Awaited<ReturnType<typeof eraseRecords>>;

function isSome(counts: Readonly<Record<string, number>>): boolean {
  return Object.keys(counts).length > 0;
}

function tracesOf({ erased, held, traces }: Done): readonly string[] {
  if (!isSome(erased)) return OLD_TRACES[traces];
  const isWhole = traces !== "done" || !isSome(held);
  return [
    isWhole
      ? TRACES[traces]
      : "Except what a hold keeps, nothing of it is left in the database's own files.",
  ];
}

function postsOf({ erased, held }: ErasureReport): readonly string[] {
  if (!isSome(erased)) return [];
  const which = isSome(held) ? "Except what a hold keeps, posts" : "Posts";
  return [`${which} that are up in a chat are taken back within minutes, while the bot runs.`];
}

function whatStays({ held, onRoster }: ErasureReport): readonly string[] {
  return [
    ...(isSome(held) ? [`A hold keeps: ${listCounts(held)}.`] : []),
    ...(onRoster
      ? [
          "The name stays on the staff roster, because the staff list says so; so does a wish to be left alone.",
        ]
      : []),
  ];
}

function named(copies: readonly string[]): readonly string[] {
  if (copies.length === 0) return [];
  const what = "Copies of the database in which it all still is; --copies deletes them too:";
  return [what, ...indented(copies)];
}

function spared(copies: readonly string[]): readonly string[] {
  if (copies.length === 0) return [];
  return ["Nothing was deleted, so these copies of the database stay:", ...indented(copies)];
}

function indented(files: readonly string[]): readonly string[] {
  return files.map((file) => `  ${file}`);
}
