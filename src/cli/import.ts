import process from "node:process";
import type { CommandLine } from "#compose";
import { type ImportReport, importDistrict } from "#usecases/import-district.ts";

export interface ImportFlags {
  readonly dryRun: boolean;
  readonly allowRemovals: boolean;
  readonly json: boolean;
}

const BAR_WIDTH = 30;

/** Reads the files, applies them, and prints what changed. Throws what the reading throws. */
export async function runImport(
  { product, readDistrict }: CommandLine,
  path: string,
  flags: ImportFlags,
): Promise<void> {
  const showBar = process.stderr.isTTY && !flags.json;
  const today = product.clock.now().toISOString().slice(0, 10);
  const files = await readDistrict(path, showBar ? drawBar : undefined, today);
  const report = await importDistrict(product, files, flags);
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : toText(report));
}

function drawBar(done: number, total: number): void {
  const filled = total > 0 ? Math.round((done / total) * BAR_WIDTH) : BAR_WIDTH;
  const bar = "#".repeat(filled).padEnd(BAR_WIDTH, ".");
  process.stderr.write(`\rReading [${bar}]${done >= total ? "\n" : ""}`);
}

function toText(report: ImportReport): string {
  const dropped = Object.entries(report.dropped);
  const droppedCount = dropped.reduce((sum, [, count]) => sum + count, 0);
  const byRole = dropped.map(([role, count]) => `${count} ${role}`).join(", ");
  const { sites, people } = report;
  const lines = [
    `${report.siteCount} sites: ${sites.added} new, ${sites.changed} changed, ${sites.removed} closed`,
    `${report.staffCount} staff: ${people.added} new, ${people.changed} changed, ${people.removed} left`,
    `${droppedCount} rows dropped before anything was stored${byRole === "" ? "" : ` (${byRole})`}`,
    ...report.renamed.map(({ from, to }) => `renamed: ${from} is now ${to}`),
    ...(report.calendarChanged ? ["The calendar changed."] : []),
    ...(report.calendarLeftOut
      ? ["calendar.ics was left out: the calendar is fetched from its address."]
      : []),
    ...report.warnings.map((warning) => `note: ${warning}`),
    report.dryRun ? "This was a dry run: nothing was changed." : "Done.",
  ];
  return `${lines.join("\n")}\n`;
}
