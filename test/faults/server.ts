import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { type Rows, startEmbedded } from "#test/embedded-postgres.ts";

/** "fast" ends sessions and writes everything down; "immediate" leaves all to the next start. */
export type Stop = "fast" | "immediate";

/** A PostgreSQL of one file's own, which may be stopped and started. */
export interface Server {
  readonly port: number;
  /** As its owner, who is held back by no wall. */
  ownerUrl(database: string): string;
  /** As the product's own account, which owns its database and nothing else. */
  url(database: string): string;
  run(sql: string, database?: string): Promise<Rows>;
  createDatabase(name: string): Promise<void>;
  stop(how: Stop): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** An account without rights over the server, as in a district. */
export const APP = "app";
const SIGNALS = { fast: "SIGINT", immediate: "SIGQUIT" } as const;
const LOOK_MS = 20;

export async function startServer(flags: readonly string[] = []): Promise<Server> {
  const server = await startEmbedded({
    ...{ name: "faults", flags: ["fsync=off", ...flags], persistent: true },
  });
  const { folder, port, urlOf, ask, start } = server;
  await server.addAccount(APP);
  const stop = async (how: Stop): Promise<void> => await end(folder, how);
  return {
    ...{ port, run: ask, start, stop },
    ownerUrl: (database) => urlOf(database),
    url: (database) => urlOf(database, APP),
    createDatabase: async (name) => void (await ask(`create database ${name} owner ${APP}`)),
    remove: async () => {
      await stop("immediate").catch(() => undefined);
      rmSync(folder, { recursive: true });
    },
  };
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
