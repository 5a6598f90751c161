import type { DistrictId } from "#domain/ids.ts";
import type { ChatAdapter, Outcome, Platform } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import type { Store } from "#ports/store.ts";

/** How fast a platform may be written to. */
export interface Pace {
  /** Least time between two messages of one conversation. */
  readonly laneMs: number;
  /** Most messages a second to one workspace. */
  readonly perSecond: number;
}

export interface Relay {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly paces: Readonly<Record<Platform, Pace>>;
}

const BATCH = 100;
const LEASE_MS = 60_000;

/** Sends what is due in a district, once; gives how many messages were delivered and tried. */
export async function relayOnce(relay: Relay, district: DistrictId) {
  const { store, clock, adapters } = relay;
  await store.transaction(district, (tx) => tx.outbox.expire(clock.now()));
  const claims = [...adapters.keys()].map((platform) => claim(relay, district, platform));
  const claimed = (await Promise.all(claims)).flat();
  const outcomes = await Promise.all(claimed.map((message) => send(relay, district, message)));
  const delivered = outcomes.filter((kind) => kind === "delivered").length;
  return { tried: claimed.length, delivered };
}

async function claim({ store, clock, paces }: Relay, district: DistrictId, platform: Platform) {
  const now = clock.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const wanted = { platform, now, leaseUntil, limit: BATCH, ...paces[platform] };
  return await store.transaction(district, (tx) => tx.outbox.claim(wanted));
}

async function send(
  relay: Relay,
  district: DistrictId,
  message: ClaimedMessage,
): Promise<Outcome["kind"]> {
  const { store, clock, log } = relay;
  const outcome = await attempt(relay, message);
  const settlement = { message, outcome, at: clock.now() };
  const kept = await store.transaction(district, (tx) => tx.outbox.settle(settlement));
  if (!kept) log.warn("lease_lost", { message: message.id });
  else if (outcome.kind !== "delivered") {
    log.warn("not_delivered", { message: message.id, kind: outcome.kind, reason: outcome.reason });
  }
  return outcome.kind;
}

async function attempt({ adapters }: Relay, message: ClaimedMessage): Promise<Outcome> {
  const adapter = adapters.get(message.platform);
  if (!adapter) return { kind: "refused", reason: `${message.platform} is not connected` };
  if (!message.attempt) {
    return { kind: "refused", reason: "The message that it would change never arrived." };
  }
  return await adapter.deliver(message.attempt);
}
