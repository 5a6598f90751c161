import { randomInt } from "node:crypto";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { Clients } from "./clients.ts";
import { type Failure, toFailure } from "./failures.ts";
import { createMinute } from "./minute.ts";

/** How a call ended; the body is what Slack said, unread. */
export type Ending =
  | { readonly kind: "answer"; readonly body: unknown }
  | { readonly kind: "not-installed" }
  | Failure;

export interface Call {
  readonly workspace: string;
  readonly method: string;
  readonly args: Record<string, unknown>;
}

export interface Calls {
  /** One call, never repeated. A limited method of a workspace is not called before its time. */
  call(call: Call): Promise<Ending>;
}

export interface CallParts {
  readonly clients: Pick<Clients, "bulk">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Messages that waited do not all come back at the same moment as everybody else's. */
const MOST_JITTER_MS = 1000;

/** The outbox's calls. Slack limits each method of each workspace by itself, and so do we. */
export function createCalls(parts: CallParts): Calls {
  /** By workspace and method: until when Slack asked us to wait. */
  const blocked = new Map<string, number>();
  const minute = createMinute(parts.clock);
  return {
    call: async (call) => {
      const key = `${call.workspace}/${call.method}`;
      const now = parts.clock.now().getTime();
      const until = blocked.get(key) ?? 0;
      if (until > now) return { kind: "limited", seconds: (until - now) / 1000 };
      blocked.delete(key);
      const full = minute.take(call.workspace, call.method);
      if (full !== undefined) return { kind: "limited", seconds: full };
      const ending = await callOnce(parts, call);
      if (ending.kind !== "limited") return ending;
      const end = parts.clock.now().getTime() + ending.seconds * 1000 + randomInt(MOST_JITTER_MS);
      blocked.set(key, Math.max(end, blocked.get(key) ?? 0));
      return { kind: "limited", seconds: (end - parts.clock.now().getTime()) / 1000 };
    },
  };
}

async function callOnce({ clients, log }: CallParts, call: Call): Promise<Ending> {
  const { workspace, method, args } = call;
  const client = await findClient(clients, workspace);
  if (client === "unavailable") return { kind: "not-sent" };
  if (client === undefined) return { kind: "not-installed" };
  try {
    return { kind: "answer", body: await client.apiCall(method, args) };
  } catch (cause) {
    const failure = toFailure(cause);
    log.warn("slack_call_failed", { workspace, method, ...failure });
    return failure;
  }
}

async function findClient(clients: CallParts["clients"], workspace: string) {
  try {
    return await clients.bulk(workspace);
  } catch {
    // The store could not say which token is right: nothing was sent.
    return "unavailable";
  }
}
