import { setTimeout as sleep } from "node:timers/promises";
import { startWorker, type Worker } from "./crew.ts";
import { makeJobs, OFFICE } from "./engine.ts";
import type { EngineName, Spent, Start } from "./orders.ts";
import { listOpen, type Server } from "./server.ts";

const LANES = 150;
const EACH = 4;
/** A file is so fast that fewer would measure nothing. */
const EACH_ON_FILE = 20;
/** Whoever has not ended by then is measured by what it has sent. */
const MOST_SECONDS = 10;
const TIMED = 40;
const IDLE_MS = 4000;
/** What a first run does before, on a database in which nothing was ever sent. */
const WARM = 1;
const LOOK_MS = 20;
/** Each count opens a connection, which the server's CPU time holds too. */
const COUNT_MS = 500;

export interface Place {
  readonly server: Server;
  readonly engine: EngineName;
  readonly url: string;
}

/** What each message took, with so many workers and a platform that takes it at once. */
export interface Speed {
  readonly perSecond: number;
  readonly cpuMs: number;
  /** Of the database's server; NaN where nobody tells, or there is none. */
  readonly serverMs: number;
  readonly roundTrips: number;
  readonly connections: number;
  /** Not ended when time was up, and perhaps in the hands of workers that are gone: the database is spent. */
  readonly left: number;
}

let runs = 0;

function startOne({ engine, url }: Place, more: Pick<Start, "replica" | "replicas" | "waits">) {
  return startWorker({ ...more, engine, url, pace: undefined, chat: undefined });
}

/** Runs a little that nobody measures: a new database has no plans and no pages in memory. */
export async function warmUp(place: Place): Promise<void> {
  await measureSpeed(place, 1, WARM);
}

export const messagesOn = (url: string): number =>
  LANES * (url.startsWith("file:") ? EACH_ON_FILE : EACH);

/** Claims and completes everything that was queued before the workers began. */
export async function measureSpeed(
  place: Place,
  replicas: number,
  each = messagesOn(place.url) / LANES,
): Promise<Speed> {
  const { server, url } = place;
  const start = (replica: string) => startOne(place, { replica, replicas, waits: "poll" });
  const office = start(OFFICE);
  await office.ready;
  const workers = Array.from({ length: replicas }, (_, at) => start(`replica-${at}`));
  await Promise.all(workers.map(async ({ ready }) => await ready));
  const jobs = makeJobs(`speed-${++runs}`, LANES, each);
  await office.ask({ do: "enqueue", jobs, end: "kept" });
  await office.ask({ do: "stop" });
  office.kill();
  const serverBefore = server.cpuMs() ?? Number.NaN;
  const begun = performance.now();
  await Promise.all(workers.map(async (worker) => await worker.ask({ do: "work" })));
  const connections = await watch(place, workers, jobs.length);
  const seconds = (performance.now() - begun) / 1000;
  const spent = await askAll(workers);
  const serverMs = (server.cpuMs() ?? Number.NaN) - serverBefore;
  for (const worker of workers) worker.kill();
  const sent = total(spent, "sent");
  return {
    perSecond: sent / seconds,
    cpuMs: total(spent, "cpuMs") / sent,
    serverMs: url.startsWith("file:") ? Number.NaN : serverMs / sent,
    roundTrips: total(spent, "roundTrips") / sent,
    connections: connections / replicas,
    left: (await listOpen(place.engine, url)).size,
  };
}

/** Until all is sent and completed, or time is up; gives the most connections that were seen. */
async function watch(place: Place, workers: readonly Worker[], count: number): Promise<number> {
  const until = performance.now() + MOST_SECONDS * 1000;
  let connections = 0;
  let countAt = performance.now() + COUNT_MS / 2;
  while (performance.now() < until) {
    const isSent = total(await askAll(workers), "sent") >= count;
    if (isSent && (await listOpen(place.engine, place.url)).size === 0) break;
    if (performance.now() > countAt) {
      connections = Math.max(connections, await countConnections(place));
      countAt = performance.now() + COUNT_MS;
    }
    await sleep(LOOK_MS);
  }
  return connections;
}

const askAll = async (workers: readonly Worker[]) =>
  await Promise.all(workers.map(async (worker) => await worker.ask({ do: "spend" })));

const total = (spent: readonly Spent[], what: "cpuMs" | "roundTrips" | "sent") =>
  spent.reduce((sum, one) => sum + one[what], 0);

async function countConnections({ server, url }: Place): Promise<number> {
  if (url.startsWith("file:")) return 0;
  const name = url.slice(url.lastIndexOf("/") + 1);
  const [row] = await server.ask(
    `select count(*) as count from pg_stat_activity where datname = '${name}'`,
  );
  return Number(row?.count ?? 0);
}

/** How long one message takes that is queued while nothing else is to be done, and what waiting costs. */
export async function measureWait(place: Place) {
  const worker = startOne(place, { replica: "replica-0", replicas: 1, waits: "wake" });
  await worker.ask({ do: "work" });
  await sleep(1000);
  const jobs = makeJobs(`timed-${++runs}`, TIMED, 1);
  const { timesMs } = await worker.ask({ do: "time", jobs });
  await sleep(1000);
  const before = await worker.ask({ do: "spend" });
  await sleep(IDLE_MS);
  const after = await worker.ask({ do: "spend" });
  worker.kill();
  const idleRoundTrips = (after.roundTrips - before.roundTrips) / (IDLE_MS / 1000);
  return { timesMs, idleRoundTrips };
}
