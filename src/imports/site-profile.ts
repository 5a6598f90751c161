import { bellsOfLevel } from "#domain/level-bells.ts";
import type { Bells } from "#domain/roster.ts";
import { type Reading, type Row, readTable } from "./csv-table.ts";
import { quoted } from "./problems.ts";

/** What OneRoster cannot say about a site; undefined where the file leaves a cell empty. */
export interface SiteProfile {
  readonly level?: string | undefined;
  readonly signature?: string | undefined;
  readonly platform?: string | undefined;
  readonly zone?: string | undefined;
  readonly bells: Bells;
  readonly channelName?: string | undefined;
  readonly coreMaterials: readonly string[];
}

const wallClock = /^([01]\d|2[0-3]):[0-5]\d$/;

const hourColumns = ["student_start", "student_end", "staff_start", "staff_end"] as const;
const required = ["sourcedId"] as const;
const optional = [
  ...hourColumns,
  "level",
  "signature",
  "platform",
  "tz",
  "lunch_start",
  "lunch_end",
  "channel",
  "core_materials",
] as const;
type Column = (typeof required)[number] | (typeof optional)[number];
type ProfileRow = Row<Column>;

/** The profiles by site id; `isSite` says whether an id may stand in the file. */
export function readProfiles(
  bytes: Uint8Array,
  reading: Reading,
  isSite: (id: string) => boolean,
): ReadonlyMap<string, SiteProfile> {
  const profiles = new Map<string, SiteProfile>();
  const isZone = newZoneCheck();
  readTable({ file: "site_profile.csv", bytes, required, optional }, reading, (row) => {
    const id = row.filled("sourcedId");
    if (profiles.has(id)) row.reject("sourcedId", `is used twice: ${quoted(id)}`);
    else if (id !== "" && !isSite(id))
      row.reject("sourcedId", `names no school of orgs.csv: ${quoted(id)}`);
    profiles.set(id, toProfile(row, isZone));
  });
  return profiles;
}

function toProfile(row: ProfileRow, isZone: (zone: string) => boolean): SiteProfile {
  const zone = row.cell("tz");
  if (zone !== "" && !isZone(zone)) row.reject("tz", `is not a time zone: ${quoted(zone)}`);
  const platform = row.cell("platform").toLowerCase();
  if (!["", "teams", "slack"].includes(platform))
    row.reject("platform", `is ${quoted(platform)}, not teams, slack or empty`);
  return {
    level: row.cell("level") || undefined,
    signature: row.cell("signature") || undefined,
    platform: platform || undefined,
    zone: zone || undefined,
    bells: toBells(row),
    channelName: row.cell("channel") || undefined,
    coreMaterials: row
      .cell("core_materials")
      .split(";")
      .map((material) => material.trim())
      .filter((material) => material !== ""),
  };
}

function toBells(row: ProfileRow): Bells {
  const usual = bellsOfLevel(row.cell("level"));
  const studentStart = toTime(row, "student_start") ?? usual.studentStart;
  const studentEnd = toTime(row, "student_end") ?? usual.studentEnd;
  const bells = {
    studentStart,
    studentEnd,
    staffStart: toTime(row, "staff_start") ?? earlier(usual.staffStart, studentStart),
    staffEnd: toTime(row, "staff_end") ?? later(usual.staffEnd, studentEnd),
    lunchStart: toTime(row, "lunch_start"),
    lunchEnd: toTime(row, "lunch_end"),
  };
  const areTimes = hourColumns.every((column) => isTimeOrEmpty(row.cell(column)));
  if (areTimes) checkOrder(row, bells);
  return bells;
}

/** Times sort as text. */
function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function toTime(row: ProfileRow, column: Column): string | undefined {
  const text = row.cell(column);
  if (!isTimeOrEmpty(text))
    row.reject(column, `is ${quoted(text)}, not a time of day such as 07:45`);
  return text || undefined;
}

function isTimeOrEmpty(text: string): boolean {
  return text === "" || wallClock.test(text);
}

function checkOrder(row: ProfileRow, bells: Bells): void {
  if (bells.studentStart >= bells.studentEnd)
    row.reject("student_end", "is not after student_start");
  if (bells.staffStart > bells.studentStart)
    row.reject("staff_start", "is after the students' day begins");
  if (bells.staffEnd < bells.studentEnd)
    row.reject("staff_end", "is before the students' day ends");
}

/** True for zones this machine knows; each is asked for once. */
function newZoneCheck(): (zone: string) => boolean {
  const known = new Map<string, boolean>();
  return (zone) => {
    const answer = known.get(zone) ?? canFormat(zone);
    known.set(zone, answer);
    return answer;
  };
}

function canFormat(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
