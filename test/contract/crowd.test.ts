import { expect, test } from "vitest";
import { useStore } from "./store-rig.ts";

const rig = useStore("sqlite");
/** Of work in each of a crowd, which all come at one moment. */
const WORK_MS = 5;
const CROWD = 40;

function work(): void {
  const until = performance.now() + WORK_MS;
  while (performance.now() < until);
}

test("whoever comes first in a crowd is answered before the last is begun, and each is kept", async () => {
  const { district, run } = rig.fresh();
  const begunWhenAnswered: number[] = [];
  let begun = 0;
  const crowd = Array.from({ length: CROWD }, async (_, at) => {
    await rig.store.transaction(district, function* (tx) {
      begun += 1;
      work();
      yield* tx.roster.saveSetting(`of ${at}`, "kept");
      if (at === 3) throw new RangeError("it breaks");
    });
    begunWhenAnswered.push(begun);
  });
  const ends = await Promise.allSettled(crowd);
  expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(begunWhenAnswered).toHaveLength(CROWD - 1);
  expect(begunWhenAnswered[0]).toBeLessThan(CROWD / 2);
  for (let at = 0; at < CROWD; at++) {
    const kept = await run((tx) => tx.roster.findSetting(`of ${at}`));
    expect(kept).toBe(at === 3 ? undefined : "kept");
  }
});

test("a crowd is answered in the order in which it came", async () => {
  const { district } = rig.fresh();
  const answered: number[] = [];
  const crowd = Array.from({ length: CROWD }, async (_, at) => {
    await rig.store.transaction(district, function* (tx) {
      work();
      yield* tx.roster.saveSetting("last", String(at));
    });
    answered.push(at);
  });
  await Promise.all(crowd);
  expect(answered).toEqual(Array.from({ length: CROWD }, (_, at) => at));
});
