import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Campaign, Scheduled } from "#ports/store.ts";
import { sendCalls } from "./call-tasks.ts";
import { closeWave } from "./close-wave.ts";
import type { Product, Work } from "./product.ts";
import { sendDigest } from "./send-digest.ts";
import { sendNudge, sendPersonalNudge } from "./send-nudge.ts";
import { sendReminder } from "./send-reminder.ts";
import { sendRoundup } from "./send-roundup.ts";
import { sendWaveCard } from "./wave-card.ts";

/** Each takes its turn by moving the schedule row first: of several replicas one wins. */
const campaigns: Readonly<Record<Campaign, (work: Work, scheduled: Scheduled) => Steps<void>>> = {
  reminder: sendReminder,
  close: closeWave,
  wave_card: sendWaveCard,
  calls: sendCalls,
  nudge: sendNudge,
  personal_nudge: sendPersonalNudge,
  roundup: sendRoundup,
  digest: sendDigest,
};

const BATCH = 200;
const RETRY_MS = 60 * 60 * 1000;

/** Runs everything of a district that is due now; gives how many rows were due. */
export async function runSchedule(product: Product, district: DistrictId): Promise<number> {
  const now = product.clock.now();
  const due = await product.store.read(district, (tx) => tx.schedule.listDue(now, BATCH));
  await Promise.all(due.map((scheduled) => runOne(product, district, { scheduled, now })));
  return due.length;
}

async function runOne(
  product: Product,
  district: DistrictId,
  { scheduled, now }: { readonly scheduled: Scheduled; readonly now: Date },
): Promise<void> {
  try {
    await product.store.transaction(district, (tx) =>
      campaigns[scheduled.campaign]({ tx, product, now }, scheduled),
    );
  } catch (cause) {
    // One broken row must not hold up the others; it is tried again, and the log says so.
    product.log.error("campaign_failed", { id: scheduled.id, cause });
    const later = new Date(now.getTime() + RETRY_MS);
    await product.store.transaction(district, (tx) => tx.schedule.advance(scheduled, later));
  }
}
