import { describe, expect, test } from "vitest";
import { type SiteId, toId } from "#domain/ids.ts";
import { countPulses, nextPulseDay, roundOf } from "#domain/pulse.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { lastStoryDay, type PlacedStory, pickStory, stateOfStory } from "#domain/story-shelf.ts";

const site = (name: string) => toId<SiteId>(name);
const consentAt = new Date("2025-08-18T14:00:00Z");
const until = { consentAt, expiresOn: "2026-02-18" };
const reader = {
  site: site("oak"),
  level: "elementary",
  cluster: "north",
  day: "2025-10-01",
  usedIds: new Set<string>(),
};
const stories: readonly PlacedStory[] = [
  { ...until, id: "far-high", site: site("a"), level: "high", cluster: "south" },
  { ...until, id: "near-high", site: site("b"), level: "high", cluster: "north" },
  { ...until, id: "far-elementary", site: site("c"), level: "elementary", cluster: "south" },
  { ...until, id: "near-elementary", site: site("d"), level: "elementary", cluster: "north" },
  { ...until, id: "own", site: site("oak"), level: "elementary", cluster: "north" },
];

describe("a story for a school", () => {
  test("comes from a school of its level, then from its cluster, and never twice or from itself", () => {
    const told: string[] = [];
    for (let count = 0; count < stories.length; count++) {
      const next = pickStory(stories, { ...reader, usedIds: new Set(told) });
      if (next) told.push(next.id);
    }
    expect(told).toEqual(["near-elementary", "far-elementary", "near-high", "far-high"]);
  });

  test("is used only after its owner's yes, until its last day, and until it is taken off", () => {
    const [story] = stories.slice(3);
    const picked = (change: Partial<PlacedStory>, day = reader.day) =>
      pickStory(story ? [{ ...story, ...change }] : [], { ...reader, day })?.id;
    expect(picked({})).toBe("near-elementary");
    expect(picked({ consentAt: undefined })).toBeUndefined();
    expect(picked({ retiredAt: consentAt })).toBeUndefined();
    expect(picked({}, "2026-02-18")).toBe("near-elementary");
    expect(picked({}, "2026-02-19")).toBeUndefined();
  });

  test("of several that fit alike is spread over the schools, the same each time", () => {
    const alike = ["s1", "s2", "s3"].map((id) => ({ ...until, id, level: "elementary" }));
    const picks = Array.from({ length: 30 }, (_each, at) =>
      pickStory(alike, { ...reader, site: site(`school-${at}`) }),
    );
    expect(new Set(picks.map((one) => one?.id))).toEqual(new Set(["s1", "s2", "s3"]));
    const turned = pickStory(alike.toReversed(), { ...reader, site: site("school-0") });
    expect(turned?.id).toBe(picks[0]?.id);
  });

  test("stands on the shelf as waiting, used, over or taken off", () => {
    const day = "2025-10-01";
    expect(stateOfStory({ expiresOn: "2026-02-18" }, day)).toBe("waiting");
    expect(stateOfStory(until, day)).toBe("used");
    expect(stateOfStory({ ...until, expiresOn: "2025-09-30" }, day)).toBe("expired");
    expect(stateOfStory({ ...until, retiredAt: consentAt }, day)).toBe("off");
  });

  test.each([
    ["2025-08-18", 6, "2026-02-18"],
    ["2025-11-30", 3, "2026-02-28"],
    ["2025-12-15", 12, "2026-12-15"],
  ])("that may be used from %s for %i months is used until %s", (today, months, last) => {
    expect(lastStoryDay(today, months)).toBe(last);
  });
});

describe("the pulse", () => {
  const schoolDays = buildSchoolDays([
    { day: "2025-08-04", kind: "first_day", label: "" },
    { day: "2025-12-22", kind: "closed", label: "" },
    { day: "2026-01-01", kind: "closed", label: "" },
    { day: "2026-01-02", kind: "closed", label: "" },
    { day: "2026-05-27", kind: "last_day", label: "" },
  ]);

  test("comes six weeks after joining, then six weeks into each semester, as long as days are known", () => {
    const joinedOn = "2025-08-20";
    const next = (after: string) => nextPulseDay({ joinedOn, after, schoolDays });
    expect(next("2025-08-20")).toBe("2025-10-01");
    expect(next("2025-10-01")).toBe("2026-02-16");
    expect(next("2026-02-16")).toBeUndefined();
    expect(roundOf(joinedOn, "2025-10-01")).toBe("first");
    expect(roundOf(joinedOn, "2026-02-16")).toBe("2026-spring");
  });

  const given = (count: number, round: string) =>
    Array.from({ length: count }, () => ({
      round,
      answers: ["yes", "partly", "not_yet"] as const,
    }));

  test("of four people is not shown, of five it is counted by item, round by round", () => {
    const counts = countPulses([...given(4, "2026-spring"), ...given(5, "first")]);
    expect(counts.map(({ round }) => round)).toEqual(["first", "2026-spring"]);
    expect(counts[0]?.items).toEqual([
      { yes: 5, partly: 0, not_yet: 0 },
      { yes: 0, partly: 5, not_yet: 0 },
      { yes: 0, partly: 0, not_yet: 5 },
    ]);
    expect(counts[1]?.items).toBeUndefined();
  });
});
