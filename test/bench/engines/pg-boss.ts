import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import PgBoss from "pg-boss";
import {
  type Deliver,
  type Engine,
  FACTS,
  type Job,
  LEASE_SECONDS,
  POLL_MS,
  POOL,
  type Settings,
} from "./engine.ts";
import { createRest, createShare, insist, tryUntilEnded } from "./patience.ts";

/**
 * How lanes keep their order: spread over queues with the policy "singleton", each with one active job
 * at most, or as keys of one such queue. With keys a claim fails as a whole where the head of any lane
 * in it is being delivered by somebody else.
 */
type Lanes = "queues" | "keys";

const QUEUES = 16;
/** Of one claim by keys. */
const BATCH = 60;
/** Its own least. */
const MAINTENANCE_SECONDS = 1;
/** A worker may end in the middle of a message as often as the outbox allows. */
const RETRIES = 5;

const namesOf = (lanes: Lanes) =>
  Array.from({ length: lanes === "keys" ? 1 : QUEUES }, (_, at) => `outbox-${at}`);
const hash = (text: string) => createHash("sha256").update(text).digest();

export async function openPgBoss(settings: Settings, lanes: Lanes): Promise<Engine> {
  const pool = new pg.Pool({ connectionString: settings.url, max: 2 });
  pool.on("error", () => undefined);
  const boss = new PgBoss({
    connectionString: settings.url,
    max: POOL,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on("error", () => undefined);
  await boss.start();
  await pool.query(FACTS);
  for (const name of namesOf(lanes)) {
    const lease = { expireInSeconds: LEASE_SECONDS, retryLimit: RETRIES, retryDelay: 0 };
    await boss.createQueue(name, { name, policy: "singleton", ...lease });
  }
  const workers = createWorkers(boss, settings, lanes);
  return {
    enqueue: async (jobs, end) => await enqueue({ boss, pool, lanes }, jobs, end),
    work: async (deliver) => await Promise.resolve(workers.start(deliver)),
    wake: workers.wake,
    plan: async () => await Promise.resolve(),
    // The same id is kept once.
    fire: async (occasion) => {
      await boss.insert([toRow(occasion, lanes)]);
    },
    stop: async () => {
      await workers.stop();
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}

interface Parts {
  readonly boss: PgBoss;
  readonly pool: pg.Pool;
  readonly lanes: Lanes;
}

async function enqueue(
  { boss, pool, lanes }: Parts,
  jobs: readonly Job[],
  end: "kept" | "undone" = "kept",
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const keys = jobs.map(({ key }) => key);
    await client.query("insert into facts select unnest($1::text[])", [keys]);
    const rows = jobs.map((job) => toRow(job, lanes));
    const db = {
      executeSql: async (text: string, values: unknown[]) => client.query(text, values),
    };
    await boss.insert(rows, { db });
    await client.query(end === "kept" ? "commit" : "rollback");
  } finally {
    client.release();
  }
}

/** One loop a queue, over its documented `fetch` and `complete`: `work` polls twice a second at most. */
function createWorkers(boss: PgBoss, { pace, replicas, waits }: Settings, lanes: Lanes) {
  const share = pace && createShare(pace, replicas);
  let stopped = false;
  const { calls, rest, wake } = createRest();
  const pause = async (seen: number): Promise<void> =>
    waits === "poll" ? await sleep(POLL_MS) : await rest(seen);
  const handle = async (job: PgBoss.JobWithMetadata<Job>, deliver: Deliver): Promise<void> => {
    await share?.(job.data.workspace);
    const isThere = await tryUntilEnded(deliver, job.data, job.retryCount > 0);
    // The queue stays taken: no other process may send to the lane meanwhile.
    if (pace) await sleep(pace.laneMs);
    await insist(async () => await boss.complete(job.name, job.id, { isThere }));
  };
  const batchSize = lanes === "keys" ? BATCH : 1;
  const options = { batchSize, includeMetadata: true, priority: false } as const;
  // It fails where the queue, or a lane of the claim, is taken by another process.
  const fetch = async (name: string) => await boss.fetch<Job>(name, options).catch(() => undefined);
  const drive = async (name: string, deliver: Deliver): Promise<void> => {
    while (!stopped) {
      const seen = calls();
      const found = await fetch(name);
      await Promise.all((found ?? []).map(async (job) => await handle(job, deliver)));
      if (!found) await sleep(POLL_MS);
      if (found?.length === 0 && !stopped) await pause(seen);
    }
  };
  let driving: Promise<unknown> = Promise.resolve();
  return {
    start: (deliver: Deliver): void => {
      driving = Promise.all(namesOf(lanes).map((name) => drive(name, deliver)));
    },
    wake,
    stop: async (): Promise<void> => {
      stopped = true;
      wake();
      await driving;
    },
  };
}

function toRow(job: Job, lanes: Lanes): PgBoss.JobInsert {
  const names = namesOf(lanes);
  const name = names[hash(job.lane).readUInt16BE() % names.length] ?? "";
  const key = lanes === "keys" ? { singletonKey: job.lane } : {};
  return { id: idOf(job), name, data: job, ...key };
}

/** Kept once a key; jobs of one transaction are claimed in the order of their ids. */
function idOf({ key, ordinal }: Job): string {
  const bytes = hash(key);
  bytes.writeUInt32BE(ordinal);
  return toUuid(bytes);
}

function toUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
