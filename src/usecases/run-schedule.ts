import { isDatabaseAway } from "#domain/database-away.ts";
import type { Gap } from "#domain/doubt.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Campaign, Scheduled, Transaction } from "#ports/store.ts";
import { inDoubt, mayHaveRun, readGap, saveGap } from "./after-restore.ts";
import { chaseVisit } from "./chase-visit.ts";
import { checkBack } from "./check-back.ts";
import { closeWave } from "./close-wave.ts";
import { speakFor } from "./district-words.ts";
import { noteFailure } from "./failing-schedules.ts";
import { forgetLeaver } from "./forget-leavers.ts";
import { sendCalls } from "./list-calls.ts";
import { sendLiveCards } from "./live-cards.ts";
import type { Product, Work } from "./product.ts";
import { purgeAtNight } from "./purge-records.ts";
import { isVisitChase } from "./schedule-ids.ts";
import { sendCalendarCheck } from "./send-calendar-check.ts";
import { sendDigest } from "./send-digest.ts";
import { sendLateInvitation } from "./send-late-invitation.ts";
import { sendNudge, sendPersonalNudge } from "./send-nudge.ts";
import { sendPrincipalNotes } from "./send-principal-notes.ts";
import { sendProfileCheck } from "./send-profile-check.ts";
import { sendPulse } from "./send-pulse.ts";
import { sendReminder } from "./send-reminder.ts";
import { sendRoundup } from "./send-roundup.ts";
import { sendTryAsk } from "./send-try-ask.ts";
import { sendVisitThanks } from "./send-visit-thanks.ts";
import { sendWeeklyAsk } from "./send-weekly-ask.ts";
import { QUIET_CAMPAIGNS, readHalt } from "./sending-stop.ts";
import { shareExpedition } from "./share-expedition.ts";
import { skipMissed } from "./skip-missed.ts";
import { useUpLost } from "./use-up-lost.ts";
import { sendWaveCard } from "./wave-card.ts";

/** Each takes its turn by moving the schedule row first: of several replicas one wins. */
const campaigns: Readonly<Record<Campaign, (work: Work, scheduled: Scheduled) => Steps<void>>> = {
  reminder: sendReminder,
  close: closeWave,
  check_back: checkBack,
  late_invitation: sendLateInvitation,
  wave_card: sendWaveCard,
  live_cards: sendLiveCards,
  calls: sendCalls,
  nudge: sendNudge,
  personal_nudge: sendPersonalNudge,
  roundup: sendRoundup,
  weekly_ask: sendWeeklyAsk,
  digest: sendDigest,
  principal_note: sendPrincipalNotes,
  pulse: sendPulse,
  profile: sendProfileCheck,
  purge: purgeAtNight,
  leaver: forgetLeaver,
  calendar_check: sendCalendarCheck,
  visit_thanks: sendVisitThanks,
  visit_sharing: nextVisitStep,
  try_ask: sendTryAsk,
};

/** A visit that is over goes on to the district; one that nobody finished is asked for. */
function* nextVisitStep(work: Work, scheduled: Scheduled): Steps<void> {
  yield* isVisitChase(scheduled.id)
    ? chaseVisit(work, scheduled)
    : shareExpedition(work, scheduled);
}

const BATCH = 200;
const RETRY_MS = 60 * 60 * 1000;

/**
 * Runs everything of a district that is due now; gives how many rows were moved on. While all sending is
 * stopped, what would write to somebody stays as it is.
 */
export async function runSchedule(product: Product, district: DistrictId): Promise<number> {
  const now = product.clock.now();
  const { due, gap, spoken } = await product.store.read(district, function* (tx) {
    const only = (yield* readHalt(tx)) ? QUIET_CAMPAIGNS : undefined;
    const rows = yield* tx.schedule.listDue(now, BATCH, only);
    if (rows.length === 0) return { due: rows, gap: undefined, spoken: product };
    return { due: rows, gap: yield* readGap(tx), spoken: yield* speakFor({ tx }, product) };
  });
  const runs = due.map(
    async (scheduled) => await runOne(spoken, district, { scheduled, now, gap }),
  );
  // All of them end before the round does, also when one cannot be kept.
  const ends = await Promise.allSettled(runs);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  // What another replica has in hand stays due until it is done: to look again at once would spin.
  return ends.filter((end) => "value" in end && end.value).length;
}

interface Due {
  readonly scheduled: Scheduled;
  readonly now: Date;
  /** What a restored database does not know of. */
  readonly gap: Gap | undefined;
}

async function runOne(
  product: Product,
  district: DistrictId,
  { scheduled, now, gap }: Due,
): Promise<boolean> {
  try {
    return await product.store.transaction(district, function* (given) {
      const { tx, isOurs } = watchTurn(given, scheduled);
      const work: Work = { tx, product, now };
      const doubtful = gap && (yield* mayHaveRun(work, scheduled, gap));
      if (doubtful) yield* useUpLost(work, scheduled, gap);
      const own = doubtful ? { ...work, tx: inDoubt(tx, gap) } : work;
      const turn = doubtful ? scheduled : yield* skipMissed(work, scheduled);
      yield* campaigns[scheduled.campaign](own, turn);
      return isOurs();
    });
  } catch (cause) {
    // The row is as it was, and no fault of its own keeps it: whoever looks next runs it.
    if (isDatabaseAway(cause)) throw cause;
    // One broken row must not hold up the others; it is tried again, and the log says so.
    product.log.error("campaign_failed", { id: scheduled.id, cause });
    const later = new Date(now.getTime() + RETRY_MS);
    await product.store.transaction(district, function* (tx) {
      if (yield* tx.schedule.advance(scheduled, later)) yield* noteFailure(tx, scheduled, later);
      // A doubt is no smaller for being looked at later.
      if (gap && scheduled.nextAt <= gap.until) yield* saveGap(tx, { ...gap, until: later });
    });
    return true;
  }
}

/** The same transaction, which knows whether the row could be moved or is in another's hand. */
function watchTurn(tx: Transaction, { id }: Scheduled) {
  let isOurs = true;
  const advance: Transaction["schedule"]["advance"] = function* (row, nextAt) {
    const isMoved = yield* tx.schedule.advance(row, nextAt);
    if (row.id === id) isOurs = isMoved;
    return isMoved;
  };
  return { tx: { ...tx, schedule: { ...tx.schedule, advance } }, isOurs: () => isOurs };
}
