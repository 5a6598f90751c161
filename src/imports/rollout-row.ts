import type { PersonId, SiteId } from "#domain/ids.ts";
import { localDay, toInstant } from "#domain/local-time.ts";
import { fold } from "#domain/names.ts";
import { holdLine } from "#domain/praise-coach.ts";
import {
  type RolloutColumn,
  type RolloutEvent,
  type RolloutType,
  rolloutTypes,
  toWaveName,
} from "#domain/rollout.ts";
import { MOST_PITFALLS } from "#domain/wave.ts";
import type { Row } from "./csv-table.ts";
import { quoted } from "./problems.ts";

/** What the district's rows are read against. */
export interface RolloutKnown {
  /** By id, and by folded name where only one school has it. */
  readonly sites: ReadonlyMap<string, { readonly id: SiteId; readonly zone: string }>;
  /** By id, and by e-mail in lower case. */
  readonly people: ReadonlyMap<string, PersonId>;
  readonly pitfalls: ReadonlySet<string>;
  readonly now: Date;
  /** Rows after this moment are left out; undefined takes them all, and none may lie in the future. */
  readonly until?: Date | undefined;
}

type RolloutRow = Row<RolloutColumn>;
type Detail = Pick<RolloutEvent, "codes" | "month" | "words" | "late">;

const MOST_WAVE_CHARS = 60;
/** A note about a call is one line. */
const MOST_NOTE_CHARS = 200;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const WALL_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?)?$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** What is written down by the day happened at noon. */
const NOON = "12:00";

/** One row as it happened; undefined for a bad one, which has been named then. */
export function toRolloutEvent(row: RolloutRow, known: RolloutKnown): RolloutEvent | undefined {
  const site = readSite(row, known);
  const at = site && readTime(row, site.zone, known);
  const wave = readWave(row);
  const type = readType(row);
  const by = readPerson(row, known);
  const bot = row.cell("sent_by_bot");
  if (!["", "true", "false"].includes(bot.toLowerCase()))
    row.reject("sent_by_bot", `is ${quoted(bot)}, not true, false or empty`);
  if (!(site && at && wave && type)) return undefined;
  const day = localDay(at, site.zone);
  const detail = readDetail(row, type, { day, pitfalls: known.pitfalls });
  return { line: row.line, at, day, site: site.id, wave, type, by, ...detail };
}

function readSite(row: RolloutRow, { sites }: RolloutKnown) {
  const text = row.filled("site");
  const site = sites.get(text) ?? sites.get(fold(text));
  if (!site && text !== "")
    row.reject(
      "site",
      `names no school of the roster: ${quoted(text)}; use its id or its whole name`,
    );
  return site;
}

function readTime(row: RolloutRow, zone: string, { now, until }: RolloutKnown): Date | undefined {
  const text = row.filled("ts");
  if (text === "") return undefined;
  const at = parseTime(text, zone);
  if (!at) {
    row.reject(
      "ts",
      `is ${quoted(text)}, not a time such as 2025-08-18T07:30:00-04:00 or 2025-08-18`,
    );
    return undefined;
  }
  if (at <= now || (until && at > until)) return at;
  row.reject("ts", `lies in the future: ${quoted(text)}; leave such rows out, or use --until`);
  return undefined;
}

/** An instant, or a time or a day on the school's own clock; undefined for one that is none. */
function parseTime(text: string, zone: string): Date | undefined {
  const [, day = "", time = NOON] = WALL_TIME.exec(text) ?? [];
  const isWall = day !== "";
  if (!(isWall || INSTANT.test(text)) || !isDay(text.slice(0, 10))) return undefined;
  if (isWall && time > "23:59") return undefined;
  const at = isWall ? toInstant(`${day}T${time}`, zone) : new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** False for 30 February, which JavaScript takes for a day in March. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function readWave(row: RolloutRow): string {
  const text = row.filled("wave");
  if (text.length > MOST_WAVE_CHARS)
    row.reject("wave", `is longer than ${MOST_WAVE_CHARS} characters: ${quoted(text)}`);
  return toWaveName(text);
}

function readType(row: RolloutRow): RolloutType | undefined {
  const text = row.filled("type");
  const type = rolloutTypes.find((each) => each === text);
  if (!type && text !== "")
    row.reject("type", `is ${quoted(text)}, not one of ${rolloutTypes.join(", ")}`);
  return type;
}

function readPerson(row: RolloutRow, { people }: RolloutKnown): PersonId | undefined {
  const text = row.cell("by");
  const person = people.get(text) ?? people.get(text.toLowerCase());
  if (text !== "" && !person)
    row.reject("by", `names nobody on the staff roster: ${quoted(text)}; use an id or an e-mail`);
  return person;
}

interface Reading {
  readonly day: string;
  readonly pitfalls: ReadonlySet<string>;
}

const NOTHING: Detail = { codes: [], words: "", late: false };

function readDetail(row: RolloutRow, type: RolloutType, reading: Reading): Detail {
  switch (type) {
    case "barriers":
    case "connection_sent":
      return { ...NOTHING, codes: readCodes(row, reading, row.filled("detail")) };
    case "reinvited":
      return { ...NOTHING, codes: readCodes(row, reading, row.cell("detail")) };
    case "snoozed":
      return { ...NOTHING, month: readMonth(row, reading) };
    case "call_logged":
      return { ...NOTHING, words: readNote(row) };
    default:
      return { ...NOTHING, late: readLate(row, type) };
  }
}

function readCodes(row: RolloutRow, { pitfalls }: Reading, text: string): readonly string[] {
  const codes = text === "" ? [] : text.split("|").map((code) => code.trim());
  const strange = codes.find((code) => !pitfalls.has(code));
  if (strange !== undefined)
    row.reject("detail", `${quoted(strange)} is not one of ${[...pitfalls].join(", ")}`);
  if (codes.length > MOST_PITFALLS)
    row.reject("detail", `names ${codes.length}, and ${MOST_PITFALLS} are the most`);
  return [...new Set(codes)];
}

function readMonth(row: RolloutRow, { day }: Reading): string | undefined {
  const text = row.filled("detail");
  if (text === "") return undefined;
  if (!MONTH.test(text)) row.reject("detail", `is ${quoted(text)}, not a month such as 2026-02`);
  else if (text < day.slice(0, 7))
    row.reject("detail", `is ${quoted(text)}, a month before the row's own`);
  return text;
}

/** A note is read like everything that is typed: nothing that may be about a student is stored. */
function readNote(row: RolloutRow): string {
  const text = row.cell("detail");
  if (text.length > MOST_NOTE_CHARS)
    row.reject("detail", `is longer than ${MOST_NOTE_CHARS} characters`);
  if (holdLine(text) !== undefined)
    row.reject("detail", "may be about a student or a private matter: leave that out");
  return text;
}

function readLate(row: RolloutRow, type: RolloutType): boolean {
  const text = row.cell("detail");
  if (type === "reply_yes" && text === "late_yes") return true;
  if (text !== "") row.reject("detail", `is not empty, and ${type} has no detail`);
  return false;
}
