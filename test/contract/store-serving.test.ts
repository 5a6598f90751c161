import { describe, expect, test } from "vitest";
import type { Expedition } from "#domain/expedition.ts";
import {
  type ExpeditionId,
  type FocusGroupId,
  type MadeChangeId,
  type PauseId,
  type PersonId,
  type SiteId,
  type TrainingDecisionId,
  type TryId,
  toId,
} from "#domain/ids.ts";
import { at } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const s1 = toId<SiteId>("s1");
const ana = toId<PersonId>("ana");
const ben = toId<PersonId>("ben");
const visit: Expedition = {
  id: toId<ExpeditionId>("e1"),
  site: s1,
  day: "2025-09-02",
  kind: "baseline",
  state: "planned",
  plannedBy: ana,
  plannedAt: at(1),
  visitors: [ana, ben],
};
const closed = {
  day: "2025-09-01",
  kind: "closed",
  label: "Fair day",
  studentEnd: undefined,
} as const;

describe.each(engines)("a week at school, on %s", (engine) => {
  const rig = useStore(engine);

  test("a school's own calendar, its pauses and its choices are its own, and are changed as a whole", async () => {
    const db = rig.fresh();
    const pause = {
      id: toId<PauseId>("p1"),
      site: s1,
      fromDay: "2025-09-02",
      untilDay: "2025-09-02",
    } as const;
    const choices = { site: s1, focus: ["choice"], nudgeDay: 3, inRoundup: false } as const;
    const versions: string[] = [];
    await db.run(function* (tx) {
      versions.push(yield* tx.roster.calendarVersion());
      yield* tx.serving.replaceSiteCalendar(s1, [closed, closed]);
      versions.push(yield* tx.roster.calendarVersion());
      yield* tx.serving.savePause({ ...pause, reason: "weather", by: ana, at: at(1) });
      versions.push(yield* tx.roster.calendarVersion());
      yield* tx.serving.saveChoices(choices);
      yield* tx.serving.saveChoices({ ...choices, nudgeDay: undefined, inRoundup: true });
    });
    // What was worked out of school time before each of them is old.
    expect(new Set(versions).size).toBe(3);
    expect(await db.run((tx) => tx.serving.listSiteCalendars())).toEqual([{ site: s1, ...closed }]);
    expect(await db.run((tx) => tx.serving.listPauses("2025-09-02"))).toHaveLength(1);
    expect(await db.run((tx) => tx.serving.listPauses("2025-09-03"))).toEqual([]);
    expect(await db.run((tx) => tx.serving.findChoices(s1))).toEqual({
      ...choices,
      nudgeDay: undefined,
      inRoundup: true,
    });
  });

  test("presses of many at once are all counted, by idea and school year", async () => {
    const db = rig.fresh();
    const presses = [true, false, true].map((useful) =>
      db.run((tx) => tx.serving.countTuning("T01", "2025", useful)),
    );
    await Promise.all(presses);
    expect(await db.run((tx) => tx.serving.listTunings("2025"))).toEqual([
      { nudge: "T01", useful: 2, notForMe: 1 },
    ]);
    expect(await db.run((tx) => tx.serving.listTunings("2026"))).toEqual([]);
  });

  test("the district's own words take the place of ours, and give it back", async () => {
    const db = rig.fresh();
    const own = { language: "es", key: "pulse_thanks", text: "Gracias\0." } as const;
    await db.run((tx) => tx.serving.saveOwnText(own, at(1)));
    expect(await db.run((tx) => tx.serving.listOwnTexts())).toEqual([{ ...own, text: "Gracias." }]);
    await db.run((tx) => tx.serving.saveOwnText({ ...own, text: "" }, at(2)));
    expect(await db.run((tx) => tx.serving.listOwnTexts())).toEqual([]);
  });

  test("a digest says the same for good, and what was decided can change", async () => {
    const db = rig.fresh();
    const digest = {
      id: "digest:2025-W36:ana",
      kind: "district",
      scope: "district",
      week: "2025-W36",
    } as const;
    const kept = { ...digest, at: at(1), facts: "{}", reader: ana };
    const change = {
      id: toId<MadeChangeId>("c1"),
      heard: "Too long.",
      changed: "Shorter.",
      by: ana,
      at: at(1),
    };
    await db.run(function* (tx) {
      yield* tx.deciding.keepDigest(kept);
      yield* tx.deciding.keepDigest({ ...kept, facts: "other" });
      yield* tx.deciding.saveChange(change);
      yield* tx.deciding.saveChange({ ...change, saidAt: at(2) });
      yield* tx.deciding.saveTraining({
        ...{
          id: toId<TrainingDecisionId>("t1"),
          session: "PD1",
          decision: "dismissed",
          reason: "Not now.",
        },
        ...{ evidence: [{ kind: "named", pitfalls: ["new_staff"], sites: 3 }], by: ana, at: at(1) },
      });
    });
    expect(await db.run((tx) => tx.deciding.listDigests("district", 5))).toEqual([kept]);
    expect(await db.run((tx) => tx.deciding.listChanges())).toMatchObject([
      { saidAt: at(2), session: undefined },
    ]);
    const [decided] = await db.run((tx) => tx.deciding.listTrainings());
    expect(decided?.evidence).toEqual([{ kind: "named", pitfalls: ["new_staff"], sites: 3 }]);
  });

  test("what somebody tried and said is exported, erased with them, and ends by its own time", async () => {
    const db = rig.fresh();
    await db.run(function* (tx) {
      yield* tx.roster.saveDistrict({ id: tx.district, name: "D", shortName: "D", zone: "UTC" });
      yield* tx.visiting.saveExpedition(visit);
      yield* tx.visiting.savePart({
        ...{ expedition: visit.id, part: "x", by: ben, rooms: 4, at: at(1), revision: 1 },
        observations: [{ lookFor: "L01", signal: "both", rooms: 2, note: "They chose." }],
      });
      yield* tx.serving.saveTry({
        id: toId<TryId>("t"),
        person: ben,
        practice: "",
        text: "Two ways",
        startedAt: at(1),
      });
      yield* tx.visiting.saveFocusGroup({
        ...{
          id: toId<FocusGroupId>("g"),
          site: s1,
          type: "teacher",
          day: "2025-09-02",
          size: 5,
          by: ana,
          at: at(1),
        },
        themes: [{ id: "1", practice: "", pitfall: "new_staff", text: "Time" }],
      });
    });
    const types = ["try", "expedition", "focus_group"] as const;
    const counts = await db.run(function* (tx) {
      const found: number[] = [];
      for (const type of types) found.push((yield* tx.records.count(type, { person: ben })).total);
      return found;
    });
    expect(counts).toEqual([1, 1, 0]);
    await db.run((tx) => tx.records.removeSome("try", { person: ben }, 10));
    expect(await db.run((tx) => tx.serving.listTries(ben))).toEqual([]);
    const late = {
      praise: "2099-01-01",
      answers: "2099-01-01",
      log: "2000-01-01",
      keys: "2000-01-01",
    };
    const gone = await db.run((tx) => tx.records.purge({ ...late, limit: 100 }));
    expect([...gone.keys()]).toEqual(["expedition", "focus_group"]);
    expect(await db.run((tx) => tx.visiting.listParts(visit.id))).toEqual([]);
  });
});
