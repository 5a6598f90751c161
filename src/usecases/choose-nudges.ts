import type { PersonId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import { defaultPreferences, pauseOf } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { undoWaveStop } from "./reopen-stopped.ts";
import { requireRight } from "./require-right.ts";
import { nextNudgeSlot, readSchoolDays } from "./school-time.ts";
import { tellWaitingFor } from "./tell-waiting.ts";

/** The office keeps the hours of a school day; its slot is the same quarter past. */
const OFFICE_BELLS = {
  staffStart: "08:00",
  staffEnd: "16:30",
  studentStart: "08:30",
  studentEnd: "16:00",
} as const;

/** Whose week somebody lives in: the home site's, or the district office's. */
export function* readWeeklyPlace(
  { tx }: Work,
  person: Person,
): Steps<Pick<Site, "zone" | "bells">> {
  const site = person.homeSite ? yield* tx.roster.findSite(person.homeSite) : undefined;
  if (site) return site;
  return { zone: (yield* tx.roster.getDistrict()).zone, bells: OFFICE_BELLS };
}

/** When the first nudge comes, and in which zone; `at` is undefined if the calendar has no week left. */
export interface Started {
  readonly at: Date | undefined;
  readonly zone: string;
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
    const { thanks, language } = preferences;
    const place = yield* readWeeklyPlace(work, person);
    const pauseEnded = pauseOf(preferences, now);
    if (pauseEnded && !preferences.stoppedAt) {
      const asBefore = { ...preferences, pausedUntil: undefined, wavesStoppedAt: undefined };
      yield* tx.roster.savePreferences(act.person, asBefore);
      yield* undoWaveStop(work, person);
      return { person, at: undefined, zone: place.zone, pauseEnded };
    }
    const wanted = { ...defaultPreferences, thanks, language, nudgesAskedAt: now };
    yield* tx.roster.savePreferences(act.person, wanted);
    yield* undoWaveStop(work, person);
    const schoolDays = yield* readSchoolDays(work);
    const at = nextNudgeSlot({ site: place, schoolDays }, now);
    if (at) {
      const id = personalNudgeId(person.id);
      yield* tx.schedule.save({ id, campaign: "personal_nudge", subject: person.id, nextAt: at });
    }
    return { person, at, zone: place.zone, pauseEnded: undefined };
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
    const { thanks, language } = yield* tx.roster.getPreferences(act.person);
    yield* tx.roster.savePreferences(act.person, { thanks, language, stoppedAt: now });
    yield* tx.schedule.remove(personalNudgeId(act.person));
    yield* tx.outbox.cancelWaitingFor(act.person);
  });
}

/** The schedule row, and the outbox group, of a person's weekly nudge. */
export function personalNudgeId(person: PersonId): string {
  return `personal-nudge:${person}`;
}
