import type { CommandLine } from "#compose";
import type { Forgetting } from "#ports/store.ts";
import { type ErasureReport, eraseRecords, planErasure } from "#usecases/erase-records.ts";
import { type RecordAsk, selectRecords } from "#usecases/select-records.ts";
import { listCopies, removeCopies } from "./database-copies.ts";
import { listCounts, print } from "./print.ts";

export interface EraseFlags extends RecordAsk {
  readonly yes: boolean;
  readonly copies: boolean;
  readonly json: boolean;
}

const TRACES: Readonly<Record<Forgetting, string>> = {
  done: "Nothing of it is left in the database's own files.",
  busy: "Traces may be left in the database's file: somebody is using it. Run this again when it is quiet.",
  server:
    "PostgreSQL keeps deleted rows until it vacuums: run VACUUM FULL, and see to the server's own backups.",
};

/**
 * Says what an erasure would delete, and with --yes deletes it. Throws what selecting throws,
 * FLAG_INVALID and RECORDS_KEPT.
 */
export async function runErase(line: CommandLine, flags: EraseFlags): Promise<void> {
  const { product } = line;
  const selection = await selectRecords(product, flags);
  const copies = await listCopies(line);
  if (!flags.yes) {
    const plan = await planErasure(product, selection);
    const lines = [`This would delete: ${listCounts(plan.erased)}.`, ...whatStays(plan)];
    const end = "Nothing was changed. Add --yes if it is meant: it cannot be undone.";
    return print(flags.json, { ...plan, copies, done: false }, [...lines, ...named(copies), end]);
  }
  const report = await eraseRecords(product, selection);
  if (flags.copies) removeCopies(copies);
  const left = flags.copies ? [] : copies;
  const lines = [
    `Deleted: ${listCounts(report.erased)}.`,
    ...whatStays(report),
    TRACES[report.traces],
    ...(flags.copies ? ["Copies of the database that are deleted too:", ...copies] : named(left)),
    "Posts that are up in a chat are taken back within minutes, while the bot runs.",
  ];
  print(flags.json, { ...report, copies: left, done: true }, lines);
}

function whatStays({ held, onRoster }: ErasureReport): readonly string[] {
  const kept = Object.keys(held).length > 0;
  return [
    ...(kept ? [`A hold keeps: ${listCounts(held)}.`] : []),
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
  return [what, ...copies.map((file) => `  ${file}`)];
}
