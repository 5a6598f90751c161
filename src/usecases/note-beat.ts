import type { DistrictId } from "#domain/ids.ts";
import {
  joinOutages,
  type Missed,
  type Outage,
  readOutage,
  wasAway,
  writeOutage,
} from "#domain/outage.ts";
import { LATE_MS } from "#domain/overdue.ts";
import type { Steps } from "#ports/steps.ts";
import { readGap } from "./after-restore.ts";
import type { Product, Work } from "./product.ts";
import { readHalt } from "./sending-stop.ts";
import { settleBacklog } from "./settle-backlog.ts";

/** The settings under which a database keeps when its worker last ran, and what nobody was told of yet. */
export const BEAT = "beat";
const OUTAGE = "outage";
/** More than this nobody counts. */
const MOST_MISSED = 5000;

/**
 * Once a minute, before anything runs: keeps that the worker runs. If it was away for long, what was missed
 * meanwhile is kept, to be told of when it is clear what became of it.
 */
export async function noteBeat(product: Product, district: DistrictId): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(district, function* (tx) {
    const work: Work = { tx, product, now };
    // Another replica that comes back at the same time settles what waited, or this one does.
    yield* tx.roster.guardDistrict();
    // It may have been erased since somebody listed it: then nothing of it comes back.
    if (!(yield* tx.roster.findDistrict())) return;
    const text = yield* tx.roster.findSetting(BEAT);
    const beat = text ? new Date(text) : undefined;
    // A clock that was put back, or another replica that has just said so.
    if (beat && beat >= now) return;
    if (beat && wasAway(beat, now)) yield* settleReturn(work, beat);
    yield* tx.roster.saveSetting(BEAT, now.toISOString());
  });
}

function* settleReturn(work: Work, beat: Date): Steps<void> {
  const { tx, now } = work;
  const gap = yield* readGap(tx);
  // What a restored database lost is no outage.
  if ((gap && beat <= gap.until) || (yield* readHalt(tx))) return;
  yield* settleBacklog(work);
  yield* keepOutage(work, { from: beat, until: now, reason: "off" });
}

/** Keeps what is late now as missed in this stretch; nothing if nothing is. */
export function* keepOutage(work: Work, stretch: Omit<Outage, "missed">): Steps<void> {
  const { tx, now } = work;
  const latest = new Date(now.getTime() - LATE_MS);
  const late = yield* tx.schedule.listDue(latest, MOST_MISSED);
  if (late.length === 0) return;
  const missed: Missed[] = late.map(({ id, campaign, subject, nextAt: at }) => ({
    ...{ id, campaign, subject },
    at,
  }));
  const before = yield* readUntold(work);
  yield* saveUntold(work, joinOutages(before, { ...stretch, missed }));
}

/** The outage that nobody was told of yet. */
export function* readUntold({ tx }: Pick<Work, "tx">): Steps<Outage | undefined> {
  return readOutage((yield* tx.roster.findSetting(OUTAGE)) ?? "");
}

export function* saveUntold({ tx }: Pick<Work, "tx">, outage: Outage | undefined): Steps<void> {
  yield* tx.roster.saveSetting(OUTAGE, outage ? writeOutage(outage) : "");
}
