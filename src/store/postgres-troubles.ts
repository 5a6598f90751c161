import { setTimeout as wait } from "node:timers/promises";
import { ProductError } from "#domain/errors.ts";

/** Two that wait for each other, or that read what the other wrote: PostgreSQL undoes one of them. */
const CONFLICTS: ReadonlySet<string> = new Set(["40001", "40P01"]);

/**
 * The server ends, starts, stands by or has no place left; or nobody is reached at all. `25006` is what
 * a standby says to whoever still writes to it after a failover.
 */
const LOST: ReadonlySet<string> = new Set([
  ...["57P01", "57P02", "57P03", "53300", "25006"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
  ...["ENOTFOUND", "EAI_AGAIN"],
]);

/** The driver's own words, which have no code. */
const LOST_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Query read timeout|Client was closed|Cannot use a pool after)/;

const MOST_CONFLICTS = 10;
/** Chat platforms wait three seconds for an answer; what is left of them is for saying sorry. */
const PATIENCE_MS = 2000;
const PAUSE_MS = 100;

function isConflict(error: unknown): boolean {
  return findIn(error, ({ code }) => CONFLICTS.has(code));
}

/** True if a row could not go because others point at it, which somebody has just added. */
export function hasChildren(error: unknown): boolean {
  return findIn(error, ({ code }) => code === "23503");
}

/** True if the connection, and not the statement, is what went wrong. */
export function isLost(error: unknown): boolean {
  return findIn(
    error,
    ({ code, message }) => LOST.has(code) || code.startsWith("08") || LOST_WORDS.test(message),
  );
}

interface Seen {
  readonly code: string;
  readonly message: string;
}

/** Looks at an error, what caused it, and each of several that came together. */
function findIn(error: unknown, is: (seen: Seen) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (is({ code, message: error.message })) return true;
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return parts.some((part) => findIn(part, is)) || findIn(error.cause, is);
}

/** Whoever asked may ask again: nothing of it was kept. */
export function unavailable(cause?: unknown): ProductError {
  return new ProductError("DATABASE_UNAVAILABLE", "The database does not answer.", { cause });
}

/**
 * Runs the work again after a conflict, a little later each time, and after a lost connection for two
 * seconds. Throws DATABASE_UNAVAILABLE after these.
 */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    const done = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ("value" in done) return done.value;
    await wait(pauseAfter(done.error, { attempt, isOver: performance.now() > giveUpAt }));
  }
}

interface Tried {
  readonly attempt: number;
  readonly isOver: boolean;
}

/** How long to wait before the next try, in milliseconds. Throws what no other try can change. */
function pauseAfter(error: unknown, { attempt, isOver }: Tried): number {
  if (isLost(error)) {
    if (isOver) throw unavailable(error);
    return PAUSE_MS * (0.5 + Math.random());
  }
  if (!isConflict(error) || attempt === MOST_CONFLICTS) throw error;
  return Math.random() * 5 * 2 ** attempt;
}
