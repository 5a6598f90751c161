import { describe, expect, test } from "vitest";
import { createTogether } from "#worker/together.ts";
import { engines, useStore } from "./store-rig.ts";

describe.each(engines)("several ends in one commit, on %s", (engine) => {
  const rig = useStore(engine);

  test("keeps each of them, in fewer transactions than there are ends", async () => {
    const { district, run } = rig.fresh();
    let commits = 0;
    const store = {
      transaction: async <T>(...asked: Parameters<typeof rig.store.transaction<T>>) => {
        commits += 1;
        return await rig.store.transaction(...asked);
      },
    };
    const together = createTogether(store, district);
    const keep = async (at: number): Promise<number> =>
      await together(function* (tx) {
        yield* tx.roster.saveSetting(`end ${at}`, "kept");
        return at;
      });
    const all = Array.from({ length: 120 }, (_, at) => at);
    expect(await Promise.all(all.map(keep))).toEqual(all);
    expect(commits).toBeLessThan(10);
    for (const at of all) {
      expect(await run((tx) => tx.roster.findSetting(`end ${at}`))).toBe("kept");
    }
  });

  test("lets one that fails undo no other", async () => {
    const { district, run } = rig.fresh();
    const together = createTogether(rig.store, district);
    const keep = async (name: string): Promise<void> =>
      await together(function* (tx) {
        yield* tx.roster.saveSetting(name, "kept");
        if (name === "bad") throw new RangeError("it breaks");
      });
    const ends = await Promise.allSettled(["one", "bad", "two"].map(keep));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const kept = async (name: string) => await run((tx) => tx.roster.findSetting(name));
    expect([await kept("one"), await kept("bad"), await kept("two")]).toEqual([
      "kept",
      undefined,
      "kept",
    ]);
    await together((tx) => tx.roster.saveSetting("later", "kept"));
    expect(await kept("later")).toBe("kept");
  });
});
