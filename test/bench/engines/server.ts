import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { readServerCpuMs } from "#test/bench/server-cpu.ts";
import { askPostgres, type Rows, startEmbedded } from "#test/embedded-postgres.ts";
import type { EngineName } from "./orders.ts";

/** What still waits or is being delivered, as each engine keeps it. */
const open: Readonly<Record<EngineName, string>> = {
  outbox: "select key from outbox_messages where state in ('waiting', 'leased')",
  "outbox on SQLite": "select key from outbox_messages where state in ('waiting', 'leased')",
  "pg-boss": "select data->>'key' as key from pgboss.job where state < 'completed'",
  "pg-boss by keys": "select data->>'key' as key from pgboss.job where state < 'completed'",
  DBOS: `select workflow_uuid as key from dbos.workflow_status
    where status in ('ENQUEUED', 'PENDING', 'DELAYED')`,
};

/** One PostgreSQL that keeps what it acknowledges: fsync is on, as in a district. */
export async function startServer() {
  const server = await startEmbedded({ name: "engines", flags: [], persistent: true });
  const { ask, folder, urlOf, start, stop } = server;
  return {
    ...{ ask, start, stop },
    /** Every connection but the one that asks. */
    dropConnections: async () =>
      await ask(`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`),
    /** A database of its own for each engine. */
    createDatabase: async (): Promise<string> => {
      const name = `engine_${randomBytes(6).toString("hex")}`;
      await ask(`create database ${name} template template0`);
      return urlOf(name);
    },
    cpuMs: () => readServerCpuMs(folder),
    end: async (): Promise<void> => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Server = Awaited<ReturnType<typeof startServer>>;

export function createFile(): string {
  return `file:${path.join(mkdtempSync(path.join(tmpdir(), "groundswell-engines-")), "groundswell.db")}`;
}

export function removeFile(url: string): void {
  rmSync(path.dirname(url.slice("file:".length)), { recursive: true, force: true });
}

/** The keys of what has not ended. */
export async function listOpen(engine: EngineName, url: string): Promise<ReadonlySet<string>> {
  const rows = url.startsWith("file:")
    ? askFile(url, open[engine])
    : await askPostgres(url, open[engine]);
  return new Set(rows.map(({ key }) => String(key)));
}

function askFile(url: string, sql: string): Rows {
  const client = new Database(url.slice("file:".length), { readonly: true });
  try {
    return client.prepare<[], Rows[number]>(sql).all();
  } finally {
    client.close();
  }
}
