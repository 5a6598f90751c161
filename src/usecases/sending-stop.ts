import {
  type Halt,
  readHaltText,
  readStretch,
  type Stretch,
  writeHalt,
  writeStretch,
} from "#domain/halt.ts";
import type { Steps } from "#ports/steps.ts";
import type { Campaign, Transaction } from "#ports/store.ts";

/** The settings under which a district keeps that all sending is stopped, and when it last was. */
const HALT = "sending_stopped";
const LAST_HALT = "sending_last_stopped";

type Reading = Pick<Transaction, "roster">;

/** What goes on while all sending is stopped: it writes to nobody, and its own time is a promise. */
export const QUIET_CAMPAIGNS: readonly Campaign[] = ["purge", "leaver"];

/** Since when all sending is stopped; undefined while it is not. Never cached: each asks the database. */
export function* readHalt({ roster }: Reading): Steps<Halt | undefined> {
  return readHaltText((yield* roster.findSetting(HALT)) ?? "");
}

export function* saveHalt({ roster }: Reading, halt: Halt): Steps<void> {
  yield* roster.saveSetting(HALT, writeHalt(halt));
}

/** Ends the stop, and keeps when it was. */
export function* endHalt({ roster }: Reading, stretch: Stretch): Steps<void> {
  yield* roster.saveSetting(HALT, "");
  yield* roster.saveSetting(LAST_HALT, writeStretch(stretch));
}

/** When all sending was last stopped and started again: for the quiet line of a digest. */
export function* readLastHalt({ roster }: Reading): Steps<Stretch | undefined> {
  return readStretch((yield* roster.findSetting(LAST_HALT)) ?? "");
}
