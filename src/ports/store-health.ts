import type { Platform } from "./chat.ts";
import type { OutboxState } from "./outbox-rows.ts";

/** Messages that are not at their end yet, over all districts. */
export interface OpenMessages {
  readonly platform: Platform;
  readonly state: OutboxState;
  readonly count: number;
  /** The earliest time at which one of them is or was due. */
  readonly oldestDueAt: Date;
}

/** What is open just now. */
export interface Pulse {
  readonly open: readonly OpenMessages[];
  /** When the next planned thing is due: in the past if it is late. Undefined if nothing is planned. */
  readonly nextScheduledAt: Date | undefined;
}

/** What whoever runs the machine asks of the database: never what is in a row. */
export interface StoreHealth {
  /** How many migrations were applied, and how many this version brings. */
  countMigrations(): Promise<{ readonly applied: number; readonly wanted: number }>;
  /** A few searches by index. */
  readPulse(): Promise<Pulse>;
  readBytes(): Promise<number>;
  /** What time it is for the database. */
  readClock(): Promise<Date>;
}
