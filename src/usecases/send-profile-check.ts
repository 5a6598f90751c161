import { addDays, localDay, mondayOf, toInstant } from "#domain/local-time.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { profileCheckCard } from "#messages/profile-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { workFor } from "./languages.ts";
import type { Work } from "./product.ts";
import { ASKED_ON, readProfile } from "./read-profile.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";

export const PROFILE_ID = "profile";
/** Whole weeks, so that it comes on the same weekday. */
const YEAR_DAYS = 364;
/** A district that came in the middle of a year is asked once it has settled. */
const SETTLING_DAYS = 14;

/** The outbox group of one year's question. */
export function profileGroup(day: string): string {
  return `${PROFILE_ID}:${day}`;
}

/**
 * When the leads are first asked: in the second school week, or two weeks from now where that is over.
 */
export function firstProfileCheck(
  zone: string,
  schoolDays: SchoolDays,
  now: Date,
): Date | undefined {
  const today = localDay(now, zone);
  const first = schoolDays.yearOf(today)?.firstDay ?? schoolDays.nextSchoolDay(today) ?? today;
  const day = schoolDays.nextSchoolDay(addDays(mondayOf(first), 6)) ?? today;
  return momentOn({ zone, schoolDays, day: day > today ? day : addDays(today, SETTLING_DAYS) });
}

interface AskedDay {
  readonly zone: string;
  readonly schoolDays: SchoolDays;
  readonly day: string;
}

function momentOn({ zone, schoolDays, day }: AskedDay): Date | undefined {
  const after = toInstant(`${day}T00:00`, zone);
  return nextSendMoment({ kind: "profile_check", site: { zone }, schoolDays, after });
}

function* findNext(work: Work): Steps<Date | undefined> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  return momentOn({ zone, schoolDays, day: addDays(localDay(work.now, zone), YEAR_DAYS) });
}

/** The leads looked at the words today: they are asked a year from now. */
export function* planNextProfileCheck(work: Work): Steps<void> {
  const { tx } = work;
  const nextAt = yield* findNext(work);
  const row = { id: PROFILE_ID, campaign: "profile", subject: tx.district } as const;
  if (nextAt) yield* tx.schedule.save({ ...row, nextAt });
}

/** Once a year: asks every PL lead whether the district's words still fit. */
export function* sendProfileCheck(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, yield* findNext(work)))) return;
  const { zone } = yield* tx.roster.getDistrict();
  const day = localDay(scheduled.nextAt, zone);
  yield* tx.listening.saveDistrictWord(ASKED_ON, day, now);
  for (const person of yield* tx.roster.listHolders("pl_lead")) {
    const profile = yield* readProfile(yield* workFor(work, person.id));
    yield* sendDirect(work, {
      key: keyOf(PROFILE_ID, day, person.id),
      kind: "profile_check",
      person,
      card: (words) => profileCheckCard(words, profile),
      place: { zone },
      after: now,
      group: profileGroup(day),
    });
  }
}
