import process from "node:process";
import type { Command } from "commander";
import type { CommandLine } from "#compose";
import { ProductError } from "#domain/errors.ts";
import type { AuditEntry } from "#ports/audit-rows.ts";
import { listAudit, type Seal, type Verified, verifyAudit } from "#usecases/read-audit.ts";

export interface VerifyFlags {
  readonly seal?: string | undefined;
  readonly json: boolean;
}

export interface ListFlags {
  readonly most: string;
  readonly json: boolean;
}

const SEAL = /^(.+):(\d{1,15}):([0-9a-f]{64})$/;
const NUMBER = /^[1-9]\d{0,5}$/;

/** `groundswell audit verify` and `groundswell audit list`. */
export function addAuditCommands(program: Command, open: () => Promise<CommandLine>): void {
  const audit = program
    .command("audit")
    .description("Look at what was written down whenever somebody used the district's power.");
  audit
    .command("verify")
    .description("Find any entry that was changed, left out or moved.")
    .option("--seal <seal>", "a seal that was printed before: finds a chain that was made anew")
    .option("--json", "print what was found as JSON", false)
    .action(async (flags: VerifyFlags) => {
      const line = await open();
      const whole = await printVerified(line, flags).finally(line.close);
      if (!whole) process.exitCode = 1;
    });
  audit
    .command("list")
    .description("Print the newest entries; that you looked is written down too.")
    .option("--most <count>", "how many", "50")
    .option("--json", "print each as a line of JSON", false)
    .action(async (flags: ListFlags) => {
      const line = await open();
      await printAudit(line, flags).finally(line.close);
    });
}

/** Walks every district's chain and says what it found; true if all are whole. Throws FLAG_INVALID. */
async function printVerified({ product }: CommandLine, flags: VerifyFlags): Promise<boolean> {
  const seal = flags.seal === undefined ? undefined : readSeal(flags.seal);
  const found: Verified[] = [];
  const districts = await product.store.listDistricts();
  if (seal && !districts.some((district) => district === seal.district)) {
    throw new ProductError("FLAG_INVALID", `--seal: there is no district "${seal.district}".`);
  }
  for (const district of districts) {
    const own = seal?.district === district ? seal : undefined;
    found.push(await verifyAudit(product, district, own));
  }
  const lines = found.map(toLine);
  process.stdout.write(flags.json ? `${JSON.stringify(found)}\n` : `${lines.join("\n")}\n`);
  return found.every(({ fault, isSealTooOld }) => fault === undefined && !isSealTooOld);
}

function toLine({ district, head, fault, isSealTooOld }: Verified): string {
  if (fault)
    return `FIX  ${district}: entry ${fault.number} is not as it was written (${fault.fault}).`;
  if (isSealTooOld) {
    return `FIX  ${district}: the seal's entry was purged when its time was over. Give a newer seal.`;
  }
  const { number, hash, purgedNumber } = head;
  const count = number - purgedNumber;
  const kept = `${count} ${count === 1 ? "entry" : "entries"}`;
  if (number === 0) return `ok   ${district}: no entry yet.`;
  return `ok   ${district}: ${kept}, all as they were written. Keep this seal elsewhere, and give it with --seal next time: ${district}:${number}:${hash}`;
}

function readSeal(typed: string): Seal & { readonly district: string } {
  const [, district, number, hash] = SEAL.exec(typed) ?? [];
  if (district !== undefined && number !== undefined && hash !== undefined) {
    return { district, number: Number(number), hash };
  }
  throw new ProductError("FLAG_INVALID", "--seal: give it as it was printed.");
}

/** Prints the newest entries of every district. Throws FLAG_INVALID. */
async function printAudit({ product }: CommandLine, flags: ListFlags): Promise<void> {
  if (!NUMBER.test(flags.most)) {
    throw new ProductError("FLAG_INVALID", "--most: give a whole number from 1.");
  }
  const most = Number(flags.most);
  for (const district of await product.store.listDistricts()) {
    const entries = await listAudit(product, district, most);
    const lines = flags.json ? entries.map((one) => JSON.stringify(one)) : entries.map(toRow);
    process.stdout.write(`${lines.join("\n")}\n`);
  }
}

function toRow({ number, at, actor, action, subject, facts }: AuditEntry): string {
  const told = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return [number, at.toISOString(), actor, action, subject, ...told].join("  ");
}
