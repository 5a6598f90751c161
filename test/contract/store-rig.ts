import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { systemClock } from "#host/clock.ts";
import { createRandom } from "#host/random.ts";
import type { Log } from "#ports/log.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import { openStore, type StoreOptions } from "#store/open-store.ts";

export const engines = ["sqlite", "postgres"] as const;
export type Engine = (typeof engines)[number];

/** What a log was told, one line a call: level, event, facts. */
export interface KeptLog extends Log {
  readonly lines: readonly string[];
}

function keepLog(): KeptLog {
  const lines: string[] = [];
  const keep = (level: string) => (event: string, facts?: object) => {
    lines.push(`${level} ${event} ${JSON.stringify(facts ?? {})}`);
  };
  return { lines, info: keep("info"), warn: keep("warn"), error: keep("error") };
}

/** One empty database: a file in a temp folder, or a database of the test server. */
export interface TestDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

export async function createDatabase(engine: Engine): Promise<TestDatabase> {
  return engine === "sqlite" ? createFile() : await createOnServer();
}

function createFile(): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-store-"));
  return {
    url: `file:${path.join(folder, "groundswell.db")}`,
    remove: async () => await Promise.resolve(rmSync(folder, { recursive: true })),
  };
}

async function createOnServer(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await runSql("postgres", `create database ${name} template template0 owner plain`);
  return {
    url: `${inject("plainPostgres")}${name}`,
    remove: async () => {
      await runSql("postgres", `drop database ${name} with (force)`);
    },
  };
}

/** Runs one statement in a database of the test server, whichever district; gives its rows. */
export async function runSql(database: string, sql: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: `${inject("postgres")}${database}` });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Runs one statement in a test database of either engine. */
export async function runStatement(url: string, statement: string): Promise<void> {
  if (!url.startsWith("file:")) {
    await runSql(path.basename(url), statement);
    return;
  }
  const client = new Database(url.replace("file:", ""));
  client.exec(statement);
  client.close();
}

export const migrations = path.resolve("migrations");

export async function openTestStore(url: string, more: Partial<StoreOptions> = {}): Promise<Store> {
  const random = createRandom(systemClock);
  return await openStore({ url, migrations, random, log: keepLog(), ...more });
}

/** One district of a store, empty at first. */
export interface Place {
  readonly district: DistrictId;
  run<T>(body: (tx: Transaction) => Steps<T>): Promise<T>;
}

export interface StoreRig {
  readonly store: Store;
  readonly url: string;
  /** A district nobody else writes to, so that tests share a database and nothing else. */
  fresh(): Place;
}

/** Opens one store for a `describe`, and removes its database at the end. */
export function useStore(engine: Engine): StoreRig {
  let opened: { store: Store; database: TestDatabase } | undefined;
  let districts = 0;
  const get = () => opened ?? fail("The store is open only while tests run.");
  beforeAll(async () => {
    const database = await createDatabase(engine);
    opened = { database, store: await openTestStore(database.url) };
  });
  afterAll(async () => {
    await opened?.store.close();
    await opened?.database.remove();
  });
  return {
    get store() {
      return get().store;
    },
    get url() {
      return get().database.url;
    },
    fresh: () => {
      districts += 1;
      const district = toId<DistrictId>(`district-${districts}`);
      return { district, run: async (body) => await get().store.transaction(district, body) };
    },
  };
}

function fail(what: string): never {
  throw new Error(what);
}
