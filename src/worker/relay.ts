import { isDatabaseAway } from "#domain/database-away.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { ChatAdapter, Outcome, Platform } from "#ports/chat.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Product } from "#usecases/product.ts";
import { mayLeave, putOff } from "#usecases/put-off.ts";
import { readDaysOfSites } from "#usecases/school-time.ts";
import { readHalt } from "#usecases/sending-stop.ts";
import { type Stragglers, settleInTime } from "./stragglers.ts";
import { createTogether, type Together } from "./together.ts";

/** How fast a platform may be written to. */
export interface Pace {
  /** Least time between two messages of one conversation. */
  readonly laneMs: number;
  /** Most messages a second to one workspace. */
  readonly perSecond: number;
}

export interface Relay extends Product {
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly paces: Readonly<Record<Platform, Pace>>;
}

const BATCH = 100;
const LEASE_MS = 60_000;
/** A store that is away waits by itself before it says so; all of it is shorter than a lease. */
const MOST_KEEPS = 20;
const KEEP_MS = 500;

/** One claimed message, with the calendar that its hours are read from: its school's own. */
interface Turn {
  readonly district: DistrictId;
  readonly message: ClaimedMessage;
  /** The ends of a round's messages share their commits. */
  readonly together: Together;
  /** Undefined if it keeps to no hours. */
  readonly schoolDays: SchoolDays | undefined;
}

/** How many messages one round took, how many of them it tried, and how many were delivered. */
export interface Round {
  readonly taken: number;
  /** Without those that a platform holds back: they are not due any more. */
  readonly tried: number;
  readonly delivered: number;
}

/**
 * Sends what is due in a district, once. With stragglers the round does not wait for a platform that
 * hangs, so that it delays nobody but itself; without them all of it ends before the round does.
 */
export async function relayOnce(
  relay: Relay,
  district: DistrictId,
  stragglers?: Stragglers,
): Promise<Round> {
  const { store, clock, adapters } = relay;
  await store.transaction(district, (tx) => tx.outbox.expire(clock.now()));
  const claims = await Promise.allSettled(
    [...adapters.keys()].map(async (platform) => await claim(relay, district, platform)),
  );
  // What was claimed is sent, also where another platform's claim has failed: its lease would run out.
  const turns = claims.flatMap((one) => ("value" in one ? one.value : []));
  const sending = turns.map((turn) => send(relay, turn));
  const late = (cause: unknown): void => relay.log.error("delivery_not_recorded", { cause });
  // All of them end before the round does, also when one cannot be written down.
  const ends = stragglers
    ? await settleInTime(sending, stragglers, late)
    : await Promise.allSettled(sending);
  if (stragglers && ends.length < sending.length) {
    void Promise.allSettled(sending).then(() => stragglers.ended(district));
  }
  const failed = [...claims, ...ends].find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  const count = (wanted: Ending): number =>
    ends.filter((end) => "value" in end && end.value === wanted).length;
  const taken = turns.length;
  return { taken, tried: taken - count("held"), delivered: count("delivered") };
}

async function claim(
  relay: Relay,
  district: DistrictId,
  platform: Platform,
): Promise<readonly Turn[]> {
  const { store, clock, paces } = relay;
  const now = clock.now();
  const together = createTogether(store, district);
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const wanted = { platform, now, leaseUntil, limit: BATCH, ...paces[platform] };
  return await store.transaction(district, function* (tx) {
    // Asked each time, so that a stop holds at once for every process.
    const changesOnly = (yield* readHalt(tx)) !== undefined;
    const claimed = yield* tx.outbox.claim({ ...wanted, changesOnly });
    const bound = claimed.some(({ place }) => place !== undefined);
    const daysAt = bound ? yield* readDaysOfSites({ tx, product: relay, now }) : undefined;
    return claimed.map((message) => {
      const { place } = message;
      return { district, message, together, schoolDays: place && daysAt?.(place.site) };
    });
  });
}

type Ending = Outcome["kind"] | "postponed" | "held";

/** What is done for a message belongs to the request that it came of. */
async function send(relay: Relay, turn: Turn): Promise<Ending> {
  return await relay.trace.run(turn.message.origin, async () => await sendOne(relay, turn));
}

async function sendOne(relay: Relay, turn: Turn): Promise<Ending> {
  const { clock } = relay;
  const { message } = turn;
  if (await isPutOff(relay, turn)) return "postponed";
  const outcome = await attemptTimed(relay, message);
  if (await isHeld(relay, turn, outcome)) return "held";
  const settlement = { message, outcome, at: clock.now() };
  const kept = await keep(relay, turn, (tx) => tx.outbox.settle(settlement));
  logEnd(relay, message, kept ? outcome : "lease lost");
  return outcome.kind;
}

/**
 * Keeps what became of a message, and asks again while the database is away: it would be told as unknown,
 * or looked for, and nobody else may touch it while its lease holds.
 */
async function keep(
  { clock }: Relay,
  { message, together }: Turn,
  body: (tx: Transaction) => Steps<boolean>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await together(body);
    } catch (cause) {
      const isOver = clock.now() >= message.leasedUntil || attempt === MOST_KEEPS;
      if (isOver || !isDatabaseAway(cause)) throw cause;
    }
    await new Promise((resolve) => setTimeout(resolve, KEEP_MS));
  }
}

function logEnd({ log }: Relay, message: ClaimedMessage, end: Outcome | "lease lost"): void {
  const { id, kind, platform, attempts: attempt, origin: request } = message;
  const facts = { message: id, kind, platform, attempt, request };
  if (end === "lease lost") log.warn("lease_lost", facts);
  else if (end.kind === "delivered") log.info("delivered", { ...facts, outcome: end.kind });
  else log.warn("not_delivered", { ...facts, outcome: end.kind, reason: end.reason });
}

/** Gives a message back that came outside its hours: the server slept, or a snow day was added. */
async function isPutOff(relay: Relay, turn: Turn): Promise<boolean> {
  const { message, schoolDays } = turn;
  const { place } = message;
  if (!place || !schoolDays) return false;
  const now = relay.clock.now();
  const inHand = { message, place, schoolDays };
  if (mayLeave(inHand, now)) return false;
  return await keep(relay, turn, (tx) => putOff({ tx, product: relay, now }, inHand));
}

/** Gives a message back that the platform takes only later: that is no fault of the message. */
async function isHeld(relay: Relay, turn: Turn, outcome: Outcome): Promise<boolean> {
  const { message } = turn;
  if (outcome.kind !== "retry" || !outcome.held) return false;
  // Only `settle` keeps that a message may be there already.
  if (outcome.unsure && !message.attempt?.unsure) return false;
  const at = relay.clock.now();
  const dueAt = new Date(at.getTime() + outcome.afterSeconds * 1000);
  await keep(relay, turn, (tx) => tx.outbox.postpone({ message, dueAt, at, keepsPlace: true }));
  return true;
}

/** Counts the attempt, and how long it took. */
async function attemptTimed(relay: Relay, message: ClaimedMessage): Promise<Outcome> {
  const begunMs = performance.now();
  const outcome = await attempt(relay, message);
  const isHeld = outcome.kind === "retry" && outcome.held;
  relay.metrics.countDelivery({
    platform: message.platform,
    outcome: isHeld ? "held" : outcome.kind,
    seconds: (performance.now() - begunMs) / 1000,
  });
  return outcome;
}

/** Never throws: what an adapter throws against its promise may have happened, so it is not resent. */
async function attempt({ adapters, log }: Relay, message: ClaimedMessage): Promise<Outcome> {
  const adapter = adapters.get(message.platform);
  if (!adapter) return { kind: "refused", reason: `${message.platform} is not connected` };
  if (!message.attempt) {
    return { kind: "refused", reason: "The message that it would change never arrived." };
  }
  try {
    return await adapter.deliver(message.attempt);
  } catch (cause) {
    log.error("adapter_threw", { message: message.id, cause });
    return { kind: "unknown", reason: "The platform's answer could not be read." };
  }
}
