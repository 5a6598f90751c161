import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { readWeeklyPlace } from "./choose-nudges.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

const DEFAULT_DAYS = 14;
const MOST_DAYS = 365;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

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
    const day = until === "" ? example : until;
    if (!isAhead(day, today)) return { kind: "unreadable", example };
    const pausedUntil = toInstant(`${day}T00:00`, zone);
    const preferences = yield* tx.roster.getPreferences(act.person);
    yield* tx.roster.savePreferences(act.person, { ...preferences, pausedUntil });
    yield* tx.outbox.putOffFor(act.person, pausedUntil);
    return { kind: "paused", day };
  });
}

/** A day of the calendar after today, within a year. */
function isAhead(day: string, today: string): boolean {
  if (!DAY.test(day) || day <= today || day > addDays(today, MOST_DAYS)) return false;
  return new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
}
