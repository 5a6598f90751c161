import type { DistrictId } from "#domain/ids.ts";
import type { Log } from "#ports/log.ts";
import { BEAT } from "#usecases/note-beat.ts";
import type { Product } from "#usecases/product.ts";
import { QUIET_CAMPAIGNS, readHalt } from "#usecases/sending-stop.ts";
import { createQueue, drain, type Queue, type RoundParts } from "./rounds.ts";
import { createStragglers } from "./stragglers.ts";
import { createSweep } from "./sweep.ts";
import { createTimers } from "./timers.ts";
import type { Seen } from "./watch.ts";

/** Runs what is due, whenever somebody may have made something due. */
export interface Loop {
  /** Looks at this district soon, and once for many calls. */
  wake(district: DistrictId): void;
  /** Looks at every district in which something is due, and at some of the others. */
  sweep(): Promise<void>;
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
  /** Waits for the rounds that are under way; nothing starts after them. */
  stop(): Promise<void>;
}

/** How long what people do is gathered before a round. */
const GATHER_MS = 100;
/** A platform that hangs keeps its own messages waiting, and nobody else's. */
const PATIENCE_MS = 1000;
/** Paces are so many messages a second: what a round sent is free of them after it. */
const PACE_MS = 1000;

export function createLoop(parts: RoundParts): Loop {
  const { product, watch } = parts;
  const pace = createPace(product);
  const pulse = createPulse();
  const runner = createRunner(parts, pace, pulse);
  const gathered = createGathering(runner.look);
  const listToSee = createSweep(product, BEAT);
  product.store.whenDue(gathered.add);
  return {
    wake: gathered.add,
    sweep: async () => {
      // While rounds are under way, they alone say that the loop gets on.
      if (!runner.isBusy()) pulse.beat();
      if (!runner.isStopped()) runner.look(await listToSee());
    },
    runDue: async () => await runner.alone(runner.runAll),
    nextAt: async () => await findFirst(product, pace),
    alone: async (work) => await runner.alone(async () => await work(runner.runAll)),
    ageSeconds: pulse.ageSeconds,
    seen: () => watch?.seen() ?? { overdue: [], stopped: 0 },
    stop: runner.stop,
  };
}

/** Who has rounds, and when again. */
function createRunner(parts: RoundParts, pace: Pace, { beat }: Pulse) {
  const { store, log, trace } = parts.product;
  const { alone, settle } = createTurns();
  const woken = createQueue();
  const stragglers = createStragglers(PATIENCE_MS, (district) => look([district]));
  let stopped = false;
  let draining = 0;
  const isStopped = (): boolean => stopped;
  const noteSent = (district: DistrictId): void => {
    pace.noteSent(district);
    timers.noteMoved(district);
  };
  const { findNext } = pace;
  const noteDone = async (district: DistrictId) => timers.set(district, await findNext(district));
  const rounds = { ...parts, stragglers, beat, noteSent, noteDone, isStopped };
  // Whoever woke the loop: what is due belongs to the requests that it comes of, or to none.
  const forNobody = async (queue: Queue): Promise<number> => {
    draining += 1;
    return await trace
      .run(undefined, async () => await drain(rounds, queue))
      .finally(() => {
        draining -= 1;
      });
  };
  const run = createOnce(async () => await alone(async () => await forNobody(woken)), log);
  // Rounds that are under way take in what is added.
  const look = (districts: Iterable<DistrictId>): void => {
    if (stopped) return;
    for (const district of districts) woken.add(district);
    run();
  };
  const timers = createTimers(parts.product.clock, (district) => look([district]));
  const runAll = async (): Promise<number> => {
    beat();
    return stopped ? 0 : await forNobody(createQueue(await store.listDistricts()));
  };
  const stop = async (): Promise<void> => {
    stopped = true;
    timers.stop();
    await settle();
    await stragglers.settle();
  };
  return { alone, look, runAll, stop, isStopped, isBusy: () => draining > 0 };
}

/** Starts the work unless it waits for its turn or is under way, and then once more after it. */
function createOnce(work: () => Promise<unknown>, log: Log): () => void {
  let state: "idle" | "running" | "again" = "idle";
  const run = (): void => {
    if (state !== "idle") {
      state = "again";
      return;
    }
    state = "running";
    work()
      .catch((cause: unknown) => log.error("round_failed", { cause }))
      .then(() => {
        const isWanted = state === "again";
        state = "idle";
        if (isWanted) run();
      })
      .catch(() => undefined);
  };
  return run;
}

/** A little later: a burst of answers is one round, and nobody waits for it. */
function createGathering(look: (districts: Iterable<DistrictId>) => void) {
  const gathered = new Set<DistrictId>();
  const pass = (): void => {
    const districts = [...gathered];
    gathered.clear();
    look(districts);
  };
  return {
    add: (district: DistrictId): void => {
      if (gathered.size === 0) setTimeout(pass, GATHER_MS).unref();
      gathered.add(district);
    },
  };
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

type Pulse = ReturnType<typeof createPulse>;
type Pace = ReturnType<typeof createPace>;

/** When the last messages of each district were sent, and so when its next may be. */
function createPace({ store, clock }: Product) {
  const sent = new Map<DistrictId, Date>();
  const read = async (district: DistrictId) =>
    await store.read(district, function* (tx) {
      const isStopped = (yield* readHalt(tx)) !== undefined;
      const planned = yield* tx.schedule.nextAt(isStopped ? QUIET_CAMPAIGNS : undefined);
      return { message: yield* tx.outbox.nextDueAt(isStopped), planned };
    });
  return {
    noteSent: (district: DistrictId): void => void sent.set(district, clock.now()),
    /** What is due but had to wait is looked at again when the pace of the last round is over. */
    findNext: async (district: DistrictId): Promise<Date | undefined> => {
      const { message, planned } = await read(district);
      const now = clock.now().getTime();
      const free = (sent.get(district)?.getTime() ?? 0) + PACE_MS;
      // A clock that was put back makes the last round lie ahead: that is no pace.
      const isPaced = free > now && free - now <= PACE_MS;
      const next = message && message.getTime() <= now && isPaced ? new Date(free) : message;
      return earliest([next, planned]);
    },
  };
}

async function findFirst(product: Product, pace: Pace) {
  const times: (Date | undefined)[] = [];
  for (const district of await product.store.listDistricts()) {
    times.push(await pace.findNext(district));
  }
  return earliest(times);
}

function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  const known = times.flatMap((time) => (time ? [time.getTime()] : []));
  return known.length > 0 ? new Date(Math.min(...known)) : undefined;
}
