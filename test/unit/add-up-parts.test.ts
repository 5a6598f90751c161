import fc from "fast-check";
import { expect, test } from "vitest";
import { addUpParts } from "#domain/add-up-parts.ts";
import { tellBaseline, type VisitFound } from "#domain/baseline.ts";
import { type Expedition, signals } from "#domain/expedition.ts";
import { sumThemes } from "#domain/focus-group.ts";
import {
  type ClusterId,
  type ExpeditionId,
  type PersonId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import { parsePastDay } from "#domain/past-day.ts";
import { toPocketMap } from "#domain/pocket-map.ts";
import { findVisitFault, toCalledNames } from "#domain/visit-line.ts";
import { findPartProblem } from "#domain/visit-part.ts";
import { statesSeenBy } from "#domain/visit-sharing.ts";

const lookFors = ["L01", "L02", "L03"];
const observation = fc.record({
  lookFor: fc.constantFrom(...lookFors),
  signal: fc.constantFrom(...signals),
  rooms: fc.integer({ min: 1, max: 9 }),
  note: fc.constant(""),
});
const part = fc.record({
  rooms: fc.integer({ min: 9, max: 60 }),
  observations: fc.uniqueArray(observation, { selector: ({ lookFor }) => lookFor }),
});

test("visitors' parts add up to the same in whatever order they come", () => {
  const shuffled = fc
    .array(part, { maxLength: 5 })
    .chain((parts) =>
      fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })),
    );
  fc.assert(
    fc.property(shuffled, ([parts, others]) => {
      expect(addUpParts(others)).toEqual(addUpParts(parts));
    }),
  );
});

test("a look-for is noticed in as many rooms as the visitors say together, and never in more than they saw", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const { rooms, noticed } = addUpParts(parts);
      for (const each of noticed) {
        const own = parts.flatMap(({ observations }) =>
          observations.filter(({ lookFor }) => lookFor === each.lookFor),
        );
        expect(each.rooms).toBe(own.reduce((sum, one) => sum + one.rooms, 0));
        expect(each.rooms).toBeLessThanOrEqual(rooms);
        const said = new Set(own.map(({ signal }) => signal));
        expect(each.signal).toBe(said.size === 1 ? own[0]?.signal : "both");
      }
    }),
  );
});

const visit: Expedition = {
  id: toId<ExpeditionId>("v1"),
  site: toId<SiteId>("s1"),
  day: "2025-09-04",
  kind: "baseline",
  state: "shared",
  plannedBy: toId<PersonId>("lead"),
  plannedAt: new Date("2025-08-01T12:00:00Z"),
  visitors: [],
};

const found = (
  day: string,
  rooms: number,
  looks: Readonly<Record<string, number>>,
): VisitFound => ({
  visit: { ...visit, id: toId<ExpeditionId>(day), day },
  rooms,
  noticed: Object.entries(looks).map(([lookFor, count]) => ({
    lookFor,
    signal: "saw",
    rooms: count,
  })),
  notes: [{ lookFor: "L01", note: `note of ${day}` }],
});

test("a later visit that did not come across something takes nothing away from a school", () => {
  const told = tellBaseline(
    [found("2025-09-04", 6, { L01: 4 }), found("2026-02-05", 5, { L02: 2 })],
    lookFors,
  );
  expect(told.looks).toEqual([
    {
      lookFor: "L01",
      told: [{ kind: "noticed", signal: "saw", rooms: 4 }, { kind: "before" }],
      notes: ["note of 2025-09-04", "note of 2026-02-05"],
    },
    {
      lookFor: "L02",
      told: [{ kind: "none" }, { kind: "noticed", signal: "saw", rooms: 2 }],
      notes: [],
    },
  ]);
});

test("a visit to two rooms says what was there, without a count or a line that points at one", () => {
  const { visits, looks } = tellBaseline([found("2025-09-04", 2, { L01: 1 })], lookFors);
  expect(visits[0]?.isSmall).toBe(true);
  expect(looks[0]).toMatchObject({ told: [{ kind: "noticed", rooms: undefined }], notes: [] });
});

test("nobody's name, no room and no score gets into a visit, and what students do gets in", () => {
  const staff = toCalledNames(["Tamika Ibarra", "Ana Young"]);
  const why = (text: string) => findVisitFault(text, staff)?.why;
  for (const text of [
    "Ms. Rivera let them pick",
    "tamika let them pick",
    "la maestra Soto",
    "Marcus chose",
  ])
    expect([text, why(text)]).toEqual([text, "name"]);
  for (const text of ["Room 214 voted", "in 214.", "salón 12 votó", "B-104 was busy", "#12"])
    expect([text, why(text)]).toEqual([text, "room"]);
  for (const text of ["I would rate it 4", "90% on task", "needs improvement", "4 estrellas"])
    expect([text, why(text)]).toEqual([text, "score"]);
  const fine = [
    "Students picked their own book in 3 rooms.",
    "Two of four groups switched jobs.",
    "young students used a checklist",
    "Grade 4 students set their own goals.",
    "Los estudiantes votaron las reglas.",
  ];
  for (const text of fine) expect([text, why(text)]).toEqual([text, undefined]);
});

test("numbers that cannot be are refused by their field", () => {
  const known = new Set(lookFors);
  const sent = { part: "0123456789", revision: 1, rooms: 3, observations: [] };
  const look = { lookFor: "L01", signal: "saw", rooms: 1, note: "" } as const;
  const fieldOf = (more: object) => findPartProblem({ ...sent, ...more }, known)?.field;
  expect(fieldOf({})).toBeUndefined();
  expect(fieldOf({ rooms: 0 })).toBe("rooms");
  expect(fieldOf({ rooms: 61 })).toBe("rooms");
  expect(fieldOf({ part: "a b" })).toBe("part");
  expect(fieldOf({ revision: 0 })).toBe("part");
  expect(fieldOf({ observations: [{ ...look, lookFor: "L99" }] })).toBe("look_for");
  expect(fieldOf({ observations: [look, look] })).toBe("look_for");
  expect(fieldOf({ observations: [{ ...look, rooms: 4 }] })).toBe("look_rooms");
});

test("a school's staff read a visit first, then its principal, then the district", () => {
  const place = { site: toId<SiteId>("s1"), cluster: toId<ClusterId>("c1") };
  const as = (
    role: "teacher" | "principal" | "area_lead" | "pl_lead" | "it_admin",
    at: SiteId | ClusterId,
  ) => statesSeenBy({ assignments: [{ role, place: at }] }, place);
  expect(as("teacher", place.site)).toEqual(["staff", "principal", "shared"]);
  expect(as("teacher", toId<SiteId>("s2"))).toEqual([]);
  expect(as("principal", place.site)).toEqual(["principal", "shared"]);
  expect(as("area_lead", place.cluster)).toEqual(["shared"]);
  expect(as("area_lead", toId<ClusterId>("c2"))).toEqual([]);
  expect(as("pl_lead", place.cluster)).toEqual(["shared"]);
  expect(as("it_admin", place.cluster)).toEqual([]);
  // A principal who teaches a class is still the principal.
  const both = (["teacher", "principal"] as const).map((role) => ({ role, place: place.site }));
  expect(statesSeenBy({ assignments: both }, place)).toEqual(["principal", "shared"]);
});

test("the map names no cluster of fewer than three schools, and no visits to fewer", () => {
  const [near, far] = ["near", "far"].map((id) => ({ id: toId<ClusterId>(id), name: id }));
  if (!(near && far)) throw new RangeError("no clusters");
  const site = (id: string, cluster: ClusterId) => ({ id: toId<SiteId>(id), cluster });
  const spot = (id: string, practice: string) => ({ site: toId<SiteId>(id), practice });
  const cellsOf = (visited: readonly ReturnType<typeof spot>[]) => {
    const { clusters, rows } = toPocketMap({
      clusters: [near, far],
      sites: [site("a", near.id), site("b", near.id), site("c", near.id), site("d", far.id)],
      practices: ["choice", "voice", "goals"],
      visited,
      thanked: [spot("b", "choice")],
    });
    expect(clusters).toEqual([near]);
    return rows.flatMap(({ cells }) => cells);
  };
  const two = [spot("a", "choice"), spot("b", "voice"), spot("a", "voice"), spot("d", "voice")];
  expect(cellsOf(two)).toEqual(["thanks", "none", "none"]);
  expect(cellsOf([...two, spot("c", "choice")])).toEqual(["both", "visit", "none"]);
});

test("what fewer than three groups said has no number, and a group says a thing once", () => {
  const theme = { id: "1", practice: "choice", pitfall: "plate_full", text: "" };
  const group = (size: number) => ({ size, themes: [theme, { ...theme, id: "2" }] });
  expect(sumThemes([group(5), group(6)])).toEqual({ groups: 0, practices: [], pitfalls: [] });
  expect(sumThemes([group(5), group(6), group(8)])).toEqual({
    groups: 3,
    practices: [{ id: "choice", groups: 3 }],
    pitfalls: [{ id: "plate_full", groups: 3 }],
  });
});

test("a past day is the newest that fits, and no day to come", () => {
  const on = (typed: string) => parsePastDay(typed, "2025-11-20");
  expect(
    ["today", "yesterday", "Monday", "11/18", "9/4", "Dec 3", "tomorrow", "soon"].map(on),
  ).toEqual([
    "2025-11-20",
    "2025-11-19",
    "2025-11-17",
    "2025-11-18",
    "2025-09-04",
    "2024-12-03",
    undefined,
    undefined,
  ]);
});
