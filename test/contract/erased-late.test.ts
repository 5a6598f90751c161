import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { systemClock } from "#host/clock.ts";
import { endErasure, eraseDistrict } from "#usecases/erase-district.ts";
import { runSql, useStore } from "./store-rig.ts";

const rig = useStore("postgres");

test("nothing stays of an erased district that others write to meanwhile", async () => {
  const { district, run } = rig.fresh();
  const facts = { name: "D", shortName: "D", zone: "America/New_York" };
  await run((tx) => tx.roster.saveDistrict({ id: district, ...facts }));
  const writer = new pg.Client({ connectionString: rig.url });
  await writer.connect();
  await writer.query(`begin; set local groundswell.district = '${district}'`);
  const write = async (name: string): Promise<unknown> =>
    await writer.query(`insert into settings values ('${district}', '${name}', 'x')`);
  await write("before");
  const erasing = eraseDistrict({ store: rig.store, clock: systemClock }, district);
  while ((await rig.store.listDistricts()).includes(district)) await wait(20);
  await write("while");
  // Longer than anybody needs who has only just found the district.
  await wait(1500);
  await writer.query("commit");
  await writer.end();
  const { erased } = await erasing;
  expect(erased).toMatchObject({ districts: 1, settings: 2 });
  const left = await runSql(
    path.basename(rig.url),
    `select 'setting' as what from settings where district_id = '${district}'
      union all select type from tombstones where district_id = '${district}'`,
  );
  expect(left).toEqual([{ what: "district" }]);
});

test("what is written about no erased district stays", async () => {
  const { district, run } = rig.fresh();
  await run((tx) => tx.roster.saveSetting("motto", "x"));
  expect(await rig.store.directory.eraseLate(district)).toEqual({});
  expect(await run((tx) => tx.roster.findSetting("motto"))).toBe("x");
});

test("an erasure that was cut off is ended by whoever asks for it again", async () => {
  const { district, run } = rig.fresh();
  const facts = { name: "D", shortName: "D", zone: "America/New_York" };
  await run((tx) => tx.roster.saveDistrict({ id: district, ...facts }));
  expect(await endErasure({ store: rig.store }, district)).toBeUndefined();
  await rig.store.eraseDistrict(district, { at: systemClock.now(), by: "command line" });
  // Another replica was in the middle of something, and the command ended here.
  await run((tx) => tx.roster.saveSetting("motto", "x"));
  expect(await endErasure({ store: rig.store }, district)).toMatchObject({
    erased: { settings: 1 },
  });
  expect(await run((tx) => tx.roster.findSetting("motto"))).toBeUndefined();
  expect(await endErasure({ store: rig.store }, district)).toMatchObject({ erased: {} });
});
