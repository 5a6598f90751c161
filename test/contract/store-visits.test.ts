import { describe, expect, test } from "vitest";
import type { Expedition, ExpeditionPart, Observation } from "#domain/expedition.ts";
import {
  type CorrectionId,
  type ExpeditionId,
  type PersonId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import { at } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const [ana, ben] = [toId<PersonId>("ana"), toId<PersonId>("ben")];
const [v1, v2, v3] = ["v1", "v2", "v3"].map((id) => toId<ExpeditionId>(id));
const oak = toId<SiteId>("oak");

function visit(id: ExpeditionId | undefined, more: Partial<Expedition> = {}): Expedition {
  const named = { id: id ?? toId<ExpeditionId>("none"), site: oak, day: "2025-10-06" };
  const state = { kind: "baseline", state: "planned" } as const;
  return { ...named, ...state, plannedBy: ana, plannedAt: at(1), visitors: [ana, ben], ...more };
}

const seen = (lookFor: string, rooms: number, note = ""): Observation => ({
  lookFor,
  signal: "saw",
  rooms,
  note,
});

function part(of: Expedition, more: Partial<ExpeditionPart> = {}): ExpeditionPart {
  const base = { expedition: of.id, part: "phone", by: ana, rooms: 4, at: at(2), revision: 1 };
  return { ...base, observations: [seen("L01", 2, "one said why")], ...more };
}

describe.each(engines)("visits to schools, on %s", (engine) => {
  const rig = useStore(engine);

  test("a visit is kept as it was last saved, and found by school, by day and by how far it is", async () => {
    const { run } = rig.fresh();
    const one = visit(v1);
    const done = visit(v2, {
      day: "2025-11-03",
      kind: "follow_up",
      state: "staff",
      nextOn: "2025-11-06",
      finishedAt: at(9),
    });
    for (const each of [visit(v1, { day: "2025-10-01" }), one, done])
      await run(({ visiting }) => visiting.saveExpedition(each));
    expect(await run(({ visiting }) => visiting.findExpedition(one.id))).toEqual({
      ...one,
      finishedAt: undefined,
      nextOn: undefined,
      sharedAt: undefined,
    });
    const list = async (wanted: object) =>
      (await run(({ visiting }) => visiting.listExpeditions(wanted))).map(({ id }) => id);
    expect(await list({})).toEqual([v2, v1]);
    expect(await list({ site: oak, states: ["planned"] })).toEqual([v1]);
    expect(await list({ fromDay: "2025-10-07" })).toEqual([v2]);
    expect(await list({ site: toId<SiteId>("elm") })).toEqual([]);
  });

  test("an older draft never replaces a newer one, and parts of one visit are added up", async () => {
    const { run } = rig.fresh();
    const shared = visit(v1, { state: "shared", sharedAt: at(9) });
    await run(({ visiting }) => visiting.saveExpedition(shared));
    const save = async (one: ExpeditionPart) => await run(({ visiting }) => visiting.savePart(one));
    expect(await save(part(shared, { revision: 3 }))).toBe(true);
    expect(await save(part(shared, { revision: 3, rooms: 9 }))).toBe(false);
    expect(await save(part(shared, { revision: 2, rooms: 9 }))).toBe(false);
    expect(
      await save(
        part(shared, { part: "tablet", by: ben, observations: [seen("L01", 1), seen("L04", 3)] }),
      ),
    ).toBe(true);
    const found = await run(function* ({ visiting }) {
      return {
        looks: yield* visiting.listLooks("2025-10-01"),
        later: yield* visiting.listLooks("2025-10-07"),
        rooms: yield* visiting.listRooms("2025-10-01"),
        notes: yield* visiting.listNotes(shared.id),
      };
    });
    expect(
      found.looks.map(({ lookFor, saw, heard, rooms }) => [lookFor, saw, heard, rooms]),
    ).toEqual([
      ["L01", true, false, 3],
      ["L04", true, false, 3],
    ]);
    expect(found.rooms.map(({ rooms }) => rooms)).toEqual([8]);
    expect([found.later, found.notes]).toEqual([[], [{ lookFor: "L01", note: "one said why" }]]);
  });

  test("nothing that is on its way through the school is the district's to read", async () => {
    const { run } = rig.fresh();
    for (const [index, state] of (
      ["planned", "staff", "principal", "cancelled"] as const
    ).entries()) {
      const one = visit(toId<ExpeditionId>(`w${index}`), { state });
      await run(({ visiting }) => visiting.saveExpedition(one));
      await run(({ visiting }) => visiting.savePart(part(one)));
    }
    const looks = await run(({ visiting }) => visiting.listLooks("2025-01-01"));
    expect([looks, await run(({ visiting }) => visiting.listRooms("2025-01-01"))]).toEqual([
      [],
      [],
    ]);
  });

  test("a wish to be left out is kept once, taken back, and forgotten; a correction is settled", async () => {
    const { run } = rig.fresh();
    const one = visit(v3);
    await run(({ visiting }) => visiting.saveExpedition(one));
    const add = async (who: PersonId) =>
      await run(({ visiting }) => visiting.addSkip(one.id, who, at(1)));
    expect([await add(ana), await add(ana), await add(ben)]).toEqual([true, false, true]);
    const remove = async () => await run(({ visiting }) => visiting.removeSkip(one.id, ana));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await run(({ visiting }) => visiting.listSkips(one.id))).toEqual([ben]);
    await run(({ visiting }) => visiting.forgetSkips(one.id));
    expect(await run(({ visiting }) => visiting.listSkips(one.id))).toEqual([]);
    const correction = {
      id: toId<CorrectionId>("c1"),
      expedition: one.id,
      person: ben,
      text: "It was earlier.",
      at: at(3),
    };
    await run(({ visiting }) => visiting.saveCorrection(correction));
    const settled = { ...correction, settledAt: at(5), settledBy: ana, outcome: "kept" as const };
    await run(({ visiting }) => visiting.saveCorrection(settled));
    expect(await run(({ visiting }) => visiting.listCorrections(one.id))).toEqual([settled]);
    expect(await run(({ visiting }) => visiting.findCorrection(correction.id))).toEqual(settled);
  });
});
