import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Work } from "./product.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface StoodIn {
  readonly site: Site;
  readonly by: Person;
  /** A code: "snooze", "return". */
  readonly what: string;
}

/** Writes down who spoke for a school that is not theirs: on request, or while nobody leads it. */
export function* auditStandIn(
  work: Work,
  actor: Pick<Actor, "person">,
  { site, by, what }: StoodIn,
): Steps<void> {
  const named = yield* work.tx.listening.listSchoolPeople(site.id, "delegate");
  if (holds(by, "principal", site.id) || named.some(({ person }) => person === by.id)) return;
  yield* writeAudit(work, {
    actor: actorOf(actor),
    action: "site_answered_for",
    subject: `site:${site.id}`,
    facts: { kind: what },
  });
}
