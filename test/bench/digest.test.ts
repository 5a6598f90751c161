import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { toInstant } from "#domain/local-time.ts";
import { rbps, seed } from "#test/stories/replay-desk.ts";
import { startWaveWorld, zone } from "#test/stories/wave-world.ts";
import { findDigestScope } from "#usecases/digest-scope.ts";
import { keepDistrictDigest } from "#usecases/keep-digest.ts";
import { keyOf } from "#usecases/send-direct.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Monday 7:30 at the district. */
const MONDAY = toInstant("2026-03-09T07:30", zone);
/** A hundred thousand thanks in a year: a million are ten years of them, and the weeks are as busy. */
const EVERY_MS = 315_360;
const LIMIT_MS = 100;

let stop: (() => Promise<void>) | undefined;
afterEach(async () => await stop?.());

/** The sample district on a SQLite file with so many thanks, and a tenth as many observations, before today. */
async function startDistrict(thanks: number) {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-digest-"));
  const file = path.join(folder, "digest.db");
  const url = `file:${file}`;
  const world = await startWaveWorld({ start: MONDAY, sites: 0, calendar: [], url, fill: false });
  stop = async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  };
  await seed(world);
  fill(file, thanks);
  return world;
}

/** One in eight for the whole district; a visit to a school in each fortieth of them, ten look-fors on each. */
function fill(file: string, thanks: number): void {
  const client = new Database(file);
  const at = `${MONDAY.getTime()} - (${thanks} - i) * ${EVERY_MS}`;
  const visits = thanks / 100;
  const visitAt = `${MONDAY.getTime()} - (${visits} - i) * ${EVERY_MS * 100}`;
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
      with recursive one(i) as (select 0 union all select i + 1 from one where i < ${thanks - 1})
      select '${rbps}', printf('so%08d', i), staff.id, 'sharing the plan number ' || i, '',
        case i % 4 when 0 then 'choice' when 1 then 'voice' when 2 then 'data' else '' end, '',
        case when i % 8 = 7 then 'district' else 'site' end, staff.site, ${at}, '2026-W10', 0
      from one join staff on staff.n = (i * 7919) % (select staff from size);
    insert into shout_out_receivers (district_id, shout_out_id, person_id)
      with recursive one(i) as (select 0 union all select i + 1 from one where i < ${thanks - 1})
      select '${rbps}', printf('so%08d', i), staff.id
      from one join staff on staff.n = (i * 7919 + 1) % (select staff from size);
    insert into expeditions
      (district_id, id, site_id, day, kind, state, planned_by_id, planned_at, visitors, shared_at)
      with recursive one(i) as (select 0 union all select i + 1 from one where i < ${visits - 1})
      select '${rbps}', printf('ex%08d', i), staff.site, date((${visitAt}) / 1000 - 259200, 'unixepoch'),
        'follow_up', 'shared', staff.id, ${visitAt}, '[]', ${visitAt}
      from one join staff on staff.n = (i * 7919) % (select staff from size);
    insert into expedition_parts (district_id, expedition_id, part, by_id, rooms, at, revision)
      select district_id, id, 'a', planned_by_id, 10, planned_at, 1 from expeditions where id like 'ex%';
    insert into observations (district_id, expedition_id, part, look_for, signal, rooms, note)
      with recursive look(l) as (select 1 union all select l + 1 from look where l < 10)
      select district_id, id, 'a', printf('L%02d', l), 'saw', 3, '' from expeditions, look
      where id like 'ex%';
    commit;
    analyze;
  `);
  client.close();
}

/** Milliseconds of CPU for one lead's digest: read, kept and drawn. */
async function measure(thanks: number) {
  const { product } = await startDistrict(thanks);
  let count = 0;
  const one = async (): Promise<number> => {
    const from = process.cpuUsage();
    count += 1;
    const view = await product.store.transaction(rbps, function* (tx) {
      const [lead] = yield* tx.roster.listHolders("pl_lead");
      const work = { tx, product, now: MONDAY };
      const scope = lead && (yield* findDigestScope(work, lead));
      if (!scope) throw new RangeError("There is no lead.");
      const week = { since: new Date(MONDAY.getTime() - 7 * DAY_MS), until: MONDAY };
      const lately = { ids: new Set<never>(), people: new Set<never>(), sites: new Set<never>() };
      return yield* keepDistrictDigest(work, {
        key: keyOf("bench", String(count)),
        scope,
        week,
        lately,
      });
    });
    expect(view?.good).toHaveLength(4);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
  await one();
  const figures = await repeat(one);
  await stop?.();
  stop = undefined;
  return figures;
}

test("a digest for 87 schools costs the same however long the district has been thanking", async () => {
  const small = await measure(100_000);
  const large = await measure(1_000_000);
  report("A lead's digest, read, kept and drawn: CPU, SQLite", {
    "100,000 thanks and 10,000 observations": spread(small),
    "1,000,000 thanks and 100,000 observations": spread(large),
  });
  // The least is what it costs where no other program disturbs it.
  expect(quantile(large, 0)).toBeLessThan(LIMIT_MS);
  expect(quantile(large, 0.5)).toBeLessThan(1.5 * quantile(small, 0.5));
});
