import type { DistrictId } from "#domain/ids.ts";
import type { Product } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { type Relay, relayOnce } from "./relay.ts";
import type { Stragglers } from "./stragglers.ts";
import type { Watch } from "./watch.ts";

/** Rounds of one district in a row that find something; more is a fault. */
const MOST_ROUNDS = 10_000;
/** How many districts have a round at once: a platform that is slow for one keeps the others less. */
const AT_ONCE = 4;

/** Districts that wait for a round, each once, in the order in which they came. */
export interface Queue {
  add(district: DistrictId): void;
  take(): Turn | undefined;
  /** Behind all that wait. */
  putBack(turn: Turn): void;
  /** Is told of each that is added; one listener at a time. */
  whenAdded(hear: () => void): void;
}

/** A district whose turn it is, with how many rounds it has had. */
export interface Turn {
  readonly district: DistrictId;
  readonly rounds: number;
}

export function createQueue(districts: readonly DistrictId[] = []): Queue {
  const waiting = new Map<DistrictId, number>(districts.map((district) => [district, 0]));
  let hear = (): void => undefined;
  return {
    whenAdded: (listener) => {
      hear = listener;
    },
    add: (district) => {
      if (waiting.has(district)) return;
      waiting.set(district, 0);
      hear();
    },
    take: () => {
      const [first] = waiting;
      if (!first) return undefined;
      const [district, rounds] = first;
      waiting.delete(district);
      return { district, rounds };
    },
    putBack: ({ district, rounds }) => {
      waiting.delete(district);
      waiting.set(district, rounds);
    },
  };
}

export interface RoundParts {
  readonly product: Product;
  readonly relay: Relay;
  /** Looks once a minute whether everything runs that should; left out where nobody is told. */
  readonly watch?: Watch | undefined;
  /** After a district's last round, such as to keep a moved clock. */
  readonly afterRound: (district: DistrictId) => Promise<void>;
}

export interface Rounds extends RoundParts {
  readonly stragglers: Stragglers;
  /** Whenever the loop gets on, also where what it did has failed. */
  readonly beat: () => void;
  /** When messages of this district were sent: its pace begins anew. */
  readonly noteSent: (district: DistrictId) => void;
  /** After a district's last round. */
  readonly noteDone: (district: DistrictId) => Promise<void>;
  readonly isStopped: () => boolean;
}

/**
 * One round for each district in its turn, several at once, until none has anything due, also of those
 * that are added meanwhile: whoever has much waits behind all others after each. Gives how many messages
 * were delivered.
 */
export async function drain(rounds: Rounds, queue: Queue): Promise<number> {
  let delivered = 0;
  const working = new Set<Promise<void>>();
  const work = async (): Promise<void> => {
    for (let turn = queue.take(); turn && !rounds.isStopped(); turn = queue.take()) {
      const { found, sent } = await runTurn(rounds, turn);
      delivered += sent;
      if (found) queue.putBack({ ...turn, rounds: turn.rounds + 1 });
    }
  };
  const begin = (): void => {
    if (working.size >= AT_ONCE) return;
    const one: Promise<void> = work().finally(() => working.delete(one));
    working.add(one);
  };
  queue.whenAdded(begin);
  for (let count = 0; count < AT_ONCE; count++) begin();
  while (working.size > 0) await Promise.race(working);
  queue.whenAdded(() => undefined);
  return delivered;
}

interface Result {
  /** There may be more. */
  readonly found: boolean;
  readonly sent: number;
}

/** One district's failure is logged, and the others have their turn. */
async function runTurn(rounds: Rounds, turn: Turn): Promise<Result> {
  const { product, watch } = rounds;
  const { district } = turn;
  rounds.beat();
  try {
    if (turn.rounds === 0) await watch?.before(district);
    const result = await runRound(rounds, district);
    const isMore = result.found || (await watch?.after(district)) === true;
    if (isMore && turn.rounds < MOST_ROUNDS) return { ...result, found: true };
    await rounds.afterRound(district);
    await rounds.noteDone(district);
    return { ...result, found: false };
  } catch (cause) {
    product.log.error("round_failed", { district, cause });
    return { found: false, sent: 0 };
  }
}

async function runRound(rounds: Rounds, district: DistrictId): Promise<Result> {
  const { product, relay, stragglers } = rounds;
  const due = await runSchedule(product, district);
  const { taken, tried, delivered } = await relayOnce(relay, district, stragglers);
  if (taken > 0) rounds.noteSent(district);
  return { found: due > 0 || tried > 0, sent: delivered };
}
