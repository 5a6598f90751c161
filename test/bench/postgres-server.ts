import pg from "pg";
import { startEmbedded } from "#test/embedded-postgres.ts";
import { readServerCpuMs } from "./server-cpu.ts";

/** The account of the bot: it owns its database and nothing else, so that the wall holds for it. */
const ACCOUNT = "plain";

/** A real PostgreSQL with its commits on the disk, as it would run in a district; small, for this machine. */
const SETTINGS = [
  "fsync=on",
  "shared_buffers=512MB",
  "max_wal_size=4GB",
  "checkpoint_timeout=15min",
];

export async function startPostgres() {
  const server = await startEmbedded({ name: "bench", flags: SETTINGS, persistent: false });
  const { ask, folder, stop, urlOf } = server;
  await server.addAccount(ACCOUNT);
  return {
    /** A new database; `owner` is stopped by no wall. */
    create: async (name: string) => {
      await ask(`create database ${name} owner ${ACCOUNT}`);
      return { url: urlOf(name, ACCOUNT), owner: urlOf(name) };
    },
    /** Milliseconds of CPU that the server has taken until now, with all of its processes. */
    cpuMs: async () => await Promise.resolve(readServerCpuMs(folder) ?? Number.NaN),
    stop,
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
