import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { at, claimAt } from "./outbox-desk.ts";
import {
  createDatabase,
  type Engine,
  engines,
  migrations,
  openTestStore,
  runStatement,
} from "./store-rig.ts";

const d1 = toId<DistrictId>("d1");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-first-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The migrations of the first version alone. */
function firstMigrations(engine: Engine): string {
  const copy = path.join(folder, engine);
  cpSync(path.join(migrations, engine), path.join(copy, engine), { recursive: true });
  const file = path.join(copy, engine, "meta", "_journal.json");
  const journal: { entries: readonly unknown[] } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
  return copy;
}

/** A message that waits for its second attempt, in the columns of the first version. */
const values = (dueAt: string) => `insert into outbox_messages (district_id, id, key, kind, action,
  platform, workspace, conversation, lane, urgency, card, state, due_at, attempts, postponed, reason)
  values ('d1', 'm1', 'm1', 'nudge', 'post', 'local', 'T1', '{"kind":"account","id":"ana"}',
  'local/T1/account:ana', 1, '{"text":"Hello","fallback":"Hello"}', 'waiting', ${dueAt}, 1, false,
  '')`;
const waiting = { sqlite: values("0"), postgres: values("to_timestamp(0)") };

describe.each(engines)("a database of the first version, on %s", (engine) => {
  test("a message that waited during the update is delivered afterwards", async () => {
    const database = await createDatabase(engine);
    const before = await openOld(database.url, engine);
    await before.close();
    await runStatement(database.url, waiting[engine]);
    const store = await openTestStore(database.url);
    const [claimed] = await store.transaction(d1, ({ outbox }) => outbox.claim(claimAt(at(0))));
    expect(claimed?.attempt).toMatchObject({ key: "m1", attempt: 2, unsure: false });
    expect(await store.installations.list("slack")).toEqual([]);
    await store.close();
    await database.remove();
  });
});

async function openOld(url: string, engine: Engine) {
  return await openTestStore(url, { migrations: firstMigrations(engine) });
}
