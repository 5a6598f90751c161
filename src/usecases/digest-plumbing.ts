import type { PlumbingFact } from "#domain/digest-facts.ts";
import { localDay } from "#domain/local-time.ts";
import type { Steps } from "#ports/steps.ts";
import type { Week } from "./digest-seen.ts";
import type { Work } from "./product.ts";
import { readHalt, readLastHalt } from "./sending-stop.ts";

/** What went out in the week, and what is quiet today. */
export function* plumbingFacts(work: Work, week: Week): Steps<PlumbingFact> {
  const { tx } = work;
  const { delivered, failed } = yield* tx.outbox.countDeliveries(week.since, week.until);
  return {
    delivered,
    failed,
    stopped: yield* tx.roster.countStopped(),
    paused: yield* countPaused(work),
    halted: yield* wasHalted(work, week),
  };
}

/** Schools with a pause of their own today, or all of them in a pause of the district. */
function* countPaused({ tx, now }: Work): Steps<number> {
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const pauses = (yield* tx.serving.listPauses(today)).filter(
    ({ fromDay, endedAt }) => fromDay <= today && !(endedAt && endedAt <= now),
  );
  if (pauses.some(({ site }) => site === undefined)) return yield* tx.roster.countSites();
  return new Set(pauses.map(({ site }) => site)).size;
}

/** True if all sending is stopped, or was in this week. */
function* wasHalted({ tx }: Work, { since }: Week): Steps<boolean> {
  if (yield* readHalt(tx)) return true;
  const last = yield* readLastHalt(tx);
  return last !== undefined && last.until > since;
}
