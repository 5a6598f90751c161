import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { vi } from "vitest";
import type { CommandLine } from "#compose";
import { readCalendar } from "#imports/calendar-feed.ts";
import { readCalendarFile } from "#imports/calendar-file.ts";
import { readDistrict } from "#imports/read-district.ts";
import { readRollout } from "#imports/rollout-file.ts";
import { readStudents } from "#imports/student-file.ts";
import { readVisits } from "#imports/visit-file.ts";
import { sqliteBackups } from "#store/backups.ts";
import { formOf, last, openWave, type Product, principal, teacher } from "./playground-rig.ts";

/** Whose year it is: the principal, who answers, asks, thanks and is thanked. */
export const somebody = principal;
export const SOMEBODY = "Jun Brânză";
/** Monday of the first week of school, at ten. */
const START = Date.parse("2025-08-18T14:00:00Z");
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Words that stand nowhere else. */
const given = (week: number) => `opening the zebrawood cupboard ${week} for every reader`;
const received = (week: number) => `sharing the quillwort notebook ${week} with our team`;
/** Also for somebody else, who stays. */
const together = "carrying the obsidian easel with Jun up the stairs for us";
const question = "Who pays for the marzipan substitutes?";
export const others = "lending the cobalt globe to the library corner for a month";

/** Every word that is somebody's, or about them and nobody else. */
export const SECRETS = ["zebrawood", "quillwort", "marzipan"] as const;

/** One person's year: a question, an answer, a weekly idea, and thanks in both directions. */
export async function liveAYear(product: Product, weeks: number): Promise<void> {
  await openWave(product);
  await product.moveTo(new Date(START + 60 * 60 * 1000).toISOString());
  const invitation = last(await product.inbox(somebody));
  const form = formOf(await product.press(somebody, invitation, "I have a question"));
  await product.submit(somebody, form, { question });
  await product.say(somebody, "/pl start");
  await product.say(teacher, `/praise Carmen Woods for ${others}`);
  for (let week = 0; week < weeks; week++) {
    await product.moveTo(new Date(START + week * WEEK_MS + 2 * 60 * 60 * 1000).toISOString());
    await product.say(somebody, `/praise Christopher Reyes for ${given(week)}`);
    await product.say(teacher, `/praise @${SOMEBODY} for ${received(week)}`);
  }
  await product.say(teacher, `/praise @${SOMEBODY}, Carmen Woods for ${together}`);
}

/** The command line on the playground's database, with real copies of it. */
export async function openLine({
  app,
  folder,
}: Pick<Product, "app" | "folder">): Promise<CommandLine> {
  const databaseFile = path.join(folder, "playground.db");
  const { product } = app;
  const backups = sqliteBackups({
    clock: product.clock,
    folder: path.join(folder, "backups"),
    file: databaseFile,
    migrationsFolder: path.resolve("migrations/sqlite"),
    thread: path.resolve("src/store/copy-thread.js"),
  });
  return {
    product,
    readDistrict,
    readRollout,
    readStudents,
    readVisits,
    readCalendarFile,
    calendars: { fetch: async () => await Promise.resolve(""), read: readCalendar },
    backups,
    databaseFile,
    checks: async () => await Promise.resolve([]),
    close: async () => await Promise.resolve(),
  };
}

/** What a command prints. */
export async function printed(work: () => Promise<void>): Promise<string> {
  let text = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((each) => {
    text += String(each);
    return true;
  });
  await work().finally(() => write.mockRestore());
  return text;
}

/** The files below a folder in which the words stand, in any case. */
export function filesWith(folder: string, words: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(words))
    .map((file) => path.relative(folder, file));
}
