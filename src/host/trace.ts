import { AsyncLocalStorage } from "node:async_hooks";
import type { Trace } from "#ports/trace.ts";
import { freshBytes } from "./fresh-bytes.ts";

const ID_BYTES = 9;

/** Follows a request through everything it begins: promises, timers and what ends after the answer. */
export function createTrace(): Trace {
  const requests = new AsyncLocalStorage<string | undefined>();
  return {
    newId: () => freshBytes(ID_BYTES).toString("base64url"),
    run: (id, work) => requests.run(id, work),
    current: () => requests.getStore(),
  };
}
