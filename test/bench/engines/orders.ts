import type { Job, Settings } from "./engine.ts";

export const engines = [
  "outbox",
  "outbox on SQLite",
  "pg-boss",
  "pg-boss by keys",
  "DBOS",
] as const;
export type EngineName = (typeof engines)[number];

/** What a worker's process is started with. */
export interface Start extends Settings {
  readonly engine: EngineName;
  /** Where the chat is; undefined for a platform that takes everything at once. */
  readonly chat: string | undefined;
}

/** What the test asks of a worker. */
export type Order =
  | { readonly do: "enqueue"; readonly jobs: readonly Job[]; readonly end: "kept" | "undone" }
  | { readonly do: "plan" | "fire"; readonly jobs: readonly Job[] }
  /** Each of them is queued alone, while nothing else is to be done. */
  | { readonly do: "time"; readonly jobs: readonly Job[] }
  | { readonly do: "work" | "spend" | "stop" };

/** What a worker's process has used, and how many messages it has sent, since it began to work. */
export interface Spent {
  readonly cpuMs: number;
  readonly roundTrips: number;
  readonly sent: number;
  /** From asking for the transaction until the platform has the message, for those that were timed. */
  readonly timesMs: readonly number[];
}

export interface Answer {
  readonly id: number;
  readonly spent: Spent;
  readonly failed: string | undefined;
}
