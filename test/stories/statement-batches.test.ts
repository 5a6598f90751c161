import { afterEach, expect, test } from "vitest";
import { type DistrictId, type ShoutOutId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { type DistrictFiles, importDistrict } from "#usecases/import-district.ts";
import { BEAT } from "#usecases/note-beat.ts";
import { createSweep } from "#worker/sweep.ts";
import {
  district,
  principalAt,
  siteAt,
  startWaveWorld,
  type WaveWorld,
  zone,
} from "./wave-world.ts";

const start = toInstant("2025-08-18T07:00", zone);
const FEW = 8;
const MANY = 32;
/** A school's and its principal's rows, and the timers of a school: SQLite takes them one by one. */
const A_SCHOOL_IMPORTED = 12;

const open: WaveWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.stop();
});

/** A world of so many schools, and how many statements something costs it. */
async function startCounted(sites: number, fill = true) {
  let heard = 0;
  const onStatement = (): void => {
    heard += 1;
  };
  const world = await startWaveWorld({ start, sites, calendar: sampleCalendar, fill, onStatement });
  open.push(world);
  const count = async (work: () => Promise<unknown>): Promise<number> => {
    heard = 0;
    await work();
    return heard;
  };
  return { ...world, count };
}

test("a minute's look at all districts is as many statements for four times as many of them", async () => {
  const look = async (districts: number): Promise<number> => {
    const { product, count } = await startCounted(1);
    for (let at = 0; at < districts; at++) {
      const id = toId<DistrictId>(`d${at}`);
      const names = { id, name: `D ${at}`, shortName: `D${at}`, zone };
      await product.store.transaction(id, ({ roster }) => roster.saveDistrict(names));
    }
    return await count(createSweep(product, BEAT));
  };
  const few = await look(FEW);
  expect(few).toBeGreaterThan(2);
  expect(await look(MANY)).toBe(few);
});

test("a night's batch ends four times as many thanks with as many statements", async () => {
  const purge = async (thanks: number): Promise<number> => {
    const { product, count } = await startCounted(1);
    await product.store.transaction(district, function* ({ praise }) {
      for (let at = 0; at < thanks; at++) {
        yield* praise.addShoutOut({
          id: toId<ShoutOutId>(`old-${at}`),
          giver: principalAt(0),
          receivers: [principalAt(0)],
          text: "a calm start of the day",
          helped: "",
          practice: "",
          value: "",
          share: "site",
          site: siteAt(0),
          at: new Date("2020-01-01T12:00:00Z"),
          week: "2020-W01",
        });
      }
    });
    const days = {
      praise: "2023-07-01",
      answers: "2023-07-01",
      log: "2023-07-01",
      keys: "2023-07-01",
    };
    return await count(async () => {
      const gone = await product.store.transaction(district, ({ records }) =>
        records.purge({ ...days, limit: 500 }),
      );
      expect(gone.get("shout_out")).toHaveLength(thanks);
    });
  };
  expect(await purge(MANY * 4)).toBe(await purge(MANY));
});

test("an import says so much for each school more, and the same files again say little", async () => {
  const imports = async (sites: number): Promise<readonly number[]> => {
    const filled = await startCounted(sites);
    const files = await filled.product.store.read(district, function* ({ roster }) {
      return toFiles(yield* roster.listSites(), yield* roster.listEverybody());
    });
    const { product, count } = await startCounted(0, false);
    const options = { dryRun: false, allowRemovals: true };
    const once = async () => await importDistrict(product, files, options);
    return [await count(once), await count(once)];
  };
  const [few = 0, again = 0] = await imports(FEW);
  const [many = 0, manyAgain = 0] = await imports(MANY);
  expect((many - few) / (MANY - FEW)).toBeLessThanOrEqual(A_SCHOOL_IMPORTED);
  expect((manyAgain - again) / (MANY - FEW)).toBeLessThanOrEqual(A_SCHOOL_IMPORTED / 2);
});

function toFiles(sites: readonly Site[], people: readonly Person[]): DistrictFiles {
  return {
    mode: "bulk",
    version: "1.2",
    district: { id: district, name: "World Schools", shortName: "World", zone },
    clusters: [],
    sites,
    people,
    removedPeople: [],
    calendar: sampleCalendar,
    dropped: {},
    warnings: [],
    sideFiles: { staffRoles: true, profiles: new Set() },
  };
}
