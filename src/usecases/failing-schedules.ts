import { addFailing, type Failing } from "#domain/overdue.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled, Transaction } from "#ports/store.ts";

/** The setting under which a district keeps what failed at its time and is tried again later. */
const FAILING = "failing_schedules";

type Written = readonly (readonly [id: string, campaign: string, since: number, retryAt: number])[];

/** What failed at its time, also what has run since. */
export function* readFailing({ roster }: Pick<Transaction, "roster">): Steps<readonly Failing[]> {
  const text = (yield* roster.findSetting(FAILING)) ?? "";
  const rows: Written = text === "" ? [] : JSON.parse(text);
  return rows.map(([id, campaign, since, retryAt]) => ({
    id,
    campaign,
    since: new Date(since),
    retryAt: new Date(retryAt),
  }));
}

function* saveFailing(
  { roster }: Pick<Transaction, "roster">,
  failing: readonly Failing[],
): Steps<void> {
  const rows: Written = failing.map(({ id, campaign, since, retryAt }) => [
    id,
    campaign,
    since.getTime(),
    retryAt.getTime(),
  ]);
  yield* roster.saveSetting(FAILING, rows.length === 0 ? "" : JSON.stringify(rows));
}

/** Keeps that something planned has failed, and since when. */
export function* noteFailure(
  tx: Pick<Transaction, "roster">,
  { id, campaign, nextAt }: Scheduled,
  retryAt: Date,
): Steps<void> {
  // Many fail at once where all have one fault: each must see the one before it.
  yield* tx.roster.guardDistrict();
  const before = yield* readFailing(tx);
  yield* saveFailing(tx, addFailing(before, { id, campaign, since: nextAt, retryAt }));
}
