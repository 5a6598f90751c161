import { describe, expect, test } from "vitest";
import type { Expedition } from "#domain/expedition.ts";
import {
  type ExpeditionId,
  type FocusGroupId,
  type PersonId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import { at } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const [ana, ben] = [toId<PersonId>("ana"), toId<PersonId>("ben")];
const [s1, s2] = [toId<SiteId>("s1"), toId<SiteId>("s2")];

const visit = (id: string, site: SiteId): Expedition => ({
  id: toId<ExpeditionId>(id),
  site,
  day: "2025-09-02",
  ...{ kind: "baseline", state: "shared", plannedBy: ana, plannedAt: at(1), visitors: [ana, ben] },
});
const [v1, v2] = [visit("v1", s1), visit("v2", s2)];

describe.each(engines)("words that go by hand, on %s", (engine) => {
  const rig = useStore(engine);

  test("lines of visits go and their counts stay, of one person only their own, and none under a hold", async () => {
    const db = rig.fresh();
    await db.run(function* ({ roster, district, visiting, records }) {
      yield* roster.saveDistrict({ id: district, name: "D", shortName: "D", zone: "UTC" });
      for (const visited of [v1, v2]) {
        const { id } = visited;
        yield* visiting.saveExpedition(visited);
        for (const by of [ana, ben])
          yield* visiting.savePart({
            ...{ expedition: id, part: by, by, rooms: 4, at: at(1), revision: 1 },
            observations: [{ lookFor: "L01", signal: "saw", rooms: 2, note: `${by} at ${id}` }],
          });
      }
      const because = { reason: "case", placedBy: "x", placedAt: at(2) };
      yield* records.addHold({ id: "h", type: "expedition", site: s2, ...because });
    });
    const notes = async () =>
      await db.run(function* ({ visiting }) {
        const all = [...(yield* visiting.listNotes(v1.id)), ...(yield* visiting.listNotes(v2.id))];
        return all.map(({ note }) => note);
      });
    expect(await db.run((tx) => tx.records.countNoted({ person: ben }))).toBe(1);
    expect(await db.run((tx) => tx.records.blankNotes({ person: ben }, 10))).toEqual([v1.id]);
    expect(await notes()).toEqual(["ana at v1", "ana at v2", "ben at v2"]);
    expect(await db.run((tx) => tx.records.blankNotes({ fromDay: "2025-09-01" }, 10))).toEqual([
      v1.id,
    ]);
    expect(await db.run((tx) => tx.records.blankNotes({}, 10))).toEqual([]);
    expect(await notes()).toEqual(["ana at v2", "ben at v2"]);
    const looks = await db.run((tx) => tx.visiting.sumLooks("2025-09-01"));
    expect(looks.map(({ rooms }) => rooms)).toEqual([4, 4]);
  });

  test("what a group said goes with its themes, and another school's stays", async () => {
    const db = rig.fresh();
    await db.run(function* ({ visiting, records }) {
      for (const [id, site] of [
        ["g1", s1],
        ["g2", s2],
      ] as const)
        yield* visiting.saveFocusGroup({
          ...{ id: toId<FocusGroupId>(id), site, type: "teacher", day: "2025-09-02", size: 5 },
          ...{ by: ana, at: at(1) },
          themes: [{ id: "1", practice: "", pitfall: "new_staff", text: "Time" }],
        });
      yield* records.removeSome("focus_group", { site: s1 }, 10);
    });
    const left = await db.run((tx) => tx.visiting.listFocusGroups("2025-09-01"));
    expect(left.map(({ id, themes }) => [id, themes.length])).toEqual([["g2", 1]]);
  });
});
