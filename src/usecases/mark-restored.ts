import type { Gap } from "#domain/doubt.ts";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import type { BrokenAudit, LostWish } from "#ports/backups.ts";
import type { Steps } from "#ports/steps.ts";
import { saveGap } from "./after-restore.ts";
import { personalNudgeId } from "./plan-slot.ts";
import type { Product, Work } from "./product.ts";
import { verifyAudit } from "./read-audit.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

export interface RestoredCopy {
  /** Undefined where nobody can tell: then it is as old as the last thing that happened in it. */
  readonly madeAt: Date | undefined;
  /** What people wished, as the database that was replaced knew it. */
  readonly wishes: readonly LostWish[];
}

/** What a restore did in all districts. */
export interface Restored {
  readonly gap: Gap;
  /** Messages that may have been sent in the gap: looked for first, else unknown. */
  readonly doubtful: number;
  /** Messages for people out of reach, which nobody waits for any more. */
  readonly asleep: number;
  readonly signedOut: number;
  /** People whose stop or pause was taken over. */
  readonly wished: number;
  /** Names of waves that are drafts in the copy, and may have been opened since. */
  readonly drafts: readonly string[];
}

/**
 * Makes a restored database fit to go on: nothing that may have been sent is sent unseen, and nobody is
 * signed in. For a file that is not in its place yet, or one that was restored by other means.
 */
export async function markRestored(product: Product, copy: RestoredCopy): Promise<Restored> {
  const { store, clock } = product;
  const now = clock.now();
  const all: Restored[] = [];
  for (const district of await store.listDistricts()) {
    const wishes = copy.wishes.filter((wish) => wish.district === district);
    const own = { ...copy, wishes };
    const marked = await store.transaction(district, (tx) => mark({ tx, product, now }, own));
    all.push(marked);
  }
  const nothing = { doubtful: 0, asleep: 0, signedOut: 0, wished: 0, drafts: [] };
  const start = { ...nothing, gap: { from: copy.madeAt ?? now, until: now } };
  return all.reduce<Restored>(add, start);
}

function add(sum: Restored, one: Restored): Restored {
  return {
    gap: one.gap.from < sum.gap.from ? one.gap : sum.gap,
    doubtful: sum.doubtful + one.doubtful,
    asleep: sum.asleep + one.asleep,
    signedOut: sum.signedOut + one.signedOut,
    wished: sum.wished + one.wished,
    drafts: [...sum.drafts, ...one.drafts],
  };
}

function* mark(work: Work, { madeAt, wishes }: RestoredCopy): Steps<Restored> {
  const { tx, now } = work;
  const gap = toGap(madeAt ?? (yield* findLastTime(work)), now);
  yield* saveGap(tx, gap);
  let wished = 0;
  for (const wish of wishes) wished += (yield* takeOver(work, wish)) ? 1 : 0;
  const doubtful = yield* tx.restored.doubtOpen(gap);
  const asleep = yield* tx.restored.endSleep();
  const signedOut = yield* tx.restored.forgetAccess();
  const waves = yield* tx.waves.listWaves();
  const drafts = waves.filter(({ state }) => state === "draft").map(({ name }) => name);
  yield* writeAudit(work, {
    actor: COMMAND_LINE,
    action: "backup_restored",
    subject: "district",
    facts: {
      made: madeAt?.toISOString() ?? "unknown",
      restored: now.toISOString(),
      doubtful: String(doubtful),
      wishes_kept: String(wished),
    },
  });
  return { gap, doubtful, asleep, signedOut, wished, drafts };
}

/** When something last happened in the copy: it is no older than that. */
function* findLastTime({ tx }: Work): Steps<Date | undefined> {
  const acted = yield* tx.events.lastAt();
  const [audited] = yield* tx.audit.list(1);
  return latest(acted, audited?.at);
}

/** A copy of which nothing is known may be of any time, and none is of a time to come. */
function toGap(madeAt: Date | undefined, now: Date): Gap {
  const from = Math.min(madeAt?.getTime() ?? 0, now.getTime());
  return { from: new Date(from), until: now };
}

/** A stop or a pause outlasts the database that knew of it. False if the copy has it already. */
function* takeOver({ tx, now }: Work, wish: LostWish): Steps<boolean> {
  const person = yield* tx.roster.findPerson(wish.person);
  if (!person) return false;
  const before = yield* tx.roster.getPreferences(person.id);
  const stoppedAt = before.stoppedAt ?? wish.stoppedAt;
  const wavesStoppedAt = before.wavesStoppedAt ?? wish.wavesStoppedAt;
  const pausedUntil = latest(before.pausedUntil, wish.pausedUntil);
  const thanks = stricter(before.thanks, wish.thanks);
  const language = wish.language ?? before.language;
  const isNew =
    thanks !== before.thanks ||
    language !== before.language ||
    stoppedAt !== before.stoppedAt ||
    wavesStoppedAt !== before.wavesStoppedAt ||
    (pausedUntil !== before.pausedUntil && pausedUntil !== undefined && pausedUntil > now);
  if (!isNew) return false;
  yield* tx.roster.savePreferences(person.id, {
    ...before,
    stoppedAt,
    wavesStoppedAt,
    pausedUntil,
    thanks,
    language,
  });
  if (stoppedAt) {
    yield* tx.schedule.remove(personalNudgeId(person.id));
    yield* tx.outbox.cancelWaitingFor(person.id);
  } else if (pausedUntil) yield* tx.outbox.putOffFor(person.id, pausedUntil);
  return true;
}

/** From the widest to the narrowest way to be thanked. */
const THANKS: readonly ThanksWish[] = ["public", "school", "private"];

function stricter(one: ThanksWish, other: ThanksWish): ThanksWish {
  return THANKS.indexOf(one) > THANKS.indexOf(other) ? one : other;
}

function latest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}

/**
 * The districts whose audit log is not as it was written. Throws BACKUP_UNUSABLE for a file without a
 * stamp: then nobody can tell whether it was so when the copy was made.
 */
export async function findBrokenAudits(
  product: Product,
  isStamped: boolean,
): Promise<readonly BrokenAudit[]> {
  const broken: BrokenAudit[] = [];
  for (const district of await product.store.listDistricts()) {
    const { fault } = await verifyAudit(product, district);
    if (fault) broken.push({ ...fault, district });
  }
  const [first] = broken;
  if (first && !isStamped) throw unusable(first);
  return broken;
}

function unusable({ district, number }: { district: DistrictId; number: number }): ProductError {
  const what = `The audit log of ${district} is not as it was written, from entry ${number} on.`;
  return new ProductError("BACKUP_UNUSABLE", what);
}
