import { setTimeout as sleep } from "node:timers/promises";
import { openCommandLine } from "#compose";
import { type ChannelId, type DistrictId, type OutboxKey, toId } from "#domain/ids.ts";
import type { ChatAdapter, Outcome } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled, Transaction } from "#ports/store.ts";
import type { Product } from "#usecases/product.ts";
import { type Relay, relayOnce } from "#worker/relay.ts";
import { createStragglers } from "#worker/stragglers.ts";
import {
  type Deliver,
  type Engine,
  type Job,
  type Pace,
  POLL_MS,
  type Settings,
  workspaces,
} from "./engine.ts";
import { createRest } from "./patience.ts";

/** As the product's loop gathers what is queued before a round. */
const GATHER_MS = 100;
const FAST: Pace = { laneMs: 0, perSecond: 100_000 };
const DUE = new Date("2026-01-05T08:00:00Z");

const districtOf = (workspace: string) => toId<DistrictId>(workspace);

/** The product's own outbox: each workspace is a district of its own, as most are. */
export async function openOurs(settings: Settings): Promise<Engine> {
  const { product, close } = await openCommandLine({
    DATABASE_URL: settings.url,
    LOG_LEVEL: "silent",
  });
  const rounds = createRounds(product, settings);
  return {
    enqueue: async (jobs, end) => await enqueue(product, jobs, end),
    work: async (deliver) => {
      await prepare(product, settings);
      rounds.start(deliver);
    },
    wake: rounds.wake,
    plan: async (occasion) => {
      const district = districtOf(occasion.workspace);
      await product.store.transaction(district, (tx) => tx.schedule.save(toScheduled(occasion)));
    },
    fire: async (occasion) => {
      const district = districtOf(occasion.workspace);
      await product.store.transaction(district, (tx) => fire(tx, product, occasion));
    },
    stop: async () => {
      await rounds.stop();
      await close();
    },
  };
}

/** As a start of the product does: a file belongs to one process, which takes back what it held. */
async function prepare({ store }: Product, { url }: Settings): Promise<void> {
  for (const name of workspaces) {
    const id = districtOf(name);
    const district = { id, name, shortName: name, zone: "America/New_York" };
    await store.transaction(id, function* (tx) {
      yield* tx.roster.saveDistrict(district);
      if (url.startsWith("file:")) yield* tx.outbox.releaseLeases();
    });
  }
}

async function enqueue(
  { store, clock }: Product,
  jobs: readonly Job[],
  end: "kept" | "undone" = "kept",
): Promise<void> {
  const now = clock.now();
  for (const workspace of workspaces) {
    const mine = jobs.filter((job) => job.workspace === workspace);
    const body = function* (tx: Transaction): Steps<void> {
      for (const job of mine) {
        yield* tx.events.remember(job.key, now);
        yield* tx.outbox.queue(toMessage(job, now));
      }
      if (end === "undone") throw new RangeError("The data could not be kept.");
    };
    const kept = store.transaction(districtOf(workspace), body);
    await kept.catch((error: unknown) => {
      if (end === "kept") throw error;
    });
  }
}

function* fire(tx: Transaction, { clock }: Product, occasion: Job): Steps<void> {
  if (!(yield* tx.schedule.advance(toScheduled(occasion), undefined))) return;
  yield* tx.outbox.queue(toMessage(occasion, clock.now()));
}

function toScheduled({ key }: Job): Scheduled {
  return { id: key, campaign: "nudge", subject: key, nextAt: DUE };
}

function toMessage({ key, workspace, lane }: Job, dueAt: Date): QueuedMessage {
  const conversation = { kind: "channel", id: toId<ChannelId>(lane) } as const;
  const to = { platform: "slack", workspace, conversation } as const;
  const card = { text: "Good morning.", fallback: "Good morning." };
  return { key: toId<OutboxKey>(key), kind: "reply", delivery: { do: "post", to, card }, dueAt };
}

/** Rounds of each district beside the other's, one after the other in it. */
function createRounds(product: Product, settings: Settings) {
  const stragglers = createStragglers(1000);
  const pace = settings.pace ?? FAST;
  const { calls, rest, wake } = createRest();
  let stopped = false;
  const pause = async (seen: number): Promise<void> => {
    if (settings.waits === "poll") return await sleep(POLL_MS);
    await rest(seen);
    await sleep(GATHER_MS);
  };
  const drive = async (relay: Relay, district: DistrictId): Promise<void> => {
    while (!stopped) {
      const seen = calls();
      const round = await relayOnce(relay, district, stragglers).catch(() => undefined);
      if (!stopped && !round?.taken) await pause(seen);
    }
  };
  let driving: Promise<unknown> = Promise.resolve();
  return {
    start: (deliver: Deliver): void => {
      const paces = { local: pace, slack: pace, teams: pace };
      const relay = {
        ...product,
        adapters: new Map([["slack", adapter(deliver)] as const]),
        paces,
      };
      driving = Promise.all(workspaces.map((name) => drive(relay, districtOf(name))));
    },
    wake,
    stop: async (): Promise<void> => {
      stopped = true;
      wake();
      await driving;
      await stragglers.settle();
    },
  };
}

function adapter(deliver: Deliver): ChatAdapter {
  return {
    platform: "slack",
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
    deliver: async ({ key, unsure, delivery }) => {
      if (delivery.do !== "post") return { kind: "refused", reason: "Only posts are sent here." };
      const [, lane = "", ordinal = "0"] = key.split(":");
      const { workspace } = delivery.to;
      const sent = await deliver({ key, workspace, lane, ordinal: Number(ordinal) }, unsure);
      if (sent.isThere) return { kind: "delivered", ref: { address: delivery.to, handle: key } };
      const held = !sent.counts;
      return { kind: "retry", reason: "Not yet.", ...sent, held } satisfies Outcome;
    },
  };
}
