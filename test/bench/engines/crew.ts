import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";
import type { Answer, Order, Spent, Start } from "./orders.ts";

const FILE = path.resolve("build/tests-engines.js");

/** Bundles the worker, as the children of the fault tests are. */
export async function bundleWorker(): Promise<void> {
  await build({
    entryPoints: ["test/bench/engines/worker.ts"],
    outfile: FILE,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
}

const children = new Set<ChildProcess>();

export interface Worker {
  readonly replica: string;
  /** Resolves when it is open; a worker that ended meanwhile says nothing. */
  readonly ready: Promise<unknown>;
  ask(order: Order): Promise<Spent>;
  kill(): void;
  isAlive(): boolean;
}

export function startWorker(start: Start): Worker {
  const child = fork(FILE, [JSON.stringify(start)], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  children.add(child);
  const waiting = new Map<number, (answer: Answer | undefined) => void>();
  const ready = new Promise<Answer | undefined>((resolve) => waiting.set(0, resolve));
  child.on("message", (answer: Answer) => waiting.get(answer.id)?.(answer));
  child.on("error", () => undefined);
  child.on("exit", () => {
    children.delete(child);
    for (const resolve of waiting.values()) resolve(undefined);
  });
  let count = 0;
  const ask = async (order: Order): Promise<Spent> => {
    await ready;
    const id = ++count;
    const answer = await new Promise<Answer | undefined>((resolve) => {
      waiting.set(id, resolve);
      if (child.connected) child.send({ id, order }, () => undefined);
      else resolve(undefined);
    });
    if (answer?.failed) throw new RangeError(answer.failed);
    return answer?.spent ?? { cpuMs: 0, roundTrips: 0, sent: 0, timesMs: [] };
  };
  return {
    ...{ replica: start.replica, ready, ask },
    kill: () => void child.kill("SIGKILL"),
    isAlive: () => child.exitCode === null && child.signalCode === null,
  };
}

/** Ends what these tests started and is still there. */
export async function endWorkers(): Promise<void> {
  const ended = [...children].map(async (child) => {
    await new Promise((resolve) => {
      child.on("exit", resolve);
      child.kill("SIGKILL");
    });
  });
  await Promise.all(ended);
}
