import {
  dayNumber,
  dayOfNumber,
  localDay,
  localTime,
  minutesOf,
  timeOf,
  toInstant,
} from "#domain/local-time.ts";

/** A day, with the minute at which something is; without one for a whole day. */
export interface Wall {
  /** As `dayNumber` gives it. */
  readonly day: number;
  readonly minute: number | undefined;
  /** Where a clock shows it; undefined for the school's own. */
  readonly zone: string | undefined;
}

const UTC = "UTC";
const written = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}):\d{2}(Z?))?$/;
/** What Windows calls the zones of the United States. */
const windowsZones: readonly (readonly [RegExp, string])[] = [
  [/^us mountain|arizona/i, "America/Phoenix"],
  [/\beastern\b.*(standard time|us & canada)/i, "America/New_York"],
  [/\bcentral\b.*(standard time|us & canada)/i, "America/Chicago"],
  [/\bmountain\b.*(standard time|us & canada)/i, "America/Denver"],
  [/\bpacific\b.*(standard time|us & canada)/i, "America/Los_Angeles"],
  [/\balaskan?\b/i, "America/Anchorage"],
  [/\bhawaii(an)?\b/i, "Pacific/Honolulu"],
];

/** What "2025-10-08T12:30:00Z", or a day alone, shows; `tzid` is how the calendar calls its zone. */
export function toWall(text: string, tzid: string | undefined): Wall | undefined {
  const [, day, time, utc] = written.exec(text) ?? [];
  if (day === undefined) return undefined;
  if (time === undefined) return { day: dayNumber(day), minute: undefined, zone: undefined };
  const zone = utc ? UTC : tzid && readZone(tzid);
  return { day: dayNumber(day), minute: minutesOf(time), zone };
}

/** The zone of that name, undefined where nobody knows it. */
function readZone(tzid: string): string | undefined {
  // Some stand behind a longer name: "/example.org/America/New_York".
  const parts = tzid.split("/");
  const names = new Set([tzid, parts.slice(-3).join("/"), parts.slice(-2).join("/")]);
  const known = [...names].map(findZone).find((each) => each !== undefined);
  return known ?? windowsZones.find(([pattern]) => pattern.test(tzid))?.[1];
}

const zones: ReadonlySet<string> = new Set([UTC, ...Intl.supportedValuesOf("timeZone")]);
/** Other names of zones, such as "US/Eastern". To ask for one takes long, so that only some are asked for. */
const others = new Map<string, string | undefined>();
const MOST_OTHERS = 500;
const LONGEST_NAME = 64;

function findZone(name: string): string | undefined {
  if (zones.has(name)) return name;
  if (others.has(name) || others.size === MOST_OTHERS) return others.get(name);
  const found = askForZone(name);
  others.set(name, found);
  return found;
}

function askForZone(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The same moment on the clocks of a zone; whole days, and what names no zone, stay as written. */
export function inZone(wall: Wall, zone: string): Wall {
  const { day, minute } = wall;
  if (minute === undefined || wall.zone === undefined || wall.zone === zone) return wall;
  const at = toInstant(`${dayOfNumber(day)}T${timeOf(minute)}`, wall.zone);
  return { day: dayNumber(localDay(at, zone)), minute: minutesOf(localTime(at, zone)), zone };
}
