import { readFileSync } from "node:fs";
import type { NudgeText } from "#domain/content.ts";
import { type DistrictId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { addDays, DAY_MS, localDay, localTime, mondayOf, weekday } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { readCalendar } from "#imports/calendar-feed.ts";
import { readDistrict } from "#imports/read-district.ts";
import { words } from "#test/words.ts";
import type { DistrictFiles } from "#usecases/import-district.ts";
import { planWeekly } from "#usecases/plan-weekly.ts";
import { seedPlayground } from "#usecases/seed-playground.ts";
import type { WaveWorld } from "./wave-world.ts";

export const rbps = toId<DistrictId>("rbps");
const CALENDAR = "sample-district/calendar.ics";
export const calendar: readonly CalendarDay[] = readCalendar(
  readFileSync(CALENDAR, "utf8"),
  "calendar.ics",
);
const REACHED_PER_SCHOOL = 3;
const MOST_ROWS = 1000;

/** The sample's files with these schools alone, their principals, some of their staff, and two PL leads. */
export async function readSome(sites: readonly string[]): Promise<DistrictFiles> {
  const files = await readDistrict("sample-district/oneroster-1.2");
  const isKept = (place: string) => sites.includes(place);
  const leads = files.people
    .filter(({ assignments }) => assignments.some(({ role }) => role === "pl_lead"))
    .slice(0, 2);
  const staff = sites.flatMap((site) => {
    const here = files.people.filter(({ homeSite }) => homeSite === site);
    const principals = here.filter(({ assignments }) =>
      assignments.some(({ role }) => role === "principal"),
    );
    const others = here.filter(({ assignments }) =>
      assignments.some(({ role }) => role === "teacher"),
    );
    return [...principals, ...others.slice(0, REACHED_PER_SCHOOL)];
  });
  return {
    ...files,
    sites: files.sites.filter(({ id }) => isKept(id)),
    people: [...new Map([...leads, ...staff].map((person) => [person.id, person])).values()],
  };
}

/** Seeds the district and lets these schools join now. */
export async function seedJoined(
  { product }: WaveWorld,
  files: DistrictFiles,
  joined: readonly SiteId[],
): Promise<void> {
  await seedPlayground(product, files);
  const now = product.clock.now();
  await product.store.transaction(rbps, function* (tx) {
    for (const site of joined) {
      yield* tx.waves.saveJoining({ site, wave: toId<WaveId>("none"), at: now });
    }
    yield* planWeekly({ tx, product, now });
  });
}

/** Roundups and weekly questions are not what is looked at here: they would cost a minute. */
export async function endThanks({ product }: WaveWorld): Promise<void> {
  const later = new Date(product.clock.now().getTime() + 1000 * DAY_MS);
  await product.store.transaction(rbps, function* ({ schedule }) {
    for (const { id } of yield* schedule.listDue(later, MOST_ROWS, ["roundup", "weekly_ask"])) {
      yield* schedule.remove(id);
    }
  });
}

/** One idea as it went out. */
export interface Idea {
  /** A school's or a person's id. */
  readonly to: string;
  readonly nudge: NudgeText;
  readonly sentAt: Date;
}

/** Every weekly idea that left the bot, in its order. */
export function ideasOf({ sent }: WaveWorld): readonly Idea[] {
  const { nudges } = words.library;
  return sent.flatMap(({ key, delivery, sentAt }) => {
    const [what, to = ""] = key.split(":");
    if (what !== "nudge" || delivery.do !== "post") return [];
    const nudge = nudges.find(({ title }) => title === delivery.card.title);
    if (!nudge) throw new RangeError(`No idea is called "${delivery.card.title}".`);
    return [{ to, nudge, sentAt }];
  });
}

const FRIDAY = 5;

/** The calendar read in the plainest way, as a person reads it: not by the code that sends. */
export function readByHand(days: readonly CalendarDay[]) {
  const kindsOn = (day: string) => days.filter((each) => each.day === day).map(({ kind }) => kind);
  const bounds = days.filter(({ kind }) => kind === "first_day" || kind === "last_day");
  const isInYear = (day: string): boolean => {
    const before = bounds.filter(
      (each) => each.day < day || (each.day === day && each.kind === "first_day"),
    );
    return before.at(-1)?.kind === "first_day";
  };
  const isOpen = (day: string): boolean =>
    weekday(day) <= FRIDAY &&
    isInYear(day) &&
    !kindsOn(day).some((kind) => kind === "closed" || kind === "staff_only");
  const weekOf = (monday: string) => [0, 1, 2, 3, 4].map((count) => addDays(monday, count));
  return {
    isOpen,
    /** Tuesday, or the next open day of that week; undefined where none is left. */
    slotDay: (monday: string): string | undefined => weekOf(monday).slice(1).find(isOpen),
    isTesting: (monday: string): boolean =>
      weekOf(monday).some((day) => kindsOn(day).includes("testing")),
    yearOf: (day: string): string =>
      day.slice(5) < "07-01" ? String(Number(day.slice(0, 4)) - 1) : day.slice(0, 4),
  };
}

/** Every Monday from one day to another. */
export function mondaysFrom(first: string, last: string): readonly string[] {
  const mondays: string[] = [];
  for (let day = mondayOf(first); day <= last; day = addDays(day, 7)) mondays.push(day);
  return mondays;
}

/** When an idea reached a school, by its own clock: "2025-09-02 07:30". */
export function localMoment(
  { sentAt }: Pick<Idea, "sentAt">,
  { zone }: Pick<Site, "zone">,
): string {
  return `${localDay(sentAt, zone)} ${localTime(sentAt, zone)}`;
}

/** How many direct messages the bot started for each person in each of their weeks, all kinds together. */
export async function countDirects({
  product,
}: WaveWorld): Promise<ReadonlyMap<PersonId, ReadonlyMap<string, number>>> {
  const rows = await product.store.read(rbps, (tx) =>
    tx.records.list("message", {}, { limit: 1_000_000 }),
  );
  const counts = new Map<PersonId, Map<string, number>>();
  for (const { values } of rows) {
    const { recipient, kind, state, settledAt, action } = values;
    const isStarted = !["reply", "shout_out_direct"].includes(String(kind)) && action === "post";
    if (!isStarted || state !== "delivered" || !recipient || !(settledAt instanceof Date)) continue;
    const person = toId<PersonId>(String(recipient));
    const week = mondayOf(localDay(settledAt, "America/New_York"));
    const weeks = counts.get(person) ?? new Map<string, number>();
    weeks.set(week, (weeks.get(week) ?? 0) + 1);
    counts.set(person, weeks);
  }
  return counts;
}
