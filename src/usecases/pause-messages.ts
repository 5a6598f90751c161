import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { parseDay } from "#domain/typed-days.ts";
import { readMonth } from "#domain/typed-month.ts";
import { readWeeklyPlace } from "./nudge-week.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

const DEFAULT_DAYS = 14;
const MOST_DAYS = 365;

/** A pause, or the day that could have been asked for. */
export type Paused =
  | { readonly kind: "paused"; readonly day: string }
  | { readonly kind: "unreadable"; readonly example: string };

/**
 * `/pl pause`: nothing the bot would start before a local day, two weeks ahead where none is given.
 * What waits is put off until then; what would be too late by then is taken back.
 */
export async function pauseMessages(product: Product, act: Act, until = ""): Promise<Paused> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* tx.roster.guardPerson(act.person);
    const person = yield* requireRight(work, act, "pauseMessages");
    const { zone } = yield* readWeeklyPlace(work, person);
    const today = localDay(now, zone);
    const example = addDays(today, DEFAULT_DAYS);
    const day = until === "" ? example : readDay(until, today);
    if (!day || !isAhead(day, today)) return { kind: "unreadable", example };
    const pausedUntil = toInstant(`${day}T00:00`, zone);
    const preferences = yield* tx.roster.getPreferences(act.person);
    yield* tx.roster.savePreferences(act.person, { ...preferences, pausedUntil });
    yield* tx.outbox.putOffFor(act.person, pausedUntil);
    return { kind: "paused", day };
  });
}

/** A day as people type it, or the first of a month they name, in either language. */
function readDay(typed: string, today: string): string | undefined {
  const month = readMonth(typed, today);
  return month ? `${month}-01` : parseDay(typed, today);
}

/** After today, within a year. */
function isAhead(day: string, today: string): boolean {
  return day > today && day <= addDays(today, MOST_DAYS);
}
