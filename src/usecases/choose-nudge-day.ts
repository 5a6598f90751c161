import { holds, type Person } from "#domain/roster.ts";
import { type Preferences, pauseOf } from "#domain/shout-out.ts";
import type { NudgeDay } from "#domain/site-choices.ts";
import type { Inside, NudgeTime } from "#messages/nudge-day-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { readPersonWeek } from "./nudge-week.ts";
import { findOwnNext, personalNudgeId, planOwnSlot } from "./plan-slot.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** A weekday, or inside what somebody reads anyway. */
export type WantedDay = NudgeDay | "inside";

/** `/pl when`: when my own weekly idea comes. */
export async function showNudgeDay(product: Product, act: Act): Promise<NudgeTime> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "showNudgeDay");
    return yield* readTime(work, me, { chosen: false });
  });
}

/**
 * `/pl when wednesday`: another weekday for my own idea, or inside what I read anyway. Whoever never asked
 * for one asks with it; a stop stays a stop.
 */
export async function chooseNudgeDay(
  product: Product,
  act: Act,
  wanted: WantedDay,
): Promise<NudgeTime> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "chooseNudgeDay");
    yield* tx.roster.guardPerson(me.id);
    const before = yield* tx.roster.getPreferences(me.id);
    if (before.stoppedAt) return yield* readTime(work, me, { chosen: false });
    if (wanted === "inside") return yield* moveInside(work, me, before);
    const nudgesAskedAt = before.nudgesAskedAt ?? now;
    const wish = { ...before, nudgesAskedAt, nudgeDay: wanted, digestOnlyAt: undefined };
    yield* tx.roster.savePreferences(me.id, wish);
    yield* planOwnSlot(work, me);
    return yield* readTime(work, me, { chosen: true });
  });
}

function* moveInside(work: Work, me: Person, before: Preferences): Steps<NudgeTime> {
  const { tx, now } = work;
  const inside = yield* findInside(work, me);
  if (inside === undefined) return { kind: "nowhere" };
  const nudgesAskedAt = before.nudgesAskedAt ?? now;
  yield* tx.roster.savePreferences(me.id, { ...before, nudgesAskedAt, digestOnlyAt: now });
  yield* tx.schedule.remove(personalNudgeId(me.id));
  yield* tx.outbox.cancelGroup(personalNudgeId(me.id));
  return { kind: "inside", inside, chosen: true };
}

function* readTime(
  work: Work,
  me: Person,
  { chosen }: { readonly chosen: boolean },
): Steps<NudgeTime> {
  const { tx, now } = work;
  const preferences = yield* tx.roster.getPreferences(me.id);
  if (preferences.stoppedAt) return { kind: "stopped" };
  const inside = yield* findInside(work, me);
  if (preferences.digestOnlyAt) return { kind: "inside", inside, chosen };
  if (!preferences.nudgesAskedAt) return { kind: "not_asked", inside };
  const { site, nudgeDay } = yield* readPersonWeek(work, me);
  const isPaused = pauseOf(preferences, now) !== undefined;
  const nextAt = isPaused ? undefined : yield* findOwnNext(work, me);
  return { kind: "day", day: nudgeDay ?? 2, nextAt, now, zone: site.zone, inside, chosen };
}

/** What somebody reads every week anyway; undefined where there is nothing that carries ideas. */
function* findInside({ tx }: Work, me: Person): Steps<Inside | undefined> {
  if (holds(me, "pl_lead") || holds(me, "area_lead")) return "digest";
  const site = me.homeSite;
  if (site === undefined || !(yield* tx.waves.isJoined(site))) return undefined;
  if (holds(me, "principal")) return "note";
  return (yield* tx.roster.findChannel(site)) ? "roundup" : undefined;
}
