import type { DistrictId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { findOverdue, type Overdue } from "#domain/overdue.ts";
import { refusesTooMuch } from "#domain/refusals.ts";
import { momentWords, overdueCard, refusedCard } from "#messages/alarm-cards.ts";
import { sendName } from "#messages/sent-names.ts";
import type { Steps } from "#ports/steps.ts";
import { readFailing } from "./failing-schedules.ts";
import { readSendNames } from "./list-sends.ts";
import type { Product, Work } from "./product.ts";
import { raiseAlarm } from "./raise-alarm.ts";
import { reportOutage } from "./report-outage.ts";
import { readHalt } from "./sending-stop.ts";

/** What whoever runs the machine is told of one district. */
export interface Watched {
  /** Campaigns of which something should have run and has not. */
  readonly overdue: readonly string[];
  readonly isStopped: boolean;
}

const MOST_LATE = 1000;
const LATELY_MS = 24 * 60 * 60 * 1000;

/**
 * Once a minute, after what was due has run: tells leads and IT admins of what has not, of what was missed
 * while nothing ran, and of a platform that refuses. Each incident once; nothing while sending is stopped.
 */
export async function watchSchedules(product: Product, district: DistrictId): Promise<Watched> {
  const now = product.clock.now();
  return await product.store.transaction(district, function* (tx) {
    const work: Work = { tx, product, now };
    if (yield* readHalt(tx)) return { overdue: [], isStopped: true };
    const overdue = yield* readOverdue(work);
    if (overdue.length > 0) yield* tellOverdue(work, overdue);
    yield* reportOutage(work);
    yield* tellRefused(work);
    return { overdue: overdue.map(({ campaign }) => campaign), isStopped: false };
  });
}

/** What should have run and has not. */
export function* readOverdue({ tx, now }: Pick<Work, "tx" | "now">): Steps<readonly Overdue[]> {
  const late = yield* tx.schedule.listDue(now, MOST_LATE);
  const failing = yield* readFailing(tx);
  const planned = [...late];
  for (const { id } of failing) {
    const one = yield* tx.schedule.find(id);
    if (one && !late.some((each) => each.id === id)) planned.push(one);
  }
  return findOverdue({ planned, failing, now });
}

function* tellOverdue(work: Work, overdue: readonly Overdue[]): Steps<void> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const nameOf = ({ campaign, since }: Overdue) => `${campaign}:${localDay(since, zone)}`;
  const told = (yield* work.tx.roster.findSetting(TOLD)) ?? "";
  const fresh = overdue.filter((one) => !told.split(" ").includes(nameOf(one)));
  const [first] = fresh;
  if (!first) return;
  const names = [...told.split(" "), ...fresh.map(nameOf)].filter((name) => name !== "");
  yield* work.tx.roster.saveSetting(TOLD, names.slice(-MOST_TOLD).join(" "));
  yield* raiseAlarm(work, {
    incident: `overdue:${nameOf(first)}`,
    card: (words) =>
      overdueCard(
        words,
        fresh.map(({ campaign, since }) => ({ campaign, when: momentWords(words, since, zone) })),
      ),
  });
}

/** The setting that keeps of which overdue campaigns somebody was told. */
const TOLD = "overdue_told";
const MOST_TOLD = 50;

function* tellRefused(work: Work): Steps<void> {
  const since = new Date(work.now.getTime() - LATELY_MS);
  const sends = (yield* work.tx.outbox.listRefusedSends(since)).filter(refusesTooMuch);
  if (sends.length === 0) return;
  const names = yield* readSendNames(work);
  for (const { send, platform, refused, ended } of sends) {
    yield* raiseAlarm(work, {
      incident: `refused:${send}:${platform}`,
      card: (words) =>
        refusedCard(words, { platform, refused, ended, what: sendName(words, send, names) }),
    });
  }
}
