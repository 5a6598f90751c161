/** One message of one conversation, its lane; `ordinal` counts from 1 inside it. */
export interface Job {
  /** The same in every attempt: the platform can be asked for it. */
  readonly key: string;
  readonly workspace: string;
  readonly lane: string;
  readonly ordinal: number;
}

/** How one attempt at one message ended. */
export interface Sent {
  readonly isThere: boolean;
  readonly afterSeconds: number;
  /** It may have arrived: the next attempt looks first. */
  readonly unsure: boolean;
  /** False where the platform took nothing just now: that is no fault of the message. */
  readonly counts: boolean;
}

/** One attempt; it looks first whether the message is there where `unsure` says so. Never throws. */
export type Deliver = (job: Job, unsure: boolean) => Promise<Sent>;

/** What keeps messages until they are there: the outbox, or a library in its place. */
export interface Engine {
  /** Queues them in one transaction, with a row of data; "undone" fails at its end. */
  enqueue(jobs: readonly Job[], end?: "kept" | "undone"): Promise<void>;
  /** Begins to deliver whatever is queued, until it is stopped. */
  work(deliver: Deliver): Promise<void>;
  /** Something was queued by this process just now. */
  wake(): void;
  /** Plans an occasion, before anybody fires it. */
  plan(occasion: Job): Promise<void>;
  /** Called by all workers at once when an occasion is due: one message comes of it. */
  fire(occasion: Job): Promise<void>;
  stop(): Promise<void>;
}

export interface Pace {
  readonly laneMs: number;
  readonly perSecond: number;
}

export interface Settings {
  readonly url: string;
  /** What this worker is called, also after it was started again. */
  readonly replica: string;
  readonly replicas: number;
  /** Undefined for as fast as it goes. */
  readonly pace: Pace | undefined;
  /** Waits to be woken by whoever queues, or polls for what other processes have queued. */
  readonly waits: "wake" | "poll";
}

/** The process that queues and does not deliver; it is the first to open a database. */
export const OFFICE = "office";

export const workspaces = ["west", "east"] as const;

/** After so many attempts a message is given up, and its lane is free. */
export const MOST_ATTEMPTS = 6;
/** How long a message belongs to a worker that is not heard of any more. */
export const LEASE_SECONDS = 60;
/** Connections of one worker. */
export const POOL = 8;
/** How often a worker asks for work when it knows of none. */
export const POLL_MS = 50;

/** So many messages for each of so many lanes; half of the lanes belong to each workspace. */
export function makeJobs(name: string, lanes: number, each: number): readonly Job[] {
  const jobs: Job[] = [];
  for (let ordinal = 1; ordinal <= each; ordinal++) {
    for (let at = 0; at < lanes; at++) {
      const lane = `lane-${at}`;
      const workspace = workspaces[at % workspaces.length] ?? workspaces[0];
      jobs.push({ key: `${name}:${lane}:${ordinal}`, workspace, lane, ordinal });
    }
  }
  return jobs;
}

/** The row of data that is written with a message. */
export const FACTS = "create table if not exists facts (key text not null)";
