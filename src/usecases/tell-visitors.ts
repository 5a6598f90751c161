import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { addDays, toInstant } from "#domain/local-time.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { listVisitors } from "./get-expedition.ts";
import type { Work } from "./product.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** Something that whoever comes along is told once. */
export interface VisitorNews {
  readonly visit: Expedition;
  readonly site: Site;
  readonly event: string;
  readonly card: (words: Words) => Card;
}

/** What those who come along are told before a visit. */
export function visitorGroup(id: ExpeditionId): string {
  return `expedition:${id}:visitors`;
}

/** Everybody who comes along, but whoever planned it: that somebody named them, or what has changed. */
export function* tellNamedVisitors(work: Work, news: VisitorNews): Steps<void> {
  const { visit, site, event, card } = news;
  for (const person of yield* listVisitors(work, visit)) {
    if (person.id === visit.plannedBy || !person.active) continue;
    yield* sendDirect(work, {
      key: keyOf("visit-named", visit.id, person.id, event),
      kind: visitorKind(person),
      person,
      card,
      place: yield* readPlace(work, person),
      after: work.now,
      group: visitorGroup(visit.id),
      expiresAt: toInstant(`${addDays(visit.day, 1)}T00:00`, site.zone),
    });
  }
}

/** Leads have it in office hours; a colleague who comes along in their own window and budget. */
export function visitorKind(person: Person): MessageKind {
  return holds(person, "pl_lead") || holds(person, "area_lead") ? "question" : "visit_direct";
}
