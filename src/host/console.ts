import type { Log } from "#ports/log.ts";

const WAYS = ["log", "info", "warn", "error", "debug", "trace", "dir"] as const;

/**
 * From now on nothing prints to the console: a library may print an error with everything that hangs on
 * it, such as a token or what somebody wrote. That one of them had something to say is logged.
 */
export function hushConsole(log: Log): void {
  const hushed = WAYS.map((way) => [way, () => log.warn("library_spoke", { way })] as const);
  Object.assign(globalThis.console, Object.fromEntries(hushed));
}
