import { describe, expect, test } from "vitest";
import { type ExpeditionId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import { at } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const ana = toId<PersonId>("ana");
const ben = toId<PersonId>("ben");
const [s1, s2] = [toId<SiteId>("s1"), toId<SiteId>("s2")];

function digestOf(id: string, more: Partial<KeptDigest> = {}): KeptDigest {
  const about = { kind: "district", scope: "district", week: "2025-W34" } as const;
  return { id, ...about, at: at(0), facts: "{}", reader: ana, ...more };
}

describe.each(engines)("what digests are made of, on %s", (engine) => {
  const rig = useStore(engine);

  test("the first digest with a key stays, and each reader finds the newest of their own", async () => {
    const place = rig.fresh();
    await place.run(function* ({ deciding }) {
      yield* deciding.keepDigest(digestOf("one"));
      yield* deciding.keepDigest(digestOf("one", { facts: "again" }));
      yield* deciding.keepDigest(digestOf("two", { at: at(60) }));
      yield* deciding.keepDigest(digestOf("bens", { at: at(120), reader: ben }));
      yield* deciding.keepDigest(digestOf("school", { at: at(180), scope: "site:s1" }));
    });
    const read = await place.run(function* ({ deciding }) {
      const facts = (yield* deciding.findDigest("one"))?.facts;
      const all = yield* deciding.listDigests("district", 5);
      const anas = yield* deciding.listDigests("district", 1, ana);
      const recent = yield* deciding.listDigestIds("district", at(60));
      expect(recent).toEqual(["school", "bens", "two"]);
      return { facts, all: all.map(({ id }) => id), anas: anas.map(({ id }) => id) };
    });
    expect(read).toEqual({ facts: "{}", all: ["bens", "two", "one"], anas: ["two"] });
  });

  test("visits are added up by school, from a day on, and only what the district may see", async () => {
    const place = rig.fresh();
    const visit = (id: string, site: SiteId, day: string) => ({
      id: toId<ExpeditionId>(id),
      site,
      day,
      state: id === "theirs" ? ("staff" as const) : ("shared" as const),
      kind: "baseline" as const,
      plannedBy: ana,
      plannedAt: at(0),
      visitors: [ana],
    });
    const visits = [
      visit("v1", s1, "2025-09-02"),
      visit("v2", s1, "2025-09-09"),
      visit("v3", s2, "2025-09-10"),
      visit("old", s2, "2025-08-01"),
      visit("theirs", s2, "2025-09-11"),
    ];
    await place.run(function* ({ visiting }) {
      for (const each of visits) {
        yield* visiting.saveExpedition(each);
        yield* visiting.savePart({
          expedition: each.id,
          part: "a",
          by: ana,
          rooms: 4,
          at: at(0),
          revision: 1,
          observations: [{ lookFor: "L01", signal: "saw", rooms: 2, note: "" }],
        });
      }
    });
    const read = await place.run(function* ({ visiting }) {
      const looks = yield* visiting.sumLooks("2025-09-01");
      return { looks, rooms: yield* visiting.sumRooms("2025-09-01") };
    });
    expect(read).toEqual({
      looks: [
        { site: s1, lookFor: "L01", rooms: 4 },
        { site: s2, lookFor: "L01", rooms: 2 },
      ],
      rooms: [
        { site: s1, rooms: 8 },
        { site: s2, rooms: 4 },
      ],
    });
  });
});
