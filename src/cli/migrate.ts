import type { Command } from "commander";
import type { MovingDesk } from "#compose";
import { print } from "./print.ts";

/** `groundswell migrate`. */
export function addMigrateCommand(program: Command, open: () => MovingDesk): void {
  program
    .command("migrate")
    .description("Bring the database up to date as its owner, before bots of this version start.")
    .option("--json", "print what was done as JSON", false)
    .action(async (flags: { readonly json: boolean }) => {
      await runMigrate(open(), flags.json);
    });
}

/** Throws what opening throws. */
export async function runMigrate(desk: MovingDesk, json: boolean): Promise<void> {
  const pending = await desk.countPending();
  const { store } = await desk.open();
  const { applied } = await store.health.countMigrations().finally(store.close);
  const did = pending === 0 ? "Nothing was to be done" : `Applied ${pending}`;
  print(json, { applied: pending, migrations: applied }, [
    `${did}: the database is up to date, with ${applied} migrations.`,
  ]);
}
