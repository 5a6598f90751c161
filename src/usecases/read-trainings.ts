import type { TrainingSession } from "#domain/content.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import type { Evidence } from "#domain/training.ts";
import { type Counted, evidenceFor } from "#domain/training-rules.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";

const DAYS_OF_YEAR = 365;

/** A training whose rule holds now, and the counts behind it. */
export interface Suggestion {
  readonly session: TrainingSession;
  readonly evidence: readonly Evidence[];
}

/** The first day of the school year that runs, or of the last 365 days where the calendar does not say. */
export function* readYearStart(work: Work): Steps<string> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const today = localDay(work.now, zone);
  const schoolDays = yield* readSchoolDays(work);
  return schoolDays.yearOf(today)?.firstDay ?? addDays(today, -DAYS_OF_YEAR);
}

/** Trainings that are worth offering now and on which nobody has decided in this school year. */
export function* readTrainings(work: Work): Steps<readonly Suggestion[]> {
  const { tx, product } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const yearStart = yield* readYearStart(work);
  const decided = new Set(
    (yield* tx.deciding.listTrainings())
      .filter(({ at }) => localDay(at, zone) >= yearStart)
      .map(({ session }) => session),
  );
  const counted = yield* readCounted(work, yearStart);
  return product.words.library.sessions
    .filter(({ id }) => !decided.has(id))
    .map((session) => ({ session, evidence: evidenceFor(session.rule, counted) }))
    .filter(({ evidence }) => evidence.length > 0);
}

function* readCounted({ tx }: Work, yearStart: string): Steps<Counted> {
  return {
    named: (yield* tx.waves.listNamedPitfalls()).map(({ site, code }) => ({ site, pitfall: code })),
    visits: yield* tx.visiting.sumRooms(yearStart),
    looks: yield* tx.visiting.sumLooks(yearStart),
  };
}
