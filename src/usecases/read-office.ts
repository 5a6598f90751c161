import { reviewYear } from "#domain/calendar-review.ts";
import { localDay } from "#domain/local-time.ts";
import { holds, type Person } from "#domain/roster.ts";
import type { OfficeFacts } from "#messages/office-card.ts";
import type { Steps } from "#ports/steps.ts";
import { findHalt } from "./halt-sending.ts";
import { listTroubled } from "./list-troubled.ts";
import type { Work } from "./product.ts";

/** Whether messages leave, what did not arrive lately, and whether the calendar was looked over; for IT admins alone. */
export function* readOffice(work: Work, me: Person): Steps<OfficeFacts | undefined> {
  if (!holds(me, "it_admin")) return undefined;
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const review = yield* tx.serving.findReview(reviewYear(localDay(now, zone)));
  return {
    halted: (yield* findHalt(work)) !== undefined,
    troubled: (yield* listTroubled(work)).length,
    confirmed: review !== undefined,
  };
}
