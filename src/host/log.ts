import { pino } from "pino";
import { ProductError } from "#domain/errors.ts";
import type { Log } from "#ports/log.ts";
import type { Trace } from "#ports/trace.ts";

export interface LogParts {
  readonly level: string;
  /** Each line names the request that it belongs to, unless it names one itself. */
  readonly trace?: Pick<Trace, "current"> | undefined;
  /** Where a line goes; standard error unless told. */
  readonly write?: ((line: string) => void) | undefined;
}

/** Lines of JSON on standard error: codes, counts and ids, never the words of a message. */
export function createLog({ level, trace, write }: LogParts): Log {
  const serializers = { err: (facts: ErrorFacts) => facts };
  const mixin = (): object => {
    const request = trace?.current();
    return request === undefined ? {} : { request };
  };
  const destination = write ? { write } : pino.destination({ fd: 2, sync: true });
  const logger = pino({ level, base: null, serializers, mixin }, destination);
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
const FRAME =
  /^\s+at ([\w$.<>[\] #]*\()?(async )?[^\s()]*([\\/]|node:)[^\s()]*:\d+:\d+\)?$|^\s+at [\w$.<>[\] #]+ \((<anonymous>|index \d+)\)$/;
/** PostgreSQL's class "data exception": its messages quote the value after a colon. */
const DATA_EXCEPTION = /^22/;
const QUOTED_VALUE = /:.*$/s;
/** What a program quotes may be what a person wrote. */
const QUOTED = /"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)/gs;
const CODE = /^[\w.-]{1,60}$/;
/** Codes of Node, of a database, and our own. */
const KNOWN_CODE = /^[A-Z0-9_]+$/;
/** PostgreSQL's own codes: its messages quote names of tables and columns. */
const SQL_STATE = /^[0-9A-Z]{5}$/;
/** A statement quotes the names of its columns. */
const STATEMENTS: ReadonlySet<string> = new Set(["DrizzleQueryError", "SqliteError"]);
/** Made by the language itself, mostly of what stands in the program; what it met stands at the end. */
const BUILT_IN: ReadonlySet<string> = new Set(["TypeError", "RangeError", "ReferenceError"]);
const MET = /(:| from) .*$/s;
const LONGEST_CHAIN = 5;

/** Name, code, frames, and what of the message holds nobody's words, down the causes. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  // The stack begins with the message, whose lines may look like frames.
  const frames = error.stack?.replace(error.message, "").split("\n").filter(isFrame);
  const hasCause = error.cause !== undefined && depth < LONGEST_CHAIN;
  return {
    name: CODE.test(error.name) ? error.name : "Error",
    code,
    message: tellMessage(error, code),
    stack: frames?.join("\n"),
    cause: hasCause ? errorFacts(error.cause, depth + 1) : undefined,
  };
}

function codeOf(error: Error): string | undefined {
  const code = "code" in error ? String(error.code) : "";
  return CODE.test(code) ? code : undefined;
}

const isFrame = (line: string): boolean => FRAME.test(line);

/** Undefined for an error of unknown making: its message may be anything. */
function tellMessage({ name, message }: Error, code = ""): string | undefined {
  if (DATA_EXCEPTION.test(code)) return message.replace(QUOTED_VALUE, "");
  const isDatabase = STATEMENTS.has(name) || SQL_STATE.test(code);
  if (isDatabase) return message.replace(VALUES, "");
  if (KNOWN_CODE.test(code)) return message.replace(QUOTED, "...");
  return BUILT_IN.has(name) ? message.replace(QUOTED, "...").replace(MET, "") : undefined;
}

/** What to tell whoever started the program: nobody else's words are at hand yet. */
export function describeFailure(error: unknown): string {
  if (error instanceof ProductError) return `${error.message} ${error.hint}`;
  const message = error instanceof Error ? error.message : "";
  const said = message.replace(VALUES, "").replace(QUOTED, "...");
  const facts = errorFacts(error);
  return describe({ ...facts, message: facts.message ?? said });
}

/** What to tell where the failure may have met what somebody typed. */
export function describeFault(error: unknown): string {
  return describe(errorFacts(error));
}

function describe({ name, code, message = "", stack = "", cause }: ErrorFacts): string {
  const said = [name, code, message].filter((part) => part !== undefined && part !== "");
  const because = cause ? `\n${cause.name}: ${cause.message ?? ""}` : "";
  return `${said.join(": ")}${because}\n${stack}`;
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
