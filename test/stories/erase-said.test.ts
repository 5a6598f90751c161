import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type ExpeditionId,
  type FocusGroupId,
  type MadeChangeId,
  type SiteId,
  type TryId,
  toId,
} from "#domain/ids.ts";
import type { RecordFilter, RecordType } from "#domain/records.ts";
import { eraseRecords, planErasure } from "#usecases/erase-records.ts";
import { tuneIdea } from "#usecases/tune-idea.ts";
import { actOf, district, leadId, startWaveWorld } from "./wave-world.ts";

const at = new Date("2025-09-02T15:00:00Z");
let world: Awaited<ReturnType<typeof startWaveWorld>>;
let site: SiteId;

beforeAll(async () => {
  world = await startWaveWorld({ start: at, sites: 1, calendar: [] });
  await world.product.store.transaction(district, function* (tx) {
    const [school] = yield* tx.roster.listSites();
    site = school?.id ?? site;
    const group = { id: toId<FocusGroupId>("g1"), site, type: "teacher", size: 5 } as const;
    const themes = [{ id: "1", practice: "", pitfall: "new_staff", text: "Time" }];
    yield* tx.visiting.saveFocusGroup({ ...group, day: "2025-09-02", by: leadId, at, themes });
    const tried = { practice: "", text: "Two ways", startedAt: at };
    yield* tx.serving.saveTry({ id: toId<TryId>("t1"), person: leadId, ...tried });
    const change = { heard: "Time is short.", changed: "we meet less.", by: leadId, at };
    yield* tx.deciding.saveChange({ id: toId<MadeChangeId>("c1"), ...change });
    const id = toId<ExpeditionId>("v1");
    yield* tx.visiting.saveExpedition({
      ...{ id, site, day: "2025-09-02", kind: "baseline", state: "shared", visitors: [leadId] },
      ...{ plannedBy: leadId, plannedAt: at },
    });
    yield* tx.visiting.savePart({
      ...{ expedition: id, part: "a", by: leadId, rooms: 4, at, revision: 1 },
      observations: [{ lookFor: "L01", signal: "saw", rooms: 2, note: "They chose." }],
    });
  });
});
afterAll(async () => await world.stop());

test("what was said in groups, tried, told and noted is erased by hand; counts and stones stay", async () => {
  const ask = (type: RecordType, filter: RecordFilter) => ({
    district,
    type,
    filter,
    person: undefined,
  });
  const asks = [
    ask("expedition", { site }),
    ask("focus_group", { site }),
    ask("try", { person: leadId }),
    ask("made_change", { fromDay: "2025-09-01" }),
  ];
  for (const each of asks) {
    const counts = { [each.type]: 1 };
    expect((await planErasure(world.product, each)).erased).toEqual(counts);
    expect((await eraseRecords(world.product, each)).erased).toEqual(counts);
    expect((await planErasure(world.product, each)).erased).toEqual({});
  }
  const left = await world.product.store.read(district, function* (tx) {
    const stones = yield* tx.records.listTombstones();
    return {
      rooms: (yield* tx.visiting.sumRooms("2025-09-01")).map(({ rooms }) => rooms),
      notes: yield* tx.visiting.listNotes(toId<ExpeditionId>("v1")),
      stones: stones.map(({ type, record }) => `${type} ${record}`).sort(),
    };
  });
  expect(left).toEqual({ rooms: [4], notes: [], stones: ["focus_group g1", "made_change c1"] });
  await expect(planErasure(world.product, ask("digest", { site }))).rejects.toMatchObject({
    code: "RECORDS_KEPT",
  });
});

test("who has the database alone cannot try who pressed under an idea", async () => {
  const { product } = world;
  const [idea] = product.words.library.nudges;
  const press = { nudge: idea?.id ?? "", useful: true };
  expect(await tuneIdea(product, actOf(leadId), press)).toBe("counted");
  expect(await tuneIdea(product, actOf(leadId), press)).toBe("before");
  const guessed = await product.store.transaction(district, (tx) =>
    tx.events.remember(`tuning:${press.nudge}:${leadId}`, at),
  );
  expect(guessed).toBe(true);
});
