import type { SiteId } from "./ids.ts";
import { addDays, localDay, minutesOf, timeOf, toInstant } from "./local-time.ts";
import {
  type MessageKind,
  type MessageRule,
  messagePolicy,
  type SendDays,
} from "./message-policy.ts";
import type { Bells, Site } from "./roster.ts";
import type { SchoolDays } from "./school-days.ts";

const edgeMinutes = 20;
const slotMinutes = 15;
const roundupMinutes = 60;
const searchDays = 400;

/** Local times of one day, half-open: sending may start at `start` and no longer at `end`. */
export interface Window {
  readonly start: string;
  readonly end: string;
}

/** Where somebody works. Without bells it is the district office, and office hours apply. */
export interface SendPlace {
  readonly zone: string;
  readonly bells?: Bells | undefined;
  /** Whose calendar counts: the school's own, or the district's for undefined. */
  readonly site?: SiteId | undefined;
}

/** A place to send to, or a school as one. */
export type PlaceOrSite = SendPlace | Pick<Site, "id" | "zone" | "bells">;

/** A school's hours and whose calendar counts there; any other place as it is. */
export function placeOf(place: PlaceOrSite): SendPlace {
  const { zone, bells } = place;
  return { zone, bells, site: "id" in place ? place.id : place.site };
}

export interface Sending {
  readonly kind: MessageKind;
  readonly site: SendPlace;
  readonly schoolDays: SchoolDays;
}

const wholeDay: readonly Window[] = [{ start: "00:00", end: "24:00" }];
const channelHours: readonly Window[] = [{ start: "07:00", end: "17:00" }];
const officeHours: readonly Window[] = [{ start: "08:00", end: "16:30" }];

/** The times of a local day at which such a message may start; none on a quiet day. */
export function windowsOn({
  kind,
  site,
  schoolDays,
  day,
}: Sending & { readonly day: string }): readonly Window[] {
  const rule = messagePolicy[kind];
  if (!isOpenDay(rule, day, schoolDays)) return [];
  if (rule.hours === "any") return wholeDay;
  if (rule.hours === "channel_hours") return channelHours;
  if (rule.hours === "office_hours" || !site.bells) return officeHours;
  return siteWindows(site.bells, schoolDays.studentEndOn(day));
}

/** True if such a message may start at this instant. */
export function mayStartAt({ at, ...sending }: Sending & { readonly at: Date }): boolean {
  const day = localDay(at, sending.site.zone);
  return spansOn(sending, day).some(({ start, end }) => start <= at && at < end);
}

/** The first instant at or after `after` that lies in a window; undefined if 400 days have none. */
export function nextSendMoment({
  after,
  ...sending
}: Sending & { readonly after: Date }): Date | undefined {
  const today = localDay(after, sending.site.zone);
  for (let count = 0; count <= searchDays; count += 1) {
    const span = spansOn(sending, addDays(today, count)).find(({ end }) => after < end);
    if (span) return new Date(Math.max(span.start.getTime(), after.getTime()));
  }
  return undefined;
}

/** The windows of a day as instants; one that the clock change swallows is left out. */
function spansOn(
  sending: Sending,
  day: string,
): readonly { readonly start: Date; readonly end: Date }[] {
  const { zone } = sending.site;
  return windowsOn({ ...sending, day })
    .map(({ start, end }) => ({
      start: toInstant(`${day}T${start}`, zone),
      end: toInstant(`${day}T${end}`, zone),
    }))
    .filter(({ start, end }) => start < end);
}

/** The weekly slot: 15 minutes after staff hours begin, before students come. */
export function slotOn(site: Pick<Site, "bells" | "zone">, day: string): Date {
  return atMinutes(day, minutesOf(site.bells.staffStart) + slotMinutes, site.zone);
}

/** The start of staff hours. */
export function morningOf(site: Pick<Site, "bells" | "zone">, day: string): Date {
  return atMinutes(day, minutesOf(site.bells.staffStart), site.zone);
}

/** An hour before students leave, on early release days too: for asks and roundups in channels. */
export function roundupOn(
  site: Pick<Site, "bells" | "zone">,
  day: string,
  schoolDays: SchoolDays,
): Date {
  const dismissal = minutesOf(schoolDays.studentEndOn(day) ?? site.bells.studentEnd);
  return atMinutes(day, dismissal - roundupMinutes, site.zone);
}

function atMinutes(day: string, minutes: number, zone: string): Date {
  return toInstant(`${day}T${timeOf(minutes)}`, zone);
}

function isOpenDay(rule: MessageRule, day: string, schoolDays: SchoolDays): boolean {
  if (!rule.testingWeek && schoolDays.isTestingWeek(day)) return false;
  return dayTests[rule.days](day, schoolDays);
}

const dayTests: Readonly<Record<SendDays, (day: string, schoolDays: SchoolDays) => boolean>> = {
  every_day: () => true,
  school_days: (day, schoolDays) => schoolDays.isSchoolDay(day),
  office_days: (day, schoolDays) => schoolDays.isOfficeDay(day),
};

/** A stretch of a day in minutes since midnight, half-open. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const remembered = new WeakMap<Bells, Map<string, readonly Window[]>>();

/** Worked out once for each bell schedule and student end. */
function siteWindows(bells: Bells, earlyEnd: string | undefined): readonly Window[] {
  const studentEnd = earlyEnd ?? bells.studentEnd;
  const known = remembered.get(bells) ?? new Map<string, readonly Window[]>();
  remembered.set(bells, known);
  const windows = known.get(studentEnd) ?? cutWindows(bells, studentEnd);
  known.set(studentEnd, windows);
  return windows;
}

function cutWindows(bells: Bells, studentEnd: string): readonly Window[] {
  const staff = { from: minutesOf(bells.staffStart), to: minutesOf(bells.staffEnd) };
  const open = closedStretches(bells, studentEnd).reduce(
    (left: readonly Stretch[], closed) => left.flatMap((stretch) => cut(stretch, closed)),
    [staff],
  );
  return open.map(({ from, to }) => ({ start: timeOf(from), end: timeOf(to) }));
}

function closedStretches(bells: Bells, studentEnd: string): readonly Stretch[] {
  const start = minutesOf(bells.studentStart);
  const end = minutesOf(studentEnd);
  const edges = [
    { from: start, to: start + edgeMinutes },
    { from: end - edgeMinutes, to: end },
  ];
  return [...edges, ...lunchOf(bells, start, end)];
}

/**
 * Lunch as the bells say; on a day on which students leave before it is over it comes earlier, so that it
 * ends when they leave.
 */
function lunchOf(bells: Bells, start: number, end: number): readonly Stretch[] {
  if (!bells.lunchStart || !bells.lunchEnd) return [];
  const from = minutesOf(bells.lunchStart);
  const to = minutesOf(bells.lunchEnd);
  const isShort = end < minutesOf(bells.studentEnd) && to > end;
  return [isShort ? { from: Math.max(start, end - (to - from)), to: end } : { from, to }];
}

/** What is left of a stretch outside the closed one: nothing, one part or two. */
function cut(stretch: Stretch, closed: Stretch): readonly Stretch[] {
  if (closed.from >= closed.to) return [stretch];
  return [
    { from: stretch.from, to: Math.min(stretch.to, closed.from) },
    { from: Math.max(stretch.from, closed.to), to: stretch.to },
  ].filter(({ from, to }) => from < to);
}
