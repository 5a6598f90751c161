import { expect, test } from "vitest";
import { answerStage, standingAfter } from "#domain/answers.ts";

const called = new Date("2025-09-04T14:00:00Z");

test.each([
  ["after the invitation", { remindersSent: 0 }, "invitation"],
  ["after the first reminder", { remindersSent: 1 }, "reminder_1"],
  ["after the second reminder", { remindersSent: 2 }, "reminder_2"],
  ["after the last reminder", { remindersSent: 3 }, "reminder_3"],
  ["after a call", { remindersSent: 2, callLoggedAt: called }, "call"],
  [
    "after a call that came before the second reminder",
    { remindersSent: 1, callLoggedAt: called },
    "reminder_1",
  ],
] as const)("a school that answers %s is counted there", (_when, invitation, stage) => {
  expect(answerStage(invitation, false)).toBe(stage);
});

test("a school whose time is over answers late, whatever it was sent", () => {
  expect(answerStage({ remindersSent: 2, callLoggedAt: called }, true)).toBe("late");
});

test.each([
  ["yes", "question", "yes"],
  ["not_yet", "stop", "not_yet"],
  ["no", "question", "no"],
  ["question", "yes", "yes"],
  ["question", "stop", "question"],
  ["stop", "question", "question"],
  ["stop", "no", "no"],
  [undefined, "question", "question"],
  [undefined, "stop", undefined],
  ["yes", "not_yet", "not_yet"],
] as const)("a school that stands by %s and then says %s stands by %s", (before, said, after) => {
  expect(standingAfter(before, said)).toBe(after);
});
