import { localDay } from "#domain/local-time.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";

/** School days within which somebody says "I am on it", and within which they have acted. */
const DAYS_TO_TAKE_UP = 1;
const DAYS_TO_ACT = 3;

type ReplyClock = Pick<CallTask, "createdOn" | "ackBy" | "actBy">;

/** The promise to a school that asks for something, from today on; the days are those of the office. */
export function* startClock(work: Work): Steps<ReplyClock> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const createdOn = localDay(work.now, zone);
  const schoolDays = yield* readSchoolDays(work);
  return {
    createdOn,
    ackBy: schoolDays.addSchoolDays(createdOn, DAYS_TO_TAKE_UP),
    actBy: schoolDays.addSchoolDays(createdOn, DAYS_TO_ACT),
  };
}
