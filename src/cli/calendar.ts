import path from "node:path";
import process from "node:process";
import type { Command } from "commander";
import type { CommandLine } from "#compose";
import { ProductError } from "#domain/errors.ts";
import { readFeedAddress } from "#domain/feed-address.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import {
  type CalendarReport,
  type CalendarWanted,
  importCalendar,
  removeCalendar,
} from "#usecases/import-calendar.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";

interface CalendarFlags {
  readonly school?: string | undefined;
  readonly dryRun: boolean;
  readonly allowRemovals: boolean;
  readonly remove: boolean;
  readonly district?: string | undefined;
  readonly json: boolean;
}

const MOST_LINES = 10;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** `groundswell calendar`. */
export function addCalendarCommand(program: Command, open: () => Promise<CommandLine>): void {
  program
    .command("calendar")
    .description("Take in a school calendar (.ics), from a file or from an https address.")
    .argument("[from]", "a file, or an address that is fetched daily from then on")
    .option("--school <name>", "the calendar is this school's own, over the district's")
    .option("--dry-run", "show what would change, and change nothing", false)
    .option("--allow-removals", "say that one which removes much of the year is meant", false)
    .option("--remove", "fetch it no more; a school follows the district's calendar again", false)
    .option("--district <id>", "which district, where there are several")
    .option("--json", "print the report as JSON", false)
    .action(async (from: string | undefined, flags: CalendarFlags) => {
      const line = await open();
      await runCalendar(line, from, flags).finally(line.close);
    });
}

/** Reads the calendar, takes it in, and prints what changed. Throws what the reading throws. */
async function runCalendar(
  line: CommandLine,
  from: string | undefined,
  flags: CalendarFlags,
): Promise<void> {
  const { product, calendars } = line;
  const district = chooseDistrict(await product.store.listDistricts(), flags.district);
  if ((from === undefined) !== flags.remove) {
    throw new ProductError("FLAG_INVALID", "Name a file or an address, or say --remove.");
  }
  if (from === undefined) {
    const removed = await removeCalendar(product, district, flags.school);
    return print(flags, { removed }, removed ? "Removed.\n" : "There was nothing to remove.\n");
  }
  const { school, dryRun, allowRemovals } = flags;
  const read = await readFrom(line, from);
  const wanted = { ...read, school, dryRun, allowRemovals, district };
  const report = await importCalendar(product, calendars, wanted);
  print(flags, report, toText(report, read.url));
}

/** A file, or what lies at an https address. Throws FLAG_INVALID for another kind of address. */
async function readFrom(
  { calendars, readCalendarFile }: CommandLine,
  from: string,
): Promise<Pick<CalendarWanted, "text" | "name" | "url">> {
  const url = readFeedAddress(from);
  if (url !== undefined) {
    return { text: await calendars.fetch(url), name: "the calendar", url };
  }
  if (SCHEME.test(from)) {
    throw new ProductError(
      "FLAG_INVALID",
      "An address has to begin with https:// and hold no password.",
    );
  }
  return { text: await readCalendarFile(from), name: path.basename(from), url: undefined };
}

function print({ json }: CalendarFlags, facts: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : text);
}

function toText(report: CalendarReport, url: string | undefined): string {
  const { school, days, added, removed, endsFeed, dryRun } = report;
  const lines = [
    `${school ?? "The district"}: ${days} days read, ${added.length} new, ${removed.length} gone`,
    ...listDays("new", added),
    ...listDays("gone", removed),
    ...(endsFeed ? ["The address that was fetched so far is not fetched any more."] : []),
    ...(url === undefined ? [] : ["The address is fetched once a day from now on."]),
    dryRun
      ? "This was a dry run: nothing was changed."
      : "Done. A lead looks at what was understood with /pl calendar.",
  ];
  return `${lines.join("\n")}\n`;
}

function listDays(what: string, days: readonly CalendarDay[]): readonly string[] {
  const shown = days.slice(0, MOST_LINES);
  const more = days.length - shown.length;
  return [
    ...shown.map(({ day, label, kind }) => `${what}: ${day} ${label} (${kind})`),
    ...(more > 0 ? [`${what}: and ${more} more`] : []),
  ];
}
