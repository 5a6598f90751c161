import { statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "./embedded-postgres.ts";

const PLAIN = "plain";

declare module "vitest" {
  interface ProvidedContext {
    /** As the server's owner, whom no wall stops. Ends in a slash: add a database's name. */
    readonly postgres: string;
    /** As an account that owns its databases and nothing else. Ends in a slash, too. */
    readonly plainPostgres: string;
  }
}

/** Starts a real PostgreSQL once for all contract tests; `inject("postgres")` gives its URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const asRoot = process.getuid?.() === 0;
  if (asRoot) refuseClosedFolder(process.cwd());
  const server = await startPlain().catch((cause: unknown) => {
    const where = `${process.platform}-${process.arch}`;
    throw new Error(`The contract tests need PostgreSQL, and it did not start on ${where}.`, {
      cause,
    });
  });
  project.provide("postgres", server.urlOf(""));
  project.provide("plainPostgres", server.urlOf("", PLAIN));
  return server.stop;
}

async function startPlain() {
  const server = await startEmbedded({ name: "contract", flags: ["fsync=off"], persistent: false });
  await server.addAccount(PLAIN);
  return server;
}

/** Root cannot run PostgreSQL: another account does, and it has to reach node_modules. */
function refuseClosedFolder(folder: string): void {
  if ((statSync(folder).mode & 0o001) === 0) {
    throw new Error(
      `As root the contract tests need a clone that other accounts may enter: chmod o+x ${folder}`,
    );
  }
  if (path.dirname(folder) !== folder) refuseClosedFolder(path.dirname(folder));
}
