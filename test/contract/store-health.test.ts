import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { systemClock } from "#host/clock.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { Store } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { at, claimAt, post } from "./outbox-desk.ts";
import { createDatabase, engines, migrations, type TestDatabase } from "./store-rig.ts";

const here = toId<DistrictId>("here");
const there = toId<DistrictId>("there");
const trace = createTrace();
const metrics = createMetrics("test");
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(engines)("whoever runs the machine asks %s", (engine) => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await createDatabase(engine);
    const random = createRandom(systemClock);
    store = await openStore({ url: database.url, migrations, random, log, trace, metrics });
  });
  afterAll(async () => {
    await store.close();
    await database.remove();
  });

  test("how large it is, and whether every migration is applied", async () => {
    const { applied, wanted } = await store.health.countMigrations();
    expect(applied).toBe(wanted);
    expect(wanted).toBeGreaterThan(4);
    expect(await store.health.readBytes()).toBeGreaterThan(100_000);
    const apartMs = (await store.health.readClock()).getTime() - Date.now();
    expect(Math.abs(apartMs)).toBeLessThan(60_000);
  });

  test("what is open in all districts, and what is planned next", async () => {
    expect(await store.health.readPulse()).toEqual({ open: [], nextScheduledAt: undefined });
    await store.transaction(here, function* ({ outbox, schedule }) {
      yield* outbox.queue(post("first", "U1", { dueAt: at(10) }));
      yield* outbox.queue(post("later", "U2", { dueAt: at(90) }));
      yield* outbox.claim(claimAt(at(20)));
      const planned = { id: "digest", campaign: "digest", subject: "here" } as const;
      yield* schedule.save({ ...planned, nextAt: at(300) });
    });
    await store.transaction(there, function* ({ outbox, schedule }) {
      yield* outbox.queue(post("elsewhere", "U3", { dueAt: at(70) }));
      const planned = { id: "digest", campaign: "digest", subject: "there" } as const;
      yield* schedule.save({ ...planned, nextAt: at(200) });
    });
    const { open, nextScheduledAt } = await store.health.readPulse();
    expect(nextScheduledAt).toEqual(at(200));
    expect([...open].sort((a, b) => a.count - b.count)).toEqual([
      { platform: "local", state: "leased", count: 1, oldestDueAt: at(10) },
      { platform: "local", state: "waiting", count: 2, oldestDueAt: at(70) },
    ]);
  });

  test("which request each message came of, also of many that are kept at once", async () => {
    const requests = Array.from({ length: 20 }, (_, nth) => `request-${nth}`);
    const queue = async (request: string) =>
      await trace.run(request, async () => {
        await store.transaction(there, (tx) => tx.outbox.queue(post(request, request)));
      });
    await Promise.all(requests.map(queue));
    await store.transaction(there, (tx) => tx.outbox.queue(post("by itself", "U4")));
    const claimed = await store.transaction(there, (tx) => tx.outbox.claim(claimAt(at(60))));
    const origins = claimed.map(({ attempt, origin }) => [attempt?.key, origin]);
    expect(origins).toHaveLength(21);
    expect(origins).toEqual(
      expect.arrayContaining([
        ...requests.map((request) => [request, request]),
        ["by itself", undefined],
      ]),
    );
  });

  test("how long transactions take, also those that fail", async () => {
    const count = async () => {
      const now = { now: at(0), platforms: [], pulse: undefined, backupAt: undefined };
      const { body } = await metrics.print({ ...now, loopAgeSeconds: 0 });
      return Number(/transactions_seconds_count (\d+)/.exec(body)?.[1]);
    };
    const before = await count();
    await store.transaction(here, (tx) => tx.outbox.nextDueAt());
    const failing = store.transaction(here, function* (tx) {
      yield* tx.outbox.nextDueAt();
      throw new RangeError("It was not meant.");
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await count()).toBe(before + 2);
  });
});
