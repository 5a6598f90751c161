import { defaultPreferences, pauseOf } from "#domain/shout-out.ts";
import { readWeeklyPlace } from "./nudge-week.ts";
import { personalNudgeId, planOwnSlot, weeksOf } from "./plan-slot.ts";
import type { Act, Product, Work } from "./product.ts";
import { undoWaveStop } from "./reopen-stopped.ts";
import { requireRight } from "./require-right.ts";
import { tellWaitingFor } from "./tell-waiting.ts";

/** When the first nudge comes, and in which zone; `at` is undefined if the calendar has no week left. */
export interface Started {
  readonly at: Date | undefined;
  readonly zone: string;
  /** How many weeks lie between two of them. */
  readonly weeks: number;
  /** Until when a pause would have lasted, if it was a pause that ended. */
  readonly pauseEnded: Date | undefined;
}

/** `/pl start`: ends a pause and the poll's stop; else one nudge a week, and every earlier stop is undone. */
export async function startMessages(product: Product, act: Act): Promise<Started> {
  const now = product.clock.now();
  const { person, ...started } = await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const person = yield* requireRight(work, act, "startMessages");
    yield* tx.roster.guardPerson(act.person);
    const preferences = yield* tx.roster.getPreferences(act.person);
    const { thanks, language, nudgeDay } = preferences;
    const place = yield* readWeeklyPlace(work, person);
    const pauseEnded = pauseOf(preferences, now);
    if (pauseEnded && !preferences.stoppedAt) {
      const asBefore = { ...preferences, pausedUntil: undefined, wavesStoppedAt: undefined };
      yield* tx.roster.savePreferences(act.person, asBefore);
      yield* undoWaveStop(work, person);
      return { person, at: undefined, zone: place.zone, weeks: weeksOf(person), pauseEnded };
    }
    const wanted = { ...defaultPreferences, thanks, language, nudgeDay, nudgesAskedAt: now };
    yield* tx.roster.savePreferences(act.person, wanted);
    yield* undoWaveStop(work, person);
    const at = yield* planOwnSlot(work, person);
    return { person, at, zone: place.zone, weeks: weeksOf(person), pauseEnded: undefined };
  });
  // By itself: it locks those who wait, one at a time.
  await product.store.transaction(act.district, (tx) =>
    tellWaitingFor({ tx, product, now }, person),
  );
  return started;
}

/** `/pl stop`: ends everything the bot would start for this person, at once. */
export async function stopMessages(product: Product, act: Act): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "stopMessages");
    yield* tx.roster.guardPerson(act.person);
    const { thanks, language, nudgeDay } = yield* tx.roster.getPreferences(act.person);
    const wanted = { thanks, language, nudgeDay, stoppedAt: now };
    yield* tx.roster.savePreferences(act.person, wanted);
    yield* tx.schedule.remove(personalNudgeId(act.person));
    yield* tx.outbox.cancelWaitingFor(act.person);
  });
}
