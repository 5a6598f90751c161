import type { Command } from "commander";
import type { CommandLine } from "#compose";
import type { DistrictId } from "#domain/ids.ts";
import { haltByCommand } from "#usecases/halt-sending.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";
import type { Product } from "#usecases/product.ts";
import { resumeByCommand } from "#usecases/resume-sending.ts";
import { readHalt } from "#usecases/sending-stop.ts";
import { print } from "./print.ts";

export interface HaltFlags {
  readonly district?: string | undefined;
  readonly json: boolean;
}

type Run = (line: Pick<CommandLine, "product">, flags: HaltFlags) => Promise<void>;

const COMMANDS: readonly (readonly [name: string, tells: string, run: Run])[] = [
  ["halt", "Stop everything the bot sends in the district, on every platform.", runHalt],
  ["resume", "Let the bot send again; what is too late is not sent.", runResume],
  ["halted", "Say whether all sending is stopped.", showHalted],
];

/** `groundswell halt`, `resume` and `halted`. */
export function addHaltCommands(program: Command, open: () => Promise<CommandLine>): void {
  for (const [name, tells, run] of COMMANDS) {
    program
      .command(name)
      .description(tells)
      .option("--district <id>", "which district, where there are several")
      .option("--json", "print what was done as JSON", false)
      .action(async (flags: HaltFlags) => {
        const line = await open();
        await run(line, flags).finally(line.close);
      });
  }
}

/** Throws DISTRICT_UNCLEAR, as the others do. */
export async function runHalt({ product }: Pick<CommandLine, "product">, flags: HaltFlags) {
  const district = await choose(product, flags);
  const isNew = await haltByCommand(product, district);
  const text = isNew ? "All sending is stopped." : "All sending was stopped already.";
  print(flags.json, { district, stopped: true, changed: isNew }, [
    `${text} groundswell resume starts it again.`,
  ]);
}

export async function runResume({ product }: Pick<CommandLine, "product">, flags: HaltFlags) {
  const district = await choose(product, flags);
  const backlog = await resumeByCommand(product, district);
  const { going = 0, over = 0 } = backlog ?? {};
  const done = `Sending goes on: ${going} waiting messages go out in their hours, ${over} expired.`;
  print(flags.json, { district, stopped: false, changed: backlog !== undefined, going, over }, [
    backlog ? done : "Sending was not stopped.",
  ]);
}

export async function showHalted({ product }: Pick<CommandLine, "product">, flags: HaltFlags) {
  const district = await choose(product, flags);
  const halt = await product.store.read(district, (tx) => readHalt(tx));
  const since = halt?.since.toISOString();
  print(flags.json, { district, stopped: halt !== undefined, since }, [
    since === undefined ? "Sending is not stopped." : `All sending is stopped since ${since}.`,
  ]);
}

async function choose({ store }: Product, flags: HaltFlags): Promise<DistrictId> {
  return chooseDistrict(await store.listDistricts(), flags.district);
}
