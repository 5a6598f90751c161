import process from "node:process";
import { afterAll, expect, test } from "vitest";
import { bundleWorker, endWorkers } from "./engines/crew.ts";
import { type EngineName, engines } from "./engines/orders.ts";
import { createFile, removeFile, type Server, startServer } from "./engines/server.ts";
import { measureSpeed, measureWait, type Speed } from "./engines/speed.ts";
import { printTable } from "./engines/table.ts";
import { quantile } from "./figures.ts";

const RUNS = Number(process.env.ENGINE_RUNS ?? 3);
const wanted = (process.env.ENGINES ?? engines.join(",")).split(",");
const chosen = engines.filter((name) => wanted.includes(name));
const undo: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  await endWorkers();
  for (const each of undo.reverse()) await each();
}, 60_000);

/** The middle of the runs of one number of workers. */
async function measureMany(server: Server, engine: EngineName, url: string) {
  const figures: Record<string, number> = {};
  const isFile = url.startsWith("file:");
  for (const workers of isFile ? [1] : [1, 2, 4]) {
    const speeds: Speed[] = [];
    for (let run = 0; run < RUNS; run++) {
      speeds.push(await measureSpeed({ server, engine, url }, workers));
    }
    const middle = (what: keyof Speed) =>
      quantile(
        speeds.map((speed) => speed[what]),
        0.5,
      );
    figures[`messages a second, ${workers} workers`] = middle("perSecond");
    if (workers !== (isFile ? 1 : 2)) continue;
    figures["CPU of the workers, ms a message"] = middle("cpuMs");
    figures["CPU of the server, ms a message"] = middle("serverMs");
    figures["round trips a message"] = middle("roundTrips");
    figures["connections a worker"] = middle("connections");
  }
  return figures;
}

test("claims and completes messages beside two libraries that do the same", async () => {
  await bundleWorker();
  const server = await startServer();
  undo.push(server.end);
  const found = new Map<EngineName, Record<string, number>>();
  for (const engine of chosen) {
    const url = engine.endsWith("SQLite") ? createFile() : await server.createDatabase();
    if (url.startsWith("file:")) undo.push(() => removeFile(url));
    const figures = await measureMany(server, engine, url);
    const { timesMs, idleRoundTrips } = await measureWait({ server, engine, url });
    figures["one message while idle, median ms"] = quantile(timesMs, 0.5);
    figures["one message while idle, p99 ms"] = quantile(timesMs, 0.99);
    figures["round trips a second while idle"] = idleRoundTrips;
    found.set(engine, figures);
    printTable(`Claim and complete, median of ${RUNS} runs`, found);
  }
  expect(found.get(chosen[0] ?? "outbox")).toBeDefined();
});
