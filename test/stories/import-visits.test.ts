import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runImportVisits } from "#cli/import-visits.ts";
import { type CommandLine, openCommandLine } from "#compose";
import { type DistrictId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import { importDistrict } from "#usecases/import-district.ts";
import type { VisitsReport } from "#usecases/import-visits.ts";
import { printed } from "./records-year.ts";

const SAMPLE = "sample-district/visits.csv";
const HEADER = "site,visit_date,kind,rooms_visited,look_for,signal,rooms_count";
const district = toId<DistrictId>("rbps");

let folder: string;
let line: CommandLine;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-visits-"));
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  const opened = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
  const now = new Date("2027-06-01T12:00:00Z");
  const clock = createMovableClock(now, { now: () => now });
  line = { ...opened, product: { ...opened.product, clock } };
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: true });
});
afterAll(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

const say = async (file: string, flags: Partial<Parameters<typeof runImportVisits>[2]>) =>
  await printed(
    async () => await runImportVisits(line, file, { dryRun: false, json: false, ...flags }),
  );

async function take(file: string, dryRun = false): Promise<VisitsReport> {
  return JSON.parse(await say(file, { dryRun, json: true }));
}

/** A list of its own. */
function listOf(header: string, ...rows: readonly string[]): string {
  const file = path.join(folder, "list.csv");
  writeFileSync(file, `${header}\n${rows.join("\n")}\n`);
  return file;
}

const stored = async () =>
  await line.product.store.read(district, function* ({ visiting }) {
    return {
      visits: yield* visiting.listExpeditions({}),
      looks: yield* visiting.listLooks("2000-01-01"),
      rooms: yield* visiting.listRooms("2000-01-01"),
    };
  });

/** In how many of all rooms visited a look-for was noticed, and where: counted from the file alone. */
function recount() {
  const [, ...rows] = readFileSync(SAMPLE, "utf8").trim().split("\n");
  const visits = new Map<string, number>();
  const shares = new Map<string, number>();
  for (const row of rows) {
    const [site = "", day = "", , rooms = "", look = "", , count = ""] = row.trim().split(",");
    visits.set(`${site} ${day}`, Number(rooms));
    shares.set(look, (shares.get(look) ?? 0) + Number(count));
  }
  const all = [...visits.values()].reduce((sum, rooms) => sum + rooms, 0);
  return { count: visits.size, all, shares };
}

test("a trial run keeps nothing, and the list itself keeps every visit once, however often it comes", async () => {
  const { count } = recount();
  expect(await take(SAMPLE, true)).toMatchObject({ rows: { taken: 742, there: 0 }, visits: count });
  expect((await stored()).visits).toEqual([]);
  expect(await take(SAMPLE)).toMatchObject({ rows: { taken: 742, there: 0, later: 0 } });
  const before = await stored();
  expect(before.visits.every(({ state }) => state === "shared")).toBe(true);
  expect(await take(SAMPLE)).toMatchObject({ rows: { taken: 0, there: 742 }, visits: 0 });
  expect(await stored()).toEqual(before);
  const audited = await line.product.store.read(district, (tx) => tx.audit.list(10));
  expect(audited.filter(({ action }) => action === "visits_imported")).toHaveLength(1);
});

test("how often each look-for was noticed is what an independent recount of the file says", async () => {
  const { looks, rooms, visits } = await stored();
  const { count, all, shares } = recount();
  expect(visits).toHaveLength(count);
  expect(rooms.reduce((sum, visit) => sum + visit.rooms, 0)).toBe(all);
  const told = new Map<string, number>();
  for (const { lookFor, rooms: seen } of looks) told.set(lookFor, (told.get(lookFor) ?? 0) + seen);
  expect(told.size).toBe(14);
  for (const [look, seen] of shares) expect((told.get(look) ?? 0) / all).toBe(seen / all);
});

test("each bad row is named with its line and column, and nothing of the list is kept", async () => {
  const before = await stored();
  const good = "rbps-s003,2026-09-14,baseline,4,L01,saw,2";
  const file = listOf(
    HEADER,
    good,
    "rbps-s999,2026-09-14,baseline,4,L01,saw,2",
    "rbps-s003,2026-02-30,baseline,4,L02,saw,2",
    "rbps-s003,2026-09-14,first,4,L03,saw,2",
    "rbps-s003,2026-09-14,baseline,0,L04,saw,2",
    "rbps-s003,2026-09-14,baseline,4,L99,saw,2",
    "rbps-s003,2026-09-14,baseline,4,L06,smelled,2",
    "rbps-s003,2026-09-14,baseline,4,L07,saw,5",
    "rbps-s003,2026-09-14,baseline,4,L08,,1",
    "rbps-s003,2028-09-14,baseline,4,L09,saw,1",
  );
  const error = await say(file, {}).catch((cause: Error) => cause.message);
  const places = [...error.matchAll(/line (\d+), column (\w+)/g)].map(
    ([, at, of]) => `${at} ${of}`,
  );
  expect(places).toEqual([
    "3 site",
    "4 visit_date",
    "5 kind",
    "6 rooms_visited",
    "7 look_for",
    "8 signal",
    "9 rooms_count",
    "10 signal",
    "11 visit_date",
  ]);
  const twice = listOf(HEADER, good, good.replace(",4,", ",5,"));
  await expect(say(twice, {})).rejects.toThrow(/line 3, column rooms_visited[\s\S]*look_for/);
  const again = listOf(HEADER, good, good.replace("09-14", "10-14"));
  await expect(say(again, {})).rejects.toThrow(
    /line 3, column kind: is baseline, and so is line 2/,
  );
  expect(await stored()).toEqual(before);
});

test("a list that names a teacher, a room or a score is not read at all", async () => {
  for (const column of ["teacher", "room_number", "score"]) {
    const file = listOf(`${HEADER},${column}`, "rbps-s003,2026-09-14,baseline,4,L01,saw,2,x");
    await expect(say(file, {})).rejects.toThrow(`column ${column}: must not be there`);
  }
});

test("what lies after the day of --until is left out and counted", async () => {
  const row = (day: string) => `rbps-s004,${day},baseline,4,L01,saw,2`;
  const file = listOf(HEADER, row("2026-09-14"), row("2026-09-16"));
  const said = await say(file, { until: "2026-09-15" });
  expect(said).toContain("1 visit to 1 school, 1 of them first visits");
  expect(said).toContain("1 row left out: after the day of --until");
});
