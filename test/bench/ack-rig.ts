import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { expect } from "vitest";
import { type Figure, quantile, spread } from "./figures.ts";

export const AT_ONCE = 16;
export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
export const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 1000);
const WARM_UP = REQUESTS;
/** The real transaction may cost so many times a bare acknowledgement. */
const CPU_TIMES = 1.3;
const P99_TIMES = 2;

/** What is sent: a body with its headers, made before its time is taken. */
export interface Post {
  readonly body: string;
  readonly headers: Readonly<Record<string, string | number>>;
}

/** The headers that a client would send, and the body as it is. */
export async function toPost(request: Request): Promise<Post> {
  const body = await request.text();
  const length = { "content-length": Buffer.byteLength(body) };
  return { body, headers: { ...Object.fromEntries(request.headers), ...length } };
}

export interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  readonly agent: Agent;
}

const running: ChildProcess[] = [];

export async function serve(kind: string, folder: string, env: NodeJS.ProcessEnv): Promise<Served> {
  const execArgv = ["--import", "tsx"];
  const child = fork("test/bench/ack-child.ts", [kind, folder], { execArgv, env });
  running.push(child);
  const [{ port }] = await once(child, "message");
  return { child, port, agent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }) };
}

export function endServed(): void {
  for (const child of running.splice(0)) child.disconnect();
}

async function cpuMicros({ child }: Served): Promise<number> {
  const answer = once(child, "message");
  child.send("cpu");
  const [{ cpu }] = await answer;
  return cpu.user + cpu.system;
}

async function send({ port, agent }: Served, at: string, { body, headers }: Post): Promise<number> {
  const from = performance.now();
  await new Promise<void>((resolve, reject) => {
    const options = { port, agent, host: "127.0.0.1", path: at, method: "POST", headers };
    const sent = request(options, (response) => {
      expect(response.statusCode).toBe(200);
      response.resume().on("end", resolve);
    });
    sent.on("error", reject).end(body);
  });
  return performance.now() - from;
}

export interface Round {
  /** Microseconds a request. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

export interface Asking {
  readonly served: Served;
  readonly path: string;
  readonly make: () => Promise<Post>;
}

async function round({ served, path, make }: Asking, requests: number): Promise<Round> {
  const before = await cpuMicros(served);
  const took: number[] = [];
  let left = requests;
  // Made just before it is sent: a trigger opens a form for three seconds.
  const worker = async (): Promise<void> => {
    while (left-- > 0) took.push(await send(served, path, await make()));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const cpu = ((await cpuMicros(served)) - before) / requests;
  return { cpu, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

/** Rounds of each in turn, so that what else the machine does meets all of them. */
export async function takeTurns<Name extends string>(
  asked: Readonly<Record<Name, Asking>>,
): Promise<(name: Name) => readonly Round[]> {
  const rounds = new Map<string, Round[]>();
  const all = Object.entries<Asking>(asked);
  for (const [, asking] of all) await round(asking, WARM_UP);
  for (let count = 0; count < ROUNDS; count++) {
    for (const [name, asking] of all) {
      rounds.set(name, [...(rounds.get(name) ?? []), await round(asking, REQUESTS)]);
    }
  }
  return (name) => rounds.get(name) ?? [];
}

/** CPU, p50 and p99 of one kind of request. */
export function rowsOf(name: string, rounds: readonly Round[]): Record<string, Figure> {
  return {
    [`${name}: CPU`]: spread(pick(rounds, "cpu"), "µs"),
    [`${name}: p50`]: spread(pick(rounds, "p50")),
    [`${name}: p99`]: spread(pick(rounds, "p99")),
  };
}

/** The same beside a bare acknowledgement, with the targets where they hold for it. */
export function besideBare(
  name: string,
  rounds: readonly Round[],
  bare: readonly Round[],
): Record<string, Figure> {
  return {
    [`${name}: CPU`]: spread(pick(rounds, "cpu"), "µs").beside(pick(bare, "cpu"), CPU_TIMES),
    [`${name}: p50`]: spread(pick(rounds, "p50")).beside(pick(bare, "p50")),
    [`${name}: p99`]: spread(pick(rounds, "p99")).beside(pick(bare, "p99"), P99_TIMES),
  };
}

function pick(rounds: readonly Round[], what: keyof Round): readonly number[] {
  return rounds.map((one) => one[what]);
}
