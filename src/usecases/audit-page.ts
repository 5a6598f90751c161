import type { Steps } from "#ports/steps.ts";
import type { Actor, Work } from "./product.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

const HOUR = "yyyy-mm-ddThh".length;

/**
 * That somebody read a page is written down once an hour: who reloads it all morning buries nothing
 * under it.
 */
export function* auditPage(work: Work, actor: Actor, subject: string): Steps<void> {
  const { tx, now } = work;
  const hour = now.toISOString().slice(0, HOUR);
  if (!(yield* tx.events.remember(`${subject}:${actor.person}:${hour}`, now))) return;
  yield* writeAudit(work, { actor: actorOf(actor), action: "page_read", subject });
}
