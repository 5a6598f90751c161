import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClusterId, type SiteId, toId } from "#domain/ids.ts";
import { findNotLooked, firstOfSchoolDays, seenAt } from "#domain/not-looked.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const cluster = (name: string) => toId<ClusterId>(name);
const site = (id: string, level = "elementary", of = "oak") => ({
  id: toId<SiteId>(id),
  level,
  cluster: cluster(of),
});
const spot = (id: string, practice = "") => ({ site: toId<SiteId>(id), practice });

const sites = [
  site("o1"),
  site("o2"),
  site("o3"),
  site("p1", "high", "pine"),
  site("p2", "high", "pine"),
  site("p3", "high", "pine"),
  site("s1", "alternative", "spruce"),
];
const practices = ["choice", "voice"];

test("a cluster, a level and a practice in which nothing was seen are named", () => {
  expect(findNotLooked({ sites, practices, seen: [spot("o2", "choice")] })).toEqual({
    clusters: ["pine"],
    levels: ["high"],
    practices: ["voice"],
  });
});

test("one post anywhere in a cluster is enough, and a post without a practice says nothing of one", () => {
  const seen = [spot("o1"), spot("p3")];
  expect(findNotLooked({ sites, practices, seen })).toEqual({
    clusters: [],
    levels: [],
    practices: ["choice", "voice"],
  });
});

test("a cluster or level of fewer than three schools is never named, whatever was seen", () => {
  const ids = sites.map(({ id }) => id);
  fc.assert(
    fc.property(fc.subarray(ids), (seen) => {
      const found = findNotLooked({ sites, practices, seen: seen.map((id) => spot(id)) });
      expect(found.clusters).not.toContain("spruce");
      expect(found.levels).not.toContain("alternative");
    }),
  );
});

test("what belongs to no school, or to another, is not seen at this one", () => {
  const seen = [{ practice: "choice" }, spot("p1", "voice"), spot("o1", "choice")];
  expect(seenAt(seen, [site("o1")])).toEqual([spot("o1", "choice")]);
});

test("six weeks are thirty days of school: a break in between makes them longer", () => {
  const days = buildSchoolDays(sampleCalendar);
  const from = firstOfSchoolDays(days, "2025-10-20", 30) ?? "";
  // Labor Day, two days of fall break, and what else the calendar closes.
  expect(from < "2025-09-08").toBe(true);
  expect(days.schoolDaysBetween(from, "2025-10-20")).toBe(29);
  expect(days.isSchoolDay(from)).toBe(true);
});

test("where the calendar does not go back so far there is no first day", () => {
  const days = buildSchoolDays(sampleCalendar);
  expect(firstOfSchoolDays(days, "2025-08-08", 30)).toBeUndefined();
});
