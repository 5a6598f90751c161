import { pino } from "pino";
import type { Log } from "#ports/log.ts";

/** Lines of JSON on standard error: codes, counts and ids, never the words of a message. */
export function createLog(level: string): Log {
  const serializers = { err: (facts: ErrorFacts) => facts };
  const logger = pino({ level, base: null, serializers }, pino.destination({ fd: 2, sync: true }));
  return {
    info: (event, facts = {}) => logger.info(withoutWords(facts), event),
    warn: (event, facts = {}) => logger.warn(withoutWords(facts), event),
    error: (event, facts = {}) => logger.error(withoutWords(facts), event),
  };
}

/** What of an error may be written down. */
export interface ErrorFacts {
  readonly name: string;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly stack?: string | undefined;
  readonly cause?: ErrorFacts | undefined;
}

/** A failed statement's message ends with what was to be written: people's words among it. */
const VALUES = /\s*\bparams:.*$/s;
const FRAME = /^\s+at /;
/** PostgreSQL's class "data exception": its messages quote the value after a colon. */
const DATA_EXCEPTION = /^22/;
const QUOTED_VALUE = /:.*$/s;
const LONGEST_CHAIN = 5;

/** Name, code, frames, and the message without the values of a statement, down the causes. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  const message = error.message.replace(VALUES, "");
  const frames = error.stack?.split("\n").filter((line) => FRAME.test(line));
  const hasCause = error.cause !== undefined && depth < LONGEST_CHAIN;
  return {
    name: error.name,
    code,
    message: DATA_EXCEPTION.test(code ?? "") ? message.replace(QUOTED_VALUE, "") : message,
    stack: frames?.join("\n"),
    cause: hasCause ? errorFacts(error.cause, depth + 1) : undefined,
  };
}

function withoutWords({ cause, ...facts }: Readonly<Record<string, unknown>>): object {
  const safe = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      fact instanceof Error ? errorFacts(fact) : fact,
    ]),
  );
  return cause === undefined ? safe : { ...safe, err: errorFacts(cause) };
}
