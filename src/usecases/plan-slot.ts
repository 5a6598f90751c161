import type { PersonId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant } from "#domain/local-time.ts";
import type { Nudge } from "#domain/nudge-choice.ts";
import { holds, type Person } from "#domain/roster.ts";
import { pauseOf } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { readPersonWeek } from "./nudge-week.ts";
import type { Work } from "./product.ts";
import { nextNudgeSlot, nudgeSlotLeft, type WeeklyPlace } from "./school-time.ts";

/** Principals get an idea of their own every third week. */
const PRINCIPAL_WEEKS = 3;

/** Whose weekly idea is planned, and how often it comes. */
export interface Planning {
  readonly row: Omit<Scheduled, "nextAt">;
  /** Under which what was sent is kept: "site:<id>". */
  readonly subject: string;
  readonly week: WeeklyPlace;
  readonly weeks: number;
  /** True where this week's should still come, on whatever day is left. */
  readonly isOwed?: boolean | undefined;
}

/**
 * Plans the next idea after a wish changed, and gives its time: never sooner than the last one allows, and
 * this week's that was still to come stays where the new day is over.
 */
export function* planSlot(work: Work, planning: Planning): Steps<Date | undefined> {
  const { tx, now } = work;
  const { row, week } = planning;
  const { zone } = week.site;
  const from = yield* earliest(work, planning);
  const slot = planning.isOwed ? nudgeSlotLeft(week, from) : nextNudgeSlot(week, from);
  const planned = (yield* tx.schedule.find(row.id))?.nextAt;
  const thisWeek = mondayOf(localDay(now, zone));
  const isThisWeek = (at: Date): boolean => mondayOf(localDay(at, zone)) === thisWeek;
  const keeps = planned !== undefined && planned > now && isThisWeek(planned);
  const nextAt = keeps && !(slot && isThisWeek(slot)) ? planned : slot;
  if (nextAt) yield* tx.schedule.save({ ...row, nextAt });
  else yield* tx.schedule.remove(row.id);
  return nextAt;
}

/** The same for somebody who asked for ideas in person. */
export function* planOwnSlot(
  work: Work,
  person: Person,
  more: Pick<Planning, "isOwed"> = {},
): Steps<Date | undefined> {
  return yield* planSlot(work, {
    ...more,
    row: { id: personalNudgeId(person.id), campaign: "personal_nudge", subject: person.id },
    subject: `person:${person.id}`,
    week: yield* readPersonWeek(work, person),
    weeks: weeksOf(person),
  });
}

/** When somebody's own idea comes as things stand; undefined for none. Never on a day inside a pause. */
export function* findOwnNext(work: Work, person: Person): Steps<Date | undefined> {
  const { tx, now } = work;
  const planned = (yield* tx.schedule.find(personalNudgeId(person.id)))?.nextAt;
  const preferences = yield* tx.roster.getPreferences(person.id);
  if (!planned || preferences.stoppedAt) return undefined;
  const week = yield* readPersonWeek(work, person);
  const { zone } = week.site;
  const day = localDay(planned, zone);
  const pausedUntil = pauseOf(preferences, now);
  if (pausedUntil && planned < pausedUntil) return nextNudgeSlot(week, pausedUntil);
  if (week.schoolDays.isSchoolDay(day)) return planned;
  const monday = toInstant(`${mondayOf(day)}T00:00`, zone);
  return nextNudgeSlot(week, new Date(Math.max(monday.getTime(), now.getTime())));
}

/** Now, or the Monday from which the next one may come. */
function* earliest({ tx, now }: Work, { subject, week, weeks }: Planning): Steps<Date> {
  const { zone } = week.site;
  const since = addDays(localDay(now, zone), -7 * (weeks + 1));
  const last = (yield* tx.praise.listNudgesSent(subject, since)).at(-1);
  if (!last) return now;
  const monday = toInstant(`${addDays(mondayOf(last.day), 7 * weeks)}T00:00`, zone);
  return monday > now ? monday : now;
}

/** Whose ideas somebody gets. */
export function audienceOf(person: Person): Nudge["audience"] {
  return holds(person, "principal") ? "principal" : "teacher";
}

/** How many weeks lie between two of somebody's ideas. */
export function weeksOf(person: Person): number {
  return weeksBetween(audienceOf(person));
}

export function weeksBetween(audience: Nudge["audience"]): number {
  return audience === "principal" ? PRINCIPAL_WEEKS : 1;
}

/** The schedule row, and the outbox group, of a person's weekly nudge. */
export function personalNudgeId(person: PersonId): string {
  return `personal-nudge:${person}`;
}
