import fc from "fast-check";
import { expect, test } from "vitest";
import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { addDays } from "#domain/local-time.ts";
import { nextReminderDay } from "#domain/reminders.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import type { Invitation } from "#domain/wave.ts";
import { MOST_REMINDERS } from "#domain/wave-plan.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const sample = buildSchoolDays(sampleCalendar);

function invited(invitedOn: string | undefined, more: Partial<Invitation> = {}): Invitation {
  const ids = { wave: toId<WaveId>("w1"), site: toId<SiteId>("s1") };
  return { ...ids, invitedOn, remindersSent: 0, ...more };
}

const autumn = { schoolDays: sample, closesOn: "2025-09-12" };
const monday = "2025-08-18";

test("a principal who does not answer is reminded after 4 and 10 school days and near the close", () => {
  const days = [0, 1, 2, 3].map((remindersSent) =>
    nextReminderDay(invited(monday, { remindersSent }), autumn),
  );
  expect(days).toEqual(["2025-08-22", "2025-09-02", "2025-09-10", undefined]);
});

test("any answer ends the reminders", () => {
  for (const answer of ["yes", "not_yet", "no", "question", "stop"] as const) {
    expect(nextReminderDay(invited(monday, { answer }), autumn), answer).toBeUndefined();
  }
});

test("a school that was never invited is not reminded", () => {
  expect(nextReminderDay(invited(undefined), autumn)).toBeUndefined();
});

test("a logged call takes the place of the third reminder, and of no other", () => {
  const callLoggedAt = new Date("2025-09-03T15:00:00Z");
  const days = [0, 1, 2].map((remindersSent) =>
    nextReminderDay(invited(monday, { remindersSent, callLoggedAt }), autumn),
  );
  expect(days).toEqual(["2025-08-22", "2025-09-02", undefined]);
});

test("closed days do not count", () => {
  const fallBreak = { schoolDays: sample, closesOn: "2025-11-10" };
  expect(nextReminderDay(invited("2025-10-06"), fallBreak)).toBe("2025-10-14");
  const second = invited("2025-10-06", { remindersSent: 1 });
  expect(nextReminderDay(second, fallBreak)).toBe("2025-10-22");
});

test("nobody is reminded in a testing week, and two put-off reminders do not come together", () => {
  const spring = { schoolDays: sample, closesOn: "2026-05-22" };
  expect(nextReminderDay(invited("2026-04-14"), spring)).toBe("2026-05-04");
  const second = invited("2026-04-14", { remindersSent: 1 });
  expect(nextReminderDay(second, spring)).toBe("2026-05-18");
});

test("the third reminder moves in front of a testing week", () => {
  const spring = { schoolDays: sample, closesOn: "2026-05-15" };
  const third = invited("2026-03-02", { remindersSent: 2 });
  expect(nextReminderDay(third, spring)).toBe("2026-05-08");
});

test("no reminder comes on the day of the close or behind it", () => {
  const four = (closesOn: string) =>
    nextReminderDay(invited(monday), { schoolDays: sample, closesOn });
  expect(four("2025-08-22")).toBeUndefined();
  expect(four("2025-08-23")).toBe("2025-08-22");
});

test("a reminder that went out late moves the next: never two in one week", () => {
  const late = { schoolDays: sample, closesOn: "2025-09-24", today: "2025-09-16" };
  expect(nextReminderDay(invited(monday, { remindersSent: 1 }), late)).toBeUndefined();
  const lessLate = { ...late, today: "2025-09-08" };
  expect(nextReminderDay(invited(monday, { remindersSent: 1 }), lessLate)).toBe("2025-09-16");
  const tooLate = { ...late, today: "2025-09-19" };
  expect(nextReminderDay(invited(monday, { remindersSent: 2 }), tooLate)).toBeUndefined();
});

test("a short wave has no third reminder on top of the second", () => {
  for (const closesOn of ["2025-09-03", "2025-09-04"]) {
    const short = { schoolDays: sample, closesOn };
    expect(nextReminderDay(invited(monday, { remindersSent: 1 }), short)).toBe("2025-09-02");
    expect(nextReminderDay(invited(monday, { remindersSent: 2 }), short)).toBeUndefined();
  }
});

const kinds: readonly DayKind[] = ["closed", "staff_only", "testing", "remote", "early_release"];
const day = fc.integer({ min: 0, max: 120 }).map((count) => addDays("2025-08-18", count));
const calendar: fc.Arbitrary<CalendarDay[]> = fc.array(
  fc.record({ day, kind: fc.constantFrom(...kinds), label: fc.constant("A day") }),
  { maxLength: 60 },
);
const wave = fc.record({
  calendar,
  invitedOn: day,
  windowDays: fc.integer({ min: 1, max: 60 }),
  callAfter: fc.integer({ min: 0, max: 4 }),
});

test("in any calendar: never over three, each a school day, each later, all before the close", () => {
  fc.assert(
    fc.property(wave, ({ calendar: days, invitedOn, windowDays, callAfter }) => {
      const schoolDays = buildSchoolDays(days);
      const closesOn = schoolDays.addSchoolDays(invitedOn, windowDays) ?? invitedOn;
      const sent = [invitedOn];
      for (;;) {
        const remindersSent = sent.length - 1;
        const called = remindersSent >= callAfter ? new Date(0) : undefined;
        const invitation = invited(invitedOn, { remindersSent, callLoggedAt: called });
        const next = nextReminderDay(invitation, { schoolDays, closesOn });
        if (next === undefined) break;
        expect(schoolDays.isSchoolDay(next)).toBe(true);
        expect(schoolDays.isTestingWeek(next)).toBe(false);
        expect(next > (sent.at(-1) ?? "")).toBe(true);
        expect(next < closesOn).toBe(true);
        sent.push(next);
        expect(sent.length - 1).toBeLessThanOrEqual(MOST_REMINDERS);
      }
    }),
    { numRuns: 500 },
  );
});
