import process from "node:process";
import type { Command } from "commander";
import type { BackupDesk } from "#compose";
import { ProductError } from "#domain/errors.ts";
import type { BrokenAudit, CheckedCopy, Lost, Restoring } from "#ports/backups.ts";
import { findBrokenAudits, markRestored, type Restored } from "#usecases/mark-restored.ts";
import { describeCopy, toWarning } from "./backup.ts";

export interface RestoreFlags {
  readonly replace: boolean;
  readonly json: boolean;
}

export interface AfterFlags {
  readonly madeAt?: string | undefined;
  readonly json: boolean;
}

/** `groundswell restore` and `groundswell after-restore`. */
export function addRestoreCommands(program: Command, open: () => BackupDesk): void {
  program
    .command("restore")
    .description("Check a copy and put it in the database's place; the bot must not run.")
    .argument("<file>", "the copy")
    .option("--replace", "say that the database that is there may be moved aside", false)
    .option("--json", "print what was done as JSON", false)
    .action(async (file: string, flags: RestoreFlags) => {
      await runRestore(open(), file, flags);
    });
  program
    .command("after-restore")
    .description(
      "Say that the database was restored by other means, such as pg_restore; before the bot starts.",
    )
    .option("--made-at <instant>", "when the copy was made, such as 2026-11-23T02:00:00Z")
    .option("--json", "print what was done as JSON", false)
    .action(async (flags: AfterFlags) => {
      await runAfterRestore(open(), flags);
    });
}

/** Everything that was found out and done, for the report. */
interface Done {
  readonly file: string;
  /** What the database that was there is called now. */
  readonly replaced: string | undefined;
  readonly copy: CheckedCopy;
  readonly restored: Restored;
  /** Undefined where no replaced database could be read. */
  readonly lost: Lost | undefined;
  readonly brokenAudits: readonly BrokenAudit[];
}

/** Restores, and says what that means for people. Throws as prepareRestore does; nothing is changed then. */
export async function runRestore(
  desk: BackupDesk,
  file: string,
  flags: RestoreFlags,
): Promise<void> {
  const restoring = await desk.backups.prepareRestore(file, flags.replace);
  try {
    const found = await prepare(desk, restoring);
    const replaced = await restoring.finish();
    const { copy, databaseUrl } = restoring;
    const done = { file: databaseUrl.replace("file:", ""), replaced, copy, ...found };
    process.stdout.write(flags.json ? `${JSON.stringify(withoutPeople(done))}\n` : toText(done));
  } catch (error) {
    await restoring.giveUp();
    throw error;
  }
}

/** All of it before the copy takes its place: no process can open one that is not marked. */
async function prepare(desk: BackupDesk, restoring: Restoring) {
  const { madeAt, url, carryOver } = restoring;
  const product = await desk.open(url);
  try {
    const brokenAudits = await findBrokenAudits(product, madeAt !== undefined);
    const lost = carryOver();
    const restored = await markRestored(product, { madeAt, wishes: lost?.wishes ?? [] });
    return { restored, lost, brokenAudits };
  } finally {
    await product.store.close();
  }
}

/** Whose wishes they are is nobody's business. */
function withoutPeople({ lost, ...done }: Done) {
  return { ...done, lost: lost && { holds: lost.holds, hidden: lost.hidden, erased: lost.erased } };
}

function toText({ file, replaced, copy, restored, lost, brokenAudits }: Done): string {
  const lines = [
    `Restored: ${file}`,
    ...describeCopy(copy),
    ...brokenAudits.map(toWarning),
    ...(replaced === undefined ? [] : [`The database that was there is now ${replaced}`]),
    "",
    ...describeGap(restored),
    ...describeLost(restored, lost),
    "Now: import the roster again, so that nobody who has left comes back; then start the bot, run groundswell doctor, and see docs/backup.md.",
  ];
  return `${lines.join("\n")}\n`;
}

function describeGap({ gap, doubtful, asleep, signedOut, drafts }: Restored): readonly string[] {
  return [
    `What happened from ${gap.from.toISOString()} to ${gap.until.toISOString()} is not in it:`,
    ...some("Messages that waited and may have been sent since", doubtful, LOOKED_FOR),
    ...some("Messages for people out of reach, as above", asleep, "They stay refused."),
    ...some("People signed out of the pages", signedOut),
    ...drafts.map(
      (name) => `- ${name} is a draft again. If somebody opened it since, do not open it twice.`,
    ),
  ];
}

const LOOKED_FOR =
  "Each is looked for first; where nobody can look it ends as unknown, on the leads' home page.";

/** A line only where there is something to say. */
function some(what: string, count: number, todo = ""): readonly string[] {
  return count === 0 ? [] : [`- ${what}: ${count}. ${todo}`.trim()];
}

function describeLost({ wished }: Restored, lost: Lost | undefined): readonly string[] {
  if (!lost) {
    return [
      "- Nobody knows any more who said /pl stop or /pl pause since, chose to be thanked in private, or hid a shout-out: ask, and let them say it again.",
      "- Legal holds and erasures since are gone too: place and run them again.",
    ];
  }
  return [
    `- People who since wished to be left alone, thanked in private or written to in a language, and get their wish: ${wished}.`,
    ...some("Shout-outs hidden or taken back since, and hidden again", lost.hidden),
    ...some("Legal holds placed since, and still in place", lost.holds),
    ...some(
      "Records erased since that are back",
      lost.erased,
      "Erase them again with groundswell records.",
    ),
  ];
}

/** For a database that is in its place already. Throws FLAG_INVALID. */
export async function runAfterRestore(desk: BackupDesk, flags: AfterFlags): Promise<void> {
  const madeAt = flags.madeAt === undefined ? undefined : readInstant(flags.madeAt);
  const product = await desk.open();
  const marking = markRestored(product, { madeAt, wishes: [] });
  const restored = await marking.finally(product.store.close);
  const lines = [...describeGap(restored), ...describeLost(restored, undefined)];
  process.stdout.write(flags.json ? `${JSON.stringify(restored)}\n` : `${lines.join("\n")}\n`);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function readInstant(typed: string): Date {
  const at = new Date(typed);
  if (INSTANT.test(typed) && !Number.isNaN(at.getTime())) return at;
  throw new ProductError(
    "FLAG_INVALID",
    "--made-at: give an instant such as 2026-11-23T02:00:00Z.",
  );
}
