import { expect, test } from "vitest";
import type { ExpeditionState, Observation } from "#domain/expedition.ts";
import { type ExpeditionId, type FocusGroupId, toId } from "#domain/ids.ts";
import { keepThemes, type TypedGroup } from "#usecases/keep-themes.ts";
import { listThemes, showThemes } from "#usecases/list-themes.ts";
import { listVisits } from "#usecases/list-visits.ts";
import { showMap } from "#usecases/read-map.ts";
import { readMySchool } from "#usecases/read-my-school.ts";
import { recordPart } from "#usecases/record-part.ts";
import { showBaseline } from "#usecases/show-baseline.ts";
import { type Opened, person, site, useWorlds, type World } from "./answers-rig.ts";

let world: World;
let product: Opened;
useWorlds((opened) => ({ world, product } = opened));

const lead = "lia-slack";
const visitor = "gil-slack";
const teacher = "oak-cy-slack";
const principal = "oak-ana-slack";
const v1 = toId<ExpeditionId>("v1");

interface Planned {
  readonly id?: ExpeditionId;
  readonly day?: string;
  readonly state?: ExpeditionState;
  readonly school?: string;
}

/** A visit by Lia and Gil. */
async function visit({
  id = v1,
  day = "2025-08-18",
  state = "planned",
  school = "oak",
}: Planned = {}) {
  await world.run((tx) =>
    tx.visiting.saveExpedition({
      id,
      site: site(school),
      day,
      kind: id === v1 ? "baseline" : "follow_up",
      state,
      plannedBy: person(lead),
      plannedAt: product.clock.now(),
      visitors: [person(lead), person(visitor)],
    }),
  );
}

const saw = (lookFor: string, rooms = 1, note = ""): Observation => ({
  lookFor,
  signal: "saw",
  rooms,
  note,
});

const send = async (who: string, observations: readonly Observation[], more: object = {}) =>
  await recordPart(product, world.act(who), {
    expedition: v1,
    part: `part-of-${who}`,
    revision: 1,
    rooms: 4,
    observations,
    ...more,
  });

const isRefused = async (trying: Promise<unknown>) =>
  await trying.then(
    () => false,
    (error: unknown) => String(error).includes("NOT_ALLOWED") || error instanceof Error,
  );

test("a draft that is sent twice counts once, an older one changes nothing, and a finished visit is closed", async () => {
  await visit();
  expect(await send(lead, [saw("L01", 2)])).toEqual({ kind: "kept" });
  expect(await send(lead, [saw("L01", 2)])).toEqual({ kind: "older" });
  expect(await send(lead, [saw("L02")], { revision: 3, rooms: 5 })).toEqual({ kind: "kept" });
  expect(await send(lead, [saw("L03")], { revision: 2 })).toEqual({ kind: "older" });
  expect(await send(visitor, [saw("L02")], { part: `part-of-${lead}`, revision: 9 })).toMatchObject(
    {
      kind: "problem",
      field: "part",
    },
  );
  const parts = await world.run((tx) => tx.visiting.listParts(v1));
  expect(parts.map(({ by, rooms, observations }) => [by, rooms, observations.length])).toEqual([
    [lead, 5, 1],
  ]);
  await visit({ state: "staff" });
  expect(await send(visitor, [saw("L02")])).toEqual({ kind: "closed" });
});

test("a line with a colleague, a room or a score is refused with its words, and nothing of the part is kept", async () => {
  await visit();
  for (const [note, why, word] of [
    ["Cy let them choose", "name", "Cy"],
    ["They voted in room 12", "room", "room 12"],
    ["I rate it 4", "score", "rate it 4"],
    ["Marcus helped his table", "student_name", "Marcus"],
  ] as const) {
    const refused = await send(lead, [saw("L01"), saw("L02", 1, note)]);
    expect(refused).toMatchObject({ kind: "problem", field: "note", lookFor: "L02" });
    expect(refused).toMatchObject({ held: { why, words: [word] } });
  }
  expect(await send(lead, [saw("L01", 5)])).toMatchObject({ field: "look_rooms", lookFor: "L01" });
  expect(await world.run((tx) => tx.visiting.listParts(v1))).toEqual([]);
});

test("staff of the school read a visit first, then the principal, then the district", async () => {
  await visit();
  await send(lead, [saw("L01", 2, "They picked their own book")]);
  await send(visitor, [{ ...saw("L01", 1), signal: "heard" }]);
  const readers = [teacher, principal, lead];
  const reads = async (who: string) =>
    !(await isRefused(showBaseline(product, world.act(who), v1)));
  const seen: boolean[][] = [];
  for (const state of ["planned", "staff", "principal", "shared", "cancelled"] as const) {
    await visit({ state });
    seen.push(await Promise.all(readers.map(reads)));
  }
  expect(seen).toEqual([
    [false, false, false],
    [true, false, false],
    [true, true, false],
    [true, true, true],
    [false, false, false],
  ]);
  await visit({ state: "shared" });
  const { told } = await showBaseline(product, world.act(teacher), v1);
  expect(told.visits[0]?.rooms).toBe(8);
  expect(told.looks).toEqual([
    {
      lookFor: "L01",
      told: [{ kind: "noticed", signal: "both", rooms: 3 }],
      notes: ["They picked their own book"],
    },
  ]);
  expect(JSON.stringify(told)).not.toContain("part-of");
});

test("a follow-up stands beside the first visit, for those whom it has reached", async () => {
  await visit({ state: "shared", day: "2025-08-11" });
  await world.run((tx) =>
    tx.visiting.savePart({
      expedition: v1,
      part: "imported",
      by: person(lead),
      rooms: 6,
      at: product.clock.now(),
      revision: 1,
      observations: [saw("L01", 2), saw("L05", 1)],
    }),
  );
  const v2 = toId<ExpeditionId>("v2");
  await visit({ id: v2, day: "2025-08-15" });
  await send(lead, [saw("L01", 3)], { expedition: v2 });
  await visit({ id: v2, day: "2025-08-15", state: "staff" });
  const readBy = async (who: string) => (await showBaseline(product, world.act(who), v1)).told;
  expect((await readBy(lead)).visits.map(({ visit: { id } }) => id)).toEqual([v1]);
  const { visits, looks } = await readBy(teacher);
  expect(visits.map(({ visit: { id } }) => id)).toEqual([v1, v2]);
  expect(looks.map(({ lookFor, told }) => [lookFor, ...told.map(({ kind }) => kind)])).toEqual([
    ["L01", "noticed", "noticed"],
    ["L05", "noticed", "before"],
  ]);
  const { toRead } = await listVisits(product, world.act(teacher));
  expect(toRead.map((each) => each.visit.id)).toEqual([v2, v1]);
  expect((await readMySchool(product, world.act(principal), site("oak"))).visits).toHaveLength(1);
});

test("the map says where something happens, by visits and by thanks, from three schools of a cluster on", async () => {
  const saying = async () => (await showMap(product, world.act(lead))).fields ?? [];
  await visit();
  await send(lead, [saw("L01", 2)]);
  await visit({ state: "shared" });
  expect(await saying()).toEqual([]);
  await world.school("elm");
  await world.school("fir");
  const choice = async () => (await saying()).find(({ label }) => label.includes("Choice"))?.value;
  // What visits to one or two schools noticed would be known to be theirs.
  for (const school of ["elm", "fir"]) {
    expect(await choice()).toBe("Nothing to tell yet");
    const id = toId<ExpeditionId>(`at-${school}`);
    await visit({ id, school });
    await send(lead, [saw("L01")], { expedition: id });
    await visit({ id, school, state: "shared" });
  }
  expect(await choice()).toBe("On visits: Near");
  expect((await saying()).find(({ label }) => label.includes("Voice"))?.value).toBe(
    "Nothing to tell yet",
  );
  expect(JSON.stringify(await saying())).not.toContain("Oak");
});

const group = (more: Partial<TypedGroup> = {}): TypedGroup => ({
  id: toId<FocusGroupId>("g1"),
  school: "Oak School",
  type: "student",
  day: "today",
  size: "5",
  themes: [
    { text: "They want more time to choose.", practice: "choice", pitfall: "planning_time" },
  ],
  ...more,
});

test("what a group said is kept without a name, and is a number only from three groups on", async () => {
  const keep = async (more: Partial<TypedGroup> = {}) =>
    await keepThemes(product, world.act(lead), group(more));
  expect(await keep({ size: "3" })).toMatchObject({ errors: { size: expect.any(String) } });
  expect(await keep({ day: "tomorrow" })).toMatchObject({ errors: { day: expect.any(String) } });
  expect(await keep({ school: "Nowhere" })).toMatchObject({
    errors: { school: expect.any(String) },
  });
  const named = [{ text: "Marcus wants more time", practice: "", pitfall: "" }];
  expect(await keep({ themes: named })).toMatchObject({
    errors: { text1: expect.stringContaining("Marcus") },
  });
  expect((await listThemes(product, world.act(lead))).told.isAny).toBe(false);
  for (const id of ["g1", "g1", "g2"]) await keep({ id: toId<FocusGroupId>(id) });
  const few = (await listThemes(product, world.act(lead))).told;
  expect(few.counts).toEqual({ groups: 0, practices: [], pitfalls: [] });
  expect(few.own).toHaveLength(2);
  await keep({ id: toId<FocusGroupId>("g3") });
  const card = await showThemes(product, world.act(lead));
  expect(card.fields?.map(({ value }) => value).join("\n")).toContain("Choice: 3 groups");
  expect((await listThemes(product, world.act(visitor))).told.own).toEqual([]);
});
