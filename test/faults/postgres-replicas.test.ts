import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasBouncer, startBouncer } from "./bouncer.ts";
import { post } from "./callers.ts";
import { createChance } from "./chance.ts";
import { complaintsOf, createFleet, type Replica } from "./fleet.ts";
import { writeNewerMigrations } from "./newer-version.ts";
import { askServer } from "./quick-rows.ts";
import type { QuickSettings } from "./quick-settings.ts";
import { expectPaced, type Scene, startScene, toTimestamp } from "./scene.ts";
import { type Server, startServer } from "./server.ts";
import { addPassed } from "./table.ts";

const BOOTS = 6;
const DRAINS = 6;
const SOME = 30;
const ASKED = 60;
const DRAIN_MS = 200;
const TEST_MS = 300_000;
const HASHES = "select hash from drizzle.__drizzle_migrations";

let server: Server;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => await server.remove());

async function openScene(name: string, more: Partial<QuickSettings> = {}): Promise<Scene> {
  await server.createDatabase(name);
  return await startScene({
    ...{ name, chance: createChance(name), databaseUrl: server.url(name), cuts: 0 },
    ...{ ask: askServer(server.ownerUrl(name)), toTime: toTimestamp },
    ...{ asked: ASKED, askedMs: 5000, more },
  });
}

/** Ends it as a rolling update does. */
async function drain(one: Replica): Promise<void> {
  one.kill("SIGTERM");
  expect(await one.exited).toBe(0);
  expect(complaintsOf(one)).toEqual([]);
}

async function countApplied(database: string): Promise<number> {
  return (await server.run(HASHES, database)).length;
}

test("six replicas that start together on an empty database all become ready", {
  timeout: TEST_MS,
}, async () => {
  await server.createDatabase("boots");
  const fleet = createFleet(BOOTS);
  try {
    const scene = await openScene("boots_model");
    const settings = { ...scene.settings, databaseUrl: server.url("boots"), asked: 0 };
    await scene.stop();
    const all = await Promise.all(Array.from({ length: BOOTS }, () => fleet.start(settings)));
    for (const one of all) expect(await one.url, one.stderr()).toBeDefined();
    const applied = await server.run(HASHES, "boots");
    expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
    for (const one of all) await drain(one);
    addPassed("six replicas boot together on an empty database", BOOTS);
  } finally {
    await fleet.stop();
  }
});

test("a replica that is asked to end in the middle of a burst leaves nothing in doubt", {
  timeout: TEST_MS,
}, async () => {
  const scene = await openScene("drains");
  try {
    let [stays, goes] = [await scene.begin(), await scene.begin()];
    for (let turn = 0; turn < DRAINS; turn++) {
      await goes.url;
      await sleep(DRAIN_MS);
      await drain(goes);
      [stays, goes] = [await scene.begin(), stays];
    }
    await stays.url;
    await scene.conclude({ fault: "SIGTERM of one of two replicas in a burst", times: DRAINS });
    expectPaced(scene);
    const doubts = "select key from outbox_messages where unsure or attempts > 1";
    expect(await server.run(doubts, "drains")).toEqual([]);
  } finally {
    await scene.stop();
  }
});

test("replicas work on while a newer version brings its tables, and are refused once they end", {
  timeout: TEST_MS,
}, async () => {
  const migrations = writeNewerMigrations();
  const scene = await openScene("upgrades");
  try {
    const old = [await scene.begin(), await scene.begin()];
    await scene.untilMore(SOME);
    const before = await countApplied("upgrades");
    const newer = await scene.begin({ migrations });
    expect(await newer.url, newer.stderr()).toBeDefined();
    expect(await countApplied("upgrades")).toBe(before + 1);
    await scene.untilMore(SOME);
    for (const one of old) {
      // What a proxy asks: nothing of what it needs is missing.
      const ready = await post(`${await one.url}/ready`, {});
      const { applied, wanted }: { applied: number; wanted: number } = JSON.parse(ready.body);
      expect(ready.status).toBe(200);
      expect(applied).toBeGreaterThanOrEqual(wanted);
      await drain(one);
    }
    const late = await scene.begin();
    expect(await late.url).toBeUndefined();
    expect(await late.exited).toBe(1);
    expect(late.stderr()).toContain("DATABASE_NEWER");
    await scene.conclude({ fault: "rolling upgrade under two replicas", times: 1 });
    expectPaced(scene);
  } finally {
    await scene.stop();
    rmSync(migrations, { recursive: true });
  }
});

test.skipIf(!hasBouncer())(
  "six replicas that start together on an empty database behind PgBouncer, with no way past it, all become ready",
  { timeout: TEST_MS },
  async () => {
    const bouncer = await startBouncer(server);
    const fleet = createFleet(BOOTS);
    try {
      const scene = await openScene("boots_behind_model");
      const databaseUrl = bouncer.url("boots_behind");
      const past = { databaseUrl, directUrl: "", listen: false, prepared: false, asked: 0 };
      await scene.stop();
      await server.createDatabase("boots_behind");
      const settings = { ...scene.settings, ...past };
      const all = await Promise.all(Array.from({ length: BOOTS }, () => fleet.start(settings)));
      for (const one of all) expect(await one.url, one.stderr()).toBeDefined();
      for (const one of all) await drain(one);
      addPassed("six replicas boot together behind PgBouncer alone", BOOTS);
    } finally {
      await fleet.stop();
      await bouncer.stop();
    }
  },
);

test.skipIf(!hasBouncer())(
  "behind PgBouncer in transaction mode replicas work, with news past it and without any",
  { timeout: TEST_MS },
  async () => {
    const bouncer = await startBouncer(server);
    try {
      for (const listen of [true, false]) {
        const name = listen ? "bounced" : "bounced_unheard";
        const databaseUrl = bouncer.url(name);
        const directUrl = listen ? server.url(name) : "";
        const scene = await openScene(name, { databaseUrl, directUrl, listen, prepared: false });
        try {
          const [one, other] = [await scene.begin(), await scene.begin()];
          await scene.untilMore(SOME);
          one.kill("SIGKILL");
          await scene.untilMore(SOME);
          const how = listen ? "with DATABASE_DIRECT_URL" : "with DATABASE_LISTEN=off";
          await scene.conclude({ fault: `kill -9 behind PgBouncer ${how}`, times: 1 });
          expectPaced(scene);
          await drain(other);
        } finally {
          await scene.stop();
        }
      }
    } finally {
      await bouncer.stop();
    }
  },
);
