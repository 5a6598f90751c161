import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openDbos } from "./dbos.ts";
import { createDeliver, deliverNowhere } from "./deliver.ts";
import type { Deliver, Engine, Job } from "./engine.ts";
import type { Answer, EngineName, Order, Spent, Start } from "./orders.ts";
import { openOurs } from "./ours.ts";
import { openPgBoss } from "./pg-boss.ts";

/** One worker in a process of its own, so that it can be killed and its CPU time is its own. */
const start: Start = JSON.parse(process.argv[2] ?? "{}");

const open: Readonly<Record<EngineName, (settings: Start) => Promise<Engine>>> = {
  outbox: openOurs,
  "outbox on SQLite": openOurs,
  "pg-boss": async (settings) => await openPgBoss(settings, "queues"),
  "pg-boss by keys": async (settings) => await openPgBoss(settings, "keys"),
  DBOS: openDbos,
};

let roundTrips = 0;
let sent = 0;
let base = { cpuMs: 0, roundTrips: 0, sent: 0 };
const timesMs: number[] = [];
const arrivals = new Map<string, () => void>();

function countRoundTrips(): void {
  const { query } = pg.Client.prototype;
  Object.defineProperty(pg.Client.prototype, "query", {
    value: function count(this: unknown, ...asked: unknown[]): unknown {
      roundTrips++;
      return Reflect.apply(query, this, asked);
    },
  });
}

function spend(): Spent {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000 - base.cpuMs,
    roundTrips: roundTrips - base.roundTrips,
    sent: sent - base.sent,
    timesMs,
  };
}

/** Also while the database is away: whoever starts a process again does no less. */
async function openPatiently(): Promise<Engine> {
  for (;;) {
    try {
      return await open[start.engine](start);
    } catch {
      await sleep(500);
    }
  }
}

async function obey(engine: Engine, order: Order): Promise<void> {
  switch (order.do) {
    case "enqueue":
      return await engine.enqueue(order.jobs, order.end);
    case "plan":
    case "fire":
      for (const job of order.jobs) await engine[order.do](job);
      return;
    case "work":
      base = { cpuMs: 0, roundTrips: 0, sent: 0 };
      base = spend();
      return await engine.work(counting(start.chat ? createDeliver(start.chat) : deliverNowhere));
    case "time":
      for (const job of order.jobs) await timeOne(engine, job);
      return;
    case "stop":
      return await engine.stop();
    case "spend":
      return;
  }
}

function counting(deliver: Deliver): Deliver {
  return async (job, unsure) => {
    const end = await deliver(job, unsure);
    if (end.isThere) sent++;
    arrivals.get(job.key)?.();
    return end;
  };
}

/** After a rest of any length, so that it meets a poll at any moment of it. */
async function timeOne(engine: Engine, job: Job): Promise<void> {
  await sleep(100 + Math.random() * 100);
  const arrived = new Promise<void>((resolve) => arrivals.set(job.key, resolve));
  const begun = performance.now();
  await engine.enqueue([job]);
  engine.wake();
  await arrived;
  timesMs.push(performance.now() - begun);
}

function answer(told: Answer): void {
  process.send?.(told);
}

countRoundTrips();
// What a library leaves unhandled ends the process, as it would end the product's.
process.on("unhandledRejection", () => process.kill(process.pid, "SIGKILL"));
const end = (): void => void process.kill(process.pid, "SIGKILL");
process.on("disconnect", end);
// Whoever started it may be gone before it could listen.
if (!process.connected) end();
const engine = await openPatiently();
process.on("message", ({ id, order }: { id: number; order: Order }) => {
  obey(engine, order).then(
    () => answer({ id, spent: spend(), failed: undefined }),
    (cause: unknown) => answer({ id, spent: spend(), failed: String(cause) }),
  );
});
answer({ id: 0, spent: spend(), failed: undefined });
