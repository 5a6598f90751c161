import process from "node:process";
import { Command } from "commander";
import {
  explainFailure,
  lookAround,
  openBackupDesk,
  openCommandLine,
  openMovingDesk,
} from "#compose";
import { addAuditCommands } from "./audit.ts";
import { addBackupCommand } from "./backup.ts";
import { addCalendarCommand } from "./calendar.ts";
import { addDistrictCommands } from "./district.ts";
import { runDoctor } from "./doctor.ts";
import { addHaltCommands } from "./halt.ts";
import { runImport } from "./import.ts";
import { runImportAnswers } from "./import-answers.ts";
import { runImportVisits } from "./import-visits.ts";
import { printLinkCode } from "./link-code.ts";
import { linkTeams } from "./link-teams.ts";
import { runLintWords } from "./lint-words.ts";
import { addMigrateCommand } from "./migrate.ts";
import { addMoveCommand } from "./move.ts";
import { addRecordCommands } from "./records.ts";
import { addRestoreCommands } from "./restore.ts";
import { runStudents } from "./students.ts";

const program = new Command("groundswell").description(
  "Helps a school district grow personalized learning, school by school.",
);

program
  .command("import")
  .description("Bring the staff roster up to date from a OneRoster folder or .zip file.")
  .argument("<path>", "the folder or .zip file; students and families in it are left out")
  .option("--dry-run", "show what would change, and change nothing", false)
  .option("--allow-removals", "say that a file which removes much of the staff is meant", false)
  .option("--json", "print the report as JSON", false)
  .action(async (path: string, options: Parameters<typeof runImport>[2]) => {
    const line = await openCommandLine(process.env);
    await runImport(line, path, options).finally(line.close);
  });

program
  .command("import-answers")
  .description("Take in what schools answered in waves before the bot was here; sends nothing.")
  .argument("<file>", "a CSV file: ts, site, wave, type, detail; docs/running.md has more")
  .option("--dry-run", "show what would come, and change nothing", false)
  .option("--until <day>", "leave out what happened after this day, such as 2026-03-10")
  .option("--district <id>", "which district, where there are several")
  .option("--json", "print the report as JSON", false)
  .action(async (file: string, options: Parameters<typeof runImportAnswers>[2]) => {
    const line = await openCommandLine(process.env);
    await runImportAnswers(line, file, options).finally(line.close);
  });

program
  .command("import-visits")
  .description("Take in visits from before the bot was here; sends nothing.")
  .argument("<file>", "a CSV file with a row for each look-for; docs/running.md has more")
  .option("--dry-run", "show what would come, and change nothing", false)
  .option("--until <day>", "leave out visits after this day, such as 2026-03-09")
  .option("--district <id>", "which district, where there are several")
  .option("--json", "print the report as JSON", false)
  .action(async (file: string, options: Parameters<typeof runImportVisits>[2]) => {
    const line = await openCommandLine(process.env);
    await runImportVisits(line, file, options).finally(line.close);
  });

program
  .command("students")
  .description("Give the guard a list of students' names, of which only hashes are kept.")
  .argument("[file]", "a CSV file: given_name, family_name; docs/guard.md has more")
  .option("--remove", "remove the list", false)
  .option("--district <id>", "which district, where there are several")
  .option("--json", "print what was done as JSON", false)
  .action(async (file: string | undefined, options: Parameters<typeof runStudents>[2]) => {
    const line = await openCommandLine(process.env);
    await runStudents(line, file, options).finally(line.close);
  });

program
  .command("link-code")
  .description("Make a one-time code that links a chat workspace to a district.")
  .option("--district <id>", "which district, where there are several")
  .option("--json", "print the code as JSON", false)
  .action(async (options: Parameters<typeof printLinkCode>[1]) => {
    const line = await openCommandLine(process.env);
    await printLinkCode(line, options).finally(line.close);
  });

program
  .command("link-teams")
  .description(
    "Link a further Microsoft 365 organization to a district; the bot's own links itself.",
  )
  .argument("<directory-id>", "the organization's directory (tenant) id")
  .option("--district <id>", "which district, where there are several")
  .option("--json", "print what was linked as JSON", false)
  .action(async (id: string, options: Parameters<typeof linkTeams>[2]) => {
    const line = await openCommandLine(process.env);
    await linkTeams(line, id, options).finally(line.close);
  });

program
  .command("lint-words")
  .description("Look at the words the bot says, and at each district's own: length, grade, tone.")
  .argument("[file]", "a JSON file of texts to look at instead; docs/words.md has more")
  .option("--json", "print what was found as JSON", false)
  .action(async (file: string | undefined, options: Parameters<typeof runLintWords>[2]) => {
    const line = await openCommandLine(process.env, { onlyLook: true });
    if (!(await runLintWords(line, file, options).finally(line.close))) process.exitCode = 1;
  });

program
  .command("doctor")
  .description("Look for what stands in the way: settings, machine, database, roster, platforms.")
  .option("--json", "print the findings as JSON", false)
  .action(async (options: { readonly json: boolean }) => {
    const { env } = process;
    const places = {
      lookAround: () => lookAround(env),
      open: async () => await openCommandLine(env, { onlyLook: true }),
    };
    if (!(await runDoctor(places, options))) process.exitCode = 1;
  });

addCalendarCommand(program, async () => await openCommandLine(process.env));
addAuditCommands(program, async () => await openCommandLine(process.env));

addHaltCommands(program, async () => await openCommandLine(process.env));
addRecordCommands(program, async () => await openCommandLine(process.env));
addBackupCommand(program, () => openBackupDesk(process.env));
addRestoreCommands(program, () => openBackupDesk(process.env));
addMigrateCommand(program, () => openMovingDesk(process.env));
addMoveCommand(program, () => openMovingDesk(process.env));
addDistrictCommands(program, () => openMovingDesk(process.env));

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`groundswell: ${explainFailure(error)}\n`);
  process.exitCode = 1;
});
