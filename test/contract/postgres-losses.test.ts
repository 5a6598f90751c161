import { connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Store } from "#ports/store.ts";
import { createDatabase, openTestStore, type TestDatabase } from "./store-rig.ts";

const district = toId<DistrictId>("d1");
type Cut = "never" | "before the server hears it" | "before we hear the answer";

/** A line to the server that breaks when a word comes by. */
async function startLine(to: URL, at = 0) {
  let cut: Cut = "never";
  let word = "commit";
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const onward = connect(Number(to.port), to.hostname);
    for (const socket of [client, onward]) {
      open.add(socket);
      socket.on("error", () => undefined).on("close", () => open.delete(socket));
    }
    client.on("data", (chunk) => {
      const isWord = cut !== "never" && chunk.includes(word);
      if (!isWord) return void onward.write(chunk);
      const how = cut;
      cut = "never";
      if (how === "before we hear the answer") {
        onward.removeAllListeners("data");
        onward.on("data", () => onward.destroy());
        onward.write(chunk);
      } else onward.destroy();
      client.destroy();
      return undefined;
    });
    onward.on("data", (chunk) => void client.write(chunk));
    onward.on("close", () => client.destroy());
    client.on("close", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(to);
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    breakAt: (when: Cut, what = "commit"): void => {
      cut = when;
      word = what;
    },
    stop: async (): Promise<void> => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let database: TestDatabase;
let line: Awaited<ReturnType<typeof startLine>>;
let store: Store;

beforeAll(async () => {
  database = await createDatabase("postgres");
  line = await startLine(new URL(database.url));
  store = await openTestStore(line.url, { postgres: { listen: false } });
});
afterAll(async () => {
  await store.close();
  await line.stop();
  await database.remove();
});

/** Adds one to a number that is kept; gives what it is then. */
async function count(name: string): Promise<number> {
  return await store.transaction(district, function* (tx) {
    const next = Number((yield* tx.roster.findSetting(name)) ?? "0") + 1;
    yield* tx.roster.saveSetting(name, String(next));
    return next;
  });
}

const read = async (name: string): Promise<string | undefined> =>
  await store.read(district, (tx) => tx.roster.findSetting(name));

test("a connection that breaks before the commit costs nothing: the work is done again, once", async () => {
  line.breakAt("before the server hears it");
  expect(await count("early")).toBe(1);
  expect(await read("early")).toBe("1");
});

test("a commit whose answer is lost is asked about, and not done twice", async () => {
  line.breakAt("before we hear the answer");
  expect(await count("late")).toBe(1);
  expect(await read("late")).toBe("1");
});

test("a read whose connection breaks is read again", async () => {
  await count("reading");
  line.breakAt("before we hear the answer", "settings");
  expect(await read("reading")).toBe("1");
});

test("a body that goes on after a failed statement is not taken for kept", async () => {
  const work = store.transaction(district, function* (tx) {
    yield* tx.roster.saveSetting("undone", "1");
    try {
      yield* tx.schedule.listDue(new Date(), Number.MAX_SAFE_INTEGER * 1e9);
    } catch {
      // As if it were no matter.
    }
  });
  await expect(work).rejects.toMatchObject({ code: "DATABASE_UNDONE" });
  expect(await read("undone")).toBeUndefined();
});

test("whoever waits for a connection longer than one takes to be made is not told that the database is away", async () => {
  await count("held");
  const busy = await openTestStore(database.url, { postgres: { listen: false, pool: 2 } });
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("begin; set local groundswell.every = 'on'; update settings set value = '5'");
  const save = async (name: string): Promise<void> =>
    await busy.transaction(district, (tx) => tx.roster.saveSetting(name, "6"));
  const waiting = [save("held"), save("held"), save("behind")];
  await wait(2300);
  await holder.query("commit");
  await holder.end();
  await expect(Promise.all(waiting)).resolves.toBeDefined();
  await busy.close();
});

test("while the database is away people are told so, and then it goes on by itself", async () => {
  const { port } = new URL(line.url);
  await line.stop();
  await expect(count("away")).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  line = await startLine(new URL(database.url), Number(port));
  expect(await count("away")).toBe(1);
});
