import { spawnSync } from "node:child_process";
import process from "node:process";

/** Checks the import table, and that the checker saw any file at all. */
const moduleCount = /(\d+) modules/;

const run = spawnSync("depcruise", ["src", "adapters", "test", "vitest.config.ts"], {
  encoding: "utf8",
});
process.stdout.write(run.stdout ?? "");
process.stderr.write(run.stderr ?? "");
const seen = Number(moduleCount.exec(run.stdout ?? "")?.[1] ?? 0);
if (seen === 0) process.stderr.write("The import table was checked against 0 files.\n");
process.exitCode = run.status === 0 && seen > 0 ? 0 : 1;
