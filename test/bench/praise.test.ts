import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, type SiteId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { rbps, seed } from "#test/stories/replay-desk.ts";
import { startWaveWorld, type WaveWorld, zone } from "#test/stories/wave-world.ts";
import { findGood } from "#usecases/find-good.ts";
import { listMyShoutOuts } from "#usecases/list-my-shout-outs.ts";
import type { Act } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { roundupId } from "#usecases/send-roundup.ts";
import { type Figure, quantile, repeat, report, spread } from "./figures.ts";

const PER_SECOND = 50;
const SECONDS = 60;
const MANY = 1_000_000;
/** A Tuesday morning, in everybody's hours; and a Friday, when the roundups go out. */
const MORNING = toInstant("2026-03-10T10:00", zone);
const FRIDAY = toInstant("2026-03-13T13:45", zone);
const DAY_MS = 24 * 60 * 60 * 1000;
const deeds = [
  "letting students choose the order of their tasks in reading",
  "asking the class what made the project hard and changing it",
  "sharing an exit slip that told our team who needed help",
] as const;

let stop: (() => Promise<void>) | undefined;
afterEach(async () => await stop?.());

/** The sample district on a SQLite file, without what it would send of itself. */
async function startDistrict(start: Date) {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-praise-"));
  const file = path.join(folder, "praise.db");
  const world = await startWaveWorld({
    start,
    sites: 0,
    calendar: [],
    url: `file:${file}`,
    fill: false,
  });
  stop = async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  };
  await seed(world);
  await world.product.store.transaction(rbps, function* ({ schedule }) {
    const later = new Date(start.getTime() + 400 * DAY_MS);
    for (const { id } of yield* schedule.listDue(later, 1000)) yield* schedule.remove(id);
  });
  return { world, file };
}

function read<T>({ product }: WaveWorld, body: (tx: Transaction) => Steps<T>): Promise<T> {
  return product.store.read(rbps, body);
}

/** Each thanks the next one of the same school. */
async function pairUp(world: WaveWorld): Promise<readonly (readonly [Person, Person])[]> {
  const staff = await read(world, (tx) => tx.roster.listEverybody());
  const there = staff.filter(({ active, homeSite }) => active && homeSite !== undefined);
  return there.flatMap((giver, at) => {
    const next = there[at + 1];
    return next && next.homeSite === giver.homeSite ? [[giver, next] as const] : [];
  });
}

test("fifty thanks a second for a minute, through the conversation and the guard", async () => {
  const { world } = await startDistrict(MORNING);
  const { product, loop, sent } = world;
  const pairs = await pairUp(world);
  const onEvent = createConversation({
    product,
    findDistrict: async () => await Promise.resolve(rbps),
    findProfile: async () => await Promise.resolve("nobody"),
  });
  const give = async (at: number): Promise<string> => {
    const [giver, receiver] = pairs[at % pairs.length] ?? [];
    const account = toId<AccountId>(giver?.id ?? "");
    const origin = {
      platform: "local",
      workspace: rbps,
      account,
      locale: "en",
      at: MORNING,
    } as const;
    const saw = deeds[at % deeds.length] ?? "";
    const values = {
      who: [receiver?.id ?? ""],
      saw,
      helped: "",
      practice: "",
      value: "",
      share: "site",
    };
    const form = { kind: "submit", form: "praise", context: `draft-${at}|`, values } as const;
    return (await onEvent({ ...origin, ...form, key: `event-${at}` })).kind;
  };
  const total = PER_SECOND * SECONDS;
  const acks: number[] = [];
  const kinds = new Set<string>();
  const from = performance.now();
  let isOver = false;
  const relaying = (async () => {
    while (!isOver) {
      await loop.runDue();
      await sleep(100);
    }
  })();
  const given = Array.from({ length: total }, async (_each, at) => {
    const dueMs = (at * 1000) / PER_SECOND;
    await sleep(Math.max(0, from + dueMs - performance.now()));
    // A relay counts what it sent in the last second: the product's time goes on as ours does.
    world.clock.moveTo(new Date(MORNING.getTime() + performance.now() - from));
    kinds.add(await give(at));
    // Whoever had to wait for their turn has waited too.
    acks.push(performance.now() - from - dueMs);
  });
  await Promise.all(given);
  isOver = true;
  await relaying;
  await loop.runDue();
  const until = new Date(MORNING.getTime() + DAY_MS);
  const stored = await read(world, (tx) => tx.praise.listShoutOuts({ since: MORNING, until }));
  const posted = new Set(
    sent.filter(({ key }) => key.startsWith("shout-out:")).map(({ key }) => key),
  );
  const ms = (part: number) => `${quantile(acks, part).toFixed(1)} ms`;
  report(`${PER_SECOND} thanks a second for ${SECONDS} seconds on SQLite, one run`, {
    "given, stored and posted": `${total}, ${stored.length} and ${posted.size}`,
    "answer, p50": ms(0.5),
    "answer, p99": ms(0.99),
    "answer, slowest": ms(1),
  });
  expect([...kinds]).toEqual(["note"]);
  expect([stored.length, posted.size]).toEqual([total, total]);
});

/** Three years of thanks by and for everybody in turn, one in eight in private, made by the database itself. */
function fillMany(file: string): void {
  const client = new Database(file);
  client.pragma("synchronous = off");
  client.exec(`
    create temp table staff as
      select row_number() over (order by home_site_id, id) - 1 as n, id, home_site_id as site
      from persons where active = 1 and home_site_id is not null;
    create temp table size as select count(*) as staff from staff;
    create unique index temp.staff_n on staff (n);
    begin;
    insert into shout_outs
      (district_id, id, giver_id, text, helped, practice, value, share, site_id, at, week, revision)
      with recursive one(i) as (select 0 union all select i + 1 from one where i < ${MANY - 1})
      select '${rbps}', printf('so%08d', i), staff.id, 'sharing the plan number ' || i || ' with our team', '',
        case i % 4 when 0 then 'choice' when 1 then 'voice' when 2 then 'data' else '' end, '',
        case when i % 8 = 7 then 'private' else 'site' end, staff.site,
        ${FRIDAY.getTime()} - cast((${MANY} - i) * 94608.0 as integer), '2026-W11', 0
      from one join staff on staff.n = (i * 7919) % (select staff from size);
    insert into shout_out_receivers (district_id, shout_out_id, person_id)
      with recursive one(i) as (select 0 union all select i + 1 from one where i < ${MANY - 1})
      select '${rbps}', printf('so%08d', i), staff.id
      from one join staff on staff.n = (i * 7919 + 1) % (select staff from size);
    commit;
    analyze;
  `);
  client.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

test("what is read of a million thanks in one district", async () => {
  const { world, file } = await startDistrict(FRIDAY);
  const { product } = world;
  fillMany(file);
  const site = toId<SiteId>("rbps-s069");
  const week = { since: new Date(FRIDAY.getTime() - 7 * DAY_MS), until: FRIDAY };
  const [pair] = await pairUp(world);
  const person = pair?.[0].id ?? toId("");
  const act: Act = { district: rbps, person, platform: "local", workspace: rbps, eventKey: "e" };
  const work = (tx: Transaction) => ({ tx, product, now: FRIDAY });
  const lately = { ids: new Set<never>(), people: new Set<never>(), sites: new Set<never>() };
  const reads: Readonly<Record<string, () => Promise<unknown>>> = {
    "a school's week, for its roundup": async () =>
      await read(world, (tx) => tx.praise.listShoutOuts({ ...week, site })),
    "the district's week, mixed for a digest": async () =>
      await read(world, (tx) => findGood(work(tx), week, { week: "2026-W11", lately })),
    "what other schools may read": async () =>
      await read(world, (tx) => tx.praise.listSpreadable(new Date(FRIDAY.getTime() - 28 * DAY_MS))),
    "where nobody has looked for six weeks": async () =>
      await read(world, (tx) =>
        tx.praise.listThankedSpots(new Date(FRIDAY.getTime() - 42 * DAY_MS)),
      ),
    "/pl mine": async () => await listMyShoutOuts(product, act),
  };
  const rows: Record<string, Figure> = {};
  for (const [name, once] of Object.entries(reads)) {
    rows[name] = spread(await repeat(async () => await timed(once)));
  }
  const found = await read(world, (tx) => tx.praise.listShoutOuts({ ...week, site }));
  expect(found.length).toBeGreaterThan(20);
  const sites = await read(world, (tx) => tx.roster.listSites());
  let nth = 1;
  const roundups = await repeat(async () => {
    const subject = sites[nth]?.id ?? site;
    nth += 1;
    const row = { campaign: "roundup", subject, nextAt: FRIDAY } as const;
    await product.store.transaction(rbps, (tx) =>
      tx.schedule.save({ ...row, id: roundupId(subject) }),
    );
    return await timed(async () => await runSchedule(product, rbps));
  });
  await world.loop.runDue();
  rows["a whole roundup"] = spread(roundups);
  report(`${MANY.toLocaleString("en-US")} thanks in one district, on SQLite`, rows);
  const posted = world.sent.filter(({ key }) => key.startsWith("roundup:"));
  expect(posted).toHaveLength(roundups.length);
});
