import {
  listLabels,
  type MeaningKind,
  type Meanings,
  meaningKey,
  reviewYear,
  withMeanings,
} from "#domain/calendar-review.ts";
import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { DayKind } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import { keepDays, readMeanings, readOwnDays } from "./own-calendars.ts";
import type { Actor, Product, Work } from "./product.ts";
import { listYear } from "./read-calendar.ts";
import { requireRight } from "./require-right.ts";
import { afterCalendarChange } from "./take-calendar.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** What somebody says that labels mean, by their key. */
export type CalendarChoices = ReadonlyMap<string, MeaningKind>;

export interface ConfirmedCalendar {
  readonly year: string;
  /** How many kinds of days are understood another way from now on. */
  readonly changed: number;
}

/**
 * Somebody looked the year's calendar over: every label means from now on what they chose, or what was
 * understood; that survives every later import. A label whose days mean different things keeps them, unless
 * they chose. Throws NOT_ALLOWED.
 */
export async function confirmCalendar(
  product: Product,
  actor: Actor,
  choices: CalendarChoices,
): Promise<ConfirmedCalendar> {
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, actor, "confirmCalendar");
    const { zone } = yield* tx.roster.getDistrict();
    const year = reviewYear(localDay(work.now, zone));
    const changed = yield* keepMeanings(work, year, choices);
    yield* tx.serving.saveReview({ year, confirmedAt: work.now, by: actor.person });
    yield* writeAudit(work, {
      actor: actorOf(actor),
      action: "calendar_confirmed",
      subject: "district",
      facts: { year, changed: String(changed) },
    });
    return { year, changed };
  });
}

/** Says what a few labels mean, without confirming the year. Throws NOT_ALLOWED. */
export async function chooseMeanings(
  product: Product,
  actor: Actor,
  choices: CalendarChoices,
): Promise<void> {
  await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, actor, "chooseMeanings");
    const known = new Set((yield* listAll(work)).map(meaningKey));
    const said = new Map([...choices].filter(([key]) => known.has(key)));
    for (const [label, kind] of said) yield* tx.serving.saveMeaning({ label, kind });
    yield* applyMeanings(work, said);
    const facts = { changed: String(said.size) };
    const audited = { actor: actorOf(actor), subject: "district", facts } as const;
    yield* writeAudit(work, { ...audited, action: "calendar_meanings_changed" });
  });
}

function* listAll({ tx }: Work) {
  return [...(yield* tx.roster.listCalendar()), ...(yield* tx.serving.listSiteCalendars())];
}

/** Gives how many labels mean something else than before. */
function* keepMeanings(work: Work, year: string, choices: CalendarChoices): Steps<number> {
  const before = yield* readMeanings(work);
  const labels = listLabels(yield* listYear(work, year), { meanings: before, confirmed: false });
  const said = new Map<string, DayKind>();
  for (const { key, kind, mixed } of labels) {
    const meant = choices.get(key) ?? (mixed ? undefined : kind);
    if (meant !== undefined) said.set(key, meant);
  }
  for (const [label, kind] of said) {
    if (before.get(label) !== kind) yield* work.tx.serving.saveMeaning({ label, kind });
  }
  yield* applyMeanings(work, said);
  return labels.filter(({ key, kind }) => (said.get(key) ?? kind) !== kind).length;
}

/** What is kept already follows at once, in every calendar. */
function* applyMeanings(work: Work, meanings: Meanings): Steps<void> {
  const own = yield* work.tx.serving.listSiteCalendars();
  const places: (SiteId | undefined)[] = [undefined, ...new Set(own.map(({ site }) => site))];
  let isChanged = false;
  for (const place of places) {
    const days = yield* readOwnDays(work, place);
    const meant = withMeanings(days, meanings);
    if (meant.every((day, index) => day === days[index])) continue;
    yield* keepDays(work, place, meant);
    isChanged = true;
  }
  if (isChanged) yield* afterCalendarChange(work);
}
