import type { DistrictId } from "#domain/ids.ts";
import type { Product } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { QUIET_CAMPAIGNS, readHalt } from "#usecases/sending-stop.ts";
import { type Relay, relayOnce } from "./relay.ts";
import { createStragglers, type Stragglers } from "./stragglers.ts";
import type { Seen, Watch } from "./watch.ts";

/** Runs what is due, whenever somebody may have made something due. */
export interface Loop {
  /** Soon, and once for many calls. */
  wake(): void;
  /** Runs everything that is due now and waits for it; gives how many messages were delivered. */
  runDue(): Promise<number>;
  /** When the next thing is due; undefined if nothing is planned. */
  nextAt(): Promise<Date | undefined>;
  /** Does this work while no round and no other such work is under way; it runs rounds itself. */
  alone<T>(work: (runDue: () => Promise<number>) => Promise<T>): Promise<T>;
  /** How long ago the loop last got on, by this machine's own stopwatch. */
  ageSeconds(): number;
  /** What the watch last saw of what is planned; asks nobody. */
  seen(): Seen;
  /** Waits for the round that is under way; nothing starts after it. */
  stop(): Promise<void>;
}

export interface LoopParts {
  readonly product: Product;
  readonly relay: Relay;
  /** Looks once a minute whether everything runs that should; left out where nobody is told. */
  readonly watch?: Watch | undefined;
  /** After each round, such as to keep a moved clock. */
  readonly afterRound: (district: DistrictId) => Promise<void>;
}

/** Rounds that find something, one after the other; more than this in a row is a fault. */
const MOST_ROUNDS = 10_000;
/** What is due sooner than the next heartbeat gets a timer of its own. */
const HEARTBEAT_MS = 60_000;
/** How long what people do is gathered before a round. */
const GATHER_MS = 100;
/** How long what is due but cannot go yet is left alone, such as one another process has in hand. */
const BLOCKED_MS = 1000;
/** A platform that hangs keeps its own messages waiting, and nobody else's. */
const PATIENCE_MS = 1000;
/** Paces are so many messages a second: what a round sent is free of them after it. */
const PACE_MS = 1000;

export function createLoop(parts: LoopParts): Loop {
  const { product } = parts;
  const { alone, settle } = createTurns();
  let queued = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const paced: Paced = new Map();
  const stragglers = createStragglers(PATIENCE_MS);
  const pulse = createPulse();
  const rounds = { ...parts, stragglers, pulse };
  const runNow = async (): Promise<number> => (stopped ? 0 : await runForNobody(rounds, paced));
  const runDue = async () => await alone(runNow);
  const nextAt = async () => await findNext(product, paced);
  const run = (): void => {
    runDue()
      .then(setTimer)
      .catch((cause: unknown) => product.log.error("round_failed", { cause }));
  };
  const wake = (): void => {
    if (queued || stopped) return;
    queued = true;
    // A little later: a burst of answers is one round, and nobody waits for it.
    setTimeout(() => {
      queued = false;
      run();
    }, GATHER_MS).unref();
  };
  const setTimer = async (): Promise<void> => {
    if (stopped) return;
    const next = await nextAt();
    if (!next || stopped) return;
    const ahead = next.getTime() - product.clock.now().getTime();
    const wait = ahead > 0 ? ahead : BLOCKED_MS;
    clearTimeout(timer);
    // Without gathering: a pace would be slower by it.
    if (wait < HEARTBEAT_MS) timer = setTimeout(run, wait).unref();
  };
  const stop = async (): Promise<void> => {
    stopped = true;
    clearTimeout(timer);
    await settle();
    await stragglers.settle();
  };
  return {
    ...{ wake, runDue, nextAt, stop, ageSeconds: pulse.ageSeconds, seen: seenBy(parts) },
    alone: async (work) => await alone(async () => await work(runNow)),
  };
}

function seenBy({ watch }: LoopParts): Loop["seen"] {
  return () => watch?.seen() ?? { overdue: [], stopped: 0 };
}

/** Beats whenever the loop gets on, also where what it did has failed. */
function createPulse() {
  let lastMs = performance.now();
  return {
    beat: (): void => {
      lastMs = performance.now();
    },
    ageSeconds: (): number => (performance.now() - lastMs) / 1000,
  };
}

/** One piece of work after the other; one that fails keeps nobody back. */
function createTurns() {
  let running: Promise<unknown> = Promise.resolve();
  return {
    alone: async <T>(work: () => Promise<T>): Promise<T> => {
      const mine = running.catch(() => undefined).then(work);
      running = mine;
      return await mine;
    },
    settle: async (): Promise<void> => void (await running.catch(() => undefined)),
  };
}

/** When the last messages of each district had been sent; unknown before the first. */
type Paced = Map<DistrictId, Date>;

interface Rounds extends LoopParts {
  readonly stragglers: Stragglers;
  readonly pulse: ReturnType<typeof createPulse>;
}

/** Whoever woke the loop: what is due belongs to the requests that it comes of, or to none. */
async function runForNobody(parts: Rounds, paced: Paced): Promise<number> {
  const { trace } = parts.product;
  return await trace.run(undefined, async () => await runRounds(parts, paced));
}

/** One district's failure is logged, and the others have their turn. */
async function runRounds(parts: Rounds, paced: Paced): Promise<number> {
  const { store, log } = parts.product;
  let delivered = 0;
  parts.pulse.beat();
  for (const district of await store.listDistricts()) {
    try {
      delivered += await runDistrict(parts, district, paced);
    } catch (cause) {
      log.error("round_failed", { district, cause });
    }
  }
  return delivered;
}

async function runDistrict(
  { product, relay, watch, afterRound, stragglers, pulse }: Rounds,
  district: DistrictId,
  paced: Paced,
): Promise<number> {
  let delivered = 0;
  await watch?.before(district);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    pulse.beat();
    const due = await runSchedule(product, district);
    const sent = await relayOnce(relay, district, stragglers);
    delivered += sent.delivered;
    if (sent.taken > 0) paced.set(district, product.clock.now());
    if (due === 0 && sent.tried === 0 && !(await watch?.after(district))) break;
  }
  await afterRound(district);
  return delivered;
}

/** What is due but had to wait is looked at again when the pace of the last round is over. */
async function findNext({ store, clock }: Product, paced: Paced): Promise<Date | undefined> {
  const times: number[] = [];
  const now = clock.now().getTime();
  for (const district of await store.listDistricts()) {
    const [message, scheduled] = await store.read(district, function* (tx) {
      const isStopped = (yield* readHalt(tx)) !== undefined;
      const next = yield* tx.schedule.nextAt(isStopped ? QUIET_CAMPAIGNS : undefined);
      return [yield* tx.outbox.nextDueAt(isStopped), next] as const;
    });
    if (scheduled) times.push(scheduled.getTime());
    if (!message) continue;
    const free = (paced.get(district)?.getTime() ?? 0) + PACE_MS;
    // A clock that was put back makes the last round lie ahead: that is no pace.
    const waits = message.getTime() <= now && free > now && free - now <= PACE_MS;
    times.push(waits ? free : message.getTime());
  }
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
