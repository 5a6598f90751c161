import process from "node:process";
import { afterAll, expect, test } from "vitest";
import { bundleWorker, endWorkers } from "./engines/crew.ts";
import { type EngineName, engines } from "./engines/orders.ts";
import { createFile, removeFile, type Server, startServer } from "./engines/server.ts";
import {
  measureSpeed,
  measureWait,
  messagesOn,
  type Place,
  type Speed,
  warmUp,
} from "./engines/speed.ts";
import { printPage, printTable } from "./engines/table.ts";
import { quantile } from "./figures.ts";

const RUNS = Number(process.env.ENGINE_RUNS ?? 3);
/** By keys it fails in order; ENGINES="outbox,pg-boss by keys" measures it nevertheless. */
const usual = engines.filter((name) => name !== "pg-boss by keys");
const wanted = (process.env.ENGINES ?? usual.join(",")).split(",");
const chosen = engines.filter((name) => wanted.includes(name));
const undo: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  await endWorkers();
  for (const each of undo.reverse()) await each();
}, 60_000);

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
const one = (value: number): string => String(Number(value.toFixed(1)));
const ms = (value: number): string => `${whole(value)} ms`;
/** What the record of the decision shows, in its order and words. */
const page: Readonly<Record<string, (value: number) => string>> = {
  "messages of a run": whole,
  "messages a second, 1 worker": whole,
  "2 workers": whole,
  "4 workers": whole,
  "CPU of the workers, ms a message": one,
  "CPU of the server, ms a message": one,
  "round trips a message": one,
  "connections a worker": one,
  "one message while idle, median": ms,
  "one message while idle, p99": ms,
  "round trips a second while idle": one,
};
const nameOf = (engine: EngineName): string => {
  if (engine === "pg-boss by keys") return "pg-boss, keys";
  return engine === "pg-boss" ? "pg-boss, queues" : engine;
};
const rowOf = (workers: number): string =>
  workers === 1 ? "messages a second, 1 worker" : `${workers} workers`;

/** A database of its own, in which a little was sent before. */
async function startPlace(server: Server, engine: EngineName): Promise<Place> {
  const isFile = engine.endsWith("SQLite");
  const url = isFile ? createFile() : await server.createDatabase();
  if (isFile) undo.push(() => removeFile(url));
  const place = { server, engine, url };
  await warmUp(place);
  return place;
}

/** The middle of the runs of each number of workers. */
async function measureMany(server: Server, engine: EngineName) {
  let place = await startPlace(server, engine);
  const figures: Record<string, number> = { "messages of a run": messagesOn(place.url) };
  const isFile = place.url.startsWith("file:");
  for (const workers of isFile ? [1] : [1, 2, 4]) {
    const speeds: Speed[] = [];
    for (let run = 0; run < RUNS; run++) {
      const speed = await measureSpeed(place, workers);
      speeds.push(speed);
      if (speed.left > 0) place = await startPlace(server, engine);
    }
    Object.assign(figures, middleOf(speeds, workers, workers === (isFile ? 1 : 2)));
  }
  const { timesMs, idleRoundTrips } = await measureWait(place);
  return {
    ...figures,
    "one message while idle, median": quantile(timesMs, 0.5),
    "one message while idle, p99": quantile(timesMs, 0.99),
    "round trips a second while idle": idleRoundTrips,
  };
}

/** What it costs is told for one number of workers. */
function middleOf(speeds: readonly Speed[], workers: number, withCost: boolean) {
  const middle = (what: keyof Speed) =>
    quantile(
      speeds.map((speed) => speed[what]),
      0.5,
    );
  const rate = { [rowOf(workers)]: middle("perSecond") };
  if (!withCost) return rate;
  return {
    ...rate,
    "CPU of the workers, ms a message": middle("cpuMs"),
    "CPU of the server, ms a message": middle("serverMs"),
    "round trips a message": middle("roundTrips"),
    "connections a worker": middle("connections"),
  };
}

test("claims and completes messages beside two libraries that do the same", async () => {
  await bundleWorker();
  const server = await startServer();
  undo.push(server.end);
  const found = new Map<EngineName, Record<string, number>>();
  for (const engine of chosen) found.set(engine, await measureMany(server, engine));
  printTable(`Claim and complete, median of ${RUNS} runs`, found);
  const named = [...found].map(([name, figures]) => [nameOf(name), figures] as const);
  printPage(page, new Map(named));
  // Whoever sent nothing was not measured.
  for (const figures of found.values()) {
    expect(figures["messages a second, 1 worker"]).toBeGreaterThan(0);
  }
  expect(found.size).toBe(chosen.length);
});
