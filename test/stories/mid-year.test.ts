import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compose } from "#compose";
import { type DistrictId, toId } from "#domain/ids.ts";
import { readConfig } from "#host/config.ts";
import { newYork, type Product, principal, startProduct, teacher } from "./playground-rig.ts";

interface Clock {
  readonly now: string;
  readonly district: { readonly scene?: string };
}

const START = "2026-03-10T13:30:00.000Z";
const rbps = toId<DistrictId>("rbps");
let product: Product;

beforeAll(async () => {
  product = await startProduct();
  await product.call("POST", "reset", { scene: "mid-year" });
});
afterAll(() => rmSync(product.folder, { recursive: true }));

test("whoever starts in the middle of the year finds two waves behind the district", async () => {
  const { now, district } = await product.call<Clock>("GET", "clock");
  expect([newYork(now), now, district.scene]).toEqual(["Tue 09:30", START, "mid-year"]);
  const found = await product.app.product.store.read(
    rbps,
    function* ({ waves, schedule, visiting }) {
      const joined = yield* waves.listJoined();
      const nudges: string[] = [];
      for (const { site } of joined) {
        const nudge = yield* schedule.find(`nudge:${site}`);
        nudges.push(nudge?.nextAt.toISOString().slice(0, 10) ?? "none");
      }
      const states = (yield* waves.listWaves()).map(({ name, state }) => `${name} ${state}`);
      const visits = yield* visiting.listExpeditions({});
      return { states, nudges, visits, due: yield* schedule.listDue(new Date(now), 10) };
    },
  );
  expect(found.states).toEqual(["Wave 1 closed", "Wave 2 closed"]);
  expect(found.nudges).toEqual(Array.from({ length: 32 }, () => "2026-03-17"));
  expect(found.due).toEqual([]);
  // Only visits of the days before.
  expect(
    found.visits
      .map(({ day }) => day)
      .toSorted()
      .at(-1),
  ).toBe("2026-03-09");
});

test("nothing of the months before arrives: only the questions to two schools six weeks in", async () => {
  expect(await product.moveTo("2026-03-11T13:40:00Z")).toMatchObject({ delivered: 2 });
  expect([await product.inbox(principal), await product.inbox(teacher)]).toEqual([[], []]);
});

test("a scene that is not there is refused with those that are, and nothing is lost", async () => {
  const refused = await product.call("POST", "reset", { scene: "summer" });
  expect(refused).toEqual({
    error: 'There is no scene "summer".',
    hint: 'Send {"scene": "first-morning"} or {"scene": "mid-year"}; without one it is the first morning.',
  });
  expect(await product.now()).toBe("2026-03-11T13:40:00.000Z");
});

test("the playground goes on in the middle of the year after a restart", async () => {
  await product.app.stop();
  const DATABASE_URL = `file:${path.join(product.folder, "groundswell.db")}`;
  const config = readConfig({ DATABASE_URL, LOG_LEVEL: "warn" }, product.folder);
  const again = await compose(config, { now: () => new Date("2026-01-01T00:00:00Z") });
  const clock = await again.web.request("http://127.0.0.1/playground/api/clock");
  expect(await clock.json()).toMatchObject({
    now: "2026-03-11T13:40:00.000Z",
    district: { scene: "mid-year" },
  });
  await again.stop();
});
