import { connect, createServer, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { createDatabase, openTestStore, runSql, type TestDatabase } from "./store-rig.ts";

/** What replicas that start together take turns by. */
const TURN = 7_201_044;

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase("postgres");
});
afterEach(async () => await database.remove());

async function speak(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: `${inject("postgres")}${nameOf(database)}` });
  await client.connect();
  return client;
}

const nameOf = ({ url }: TestDatabase): string => path.basename(url);

test("a replica waits for its turn to migrate however short the account's statements may be", async () => {
  await runSql("postgres", `alter database ${nameOf(database)} set statement_timeout = '250ms'`);
  const other = await speak();
  await other.query("select pg_advisory_lock($1)", [TURN]);
  const opening = openTestStore(database.url, { postgres: { listen: false } });
  const told = opening.catch(() => undefined);
  await wait(700);
  await other.end();
  await told;
  const store = await opening;
  expect(await store.listDistricts()).toEqual([]);
  await store.close();
});

test("a migration takes as long as it needs, and lets whoever holds a table finish first", async () => {
  await (await openTestStore(database.url, { postgres: { listen: false } })).close();
  await runSql("postgres", `alter database ${nameOf(database)} set statement_timeout = '250ms'`);
  await runSql(nameOf(database), "alter table settings no force row level security");
  const other = await speak();
  await other.query("begin; lock table settings in access share mode");
  const opening = openTestStore(database.url, { postgres: { listen: false } });
  const told = opening.catch(() => undefined);
  await wait(700);
  await other.end();
  await told;
  await (await opening).close();
});

/** A way to the server on which every second connection hears nothing, the first of them too. */
async function startDeafLine(to: URL) {
  let seen = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    seen += 1;
    open.add(client);
    client.on("error", () => undefined);
    if (seen % 2 === 1) return;
    const onward = connect(Number(to.port), to.hostname);
    open.add(onward);
    onward.on("error", () => undefined).on("close", () => client.destroy());
    client.on("close", () => onward.destroy());
    client.pipe(onward).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(to);
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    seen: () => seen,
    stop: async (): Promise<void> => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("a connection that nobody answers is tried again, to migrate and to listen", async () => {
  const line = await startDeafLine(new URL(database.url));
  const store = await openTestStore(database.url, { postgres: { directUrl: line.url } });
  // Two to migrate; one of the listener's is deaf, and it comes back.
  while (line.seen() < 4) await wait(50);
  expect(await store.listDistricts()).toEqual([]);
  await store.close();
  await line.stop();
});
