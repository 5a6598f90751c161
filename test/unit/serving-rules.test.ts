import fc from "fast-check";
import { expect, test } from "vitest";
import { becomesOf, compareWaited } from "#domain/backlog.ts";
import { toId } from "#domain/ids.ts";
import { mondayOf, weekKey } from "#domain/local-time.ts";
import { joinOutages, readOutage, wasAway, writeOutage } from "#domain/outage.ts";
import { addFailing, findOverdue } from "#domain/overdue.ts";
import { findPauseProblem, isTold, readTypedPause } from "#domain/pause-words.ts";
import { refusesTooMuch } from "#domain/refusals.ts";
import { maySendAgain } from "#domain/send-again.ts";
import { mondayOfWeek, readSend, waveSend, weeklySend } from "#domain/send-key.ts";

const zone = "America/New_York";
const at = (text: string): Date => new Date(text);
const MONDAY = "2025-08-18";

test.each([
  ["", "", MONDAY, MONDAY],
  ["today", "", MONDAY, MONDAY],
  ["mañana", "", "2025-08-19", "2025-08-19"],
  ["Lindenwood tomorrow", "Lindenwood", "2025-08-19", "2025-08-19"],
  ["Lindenwood High", "Lindenwood High", MONDAY, MONDAY],
  ["Lindenwood tuesday until friday", "Lindenwood", "2025-08-19", "2025-08-22"],
  ["until 8/22", "", MONDAY, "2025-08-22"],
  ["week", "", MONDAY, "2025-08-24"],
  ["Lindenwood esta semana", "Lindenwood", MONDAY, "2025-08-24"],
  ["Oak del 22 de agosto al 29 de agosto", "Oak", "2025-08-22", "2025-08-29"],
  ["del 22 al 29 de agosto", "", "2025-08-22", "2025-08-29"],
  ["de martes a viernes", "", "2025-08-19", "2025-08-22"],
  ["Al Smith High today", "Al Smith High", MONDAY, MONDAY],
  ["el 6 de octubre hasta el 8 de octubre", "", "2025-10-06", "2025-10-08"],
])("a lead types %j after /pl pause school and means those days", (typed, ...days) => {
  const [name, from, until] = days;
  expect(readTypedPause(typed, MONDAY)).toEqual({ kind: "days", name, from, until });
});

test("a day nobody can read is said, and no pause is longer than allowed, turned around or over", () => {
  expect(readTypedPause("today until the cows come home", MONDAY)).toEqual({ kind: "unreadable" });
  const problem = (from: string, until: string) =>
    findPauseProblem({ from, until }, { today: MONDAY, most: 7 });
  expect(problem(MONDAY, "2025-08-24")).toBeUndefined();
  expect(problem(MONDAY, "2025-08-25")).toBe("too_long");
  expect(problem("2025-08-20", "2025-08-19")).toBe("order");
  expect(problem("2025-08-15", MONDAY)).toBe("past");
  expect(isTold({ from: MONDAY, until: "2025-08-19" })).toBe(false);
  expect(isTold({ from: MONDAY, until: "2025-08-20" })).toBe(true);
});

test("what came once for another week is over, and what counts in a week needs room in this one", () => {
  const now = at("2025-08-27T14:00:00Z");
  const last = { dueAt: at("2025-08-19T14:00:00Z"), week: "2025-W34" };
  expect(becomesOf({ ...last, kind: "nudge" }, now, zone)).toBe("over");
  expect(becomesOf({ ...last, kind: "digest" }, now, zone)).toBe("over");
  expect(becomesOf({ ...last, kind: "invitation" }, now, zone)).toBe("needs_room");
  expect(becomesOf({ dueAt: last.dueAt, kind: "shout_out_post" }, now, zone)).toBe("goes");
  const monday = { dueAt: at("2025-08-25T14:00:00Z"), week: "2025-W35" };
  expect(becomesOf({ ...monday, kind: "nudge" }, now, zone)).toBe("goes");
  const kinds = (["nudge", "connection", "invitation"] as const).map((kind) => ({ ...last, kind }));
  expect(kinds.toSorted(compareWaited).map(({ kind }) => kind)).toEqual([
    "invitation",
    "connection",
    "nudge",
  ]);
});

test("late by a quarter of an hour, or failing since then, is told once for each campaign", () => {
  const now = at("2025-08-19T12:00:00Z");
  const row = (id: string, campaign: string, nextAt: string) => ({
    id,
    campaign,
    nextAt: at(nextAt),
  });
  const planned = [
    row("nudge:a", "nudge", "2025-08-19T11:30:00Z"),
    row("nudge:b", "nudge", "2025-08-19T11:00:00Z"),
    row("roundup:a", "roundup", "2025-08-19T11:50:00Z"),
    row("digest", "digest", "2025-08-19T12:30:00Z"),
    row("calls", "calls", "2025-08-20T12:30:00Z"),
  ];
  const failed = { id: "digest", campaign: "digest", since: at("2025-08-19T11:30:00Z") };
  const failing = addFailing([], { ...failed, retryAt: at("2025-08-19T12:30:00Z") });
  // This one has run since: its next time is another.
  const old = { id: "calls", campaign: "calls", since: at("2025-08-18T11:30:00Z") };
  const all = addFailing(failing, { ...old, retryAt: at("2025-08-18T12:30:00Z") });
  expect(findOverdue({ planned, failing: all, now })).toEqual([
    { campaign: "digest", since: failed.since, count: 1 },
    { campaign: "nudge", since: at("2025-08-19T11:00:00Z"), count: 2 },
  ]);
  const again = addFailing(failing, {
    ...failed,
    since: at("2025-08-19T12:30:00Z"),
    retryAt: at("2025-08-19T13:30:00Z"),
  });
  expect(again).toEqual([{ ...failed, retryAt: at("2025-08-19T13:30:00Z") }]);
});

test("an outage is kept as it was, and two that nobody heard of are told as one", () => {
  const one = {
    reason: "off" as const,
    from: at("2025-08-19T10:00:00Z"),
    until: at("2025-08-19T15:00:00Z"),
    missed: [{ id: "nudge:a", campaign: "nudge", subject: "a", at: at("2025-08-19T11:30:00Z") }],
  };
  expect(readOutage(writeOutage(one))).toEqual(one);
  expect(readOutage("")).toBeUndefined();
  const more = { ...one, from: at("2025-08-19T16:00:00Z"), until: at("2025-08-19T18:00:00Z") };
  expect(joinOutages(one, more)).toEqual({ ...more, from: one.from });
  expect(wasAway(undefined, one.from)).toBe(false);
  expect(wasAway(one.from, at("2025-08-19T10:10:00Z"))).toBe(false);
  expect(wasAway(one.from, one.until)).toBe(true);
});

test("a platform is told of when it refuses more than a fifth, and not for one or two people", () => {
  expect(refusesTooMuch({ ended: 3, refused: 2 })).toBe(false);
  expect(refusesTooMuch({ ended: 14, refused: 3 })).toBe(true);
  expect(refusesTooMuch({ ended: 15, refused: 3 })).toBe(false);
});

test("nothing that arrived, or may have, is sent again, and nothing whose time is over", () => {
  const sure = { unsure: false, takenBack: false };
  const lost = { ...sure, kind: "nudge", state: "refused", day: "2025-08-19" } as const;
  expect(maySendAgain(lost, "2025-08-22")).toBe(true);
  expect(maySendAgain(lost, "2025-08-25")).toBe(false);
  for (const state of ["delivered", "unknown", "waiting", "leased", "cancelled"])
    expect(maySendAgain({ ...lost, state }, "2025-08-19")).toBe(false);
  expect(maySendAgain({ ...lost, state: "expired", unsure: true }, "2025-08-19")).toBe(false);
  expect(maySendAgain({ ...lost, takenBack: true }, "2025-08-19")).toBe(false);
  expect(maySendAgain({ ...lost, kind: "roundup" }, "2025-08-19")).toBe(false);
  // A pause put last week's off into this one.
  expect(maySendAgain({ ...lost, kind: "digest", week: "2025-W33" }, "2025-08-19")).toBe(false);
  expect(maySendAgain({ ...lost, kind: "invitation" }, "2025-09-10")).toBe(true);
});

test("a send's name says what it was, in every week of every year", () => {
  const day = fc
    .integer({ min: 0, max: 12_000 })
    .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, (each) => {
      expect(readSend(weeklySend("nudge", each))).toEqual({ kind: "nudge", week: weekKey(each) });
      expect(mondayOfWeek(weekKey(each))).toBe(mondayOf(each));
    }),
  );
  expect(readSend(waveSend(toId("w:1"), "reminder", 2))).toEqual({
    kind: "reminder",
    wave: "w:1",
    number: 2,
  });
  expect(readSend("visit:x:heads_up")).toEqual({ kind: "visit", visit: "x" });
  expect(readSend("anything")).toEqual({ kind: "other" });
});
