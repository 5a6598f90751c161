import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "./engine.ts";

/** One call that wanted to post. */
export interface Post extends Job {
  readonly atMs: number;
  /** Until when the lane was told to wait; 0 if it was not. */
  readonly waitUntilMs: number;
  endedMs: number;
}

/** What one engine sent, as the platform saw it. */
export interface Ledger {
  readonly posts: readonly Post[];
  /** Each message once for every time it was shown. */
  readonly shown: readonly Job[];
  readonly counts: { readonly lookups: number };
}

/** A slow one is shown late in its time, when whoever sent it may be gone. */
const SLOW_MS = 3000;
const SHOWN_MS = 2000;
const WAIT_SECONDS = 1;

/** What everybody meets for a while. */
interface Weather {
  isBusy: boolean;
  isSlow: boolean;
}

type Manner = "good" | "resets" | "busy" | "slow" | "broken";

/** Every hundredth part of the messages has a manner of its own, the first time it is sent. */
function mannerOf({ key }: Job, isFirst: boolean): Manner {
  if (key.startsWith("poison:")) return "broken";
  const part = createHash("sha256").update(key).digest().readUInt16BE() % 100;
  if (!isFirst || part >= 12) return "good";
  if (part < 4) return "resets";
  return part < 8 ? "busy" : "slow";
}

/** A chat platform on the loopback that remembers what arrived, and can be asked by key. */
export async function startChat() {
  const ledgers = new Map<string, ReturnType<typeof createLedger>>();
  const weather: Weather = { isBusy: false, isSlow: false };
  const of = (engine: string) => {
    const ledger = ledgers.get(engine) ?? createLedger(weather);
    ledgers.set(engine, ledger);
    return ledger;
  };
  const server = createServer((request, response) => {
    const [, engine = "", key = ""] = (request.url ?? "").split("/").map(decodeURIComponent);
    const ledger = of(engine);
    if (request.method === "GET") response.writeHead(ledger.find(key) ? 200 : 404).end();
    else void readJob(request).then(async (job) => await ledger.post(job, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: (engine: string) => `http://127.0.0.1:${port}/${engine}`,
    ledger: (engine: string): Ledger => of(engine).ledger,
    weather,
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Chat = Awaited<ReturnType<typeof startChat>>;

async function readJob(request: IncomingMessage): Promise<Job> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

function createLedger(weather: Weather) {
  const posts: Post[] = [];
  const shown: Job[] = [];
  const known = new Set<string>();
  const met = new Set<string>();
  const counts = { lookups: 0 };
  const show = (job: Job): void => {
    shown.push(job);
    known.add(job.key);
  };
  const choose = (job: Job): Manner => {
    if (weather.isBusy) return "busy";
    const manner = mannerOf(job, !met.has(job.key));
    met.add(job.key);
    return weather.isSlow && manner !== "broken" ? "slow" : manner;
  };
  const post = async (job: Job, response: ServerResponse): Promise<void> => {
    const manner = choose(job);
    const atMs = performance.now();
    const waitUntilMs = manner === "busy" ? atMs + WAIT_SECONDS * 1000 : 0;
    const one: Post = { ...job, atMs, endedMs: Number.POSITIVE_INFINITY, waitUntilMs };
    posts.push(one);
    await answer(job, manner, { response, show });
    one.endedMs = performance.now();
  };
  const find = (key: string): boolean => {
    counts.lookups++;
    return known.has(key);
  };
  return { find, post, ledger: { posts, shown, counts } };
}

interface Shown {
  readonly response: ServerResponse;
  readonly show: (job: Job) => void;
}

/** One that resets is shown, and nobody hears of it. */
async function answer(job: Job, manner: Manner, { response, show }: Shown): Promise<void> {
  if (manner === "broken") return void response.writeHead(500).end();
  if (manner === "busy") {
    return void response.writeHead(429, { "retry-after": String(WAIT_SECONDS) }).end();
  }
  if (manner === "slow") await sleep(SHOWN_MS);
  show(job);
  if (manner === "slow") await sleep(SLOW_MS - SHOWN_MS);
  if (manner === "resets") response.destroy();
  else response.writeHead(200).end();
}
