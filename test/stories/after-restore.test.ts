import { afterAll, beforeAll, expect, test } from "vitest";
import { toInstant } from "#domain/local-time.ts";
import { campaigns } from "#ports/store.ts";
import { markRestored } from "#usecases/mark-restored.ts";
import {
  deliverDue,
  MORNING,
  runUntil,
  type ScheduleRig,
  startScheduleRig,
  thank,
} from "./schedule-rig.ts";

const zone = "America/New_York";
/** Until after the wave's last day. */
const END = toInstant("2025-10-06T12:00", zone);
const ENDED = "select key from outbox_messages where state = 'cancelled'";
const KEYS = "select key from outbox_messages order by key";

let rig: ScheduleRig;
beforeAll(async () => {
  rig = await startScheduleRig();
});
afterAll(() => rig.stop());

test("whatever is planned is queued under the same keys when it runs a second time from one copy", async () => {
  for (const name of ["first", "second"]) {
    const ran = await rig.use(name, async (product) => {
      const isEnough = (so: ReadonlySet<string>) => so.size === campaigns.length;
      return await runUntil(product, END, isEnough);
    });
    // A campaign that is missing here is not looked at: give it something to do in the rig.
    expect([...ran].sort()).toEqual([...campaigns].sort());
  }
  const first = rig.select("first", KEYS);
  expect(first.length).toBeGreaterThan(rig.select("start", KEYS).length + 200);
  expect(rig.select("second", KEYS)).toEqual(first);
  expect(first.some(({ key }) => String(key).startsWith("weekly-ask:"))).toBe(true);
});

test("what was planned in the time that is lost is looked for first, a reminder that moved too", async () => {
  const sent = await rig.use("lost", async (product) => {
    await runUntil(product, toInstant("2025-09-04T18:00", zone));
    return rig.select("lost", "select key from outbox_messages where action = 'post'");
  });
  const lost = new Set(sent.map(({ key }) => key));
  expect(
    [...lost].some((key) => String(key).startsWith("reminder:") && String(key).includes(":2:")),
  ).toBe(true);
  await rig.use("restored", async (product) => {
    product.clock.moveTo(toInstant("2025-09-04T18:00", zone));
    await markRestored(product, { madeAt: MORNING, wishes: [] });
    await runUntil(product, END);
  });
  const posts = rig.select(
    "restored",
    "select key, unsure, expires_at from outbox_messages where action = 'post'",
  );
  // What an answer had taken back before the copy was made is taken back for good.
  const ended = new Set(rig.select("start", ENDED).map(({ key }) => key));
  const again = posts.filter(({ key }) => lost.has(key) && !ended.has(key));
  expect(again.filter(({ key }) => String(key).includes(":2:")).length).toBeGreaterThan(25);
  expect(again.filter(({ unsure }) => unsure !== 1)).toEqual([]);
  const lastLook = MORNING.getTime() + 13 * 24 * 60 * 60 * 1000;
  expect(again.filter(({ expires_at: at }) => Number(at) > lastLook)).toEqual([]);
  // What belongs to a time after the restore is sent as ever.
  const fresh = posts.filter(({ key }) => !lost.has(key));
  expect(fresh.length).toBeGreaterThan(20);
  expect(fresh.filter(({ unsure }) => unsure === 1)).toEqual([]);
});

test("an idea that the lost database told in a channel is not told there again", async () => {
  const IDEAS = "select subject, nudge from nudges_sent order by day";
  await rig.use(
    "told",
    async (product) => void (await runUntil(product, toInstant("2025-09-03T12:00", zone))),
  );
  await rig.use("again", async (product) => {
    product.clock.moveTo(toInstant("2025-09-03T12:00", zone));
    await markRestored(product, { madeAt: MORNING, wishes: [] });
    await runUntil(product, toInstant("2025-09-03T12:00", zone));
  });
  const told = rig.select("told", IDEAS);
  expect(told.length).toBeGreaterThan(2);
  expect(rig.select("again", IDEAS)).toEqual(told);
});

test("a roundup does not tell of thanks that the lost database had told of", async () => {
  const COPIED = toInstant("2025-08-25T12:00", zone);
  const RESTORED = toInstant("2025-08-30T12:00", zone);
  const TOLD =
    "select card from outbox_messages where kind = 'roundup' and card like '%for staying late%'";
  await rig.use("copy", async (product) => {
    await runUntil(product, COPIED);
    await deliverDue(product);
    await thank(product, "for staying late");
  });
  await rig.use("told-once", async (product) => void (await runUntil(product, RESTORED)), "copy");
  expect(rig.select("told-once", TOLD)).toHaveLength(1);
  await rig.use(
    "not-again",
    async (product) => {
      product.clock.moveTo(RESTORED);
      await markRestored(product, { madeAt: COPIED, wishes: [] });
      await thank(product, "for the second time");
      await runUntil(product, toInstant("2025-09-06T12:00", zone));
    },
    "copy",
  );
  expect(rig.select("not-again", TOLD)).toEqual([]);
  const NEXT = TOLD.replace("for staying late", "for the second time");
  expect(rig.select("not-again", NEXT)).toHaveLength(1);
});
