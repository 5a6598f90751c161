import { type Command, Option } from "commander";
import type { CommandLine } from "#compose";
import { recordTypes } from "#domain/records.ts";
import { type EraseFlags, runErase } from "./records-erase.ts";
import { type ExportFlags, runExport } from "./records-export.ts";
import { type HoldFlags, listAllHolds, release, runHold } from "./records-holds.ts";
import { type DistrictFlags, keep, printClasses, runPurge } from "./records-timers.ts";

type Run<T> = (line: CommandLine, flags: T) => Promise<void>;

/** `groundswell records`: what the law asks of records, for the records officer. */
export function addRecordCommands(program: Command, open: () => Promise<CommandLine>): void {
  const records = program
    .command("records")
    .description("Give out, keep and delete records. Everything is written into the audit log.");
  const run =
    <T>(work: Run<T>) =>
    async (flags: T): Promise<void> => {
      const line = await open();
      await work(line, flags).finally(line.close);
    };
  addGiving(records, run);
  addHolding(records, run, open);
  addTimers(records, run, open);
}

type Runner = <T>(work: Run<T>) => (flags: T) => Promise<void>;

function addGiving(records: Command, run: Runner): void {
  choosing(records.command("export"))
    .description("Give out records: one CSV file a type, and all of them as JSON.")
    .option("--out <folder>", "where the files go; nothing there is written over")
    .option("--json", "print all of it as JSON instead", false)
    .action(run<ExportFlags>(runExport));
  choosing(records.command("erase"))
    .description(
      "Delete records and their words for good. Without --yes it only says what would go.",
    )
    .option("--yes", "say that it is meant", false)
    .option("--copies", "delete the copies of the database too, in which it all still is", false)
    .option("--json", "print the report as JSON", false)
    .action(run<EraseFlags>(runErase));
}

function addHolding(records: Command, run: Runner, open: () => Promise<CommandLine>): void {
  choosing(records.command("hold"))
    .description("Keep records whatever their time is: no timer and no erasure touches them.")
    .requiredOption("--reason <text>", "why, such as the number of the case")
    .requiredOption("--by <name>", "who says so")
    .option("--json", "print the hold as JSON", false)
    .action(run<HoldFlags>(runHold));
  district(records.command("release"))
    .description("End a hold: from now on the timers count again.")
    .argument("<hold>", "its id, as records holds shows it")
    .action(async (id: string, flags: DistrictFlags) => {
      const line = await open();
      await release(line, id, flags).finally(line.close);
    });
  district(records.command("holds"))
    .description("Show every hold, released ones too.")
    .option("--json", "print them as JSON", false)
    .action(run<DistrictFlags>(listAllHolds));
}

function addTimers(records: Command, run: Runner, open: () => Promise<CommandLine>): void {
  district(records.command("purge"))
    .description("Delete now what has had its time; it happens each night by itself.")
    .option("--json", "print the report as JSON", false)
    .action(run<DistrictFlags>(runPurge));
  district(records.command("keep"))
    .description("Set how many days a class of records is kept.")
    .argument("<class>", "its name, as records classes shows it")
    .argument("<days>", "how many days")
    .action(async (name: string, days: string, flags: DistrictFlags) => {
      const line = await open();
      await keep(line, { name, days }, flags).finally(line.close);
    });
  district(records.command("classes"))
    .description("Show how long each class of records is kept.")
    .option("--json", "print them as JSON", false)
    .action(run<DistrictFlags>(printClasses));
}

function district(command: Command): Command {
  return command.option("--district <id>", "which district, where there are several");
}

/** What is given must all fit; what is not given does not matter. */
function choosing(command: Command): Command {
  const type = new Option("--type <type>", "only one type").choices(recordTypes);
  return district(command)
    .option("--person <who>", "only what is about one person: e-mail or id")
    .option("--site <school>", "only what is about one school: id or name")
    .addOption(type)
    .option("--from <day>", "only from this day on, such as 2025-08-18")
    .option("--until <day>", "only until this day, that day too");
}
