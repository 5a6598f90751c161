import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runErase, runExport, runList } from "#cli/district.ts";
import { runMigrate } from "#cli/migrate.ts";
import { runMove } from "#cli/move.ts";
import { type MovingDesk, openMovingDesk } from "#compose";
import { type DistrictId, toId } from "#domain/ids.ts";
import { type CopyRig, runInFile, startCopyRig } from "./copy-rig.ts";
import { openTestStore } from "./store-rig.ts";

const district = toId<DistrictId>("rbps");
const other = toId<DistrictId>("other");
const flags = { startOver: false, undo: false, yes: false, json: false };

let rig: CopyRig;
let file: string;
let desk: MovingDesk;
let said: string[];

beforeAll(async () => {
  rig = await startCopyRig();
});
afterAll(async () => await rig.remove());
beforeEach(async () => {
  ({ file } = rig.newFile());
  desk = deskOn(`file:${file}`);
  const store = await openTestStore(`file:${file}`);
  for (const id of [district, other]) {
    const facts = { id, name: `Name of ${id}`, shortName: id, zone: "Etc/UTC" };
    await store.transaction(id, (tx) => tx.roster.saveDistrict(facts));
  }
  await store.close();
  said = [];
  const keep = (text: unknown) => said.push(String(text)) > 0;
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(() => vi.restoreAllMocks());

function deskOn(url: string): MovingDesk {
  const owner = { DATABASE_DIRECT_URL: rig.target.url };
  return openMovingDesk({ DATABASE_URL: url, LOG_LEVEL: "silent", ...owner });
}

const text = () => said.join("");

test("an IT admin moves the file, is told what to do next, and a bot refuses the file until it is taken back", async () => {
  expect(await runMove(desk, { ...flags, to: rig.target.url })).toBe(true);
  expect(text()).toMatch(/tables are the same on both sides/);
  expect(text()).toMatch(/districts +1 +1 +\w{12} +\w{12} +same/);
  expect(text()).toContain("secret.key: set SECRET_KEY to what that file holds");
  await expect(openTestStore(`file:${file}`)).rejects.toMatchObject({ code: "MOVED" });
  await expect(runMove(desk, { ...flags, to: rig.target.url })).rejects.toMatchObject({
    code: "MOVED",
  });

  expect(await runMove(desk, { ...flags, undo: true })).toBe(false);
  expect(text()).toContain("nothing was changed");
  await expect(openTestStore(`file:${file}`)).rejects.toMatchObject({ code: "MOVED" });
  expect(await runMove(desk, { ...flags, undo: true, yes: true })).toBe(true);
  const store = await openTestStore(`file:${file}`);
  const [entry] = await store.read(district, (tx) => tx.audit.list(1));
  expect(entry).toMatchObject({ action: "backup_restored" });
  await store.close();
});

test("a move from PostgreSQL, or to nowhere, is no move", async () => {
  const onServer = deskOn(rig.target.url);
  for (const [from, to] of [
    [onServer, rig.target.url],
    [desk, "file:elsewhere.db"],
    [desk, undefined],
  ] as const) {
    await expect(runMove(from, { ...flags, to })).rejects.toMatchObject({ code: "FLAG_INVALID" });
  }
});

test("a district that is copied out sends nothing from the copy, and who copied it is written down", async () => {
  const to = path.join(path.dirname(file), "out.db");
  expect(await runExport(desk, district, { to: `file:${to}`, json: false })).toBe(true);
  expect(text()).toContain("All sending is stopped in the copy");
  const copy = await openTestStore(`file:${to}`);
  const entries = await copy.read(district, (tx) => tx.audit.list(2));
  expect(entries.map(({ action }) => action)).toEqual(["sending_stopped", "district_exported"]);
  await copy.close();
  await expect(runExport(desk, "nobody", { to, json: false })).rejects.toMatchObject({
    code: "DISTRICT_UNCLEAR",
  });
});

test("a district is erased only by whoever says its id once more, and the report names what is left", async () => {
  runInFile(file, `vacuum into '${file}.before-3'`);
  const wrong = runErase(desk, district, { yes: other, json: false });
  await expect(wrong).rejects.toMatchObject({ code: "FLAG_INVALID" });
  const unasked = runErase(desk, district, { json: false });
  await expect(unasked).rejects.toMatchObject({ code: "FLAG_INVALID" });
  await runErase(desk, district, { yes: district, json: false });
  expect(text()).toContain("Erased: rbps. 1 districts");
  expect(text()).toContain("Nothing of it is left in the database's own files.");
  expect(text()).toContain(`${file}.before-3`);
  expect(existsSync(`${file}.before-3`)).toBe(true);
  said.length = 0;
  await runList(desk, false);
  expect(text()).toBe("other  Name of other  1 rows\n");
});

test("an erasure may be asked for again, and says that nothing is left; of what never was it says so", async () => {
  await runErase(desk, district, { yes: district, json: false });
  said.length = 0;
  await runErase(desk, district, { json: false });
  expect(text()).toContain("Erased: rbps. It was erased before, and nothing of it is left.");
  const unknown = runErase(desk, "never", { yes: "never", json: false });
  await expect(unknown).rejects.toMatchObject({ code: "DISTRICT_UNCLEAR" });
});

test("whoever brings a database up to date is told how much there was to do", async () => {
  await runMigrate(desk, true);
  expect(JSON.parse(text())).toMatchObject({ applied: 0 });
  said.length = 0;
  const fresh = deskOn(`file:${path.join(path.dirname(file), "fresh.db")}`);
  await runMigrate(fresh, false);
  expect(text()).toMatch(/^Applied \d+: the database is up to date, with \d+ migrations\.\n$/);
  said.length = 0;
  await runMigrate(deskOn(rig.target.url), false);
  expect(text()).toMatch(/^Nothing was to be done/);
});
