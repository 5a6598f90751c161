import { setTimeout as sleep } from "node:timers/promises";
import type { Chat } from "./chat.ts";
import { startWorker, type Worker } from "./crew.ts";
import { type Job, LEASE_SECONDS, makeJobs, OFFICE, type Pace } from "./engine.ts";
import type { EngineName, Start } from "./orders.ts";
import { insist } from "./patience.ts";
import { listOpen, type Server } from "./server.ts";
import { type Tally, tally } from "./tally.ts";

const LANES = 60;
const EACH = 10;
export const KILLS = 20;
const KILL_EVERY_MS = 500;
/** Kills go on over everything that befalls the server. */
const FAULTS_MS = 26_000;
const GONE_MS = 10_000;
const PACE: Pace = { laneMs: 100, perSecond: 25 };
const POISONED = "messages:lane-5:4";
const OCCASIONS = 20;
/** After a lease that began with the last kill. */
const DEADLINE_MS = (LEASE_SECONDS + 25) * 1000;
const RETURN_MS = 40_000;

/** Everything that must arrive, in whatever way it is queued. */
function makeWork() {
  const batch = makeJobs("messages", LANES, EACH);
  const poison = batch.filter(({ key }) => key === POISONED).map(toPoison);
  const sound = batch.filter(({ key }) => key !== POISONED);
  const late = makeJobs("messages", LANES, EACH + 2).filter(({ ordinal }) => ordinal > EACH);
  const occasions = makeJobs("occasion", OCCASIONS, 1).map(apart("fired"));
  const undone = makeJobs("undone", LANES, 1).map(apart("undone"));
  return { sound, poison, late, occasions, undone };
}

const toPoison = (job: Job): Job => ({ ...job, key: `poison:${job.lane}:${job.ordinal}` });

/** In lanes of their own. */
const apart = (name: string) => (job: Job) => {
  const lane = `${name}-${job.lane}`;
  return { ...job, lane, key: `${name}:${lane}:${job.ordinal}` };
};

export interface Suffered extends Tally {
  /** What is still stuck after the worker that was lost has come back under its name. */
  readonly stuckAfterReturn: number;
  readonly lookups: number;
  readonly crashes: number;
  readonly seconds: number;
}

interface Place {
  readonly chat: Chat;
  readonly engine: EngineName;
  readonly url: string;
}

/** One engine's workers, and whoever queues: that one is never killed. */
async function startCrew({ chat, engine, url }: Place) {
  const replicas = url.startsWith("file:") ? 1 : 2;
  const start = (replica: string): Worker => {
    const settings = { url, replica, replicas, pace: PACE, waits: "poll" } as const;
    const order: Start = { ...settings, engine, chat: chat.url(encodeURIComponent(engine)) };
    return startWorker(order);
  };
  const office = start(OFFICE);
  await office.ready;
  const workers = Array.from({ length: replicas }, (_, at) => start(`replica-${at}`));
  await Promise.all(workers.map(async ({ ready }) => await ready));
  return { office, workers, start };
}

type Crew = Awaited<ReturnType<typeof startCrew>>;

/** Ready to begin: what is queued waits, and every worker has fired every occasion. */
export async function prepare(place: Place) {
  const work = makeWork();
  const crew = await startCrew(place);
  const jobs = [...work.sound, ...work.poison];
  jobs.sort((a, b) => a.ordinal - b.ordinal);
  await crew.office.ask({ do: "enqueue", jobs, end: "kept" });
  await crew.office.ask({ do: "enqueue", jobs: work.undone, end: "undone" });
  await crew.office.ask({ do: "plan", jobs: work.occasions });
  const fire = { do: "fire", jobs: work.occasions } as const;
  await Promise.all(crew.workers.map(async (worker) => await worker.ask(fire)));
  return { ...place, work, crew };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

const begin = (worker: Worker) => void worker.ask({ do: "work" }).catch(() => undefined);

/** Kills any worker and starts it again at once, many times; gives how many had ended by themselves. */
async function killMany({ workers, start }: Crew): Promise<number> {
  let crashes = 0;
  const restart = (at: number, worker: Worker): void => {
    const next = start(worker.replica);
    workers[at] = next;
    begin(next);
  };
  const revive = (): void => {
    for (const [at, worker] of workers.entries()) {
      if (worker.isAlive()) continue;
      crashes++;
      restart(at, worker);
    }
  };
  const until = performance.now() + FAULTS_MS;
  for (let kills = 0; performance.now() < until; kills++) {
    await sleep(KILL_EVERY_MS * (0.5 + Math.random()));
    revive();
    const at = Math.floor(Math.random() * workers.length);
    const worker = workers[at];
    if (kills >= KILLS || !worker) continue;
    worker.kill();
    restart(at, worker);
  }
  return crashes;
}

/** What befalls everybody at once, from the moment the workers begin. */
export async function sufferTogether(server: Server, chat: Chat): Promise<void> {
  await sleep(3000);
  await server.dropConnections();
  await sleep(2000);
  chat.weather.isBusy = true;
  await sleep(2000);
  chat.weather.isBusy = false;
  await server.dropConnections();
  await sleep(2000);
  await server.stop();
  await sleep(GONE_MS);
  await server.start();
  await sleep(2000);
  await server.dropConnections();
}

/** The whole job of one engine with all its faults, and those that everybody suffers together. */
export async function suffer(prepared: Prepared, together: Promise<void>): Promise<Suffered> {
  const { crew, work, engine, chat } = prepared;
  const begun = performance.now();
  crew.workers.forEach(begin);
  const crashes = await killMany(crew);
  await together;
  const late = { do: "enqueue", jobs: work.late, end: "kept" } as const;
  await insist(async () => await crew.office.ask(late));
  const lost = await loseOne(prepared);
  const jobs = [...work.sound, ...work.late, ...work.occasions];
  const ledger = chat.ledger(engine);
  const count = async (open: ReadonlySet<string>) =>
    tally({ ledger, jobs, undone: work.undone, open, pace: PACE });
  const open = await waitUntilDone(prepared, jobs, DEADLINE_MS);
  const first = await count(open);
  const seconds = (performance.now() - begun) / 1000;
  if (lost && first.stuck > 0) begin(crew.start(lost));
  const after =
    first.stuck > 0 ? await count(await waitUntilDone(prepared, jobs, RETURN_MS)) : first;
  const last = { stuckAfterReturn: after.stuck, lookups: ledger.counts.lookups, crashes, seconds };
  return { ...after, stuck: first.stuck, ...last };
}

/** While the platform is slow, so with messages in its hands, a worker goes for good: where there are two. */
async function loseOne({ chat, crew, url }: Prepared): Promise<string | undefined> {
  const worker = crew.workers.at(-1);
  if (url.startsWith("file:") || !worker) return undefined;
  chat.weather.isSlow = true;
  await sleep(1500);
  worker.kill();
  chat.weather.isSlow = false;
  return worker.replica;
}

/** Until everything is shown and nothing is open, or time is up; gives what is open then. */
async function waitUntilDone(
  { chat, engine, url }: Prepared,
  jobs: readonly Job[],
  patienceMs: number,
): Promise<ReadonlySet<string>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    await sleep(250);
    const open = await listOpen(engine, url).catch(() => undefined);
    const shown = new Set(chat.ledger(engine).shown.map(({ key }) => key));
    const isDone = open?.size === 0 && jobs.every(({ key }) => shown.has(key));
    if (open && (isDone || performance.now() > until)) return open;
  }
}
