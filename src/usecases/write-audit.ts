import type { AuditAction, AuditFacts } from "#ports/audit-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Work } from "./product.ts";

/** Whoever sits at the server's own command line. */
export const COMMAND_LINE = "command line";
/** What happens by itself at its time. */
export const TIMER = "timer";

/** Who an entry names: "person:<id>". */
export function actorOf({ person }: Pick<Actor, "person">): string {
  return `person:${person}`;
}

export interface Audited {
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to: "wave:w1", "site:s1", "district". */
  readonly subject: string;
  /** Ids, codes, counts and days: never text that somebody typed. */
  readonly facts?: AuditFacts | undefined;
}

/** Writes down what is done, in the transaction that does it. */
export function* writeAudit({ tx, now }: Pick<Work, "tx" | "now">, said: Audited): Steps<void> {
  yield* tx.audit.append({ ...said, at: now });
}
