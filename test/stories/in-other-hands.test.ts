import { afterEach, expect, test } from "vitest";
import type { Store } from "#ports/store.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { at, ideasTo, startServing } from "./serving-rig.ts";
import { district, type WaveWorld } from "./wave-world.ts";

let world: WaveWorld;
afterEach(async () => await world.stop());

/** A store in which another replica has every planned row in hand. */
function heldElsewhere(store: Store): Store {
  return {
    ...store,
    transaction: async (of, body) =>
      await store.transaction(of, (tx) =>
        body({
          ...tx,
          schedule: {
            ...tx.schedule,
            // biome-ignore lint/correctness/useYield: it asks nobody.
            *advance() {
              return false;
            },
          },
        }),
      ),
  };
}

test("what another replica has in hand is not looked at again at once, and runs when it is free", async () => {
  world = await startServing({ start: at("2025-08-18T17:30"), sites: 1 });
  await world.goTo(at("2025-08-19T07:29"));
  world.sleepUntil(at("2025-08-19T07:30"));
  const { product } = world;
  const other = { ...product, store: heldElsewhere(product.store) };
  expect(await runSchedule(other, district)).toBe(0);
  expect(await runSchedule(product, district)).toBeGreaterThan(0);
  await world.goTo(at("2025-08-19T08:00"));
  expect(ideasTo(world.sent, 0)).toHaveLength(1);
});
