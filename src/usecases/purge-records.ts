import type { DistrictId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { RecordType } from "#domain/records.ts";
import { type FirstKept, firstKept, type KeptDays } from "#domain/retention.ts";
import type { AuditPurge } from "#ports/audit-rows.ts";
import type { KeptFrom, PurgeStep } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { noticeLeavers } from "./forget-leavers.ts";
import { readKeptDays } from "./keep-records.ts";
import { nextNight } from "./nights.ts";
import type { Product, Work } from "./product.ts";
import { forgetPastSkips } from "./skip-room.ts";
import { tellAllWaiting } from "./tell-waiting.ts";
import { COMMAND_LINE, TIMER, writeAudit } from "./write-audit.ts";

/** One transaction ends at most so many rows, and then the bot has its turn. */
const MOST_ROWS = 500;
/**
 * How much longer than its card a message's row stays. A key must be known as long as it can be queued
 * again, and a handle as long as what it names can be changed or taken back: no event is remembered for
 * more than a month, no wave is open for a year, and what tells of a shout-out stays as long as that does.
 */
const KEY_DAYS = 365;
const PURGE = "purge";

type PurgedClass = keyof FirstKept;

const CLASSES: Readonly<Record<PurgeStep, PurgedClass>> = {
  shout_out: "praise",
  shout_out_report: "praise",
  peer_visit: "praise",
  try: "praise",
  nudge: "praise",
  room_skip: "answers",
  correction: "answers",
  expedition: "answers",
  focus_group: "answers",
  digest: "answers",
  training: "answers",
  made_change: "answers",
  answer: "answers",
  call_task: "answers",
  decision: "answers",
  school_word: "answers",
  pulse: "answers",
  invitation: "answers",
  delivery: "delivery_log",
  card: "delivery_log",
  message: "delivery_log",
  playground_message: "delivery_log",
};

/** What leaves a stone behind; of a delivery log only the count is told. */
const BURIED: Partial<Record<PurgeStep, RecordType>> = {
  shout_out: "shout_out",
  answer: "answer",
  call_task: "call_task",
  school_word: "school_word",
  expedition: "expedition",
  focus_group: "focus_group",
};

/** Plans the nightly purge of a district where it is not planned yet. */
export function* planPurge({ tx, now }: Pick<Work, "tx" | "now">): Steps<void> {
  if (yield* tx.schedule.find(PURGE)) return;
  const { id, zone } = yield* tx.roster.getDistrict();
  const nextAt = nextNight(now, zone);
  yield* tx.schedule.save({ id: PURGE, campaign: "purge", subject: id, nextAt });
}

/** Plans it for every district that was there before there was a purge. */
export async function planPurges({ store, clock }: Product): Promise<void> {
  for (const district of await store.directory.listUnplanned(PURGE)) {
    await store.transaction(district, (tx) => planPurge({ tx, now: clock.now() }));
  }
}

/** The night's work: who waits for a host is told; then the purge, one piece of it, and the next a moment later until all is done. */
export function* purgeAtNight(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const soon = new Date(Math.max(now.getTime(), scheduled.nextAt.getTime()) + 1);
  if (!(yield* tx.schedule.advance(scheduled, soon))) return;
  // Before the holds are locked: it locks people, as whoever asks a colleague does.
  yield* tellAllWaiting(work);
  yield* forgetPastSkips(work);
  const { isDone } = yield* purgePiece(work, TIMER);
  if (!isDone) return;
  const { zone } = yield* tx.roster.getDistrict();
  yield* tx.schedule.save({ ...scheduled, nextAt: nextNight(now, zone) });
}

export interface PurgeReport {
  /** How many rows of each class are gone. */
  readonly gone: Readonly<Record<string, number>>;
  /** How many have had their time and stay because of a hold. */
  readonly kept: Readonly<Record<string, number>>;
}

/** Purges now what the night would purge, in the same small pieces. */
export async function purgeNow(product: Product, district: DistrictId): Promise<PurgeReport> {
  const { store, clock } = product;
  const gone: Record<string, number> = {};
  for (let isDone = false; !isDone; ) {
    const piece = await store.transaction(district, (tx) =>
      purgePiece({ tx, product, now: clock.now() }, COMMAND_LINE),
    );
    for (const [name, count] of Object.entries(piece.gone)) gone[name] = (gone[name] ?? 0) + count;
    isDone = piece.isDone;
  }
  const now = clock.now();
  const kept = await store.read(district, (tx) => countKept({ tx, product, now }));
  return { gone, kept };
}

interface Piece {
  readonly gone: Readonly<Record<string, number>>;
  readonly isDone: boolean;
}

function* purgePiece(work: Work, by: string): Steps<Piece> {
  const { tx } = work;
  yield* tx.records.guardHolds();
  const days = yield* readKeptDays(tx);
  const kept = yield* readFirstKept(work, days);
  const gone: Record<string, number> = {};
  const noticed = yield* noticeLeavers(work, days.roster, MOST_ROWS);
  const purged = yield* tx.records.purge({ ...toKeptFrom(kept), limit: MOST_ROWS });
  for (const [step, ids] of purged) {
    const name = CLASSES[step];
    gone[name] = (gone[name] ?? 0) + ids.length;
    yield* bury(work, ids, { type: BURIED[step], by, rule: `${name}:${days[name]}` });
  }
  const rows = [...purged.values()].reduce((sum, ids) => sum + ids.length, noticed);
  const isDone = rows < MOST_ROWS;
  if (isDone) yield* endOwnTimes(work, { by, audit: kept.audit, days: days.audit, gone });
  yield* writeDown(work, by, gone);
  return { gone, isDone };
}

function* readFirstKept({ tx, now }: Work, days: KeptDays): Steps<FirstKept> {
  const { zone } = yield* tx.roster.getDistrict();
  return firstKept(localDay(now, zone), days);
}

function toKeptFrom({ praise, answers, delivery_log: log }: FirstKept): KeptFrom {
  return { praise, answers, log, keys: addDays(log, -KEY_DAYS) };
}

interface Burying {
  readonly type: RecordType | undefined;
  readonly by: string;
  readonly rule: string;
}

function* bury({ tx, now: at }: Work, ids: readonly string[], stone: Burying): Steps<void> {
  const { type, ...said } = stone;
  if (type) yield* tx.records.bury(ids.map((record) => ({ type, record, at, ...said })));
}

function* writeDown(work: Work, actor: string, gone: Piece["gone"]): Steps<void> {
  const counts = Object.entries(gone).map(([name, count]) => [name, String(count)]);
  if (counts.length === 0) return;
  const facts = Object.fromEntries(counts);
  yield* writeAudit(work, { actor, action: "records_purged", subject: "district", facts });
}

interface Ending {
  readonly by: string;
  readonly audit: string;
  readonly days: number;
  readonly gone: Record<string, number>;
}

function* endOwnTimes(work: Work, { by, audit, days, gone }: Ending): Steps<void> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const purge = yield* purgeAudit(work, toInstant(`${audit}T00:00`, zone));
  if (purge) {
    const { count, ...begins } = purge;
    const facts = { count: String(count), days: String(days), ...begins };
    yield* writeAudit(work, { actor: by, action: "audit_purged", subject: "district", facts });
  }
  const forgotten = (yield* isAccessHeld(work)) ? 0 : yield* tx.access.forgetExpired(now);
  if (forgotten > 0) gone.access = forgotten;
}

/** The audit log goes from its beginning only: an entry under a hold keeps all that follow it. */
function* purgeAudit({ tx }: Work, over: Date): Steps<AuditPurge | undefined> {
  const [oldest] = yield* tx.audit.listFrom(1, 1);
  if (!oldest || oldest.at >= over) return undefined;
  const heldAt = yield* tx.records.firstHeldEntry();
  return yield* tx.audit.purgeBefore(heldAt && heldAt < over ? heldAt : over);
}

const ACCESS: ReadonlySet<RecordType> = new Set(["sign_in_link", "session", "known_browser"]);

/** Links and sessions are over by themselves: under any hold that may mean one, all of them stay. */
function* isAccessHeld({ tx }: Work): Steps<boolean> {
  const holds = (yield* tx.records.listHolds()).filter(({ releasedAt }) => !releasedAt);
  return holds.some(({ type }) => type === undefined || ACCESS.has(type));
}

function* countKept(work: Work): Steps<PurgeReport["kept"]> {
  const kept = yield* readFirstKept(work, yield* readKeptDays(work.tx));
  const counts: Record<string, number> = {};
  for (const [step, count] of yield* work.tx.records.countKept(toKeptFrom(kept))) {
    const name = CLASSES[step];
    counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
}
