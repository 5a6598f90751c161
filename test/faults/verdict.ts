import { expect } from "vitest";
import type { Acknowledged } from "./callers.ts";
import type { Arrival } from "./quick-chat.ts";
import type { Kept } from "./quick-rows.ts";
import type { Row } from "./table.ts";

/** Everything that one fault was found to do, each named. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly disordered: readonly string[];
  readonly stuck: readonly string[];
}

interface Evidence {
  readonly acknowledged: Acknowledged;
  readonly arrivals: readonly Arrival[];
  readonly kept: Kept;
  /** How many were to be asked how something went. */
  readonly asked: number;
  /** The product's time at the end. */
  readonly nowMs: number;
}

const SHOUT_OUT = "shout-out:";
const TRY_ASK = "try-ask:";
/** Of these a message is at the platform, or nobody will see it and nobody is told why by the platform. */
const ARRIVED_OR_LOST: ReadonlySet<string> = new Set(["delivered", "dead", "expired", "refused"]);
/** A message that is due may be a moment away from its turn. */
const MOMENT_MS = 60_000;

/** Compares what was acknowledged with what is kept, and both with what arrived. */
export function judge(evidence: Evidence): Verdict {
  return {
    lost: listLost(evidence),
    doubled: listDoubled(evidence),
    disordered: listDisordered(evidence),
    stuck: listStuck(evidence),
  };
}

/** The last part of a shout-out's words: "uanaoak-3." */
function signIn(words: string): string {
  return /[a-z]+-\d+\./.exec(words)?.[0] ?? "";
}

function signsOf({ arrivals }: Pick<Evidence, "arrivals">): readonly string[] {
  return arrivals.filter(({ key }) => key.startsWith(SHOUT_OUT)).map(({ words }) => signIn(words));
}

function* listAcknowledged({ acknowledged }: Evidence): Generator<string> {
  for (const some of acknowledged.notes.values()) yield* some;
  for (const some of acknowledged.thanks.values()) yield* some;
}

/** Acknowledged and not kept, or not at its end as the database says and not at the platform. */
function listLost(evidence: Evidence): readonly string[] {
  const { kept, arrivals, asked } = evidence;
  const there = new Set([...arrivals.map(({ key }) => key), ...signsOf(evidence)]);
  const stored = new Set([
    ...kept.messages.map(({ key }) => key),
    ...kept.thanks.map((words) => signIn(words)),
  ]);
  const told = new Set(kept.messages.filter(isTold).map(({ key }) => key));
  const lost = [...listAcknowledged(evidence)].filter((one) => !stored.has(one));
  const absent = kept.messages
    .filter(({ key, state }) => !there.has(key) && ARRIVED_OR_LOST.has(state))
    .map(({ key }) => key);
  const silent = [...evidence.acknowledged.thanks.values()].flat().filter((s) => !there.has(s));
  const asks = Array.from({ length: asked }, (_, at) => `${TRY_ASK}try${at}:1`);
  const unasked = asks.filter((key) => !there.has(key) && !told.has(key));
  return [...new Set([...lost, ...absent, ...silent, ...unasked])];
}

/** The platform's own promise is missing there, and the database says so. */
function isTold({ state, reason }: Kept["messages"][number]): boolean {
  return state === "unknown" && reason !== "";
}

function listDoubled(evidence: Evidence): readonly string[] {
  const { arrivals, kept } = evidence;
  const stored = kept.thanks.map((words) => `kept ${signIn(words)}`);
  return listTwice([...arrivals.map(({ key }) => key), ...signsOf(evidence), ...stored]);
}

function listTwice(all: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.has(one) || !seen.add(one));
}

/** What one caller was told "done" of before they asked for the next must arrive in that order. */
function listDisordered(evidence: Evidence): readonly string[] {
  const { arrivals, acknowledged } = evidence;
  const places = new Map<string, number>();
  for (const [at, { key }] of arrivals.entries()) places.set(key, at);
  for (const [at, { key, words }] of arrivals.entries()) {
    if (key.startsWith(SHOUT_OUT)) places.set(signIn(words), at);
  }
  const series = [...acknowledged.notes.values(), ...acknowledged.thanks.values()];
  return series.flatMap((some) => {
    const there = some.filter((one) => places.has(one));
    return there.filter((one, at) => {
      const before = there[at - 1];
      return before !== undefined && (places.get(before) ?? 0) > (places.get(one) ?? 0);
    });
  });
}

function listStuck({ kept, nowMs }: Evidence): readonly string[] {
  const isDue = (dueMs: number): boolean => dueMs < nowMs - MOMENT_MS;
  const messages = kept.messages.filter(
    ({ state, dueMs }) => state === "leased" || (state === "waiting" && isDue(dueMs)),
  );
  const planned = kept.planned.filter(isDue).map((dueMs) => `planned ${new Date(dueMs)}`);
  return [...messages.map(({ key, state }) => `${key} ${state}`), ...planned];
}

/** The most messages that came within a second of the product's time, less the clock's own grain. */
export function busiestSecond(arrivals: readonly Arrival[], grainMs: number): number {
  const times = arrivals.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, atMs] of times.entries()) {
    while (atMs - (times[first] ?? 0) >= 1000 - grainMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** What was done, and how often. */
export type Fault = Pick<Row, "fault" | "times">;

/** Fails with the names of what went wrong; else gives the row of the table. */
export function expectClean({ fault, times }: Fault, found: Verdict): Row {
  expect(found).toEqual({ lost: [], doubled: [], disordered: [], stuck: [] });
  const { lost, doubled, disordered, stuck } = found;
  return {
    ...{ fault, times, lost: lost.length, doubled: doubled.length },
    ...{ disordered: disordered.length, stuck: stuck.length },
  };
}
