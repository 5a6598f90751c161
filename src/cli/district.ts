import process from "node:process";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { MovingDesk } from "#compose";
import { ProductError } from "#domain/errors.ts";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { FoundDistrict } from "#ports/moving.ts";
import { auditExport } from "#usecases/audit-export.ts";
import { type ErasedDistrict, endErasure, eraseDistrict } from "#usecases/erase-district.ts";
import { haltByCommand } from "#usecases/halt-sending.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";
import { listCopies } from "./database-copies.ts";
import { showProgress } from "./move-progress.ts";
import { describeCopied } from "./move-report.ts";
import { listCounts, print } from "./print.ts";
import { TRACES } from "./records-erase.ts";

export interface ExportFlags {
  readonly to: string;
  readonly json: boolean;
}

export interface EraseFlags {
  readonly yes?: string | undefined;
  readonly json: boolean;
}

/** `groundswell district list`, `export` and `erase`. */
export function addDistrictCommands(program: Command, open: () => MovingDesk): void {
  const districts = program
    .command("district")
    .description("Look at whole districts, copy one out, or erase one.");
  districts
    .command("list")
    .description("Show the districts of the database.")
    .option("--json", "print them as JSON", false)
    .action(async (flags: { readonly json: boolean }) => {
      await runList(open(), flags.json);
    });
  districts
    .command("export")
    .description("Copy one district into a new SQLite file, and compare; the bot may run.")
    .argument("<id>", "the district")
    .requiredOption("--to <file>", "file:<path>; nothing is written over")
    .option("--json", "print the comparison as JSON", false)
    .action(async (id: string, flags: ExportFlags) => {
      if (!(await runExport(open(), id, flags))) process.exitCode = 1;
    });
  districts
    .command("erase")
    .description("Erase one district for good, with its audit log, links and tokens.")
    .argument("<id>", "the district")
    .option("--yes <id>", "its id once more, where nobody can be asked")
    .option("--json", "print what is gone as JSON", false)
    .action(async (id: string, flags: EraseFlags) => {
      await runErase(open(), id, flags);
    });
}

/** Throws what opening throws. */
export async function runList(desk: MovingDesk, json: boolean): Promise<void> {
  const found = await desk.exporting.listDistricts();
  print(json, found, found.length > 0 ? found.map(toLine) : ["There is no district."]);
}

function toLine({ district, name, rows, movedTo }: FoundDistrict): string {
  const where = movedTo === undefined ? "" : `  moved to ${movedTo}`;
  return `${district}  ${name}  ${rows.toLocaleString("en-US")} rows${where}`;
}

/** False if the copy is not the same. Throws DISTRICT_UNCLEAR, FLAG_INVALID and as exporting does. */
export async function runExport(
  desk: MovingDesk,
  id: string,
  flags: ExportFlags,
): Promise<boolean> {
  const file = flags.to.replace(FILE, "");
  if (file === "" || SCHEME.test(file)) {
    throw new ProductError("FLAG_INVALID", "--to: give file:<path>.");
  }
  const district = chooseDistrict(await listIds(desk), id);
  const product = await desk.open();
  await auditExport(product, district).finally(product.store.close);
  const tell = showProgress(process.stderr, flags.json);
  const copied = await desk.exporting.exportDistrict(district, file, tell);
  if (copied.isSame) await stopSending(desk, district, file);
  const end = copied.isSame ? afterExport(desk, file) : ["No file was made."];
  print(flags.json, { ...copied, file }, [...describeCopied(copied), "", ...end]);
  return copied.isSame;
}

const FILE = /^file:/;
const SCHEME = /^[a-z]+:\/\//;

/** A bot that starts on the copy by accident sends nothing. */
async function stopSending(desk: MovingDesk, district: DistrictId, file: string): Promise<void> {
  const copy = await desk.open(`file:${file}`);
  await haltByCommand(copy, district).finally(copy.store.close);
}

function afterExport({ keyFile = "SECRET_KEY" }: MovingDesk, file: string): readonly string[] {
  return [
    `Written: ${file}. It holds everything about the district's people: treat it alike.`,
    `Tokens came sealed: they can be read with ${keyFile} alone.`,
    "All sending is stopped in the copy, for the district is still here. To work with the copy instead, stop every bot",
    "here for good, set DATABASE_URL to the copy, start the bot, and run groundswell resume.",
  ];
}

/**
 * Asks nobody about a district that was erased already: who was cut off may say it again. Throws
 * DISTRICT_UNCLEAR, DISTRICT_HELD and FLAG_INVALID.
 */
export async function runErase(desk: MovingDesk, id: string, flags: EraseFlags): Promise<void> {
  const ids = await listIds(desk);
  const isThere = ids.some((one) => one === id);
  if (!isThere && (await runRest(desk, toId<DistrictId>(id), flags))) return;
  const district = chooseDistrict(ids, id);
  const typed = flags.yes ?? (await ask(district));
  if (typed !== district) {
    throw new ProductError("FLAG_INVALID", `--yes: give "${district}" once more, if it is meant.`);
  }
  const product = await desk.open();
  const done = await eraseDistrict(product, district).finally(product.store.close);
  await printErased(desk, { district, done }, flags);
}

/** False where no such district was erased. */
async function runRest(
  desk: MovingDesk,
  district: DistrictId,
  flags: EraseFlags,
): Promise<boolean> {
  const product = await desk.open();
  const done = await endErasure(product, district).finally(product.store.close);
  if (done) await printErased(desk, { district, done }, flags);
  return done !== undefined;
}

interface Erased {
  readonly district: DistrictId;
  readonly done: ErasedDistrict;
}

async function printErased(desk: MovingDesk, erased: Erased, { json }: EraseFlags): Promise<void> {
  const { district, done } = erased;
  const copies = await listCopies(desk);
  print(json, { district, ...done, copies }, describeErased(district, done, copies));
}

function describeErased(
  district: DistrictId,
  { erased, traces }: ErasedDistrict,
  copies: readonly string[],
): readonly string[] {
  return [
    Object.keys(erased).length > 0
      ? `Erased: ${district}. ${listCounts(erased)}.`
      : `Erased: ${district}. It was erased before, and nothing of it is left.`,
    TRACES[traces],
    ...(copies.length > 0 ? ["It is still in these copies of the database:", ...copies] : []),
    "Copies elsewhere, and what it said in Slack or Teams, are not touched. Remove the app there, too.",
  ];
}

async function listIds({ exporting }: MovingDesk): Promise<readonly DistrictId[]> {
  return (await exporting.listDistricts()).map(({ district }) => district);
}

/** Nobody is asked where nobody can answer. */
async function ask(district: DistrictId): Promise<string> {
  if (!process.stdin.isTTY) return "";
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const question = `Erase ${district} for good, with everything about its people? Type its id: `;
  return (await lines.question(question).finally(() => lines.close())).trim();
}
