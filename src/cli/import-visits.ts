import process from "node:process";
import type { CommandLine } from "#compose";
import { importVisits, readVisitsFrame, type VisitsReport } from "#usecases/import-visits.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";
import { endOfDay } from "./import-answers.ts";

export interface VisitsFlags {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly until?: string | undefined;
  readonly district?: string | undefined;
}

/** Reads a list of past visits, takes it in, and prints what came. Throws what the reading throws. */
export async function runImportVisits(
  { product, readVisits }: CommandLine,
  path: string,
  flags: VisitsFlags,
): Promise<void> {
  const district = chooseDistrict(await product.store.listDistricts(), flags.district);
  const frame = await readVisitsFrame(product, district);
  const until = flags.until === undefined ? undefined : endOfDay(flags.until, frame.zone);
  const list = await readVisits(path, { ...frame, until });
  const report = await importVisits(product, list, { district, dryRun: flags.dryRun });
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : toText(report));
}

function toText({ rows, visits, firstVisits, schools, dryRun }: VisitsReport): string {
  const lines = [
    `${count(rows.taken, "row")} taken in, ${rows.there} known before`,
    `${count(visits, "visit")} to ${count(schools, "school")}, ${firstVisits} of them first visits`,
    ...(rows.later > 0 ? [`${count(rows.later, "row")} left out: after the day of --until`] : []),
    dryRun ? "This was a dry run: nothing was changed." : "Done. Nothing was sent.",
  ];
  return `${lines.join("\n")}\n`;
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}
