import { cpSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { ComparedTable } from "#ports/moving.ts";
import { compareRows } from "#store/copy-compare.ts";
import { createExporting } from "#store/copy-export.ts";
import { openReader } from "#store/copy-reader.ts";
import { districtTables } from "#store/copy-tables.ts";
import { addDirectory, type CopyRig, fillAll, optionsOf, quiet, startCopyRig } from "./copy-rig.ts";
import { engines, openTestStore } from "./store-rig.ts";

const all = { district: undefined, startOver: false };
const [goes, stays] = [toId<DistrictId>("goes"), toId<DistrictId>("stays")];
const stone = { at: new Date("2026-11-27T10:00:00Z"), by: "command line" };

let rig: CopyRig;
/** Both districts in a file that nothing changes, in another, and on the server. */
let before: string;
let urls: Readonly<Record<(typeof engines)[number], string>>;
beforeAll(async () => {
  rig = await startCopyRig();
  const { file, moving } = rig.newFile();
  for (const district of [goes, stays]) {
    fillAll(file, district, 2);
    addDirectory(file, district);
  }
  before = path.join(path.dirname(file), "before.db");
  cpSync(file, before);
  await moving().move(all, quiet);
  const { file: other } = rig.newFile(before);
  urls = { sqlite: `file:${other}`, postgres: rig.target.url };
});
afterAll(async () => await rig.remove());

/** The tables in which a district is not as it was before everything. */
async function listChanged(url: string, district: DistrictId): Promise<readonly string[]> {
  const source = await openReader(optionsOf(`file:${before}`), district);
  const target = await openReader(optionsOf(url), district);
  const compared = await compareRows({ source, target }, district, quiet);
  await source.close();
  await target.close();
  return compared.filter(({ isSame }) => !isSame).map(({ table }) => table);
}

const sumsOf = (tables: readonly ComparedTable[] = []) =>
  tables.map(({ table, rows, sums }) => [table, rows.to, sums.to]);

describe.each(engines)("one district of two, on %s", (engine) => {
  test("is copied out into a file that opens, erased here, and comes back the same", async () => {
    const url = urls[engine];
    const exporting = createExporting(optionsOf(url));
    const file = path.join(path.dirname(before), `${engine}.db`);
    const copied = await exporting.exportDistrict(goes, file, quiet);
    expect(copied.tables.filter(({ isSame }) => !isSame)).toEqual([]);
    const copy = await openTestStore(`file:${file}`);
    expect(await copy.listDistricts()).toEqual([goes]);
    expect(await copy.links.find("slack", "T-goes")).toBe(goes);
    expect(await copy.installations.list("slack")).toMatchObject([{ workspace: "T-goes" }]);
    await copy.close();
    await expect(exporting.exportDistrict(goes, file, quiet)).rejects.toMatchObject({
      code: "BACKUP_EXISTS",
    });

    const store = await openTestStore(url);
    await expect(store.eraseDistrict(goes, stone)).rejects.toMatchObject({ code: "DISTRICT_HELD" });
    expect(await store.listDistricts()).toEqual([goes, stays]);
    await store.transaction(goes, function* ({ records }) {
      const open = (yield* records.listHolds()).filter(({ releasedAt }) => !releasedAt);
      for (const { id } of open) yield* records.releaseHold(id, stone.at);
    });
    const erased = await store.eraseDistrict(goes, stone);
    const tables = districtTables.map(({ name }) => name);
    const leading = ["workspace_links", "link_codes", "installations"];
    expect(Object.keys(erased).sort()).toEqual([...tables, ...leading].sort());
    expect(await store.listDistricts()).toEqual([stays]);
    expect(await store.links.find("slack", "T-goes")).toBeUndefined();
    expect(await store.links.find("slack", "T-stays")).toBe(stays);
    expect(await store.installations.list("slack")).toMatchObject([{ workspace: "T-stays" }]);
    await store.close();
    expect(await createExporting(optionsOf(url)).listDistricts()).toMatchObject([
      { district: stays, movedTo: undefined },
    ]);

    if (engine === "sqlite") return;
    const { moving } = rig.newFile(file);
    const [back] = await moving().move(all, quiet);
    expect(back?.isSame).toBe(true);
    expect(sumsOf(back?.tables)).toEqual(sumsOf(copied.tables));
  });

  test("leaves every row of the other as it was", async () => {
    const changed = await listChanged(urls[engine], stays);
    expect(changed).toEqual([]);
  });
});
