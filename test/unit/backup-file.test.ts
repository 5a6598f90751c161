import { expect, test } from "vitest";
import { backupName, isBackupDue, readBackupName } from "#domain/backup-file.ts";
import { toInstant } from "#domain/local-time.ts";

const night = { hour: 2, zone: "America/New_York" };
const at = (local: string): Date => toInstant(local, night.zone);

test("a copy's name tells when it was made, in every zone the same", () => {
  const name = backupName(new Date("2026-11-23T02:00:05.678Z"));
  expect(name).toBe("groundswell-2026-11-23T020005Z.db");
  expect(readBackupName(name)).toEqual(new Date("2026-11-23T02:00:05Z"));
});

test.each([
  "groundswell.db",
  "groundswell-2026-11-23T020005Z.db.77.partial",
  "groundswell-2026-11-23T020005Z.db-journal",
  "groundswell-2026-13-45T020005Z.db",
  "my-groundswell-2026-11-23T020005Z.db",
])("%s is no copy of ours", (name) => {
  expect(readBackupName(name)).toBeUndefined();
});

test("a new machine makes its first copy at once", () => {
  expect(isBackupDue(undefined, at("2026-11-23T17:00"), night)).toBe(true);
});

test("one copy is made each night, after the hour of the district's own clock", () => {
  const newest = at("2026-11-22T02:00");
  expect(isBackupDue(newest, at("2026-11-23T01:59"), night)).toBe(false);
  expect(isBackupDue(newest, at("2026-11-23T02:00"), night)).toBe(true);
  expect(isBackupDue(at("2026-11-23T02:00"), at("2026-11-23T23:59"), night)).toBe(false);
});

test("what an outage missed is made up for once, however long it took", () => {
  const back = at("2026-11-23T11:00");
  expect(isBackupDue(at("2026-11-02T02:00"), back, night)).toBe(true);
  expect(isBackupDue(back, at("2026-11-23T11:01"), night)).toBe(false);
  expect(isBackupDue(back, at("2026-11-24T02:01"), night)).toBe(true);
});

test("the nights on which the clocks change have one copy, too", () => {
  for (const day of ["2026-03-08", "2026-11-01"]) {
    const before = at(`${day}T00:30`);
    let newest = before;
    let count = 0;
    for (let minute = 0; minute < 26 * 60; minute++) {
      const now = new Date(before.getTime() + minute * 60_000);
      if (!isBackupDue(newest, now, night)) continue;
      newest = now;
      count += 1;
    }
    expect(count, day).toBe(day === "2026-03-08" ? 2 : 1);
  }
});
