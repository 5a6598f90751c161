import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { runRestore } from "#cli/restore.ts";
import { openBackupDesk } from "#compose";
import { type DistrictId, toId } from "#domain/ids.ts";
import { openTestStore } from "#test/contract/store-rig.ts";
import { hear } from "#test/platform/restore-rig.ts";

const district = toId<DistrictId>("d1");
const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-older-"));
afterEach(() => rmSync(folder, { recursive: true }));

/** The migrations of a version that had one fewer. */
function olderMigrations(): string {
  const older = path.join(folder, "migrations");
  cpSync("migrations", older, { recursive: true });
  const file = path.join(older, "sqlite/meta/_journal.json");
  const { entries, ...rest } = Journal.parse(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, JSON.stringify({ ...rest, entries: entries.slice(0, -1) }));
  return older;
}

test("a copy from before an update is restored, and brought up to date", async () => {
  const file = path.join(folder, "old.db");
  const store = await openTestStore(`file:${file}`, { migrations: olderMigrations() });
  await store.transaction(district, (tx) => tx.roster.saveSetting("motto", "Grow"));
  await store.close();
  const data = path.join(folder, "data");
  cpSync(file, path.join(data, "copy.db"));
  const env = { DATABASE_URL: `file:${data}/groundswell.db`, LOG_LEVEL: "silent" };
  const desk = openBackupDesk(env);
  const flags = { replace: false, json: false };
  const said = await hear(async () => await runRestore(desk, path.join(data, "copy.db"), flags));
  expect(said).toContain("of a version 1 migrations older");
  const restored = await desk.open();
  const motto = await restored.store.read(district, (tx) => tx.roster.findSetting("motto"));
  await restored.store.close();
  expect(motto).toBe("Grow");
  expect(readdirSync(data).sort()).toEqual(["copy.db", "groundswell.db"]);
});
