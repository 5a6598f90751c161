import type { Outcome, Platform } from "./chat.ts";
import type { Pulse } from "./store-health.ts";

/** Times are in seconds. Nothing that is counted names a person, a site or anybody's words. */
export interface Metrics {
  /** One request that was answered; the route is a pattern, never an address. */
  countRequest(request: RequestCount): void;
  /** One attempt at a delivery, and how it ended. */
  countDelivery(delivery: DeliveryCount): void;
  /** One thing that somebody did in chat, and the kind of the answer. */
  countEvent(event: EventCount): void;
  /** One transaction, from asking for it until it is kept or has failed. */
  countTransaction(seconds: number): void;
  /** From now on the memory, the processor and the event loop of this process are shown too. */
  watchProcess(): void;
  /** Everything that was counted, and what is so just now, as Prometheus reads it. */
  print(now: Figures): Promise<Printed>;
}

export interface RequestCount {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface DeliveryCount {
  readonly platform: Platform;
  readonly outcome: Outcome["kind"] | "held";
  readonly seconds: number;
}

export interface EventCount {
  readonly platform: Platform;
  readonly kind: string;
  /** The kind of the reply, or "threw". */
  readonly result: string;
}

/** What is looked up when somebody asks. */
export interface Figures {
  readonly now: Date;
  readonly platforms: readonly Platform[];
  /** Undefined where the database does not answer. */
  readonly pulse: Pulse | undefined;
  /** How long ago the worker's loop last got on. */
  readonly loopAgeSeconds: number;
  /** How many campaigns should have run and have not; left out where nobody looks. */
  readonly overdue?: number | undefined;
  /** In how many districts all sending is stopped. */
  readonly stopped?: number | undefined;
  /** When the newest copy of the database was made; undefined if nobody knows. */
  readonly backupAt: Date | undefined;
}

export interface Printed {
  readonly contentType: string;
  readonly body: string;
}
