import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import { createDatabase, openTestStore, runSql, type TestDatabase } from "./store-rig.ts";

const [north, south] = [toId<DistrictId>("north"), toId<DistrictId>("south")];
const DIRECTORY = ["install_states", "installations", "link_codes", "workspace_links"];

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase("postgres");
  const store = await openTestStore(database.url);
  for (const district of [north, south]) {
    await store.transaction(district, (tx) => tx.roster.saveSetting("motto", `of ${district}`));
  }
  await store.close();
});
afterAll(async () => await database.remove());

/** Speaks to the database as an account that no code of the product stands in front of. */
async function speak<T>(url: string, talk: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await talk(client);
  } finally {
    await client.end();
  }
}

const readMottos = async (client: pg.Client): Promise<readonly unknown[]> =>
  (await client.query("select value from settings where name = 'motto' order by value")).rows.map(
    ({ value }) => value,
  );

describe("the second wall", () => {
  test("stands around every table whose rows belong to a district", async () => {
    const rows = await runSql(
      path.basename(database.url),
      `select relname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where relkind = 'r' and attname = 'district_id' and not (relrowsecurity and relforcerowsecurity)
        order by relname`,
    );
    expect(rows.map(({ relname }) => relname)).toEqual(["link_codes", "workspace_links"]);
    const all = await runSql(
      path.basename(database.url),
      "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and not relforcerowsecurity order by relname",
    );
    expect(all.map(({ relname }) => relname)).toEqual(DIRECTORY);
  });

  test("shows a statement that forgot its condition one district's rows, also to the tables' owner", async () => {
    await speak(database.url, async (client) => {
      expect(await readMottos(client)).toEqual([]);
      await client.query("begin; set local groundswell.district = 'north'");
      expect(await readMottos(client)).toEqual(["of north"]);
      await client.query("update settings set value = 'changed' where name = 'motto'");
      await client.query("commit");
      await client.query("begin; set local groundswell.every = 'on'");
      expect(await readMottos(client)).toEqual(["changed", "of south"]);
      await client.query("update settings set value = 'of north' where value = 'changed'; commit");
    });
  });

  test("lets nobody write a row of another district, and ends with the transaction", async () => {
    await speak(database.url, async (client) => {
      await client.query("begin; set local groundswell.district = 'north'");
      const foreign = "insert into settings (district_id, name, value) values ('south', 'x', 'y')";
      await expect(client.query(foreign)).rejects.toThrow("row-level security");
      await client.query("rollback");
      expect(await readMottos(client)).toEqual([]);
    });
  });
});

test.each([
  ["lets everybody through", "alter policy own_district on settings using (true)"],
  ["is of another version", "alter policy own_district on settings using (district_id <> '')"],
  ["is gone, with its flags left", "drop policy own_district on settings"],
])("a wall that %s is built again at the start", async (_what, change) => {
  await runSql(path.basename(database.url), change);
  await (await openTestStore(database.url)).close();
  await speak(database.url, async (client) => {
    expect(await readMottos(client)).toEqual([]);
    await client.query("begin; set local groundswell.district = 'north'");
    expect(await readMottos(client)).toEqual(["of north"]);
  });
});

test("a wall that stands is left as it is", async () => {
  const built = async (): Promise<readonly unknown[]> =>
    await runSql(path.basename(database.url), "select oid from pg_policy order by oid");
  const before = await built();
  await (await openTestStore(database.url)).close();
  expect(await built()).toEqual(before);
});

/** An account that reads and writes rows and owns nothing, as the product runs under. */
async function createApp(): Promise<string> {
  const name = path.basename(database.url).replace("test_", "app_");
  await runSql("postgres", `create role ${name} login password 'app'`);
  const server = new URL(inject("plainPostgres"));
  return `postgres://${name}:app@${server.host}/${path.basename(database.url)}`;
}

test("an account with the least of rights runs everything, changes no table, and is let in by the owner", async () => {
  const url = await createApp();
  await expect(openTestStore(url)).rejects.toMatchObject({ code: "DATABASE_UNPREPARED" });
  const owned = await openTestStore(url, { postgres: { directUrl: database.url } });
  await owned.close();
  const account = new URL(url).username;
  await runSql(path.basename(database.url), `revoke usage on schema drizzle from ${account}`);
  await expect(openTestStore(url)).rejects.toMatchObject({ code: "DATABASE_UNPREPARED" });
  await (await openTestStore(url, { postgres: { directUrl: database.url } })).close();
  // From now on without the owner.
  const store = await openTestStore(url);
  const ana = toId<PersonId>("ana");
  const person = { id: ana, givenName: "Ana", familyName: "Lee", active: true, assignments: [] };
  await store.transaction(north, (tx) => tx.roster.savePeople([person]));
  expect(await store.read(north, (tx) => tx.roster.getPerson(ana))).toMatchObject(person);
  expect(await store.health.countMigrations()).toMatchObject({ applied: expect.any(Number) });
  await speak(url, async (client) => {
    await expect(client.query("drop table persons")).rejects.toThrow("must be owner");
    await expect(client.query("create table more (id text)")).rejects.toThrow("permission denied");
    await expect(client.query("alter table persons disable row level security")).rejects.toThrow(
      "must be owner",
    );
    await expect(client.query("delete from drizzle.__drizzle_migrations")).rejects.toThrow(
      "permission denied",
    );
  });
  await store.close();
  await runSql(path.basename(database.url), `drop owned by ${account}`);
  await runSql("postgres", `drop role ${account}`);
});

test("an account that only a pooler knows by its name keeps nobody from starting", async () => {
  const url = database.url.replace("plain:", "plain.tenant:");
  const store = await openTestStore(url, { postgres: { directUrl: database.url, listen: false } });
  await store.close();
});

test("an account that no wall stops is told of at the start, and no other", async () => {
  const lines: string[] = [];
  const quiet = (): void => undefined;
  const log = { info: quiet, error: quiet, warn: (line: string) => void lines.push(line) };
  const superuser = `${inject("postgres")}${path.basename(database.url)}`;
  for (const url of [database.url, superuser]) {
    const store = await openTestStore(url, { log, postgres: { listen: false } });
    await store.close();
    lines.push("opened");
  }
  expect(lines).toEqual(["opened", "postgres_account_passes_wall", "opened"]);
});
