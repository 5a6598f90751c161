import type { CommandLine } from "#compose";
import { keepRecords, listClasses, type ShownClass } from "#usecases/keep-records.ts";
import { purgeNow } from "#usecases/purge-records.ts";
import { selectRecords } from "#usecases/select-records.ts";
import { listCounts, print } from "./print.ts";

export interface DistrictFlags {
  readonly district?: string | undefined;
  readonly json: boolean;
}

/** Purges now and says what is gone, and what a hold keeps. Throws DISTRICT_UNCLEAR. */
export async function runPurge({ product }: CommandLine, flags: DistrictFlags): Promise<void> {
  const { district } = await selectRecords(product, { district: flags.district });
  const report = await purgeNow(product, district);
  const kept = Object.keys(report.kept).length > 0;
  print(flags.json, report, [
    `Gone, because their time was over: ${listCounts(report.gone)}.`,
    ...(kept ? [`A hold keeps: ${listCounts(report.kept)}.`] : []),
  ]);
}

/** Sets how long a class is kept. Throws RETENTION_UNCLEAR and DISTRICT_UNCLEAR. */
export async function keep(
  { product }: CommandLine,
  wished: Parameters<typeof keepRecords>[2],
  flags: Pick<DistrictFlags, "district">,
): Promise<void> {
  const { district } = await selectRecords(product, { district: flags.district });
  await keepRecords(product, district, wished);
  const classes = await listClasses(product, district);
  print(false, {}, classes.filter(({ name }) => name === wished.name).map(toLine));
}

/** Prints every class with its days. Throws DISTRICT_UNCLEAR. */
export async function printClasses({ product }: CommandLine, flags: DistrictFlags): Promise<void> {
  const { district } = await selectRecords(product, { district: flags.district });
  const classes = await listClasses(product, district);
  print(flags.json, classes, classes.map(toLine));
}

function toLine({ name, what, from, days }: ShownClass): string {
  const time = days === undefined ? "not by days" : `${days} days`;
  return `${name.padEnd(14)}${time.padEnd(13)}${what}; from ${from}`;
}
