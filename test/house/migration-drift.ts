import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

/** Generates the migrations again into a copy: a new file there means the schema ran ahead. */
const engines = [
  ["sqlite", "sqlite"],
  ["postgresql", "postgres"],
] as const;

const copy = mkdtempSync(path.join(tmpdir(), "groundswell-migrations-"));
try {
  cpSync("migrations", copy, { recursive: true });
  const drifted = engines.filter(([dialect, folder]) => hasDrift(dialect, folder));
  for (const [dialect] of drifted) {
    process.stderr.write(
      `migrations for ${dialect} are behind src/store/schema.ts: npm run migrations\n`,
    );
  }
  process.exitCode = drifted.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true });
}

function hasDrift(dialect: string, folder: string): boolean {
  const run = spawnSync("drizzle-kit", ["generate"], {
    encoding: "utf8",
    input: "",
    env: { ...process.env, DIALECT: dialect, MIGRATIONS_OUT: path.relative("", copy) },
  });
  if (run.status !== 0) process.stderr.write(`${run.stdout}${run.stderr}`);
  const before = sqlFiles(path.join("migrations", folder));
  const after = sqlFiles(path.join(copy, folder));
  return run.status !== 0 || before === "" || before !== after;
}

/** Names and text of all SQL files of a folder. */
function sqlFiles(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => `${name}\n${readFileSync(path.join(folder, name), "utf8")}`)
    .join("\n");
}
