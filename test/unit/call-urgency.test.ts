import { expect, test } from "vitest";
import { byUrgency, clockOf, oncePerSchool, waitingSince } from "#domain/call-urgency.ts";
import { growthByMonth, percentOf } from "#domain/growth.ts";
import { type CallTaskId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import { lookUpSite } from "#domain/site-names.ts";
import type { CallTask } from "#domain/wave.ts";

const TODAY = "2025-09-10";

function taskOf(id: string, more: Partial<CallTask> = {}): CallTask {
  return {
    id: toId<CallTaskId>(id),
    wave: toId<WaveId>("w1"),
    site: toId<SiteId>(`site-${id}`),
    lead: toId<PersonId>("p1"),
    reason: "no_answer",
    words: "",
    createdOn: "2025-09-08",
    ...more,
  };
}

const orderOf = (...tasks: readonly CallTask[]) => byUrgency(tasks, TODAY).map(({ id }) => id);

test("who was promised an answer and got none comes first, then whose question nobody took up", () => {
  expect(
    orderOf(
      taskOf("new question", { reason: "question", ackBy: TODAY, actBy: "2025-09-12" }),
      taskOf("not taken up", { reason: "call_me", ackBy: "2025-09-09", actBy: "2025-09-11" }),
      taskOf("not acted on", {
        reason: "return_requested",
        acknowledgedAt: new Date(),
        ackBy: "2025-09-05",
        actBy: "2025-09-09",
      }),
    ),
  ).toEqual(["not acted on", "not taken up", "new question"]);
});

test("schools that asked for something come before those that said nothing, and the longest waiting first", () => {
  expect(
    orderOf(
      taskOf("silent"),
      taskOf("silent for long", { createdOn: "2025-08-20" }),
      taskOf("unreachable", { reason: "unreachable" }),
      taskOf("joined", { reason: "joined" }),
      taskOf("call me", { reason: "call_me" }),
      taskOf("come back", { reason: "return_requested" }),
      taskOf("question", { reason: "question" }),
    ),
  ).toEqual([
    "question",
    "come back",
    "call me",
    "joined",
    "unreachable",
    "silent for long",
    "silent",
  ]);
});

test("a school with a question and a request is one school to call, about the first of them", () => {
  const site = toId<SiteId>("oak");
  const tasks = [taskOf("question", { site }), taskOf("other"), taskOf("call me", { site })];
  expect(oncePerSchool(tasks).map(({ id }) => id)).toEqual(["question", "other"]);
});

test("a school that is to be called on a later day is off the list until that day", () => {
  const later = taskOf("later", { againOn: "2025-09-17" });
  expect(orderOf(later, taskOf("now"))).toEqual(["now"]);
  expect(byUrgency([later], "2025-09-17")).toEqual([later]);
  expect(waitingSince(later)).toBe("2025-09-17");
});

test("a clock is overdue only after its day, and taking a question up stops the first one", () => {
  const asked = taskOf("q", { reason: "question", ackBy: "2025-09-09", actBy: "2025-09-11" });
  expect(clockOf(asked, "2025-09-08")).toEqual({ kind: "due", day: "2025-09-09" });
  expect(clockOf(asked, "2025-09-09")).toEqual({ kind: "due_today" });
  expect(clockOf(asked, TODAY)).toEqual({ kind: "overdue", since: "2025-09-09" });
  const taken = { ...asked, acknowledgedAt: new Date() };
  expect(clockOf(taken, TODAY)).toEqual({ kind: "due", day: "2025-09-11" });
  expect(clockOf(taken, "2025-09-12")).toEqual({ kind: "overdue", since: "2025-09-11" });
  expect(clockOf(asked, "2025-09-12")).toEqual({ kind: "overdue", since: "2025-09-09" });
  expect(clockOf(taskOf("none"), TODAY)).toEqual({ kind: "none" });
});

test("the growth names every month end since the first school joined, and the month that runs", () => {
  const joined = ["2025-11-03", "2025-08-20", "2025-08-29", "2026-01-12"];
  expect(growthByMonth(joined, "2026-02-10").map(({ month, schools }) => [month, schools])).toEqual(
    [
      ["2025-08", 2],
      ["2025-09", 2],
      ["2025-10", 2],
      ["2025-11", 3],
      ["2025-12", 3],
      ["2026-01", 4],
      ["2026-02", 4],
    ],
  );
  expect(growthByMonth([], TODAY)).toEqual([]);
  expect(growthByMonth(["2024-01-01"], TODAY)).toHaveLength(12);
  expect([percentOf(14, 87), percentOf(40, 87), percentOf(0, 0)]).toEqual([16, 46, 0]);
});

test("a school is found by a part of its name, and what is not clear names those that may be meant", () => {
  const named = ["Oak Hill School", "Oakwood School", "Peña Elementary School"];
  const sites = named.map(
    (name): Site => ({
      id: toId<SiteId>(name),
      name,
      level: "elementary",
      zone: "UTC",
      bells: { studentStart: "08:00", studentEnd: "15:00", staffStart: "07:30", staffEnd: "16:00" },
      coreMaterials: [],
      active: true,
    }),
  );
  expect(lookUpSite(sites, "pena")).toMatchObject({ kind: "one", site: { name: named[2] } });
  expect(lookUpSite(sites, "OAK")).toEqual({ kind: "several", names: named.slice(0, 2) });
  expect(lookUpSite(sites, "wood")).toMatchObject({ kind: "one", site: { name: named[1] } });
  expect(lookUpSite(sites, "el")).toMatchObject({ kind: "one", site: { name: named[2] } });
  expect(lookUpSite(sites, "oak hill school")).toMatchObject({ kind: "one" });
  expect(lookUpSite(sites, "Oakwod School")).toEqual({
    kind: "unknown",
    near: ["Oakwood School", "Oak Hill School"],
  });
  expect(lookUpSite(sites, "")).toEqual({ kind: "unknown", near: [] });
});
