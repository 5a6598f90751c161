import Database from "better-sqlite3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OutboxKey, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { DAY_MS } from "#domain/local-time.ts";
import { systemClock } from "#host/clock.ts";
import { createRandom } from "#host/random.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { createFilled, here, NOW } from "./filled-store.ts";
import { createDatabase, engines, migrations, type TestDatabase } from "./store-rig.ts";

/** Tables that grow as long as a district lives: nobody reads one of them through. */
const GROWING = [
  ...["outbox_messages", "deliveries", "shout_outs", "shout_out_receivers"],
  ...["seen_events", "nudges_sent", "schedule"],
];
const WEEK_AGO = new Date(NOW.getTime() - 7 * DAY_MS);
const site = toId<SiteId>("s1");
const person = toId<PersonId>("p1");
const claiming = {
  platform: "local",
  now: NOW,
  leaseUntil: new Date(NOW.getTime() + 60_000),
  limit: 100,
  laneMs: 1000,
  perSecond: 50,
  changesOnly: false,
} as const;

interface Hot {
  readonly run: (store: Store) => Promise<unknown>;
  /** What it is searched by, on both engines. */
  readonly by: readonly string[];
}
const inside = (body: (tx: Transaction) => Steps<unknown>, ...by: readonly string[]): Hot => ({
  run: async (store) => await store.transaction(here, body),
  by,
});

const hot: Readonly<Record<string, Hot>> = {
  "what is due anywhere": {
    run: async (store) => await store.directory.listDue(NOW),
    by: ["schedule_due", "outbox_next"],
  },
  "what is planned and due": inside(({ schedule }) => schedule.listDue(NOW, 200), "schedule_due"),
  "when the next is planned": inside(({ schedule }) => schedule.nextAt(), "schedule_due"),
  "the claim": inside(
    ({ outbox }) => outbox.claim(claiming),
    ...["outbox_due or outbox_next", "outbox_pace", "outbox_retries", "deliveries_by_time"],
  ),
  "whose time is over": inside(({ outbox }) => outbox.expire(NOW), "outbox_ends"),
  "when the next message is due": inside(({ outbox }) => outbox.nextDueAt(false), "outbox_next"),
  "the budget of a week": inside(
    ({ outbox }) => outbox.countBudget(person, "2026-W11"),
    "outbox_budget",
  ),
  "the last roundup": inside(({ outbox }) => outbox.findLatest("roundup:s1"), "outbox_latest"),
  "a message by its key": inside(
    ({ outbox }) => outbox.find(toId<OutboxKey>("k1000000")),
    "outbox_by_key",
  ),
  "sends that were refused": inside(
    ({ outbox }) => outbox.listRefusedSends(WEEK_AGO),
    ...["outbox_troubled", "outbox_send"],
  ),
  "one send": inside(({ outbox }) => outbox.listSend("nudge:1"), "outbox_send"),
  "an event that was seen": inside(({ events }) => events.has("e")),
  "a school's week, for its roundup": inside(
    ({ praise }) => praise.listShoutOuts({ since: WEEK_AGO, until: NOW, site }),
    "shout_outs_by_site",
  ),
  "the district's week, for its digest": inside(
    ({ praise }) => praise.listShoutOuts({ since: WEEK_AGO, until: NOW, forDistrict: true }),
    "shout_outs_for_all",
  ),
  "where somebody was thanked, for a digest": inside(
    ({ praise }) => praise.listThankedSpots(WEEK_AGO),
    "shout_outs_spots",
  ),
  "somebody's own thanks": inside(
    ({ praise }) => praise.listMine(person, 20),
    ...["shout_outs_by_giver", "receivers_by_person"],
  ),
  "the ideas of a school": inside(({ praise }) => praise.listNudgesSent("site:s1", "2025-07-01")),
};

describe.each(engines)("on %s, what is asked all day", (engine) => {
  let database: TestDatabase;
  let store: Store;
  let said: [string, readonly unknown[]][] = [];
  beforeAll(async () => {
    database = await createFilled(engine);
    store = await openStore({
      url: database.url,
      migrations,
      random: createRandom(systemClock),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      // The values come after the text.
      onStatement: (text: string, values: readonly unknown[] = []) =>
        void said.push([text, values]),
    });
  });
  afterAll(async () => {
    await store.close();
    await database.remove();
  });

  async function plansOf(name: string): Promise<readonly Step[]> {
    said = [];
    await hot[name]?.run(store);
    const explain = engine === "sqlite" ? explainSqlite : explainPostgres;
    return await explain(database.url, said);
  }

  test.each(Object.keys(hot))(
    "is searched, and no table that grows is read through: %s",
    async (name) => {
      const steps = await plansOf(name);
      expect(steps.length).toBeGreaterThan(0);
      const through = steps.filter(({ table, index }) => GROWING.includes(table) && index === "");
      expect(through).toEqual([]);
      const used = new Set(steps.map(({ index }) => index));
      const isUsed = (names: string) => names.split(" or ").some((index) => used.has(index));
      expect(hot[name]?.by.filter((names) => !isUsed(names))).toEqual([]);
    },
  );

  test("a digest reads where people were thanked from the index alone", async () => {
    const steps = await plansOf("where somebody was thanked, for a digest");
    expect(steps).toContainEqual(
      expect.objectContaining({ index: "shout_outs_spots", isCovering: true }),
    );
  });
});

test("the wall of PostgreSQL lets each comparison through to its index, for an account like any other", async () => {
  const database = await createDatabase("postgres");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const held = await client.query(
    `select oprname, oprleft::regtype from pg_operator join pg_proc on pg_proc.oid = oprcode
      where oprleft = oprright and not proleakproof and oprname in ('=', '<>', '<', '<=', '>', '>=')
      and oprleft in ('text'::regtype, 'timestamptz'::regtype, 'int8'::regtype, 'bool'::regtype)`,
  );
  const account = await client.query(
    "select rolsuper, rolbypassrls from pg_roles where rolname = current_user",
  );
  await client.end();
  await database.remove();
  expect(held.rows).toEqual([]);
  expect(account.rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
});

/** One table of a plan, and what it is searched by; "" where it is read through. */
interface Step {
  readonly table: string;
  readonly index: string;
  readonly isCovering: boolean;
}

type Said = readonly (readonly [string, readonly unknown[]])[];

const SEARCH = /^(SEARCH|SCAN) (\S+)(?: USING (COVERING )?INDEX (\S+))?/;

function explainSqlite(url: string, said: Said): Promise<readonly Step[]> {
  const client = new Database(url.replace("file:", ""), { readonly: true });
  const steps = said.flatMap(([text, values]) =>
    client
      .prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
      .all(...values)
      .flatMap(({ detail }): readonly Step[] => {
        const [found, how, table = "", covering, index = "key"] = SEARCH.exec(detail) ?? [];
        if (!found) return [];
        const isSearch = how === "SEARCH";
        return [{ table, index: isSearch ? index : "", isCovering: covering !== undefined }];
      }),
  );
  client.close();
  return Promise.resolve(steps);
}

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly Plan[];
}

/** As the account that the wall stands around; each with its values, and as it is once it was prepared. */
async function explainPostgres(url: string, said: Said): Promise<readonly Step[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const steps: Step[] = [];
  try {
    await client.query(`begin; set local groundswell.district = '${here}'`);
    for (const [text, values] of said) {
      if (text.includes('exists (select 1 from "schedule"'))
        await client.query("set local groundswell.every = 'on'");
      const own = await client.query(`explain (format json) ${text}`, [...values]);
      const generic = await client.query(`explain (generic_plan, format json) ${text}`);
      for (const { rows } of [own, generic])
        for (const { Plan: plan } of rows[0]["QUERY PLAN"]) steps.push(...stepsOf(plan));
    }
  } finally {
    await client.end();
  }
  return steps;
}

function stepsOf(plan: Plan): readonly Step[] {
  const { Plans: parts = [], "Node Type": type, "Index Name": index = "" } = plan;
  const below = parts.flatMap(stepsOf);
  const table = plan["Relation Name"] ?? "";
  // A bitmap has its index below it, and its table here.
  if (type === "Bitmap Heap Scan" || type === "ModifyTable") return below;
  if (table === "" && index === "") return below;
  return [{ table, index, isCovering: type === "Index Only Scan" }, ...below];
}
