import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { type DistrictId, toId } from "#domain/ids.ts";
import { type Right, rights } from "#domain/rights.ts";
import type { Store } from "#ports/store.ts";
import { listWalled } from "#store/postgres-wall.ts";
import { recipes } from "#test/stories/rights-recipes.ts";
import {
  districtId,
  personId,
  startTwoDistricts,
  type TwoDistricts,
} from "#test/stories/two-districts.ts";
import { liveTwoWeeks } from "#test/stories/two-weeks.ts";
import { createUndoneStore } from "#test/stories/undone-store.ts";
import { crossings, features, writePage } from "./distributed-engines.ts";
import { readShape, type Shape } from "./statement-shape.ts";
import { createDatabase, runSql, type TestDatabase } from "./store-rig.ts";

const names = Object.keys(rights).filter((name): name is Right => name in rights);
/** So many texts at least, or something is not heard any more. */
const AT_LEAST = 600;

const said = new Set<string>();
const shapes = new Map<string, Shape>();
/** What crosses districts, by who says it. */
const crossing = new Map<string, string>();
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase("postgres");
  listen();
  await liveTwoWeeks(2, database.url);
  const two = await startTwoDistricts(database.url);
  await useEverything(two);
  await cross(two.product.store);
  await two.stop();
  vi.restoreAllMocks();
  const walled = new Set(listWalled());
  for (const text of said) shapes.set(text, await readShape(text, walled));
});
afterAll(async () => await database.remove());

/** Hears every statement of every connection: also those of migrations, the wall, locks and news. */
function listen(): void {
  const query: unknown = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: readonly unknown[]
  ) {
    const [first] = given;
    if (typeof first === "string") said.add(first);
    else if (typeof first === "object" && first !== null && "text" in first)
      said.add(String(first.text));
    return typeof query === "function" ? Reflect.apply(query, this, given) : undefined;
  });
}

/** Each use case, as the lead or else as a principal; nothing of it stays. */
async function useEverything({ product }: TwoDistricts): Promise<void> {
  const { store } = createUndoneStore(product.store);
  const attempt = async (right: Right, role: "pl_lead" | "principal"): Promise<boolean> => {
    const place = { district: districtId("home"), platform: "slack", workspace: "W" } as const;
    const act = { ...place, person: personId("home", role), eventKey: "e" };
    return await recipes[right]
      .run({ ...product, store }, act, { district: "home", school: "own" })
      .then(() => true)
      .catch((error: unknown) => {
        if (error instanceof ProductError) return error.code !== "NOT_ALLOWED";
        throw error;
      });
  };
  for (const right of names)
    if (!(await attempt(right, "pl_lead"))) await attempt(right, "principal");
}

/** Who may ask about all districts at once; and one of them is erased. */
async function cross(store: Store): Promise<void> {
  const now = new Date();
  const asking: Readonly<Record<string, () => Promise<unknown>>> = {
    "directory.listDue": async () => await store.directory.listDue(now),
    "directory.listUnplanned": async () => await store.directory.listUnplanned("purge"),
    "directory.moveTimes": async () =>
      await store.directory.moveTimes("beat", { since: now, to: now }),
    "health.readPulse": async () => await store.health.readPulse(),
    listDistricts: async () => await store.listDistricts(),
  };
  const usual = new Set(said);
  for (const [name, ask] of Object.entries(asking)) {
    said.clear();
    await ask();
    for (const text of said) crossing.set(text, name);
  }
  for (const text of usual) said.add(text);
  await store.eraseDistrict(toId<DistrictId>("zorn"));
}

test("every statement holds each of its tables to one district, but for a few that are known by name", () => {
  const loose = [...shapes].filter(([, shape]) => shape.loose.length > 0);
  const unknown = loose.filter(([text]) => !crossing.has(text));
  expect(unknown.map(([text, shape]) => `${shape.loose.join(", ")}: ${text}`)).toEqual([]);
  const known = new Set([...crossing.values()]);
  expect([...known].toSorted()).toEqual(Object.keys(crossings).toSorted());
  expect(shapes.size).toBeGreaterThan(AT_LEAST);
});

test.each([
  ["select id from answers where id = $1", ["answers"]],
  ["select id from answers where district_id = $1 or id = $2", ["answers"]],
  ["select 1 from answers a join waves w on w.id = a.wave_id where a.district_id = $1", ["waves"]],
  ["select 1 from answers where district_id = $1 and id in (select id from waves)", ["waves"]],
  ["update waves set name = $1 where id = $2", ["waves"]],
  ["insert into waves (id) values ($1)", ["waves"]],
  ["with w as (select id from waves) select 1 from w", ["waves"]],
  [
    "select 1 from answers a join waves w on w.district_id = a.district_id where a.district_id = $1",
    [],
  ],
  [
    "select 1 from answers a where a.district_id = $1 and exists (select 1 from waves w where w.district_id = a.district_id)",
    [],
  ],
  ["with w as (select id from waves where district_id = $1) select 1 from w", []],
])("a table that a statement holds to no district is found: %s", async (text, loose) => {
  expect((await readShape(text, new Set(["answers", "waves"]))).loose).toEqual(loose);
});

test("no statement uses what was not looked up for Citus and YugabyteDB", () => {
  const used = new Set([...shapes.values()].flatMap((shape) => [...shape.features]));
  expect([...used].filter((name) => !(name in features))).toEqual([]);
  const unused = Object.keys(features).filter((name) => !used.has(name));
  // Said only after a COMMIT whose answer was lost, and where the app's account is not the owner.
  expect(unused).toEqual(["function: pg_xact_status", "grant"]);
});

test("every key of a district's table begins with the district, also those that point elsewhere", async () => {
  const keys = await runSql(
    new URL(database.url).pathname.slice(1),
    `select c.relname as table, i.relname as key, a.attname as first
      from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      join pg_attribute a on a.attrelid = i.oid and a.attnum = 1
      where c.relnamespace = 'public'::regnamespace
      union all
      select c.relname, f.conname, a.attname from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      where f.contype = 'f' and f.connamespace = 'public'::regnamespace`,
  );
  const walled = new Set(listWalled());
  const own = keys.filter(({ table }) => walled.has(String(table)));
  expect(own.filter(({ first }) => first !== "district_id")).toEqual([]);
  expect(own.length).toBeGreaterThan(100);
});

test("the page of engines that are spread says what is so", async () => {
  const rows = await runSql(
    new URL(database.url).pathname.slice(1),
    "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname",
  );
  const all = rows.map(({ relname }) => String(relname));
  const walled = all.filter((name) => listWalled().includes(name));
  const directory = all.filter((name) => !walled.includes(name));
  const first = walled.toSorted((a, b) => Number(b === "districts") - Number(a === "districts"));
  const page = writePage({ walled: first, directory, atLeast: AT_LEAST });
  await expect(page).toMatchFileSnapshot("../../docs/distributed.md");
});

/** A state in a condition: what is written into one stands behind "set" or "values". */
const BOUND_STATE = /(?:where|and|or|\() ?"outbox_messages"\."state" (?:=|<>|in|not in) ?\(?\$/;

test("no condition binds the state of a message, on which indexes hang", () => {
  expect([...said].some((text) => text.includes(`"outbox_messages"."state" = 'waiting'`))).toBe(
    true,
  );
  expect([...said].filter((text) => BOUND_STATE.test(text))).toEqual([]);
});

/** What outlives its transaction would stay with a connection that a pooler lends to somebody else. */
const STAYS = /\bpg_(?:try_)?advisory_(?:un)?lock\b|(?:^|;)\s*(?:re)?set (?!local )/i;

test("neither a lock nor a setting outlives its transaction, for a pooler lends connections by transaction", () => {
  expect([...said].some((text) => text.includes("pg_try_advisory_xact_lock"))).toBe(true);
  expect([...said].filter((text) => STAYS.test(text))).toEqual([]);
});
