import { existsSync } from "node:fs";
import process from "node:process";
import type { CommandLine, Surroundings } from "#compose";
import { ProductError } from "#domain/errors.ts";
import type { Finding } from "#ports/chat.ts";
import { checkBackups } from "./doctor-backups.ts";
import { checkDatabase } from "./doctor-database.ts";
import { checkMachine, watchClock } from "./doctor-machine.ts";
import { checkRoster } from "./doctor-roster.ts";
import { checkSending } from "./doctor-sending.ts";
import { failed, fine, fix, look, toLine } from "./findings.ts";

/** Where doctor looks. Both may throw: that is a finding too. */
export interface Places {
  /** Reads the settings, and opens nothing. */
  readonly lookAround: () => Surroundings;
  readonly open: () => Promise<CommandLine>;
}

/** Prints each finding with what to do; true if nothing must be fixed. */
export async function runDoctor(
  places: Places,
  { json }: { readonly json: boolean },
): Promise<boolean> {
  const findings = await examine(places);
  const lines = findings.map(toLine);
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : `${lines.join("\n")}\n`);
  return findings.every(({ ok }) => ok);
}

async function examine({ lookAround, open }: Places): Promise<readonly Finding[]> {
  const clock = watchClock();
  const around = read(lookAround);
  if ("problems" in around) return around.problems;
  const machine = await look("This machine", async () => await checkMachine(around));
  const inside = await examineInside(open, around);
  return [fine("The settings can be read."), ...machine, ...clock.findings(), ...inside];
}

/** What the settings say, or one finding for each that is wrong. */
function read(lookAround: Places["lookAround"]): Surroundings | { problems: readonly Finding[] } {
  try {
    return lookAround();
  } catch (error) {
    return { problems: toProblems(error) };
  }
}

function toProblems(error: unknown): readonly Finding[] {
  if (!(error instanceof ProductError)) return [failed("The settings", error)];
  const { cause, message, hint } = error;
  const problems: readonly unknown[] = Array.isArray(cause) ? cause : [message];
  return problems.map((problem) => fix(`A setting is wrong: ${String(problem)}.`, hint));
}

/** A database that cannot be opened is the only finding of its kind: nothing else can be asked. */
async function examineInside(
  open: Places["open"],
  around: Surroundings,
): Promise<readonly Finding[]> {
  try {
    const line = await open();
    return await examineProduct(line, around).finally(line.close);
  } catch (error) {
    return [failed("The database", error)];
  }
}

async function examineProduct(
  { product, backups, checks }: CommandLine,
  { databaseFile }: Surroundings,
): Promise<readonly Finding[]> {
  const platforms = await look("The chat platform", checks);
  const isConnected = platforms.length > 0;
  // Copies of PostgreSQL are made by its own tools.
  const isCopied = databaseFile !== undefined && existsSync(databaseFile);
  const copies = async () => (isCopied ? await checkBackups(product, backups) : []);
  return [
    ...(await look("The database", async () => await checkDatabase(product))),
    ...(await look("The sending", async () => await checkSending(product))),
    ...(await look("The roster", async () => await checkRoster(product, isConnected))),
    ...(await look("The folder for copies", copies)),
    ...platforms,
  ];
}
