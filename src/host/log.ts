import { pino } from "pino";
import type { Log } from "#ports/log.ts";

/** Lines of JSON on standard error: codes, counts and ids, never the words of a message. */
export function createLog(level: string): Log {
  const logger = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  return {
    info: (event, facts = {}) => logger.info(facts, event),
    warn: (event, facts = {}) => logger.warn(facts, event),
    error: (event, { cause, ...facts } = {}) => logger.error({ ...facts, err: cause }, event),
  };
}
