import fc from "fast-check";
import { expect, test } from "vitest";
import {
  findSchools,
  isLive,
  type Offer,
  type SchoolStanding,
  whyNotAdded,
  whyNotRemoved,
  yearBegunIn,
} from "#domain/choose-sites.ts";
import { type ClusterId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Cluster, Site } from "#domain/roster.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { type Invitation, type WaveState, waveStates } from "#domain/wave.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:00",
  staffEnd: "16:00",
};

function school(name: string, more: Partial<Site> = {}): Site {
  const id = toId<SiteId>(name.toLowerCase());
  const fixed = { zone: "America/New_York", bells, coreMaterials: [], active: true };
  return { id, name, level: "elementary", ...fixed, ...more };
}

const cedar: Cluster = { id: toId<ClusterId>("c1"), name: "Cedar" };
const sites = [
  school("Cedar Grove Elementary School", { cluster: toId<ClusterId>("c2") }),
  school("Lindenwood Elementary School", { cluster: cedar.id, signature: "IB" }),
  school("Valleyview Middle School", { cluster: cedar.id, level: "middle", signature: "STEM" }),
  school("Übung High School", { level: "high" }),
];
const places = { sites, clusters: [cedar] };
const namesIn = (typed: string) => findSchools({ typed }, places).sites.map(({ name }) => name);

test("a lead names schools, clusters, levels and programs in one line", () => {
  expect(namesIn("lindenwood")).toEqual(["Lindenwood Elementary School"]);
  expect(namesIn("ubung high school; Valleyview")).toHaveLength(2);
  expect(namesIn("cluster Cedar")).toEqual(namesIn("Cedar"));
  expect(namesIn("Cedar")).toEqual(["Lindenwood Elementary School", "Valleyview Middle School"]);
  expect(namesIn("middle schools, IB, lindenwood")).toHaveLength(2);
  expect(namesIn("everyone still out")).toHaveLength(4);
  expect(namesIn("Lindenwood and Valleyview")).toHaveLength(2);
});

test("what is picked in the form narrows, and names come on top", () => {
  const found = findSchools({ typed: "ubung", cluster: "c1", level: "middle" }, places);
  expect(found.sites.map(({ level }) => level)).toEqual(["high", "middle"]);
});

test("a name that could be several is asked back, and one that is nobody's gives the nearest", () => {
  const { unclear } = findSchools({ typed: "school, Lindenwod Elementry School, Quux" }, places);
  expect(unclear.map(({ several }) => several.length)).toEqual([4, 0, 0]);
  expect(unclear[1]?.near[0]).toBe("Lindenwood Elementary School");
  expect(unclear[2]?.near).toEqual([]);
});

const own = toId<WaveId>("w3");
const before = new Date("2025-05-20T12:00:00Z");
const lately = new Date("2025-08-20T12:00:00Z");
const rule = { wave: own, isThisYear: (at: Date) => at >= new Date("2025-07-01T00:00:00Z") };

function offer(state: WaveState, more: Partial<Invitation> = {}, wave = "w1"): Offer {
  const id = toId<WaveId>(wave);
  const invitation = { wave: id, site: toId<SiteId>("s1"), remindersSent: 0, ...more };
  return { wave: { id, name: wave, state }, invitation };
}

function why(standing: Partial<SchoolStanding>, more: object = {}) {
  return whyNotAdded({ joined: false, offers: [], ...standing }, { ...rule, ...more })?.reason;
}

test("a school that nobody has asked may come, and one that has joined may not", () => {
  expect(why({})).toBeUndefined();
  expect(why({ joined: true })).toBe("joined");
});

test("a school is in one wave at a time, until it has answered or its time is over", () => {
  expect(why({ offers: [offer("draft")] })).toBe("in_another_wave");
  expect(why({ offers: [offer("open")] })).toBe("in_another_wave");
  expect(why({ offers: [offer("open", { answer: "question" })] })).toBe("in_another_wave");
  expect(why({ offers: [offer("open", { answer: "not_yet" })] })).toBeUndefined();
  const later = { answer: "not_yet", snoozedUntil: "2026-02" } as const;
  expect(why({ offers: [offer("open", later)] })).toBe("in_another_wave");
  expect(why({ offers: [offer("closing", later)] })).toBeUndefined();
  expect(why({ offers: [offer("closing", { endedOn: "2025-09-24" })] })).toBeUndefined();
  expect(why({ offers: [offer("closed")] })).toBeUndefined();
  const asks = { answer: "question" } as const;
  expect(why({ offers: [offer("closing", asks)] })).toBeUndefined();
  const own = { ...asks, closesOn: "2025-10-21" };
  expect(why({ offers: [offer("closing", own)] })).toBe("in_another_wave");
});

test("who is in this wave already is said, also who was taken out of it", () => {
  expect(why({ offers: [offer("draft", {}, "w3")] })).toBe("in_this_wave");
  const out = offer("open", { endedOn: "2025-09-01" }, "w3");
  expect(why({ offers: [out] })).toBe("taken_out");
});

test("'not this year' holds until the next school year; 'not yet' never does", () => {
  expect(why({ said: { kind: "no", at: lately } })).toBe("not_this_year");
  expect(why({ said: { kind: "no", at: before } })).toBeUndefined();
  expect(why({ said: { kind: "not_yet", at: lately } })).toBeUndefined();
});

test("in an open wave nobody is asked again before somebody wrote what has changed", () => {
  const lacks = { lacksChange: true };
  expect(why({ said: { kind: "not_yet", at: lately } }, lacks)).toBe("no_change");
  expect(why({ said: { kind: "no", at: before } }, lacks)).toBe("no_change");
  expect(why({}, lacks)).toBeUndefined();
});

test("a school that has answered is not taken out, nor one that is not in it", () => {
  expect(whyNotRemoved(offer("open").invitation)).toBeUndefined();
  expect(whyNotRemoved(offer("open", { answer: "not_yet" }).invitation)?.reason).toBe(
    "has_answered",
  );
  expect(whyNotRemoved(undefined)?.reason).toBe("not_in_it");
  expect(whyNotRemoved(offer("open", { endedOn: "2025-09-01" }).invitation)?.reason).toBe(
    "not_in_it",
  );
});

test("a school year begins with its first day, and in summer with July", () => {
  const schoolDays = buildSchoolDays(sampleCalendar);
  const years = ["2025-06-30", "2025-07-01", "2025-08-18", "2026-01-15", "2026-05-20"].map((day) =>
    yearBegunIn(day, schoolDays),
  );
  expect(years).toEqual(["2024", "2025", "2025", "2025", "2025"]);
});

const deeds = ["add", "remove", "yes", "not_yet", "snooze", "move"] as const;
const step = fc.record({
  wave: fc.constantFrom("w1", "w2", "w3"),
  does: fc.constantFrom(...deeds),
});

/** One school, and what the rule alone decides about it. */
function oneSchool() {
  const states = new Map<string, WaveState>();
  const invitations = new Map<string, Invitation>();
  let joined = false;
  const stateOf = (wave: string): WaveState => states.get(wave) ?? "draft";
  const offers = (): Offer[] =>
    [...invitations].map(([wave, more]) => offer(stateOf(wave), more, wave));
  const answer = (wave: string, more: Partial<Invitation>): void => {
    const at = invitations.get(wave);
    if (!at || stateOf(wave) !== "open" || !isLive(offer("open", at, wave))) return;
    joined ||= more.answer === "yes";
    invitations.set(wave, { ...at, ...more });
  };
  const deed: Record<(typeof deeds)[number], (wave: string) => void> = {
    add: (wave) => {
      if (stateOf(wave) === "closing" || stateOf(wave) === "closed") return;
      const left = whyNotAdded({ joined, offers: offers() }, { ...rule, wave: toId<WaveId>(wave) });
      if (!left) invitations.set(wave, offer("draft", {}, wave).invitation);
    },
    remove: (wave) => {
      if (!whyNotRemoved(invitations.get(wave))) invitations.delete(wave);
    },
    yes: (wave) => answer(wave, { answer: "yes" }),
    not_yet: (wave) => answer(wave, { answer: "not_yet" }),
    snooze: (wave) => answer(wave, { answer: "not_yet", snoozedUntil: "2026-02" }),
    move: (wave) => {
      const next = waveStates[waveStates.indexOf(stateOf(wave)) + 1];
      states.set(wave, next ?? stateOf(wave));
    },
  };
  return { deed, countLive: () => offers().filter(isLive).length };
}

test("whatever leads and schools do, a school is never in two waves that wait for it", () => {
  let most = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { deed, countLive } = oneSchool();
      for (const { wave, does } of steps) {
        deed[does](wave);
        most = Math.max(most, countLive());
        expect(countLive()).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
  expect(most).toBe(1);
});
