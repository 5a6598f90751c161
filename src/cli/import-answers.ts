import process from "node:process";
import type { CommandLine } from "#compose";
import { ProductError } from "#domain/errors.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { type AnswersReport, importAnswers } from "#usecases/import-answers.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";
import { readAnswersFrame } from "#usecases/read-answers-frame.ts";

export interface AnswersFlags {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly until?: string | undefined;
  readonly district?: string | undefined;
}

/** Reads the list of past waves, takes it in, and prints what came. Throws what the reading throws. */
export async function runImportAnswers(
  { product, readRollout }: CommandLine,
  path: string,
  flags: AnswersFlags,
): Promise<void> {
  const district = chooseDistrict(await product.store.listDistricts(), flags.district);
  const frame = await readAnswersFrame(product, district);
  const until = flags.until === undefined ? undefined : endOfDay(flags.until, frame.zone);
  const list = await readRollout(path, { ...frame, until });
  const report = await importAnswers(product, list, { district, dryRun: flags.dryRun });
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : toText(report));
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/;

/** The last moment of a local day. */
export function endOfDay(day: string, zone: string): Date {
  const isDay = DAY.test(day) && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
  if (!isDay) throw new ProductError("FLAG_INVALID", `--until is "${day}", not a day: 2026-03-10.`);
  return new Date(toInstant(`${addDays(day, 1)}T00:00`, zone).getTime() - 1);
}

function toText(report: AnswersReport): string {
  const { rows, waves, kept, overdue, left } = report;
  const lines = [
    ...waves.map(toWaveLine),
    `${count(rows.taken, "row")} taken in, ${rows.there} known before`,
    `${count(report.schools, "school")}: ${count(report.answers, "answer")}, ${count(report.calls, "call")}, ` +
      `${count(report.returns, "request")} to come back`,
    `${count(report.joined, "school")} joined, ${report.snoozed} wait for a month of their own`,
    ...(left > 0 ? [`${count(left, "school")} took an earlier yes back`] : []),
    ...(rows.later > 0 ? [`${count(rows.later, "row")} left out: after the day of --until`] : []),
    ...(report.unnamed > 0
      ? [`note: ${count(report.unnamed, "answer")} without a name in column by; no name is shown`]
      : []),
    ...kept.map((name) => `note: ${name} has answered here since; its newer answer stays`),
    ...overdue.map((name) => `note: ${name} asked for a month that has come; please call`),
    report.dryRun ? "This was a dry run: nothing was changed." : "Done. Nothing was sent.",
  ];
  return `${lines.join("\n")}\n`;
}

function toWaveLine({ name, isNew, opened, closesOn, schools }: AnswersReport["waves"][number]) {
  const days = `${opened ? localDay(opened, "UTC") : ""} to ${closesOn ?? ""}`;
  return `${name}: ${count(schools, "school")}, ${days}${isNew ? "" : ", was here before"}`;
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}
