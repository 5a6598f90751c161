import type { Expedition } from "#domain/expedition.ts";
import { type ExpeditionId, toId } from "#domain/ids.ts";
import { addDays, DAY_MS, localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { morningOf } from "#domain/windows.ts";
import { chaseCard } from "#messages/visit-news-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { listVisitors } from "./get-expedition.ts";
import type { Work } from "./product.ts";
import { visitChaseId } from "./schedule-ids.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";
import { visitorKind } from "./tell-visitors.ts";

/** A question that found no room in so long is left out. */
const WORTH_MS = 14 * DAY_MS;

interface Planned {
  readonly visit: Expedition;
  readonly site: Site;
}

/** Plans the question whether the visit took place: the next school morning after its day. */
export function* planChase(work: Work, { visit, site }: Planned): Steps<void> {
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const day = schoolDays.nextSchoolDay(visit.day) ?? addDays(visit.day, 1);
  const row = { id: visitChaseId(visit.id), campaign: "visit_sharing", subject: visit.id } as const;
  yield* work.tx.schedule.save({ ...row, nextAt: morningOf(site, day) });
}

/** Nobody has to be asked any more. */
export function* endChase({ tx }: Work, id: ExpeditionId): Steps<void> {
  yield* tx.schedule.remove(visitChaseId(id));
  yield* tx.outbox.cancelGroup(visitChaseId(id));
}

/** Was it done? Whoever planned it and who visits are asked once. */
export function* chaseVisit(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const visit = yield* tx.visiting.findExpedition(toId<ExpeditionId>(scheduled.subject));
  if (visit?.state !== "planned") return;
  const site = yield* tx.roster.getSite(visit.site);
  if (visit.day >= localDay(now, site.zone)) return;
  const planner = yield* tx.roster.findPerson(visit.plannedBy);
  const visitors = yield* listVisitors(work, visit);
  const on = new Set(visitors.map(({ id }) => id));
  const isRecorded = (yield* tx.visiting.listParts(visit.id)).length > 0;
  const people = [...visitors, ...(planner && !on.has(planner.id) ? [planner] : [])];
  for (const person of people.filter(({ active }) => active)) {
    yield* askOne(work, person, { visit, site, isRecorded, isOn: on.has(person.id) });
  }
}

interface Asking extends Planned {
  readonly isRecorded: boolean;
  /** Who does not visit writes nothing down. */
  readonly isOn: boolean;
}

function* askOne(
  work: Work,
  person: Person,
  { visit, site, isRecorded, isOn }: Asking,
): Steps<void> {
  const mayEnd = may(person, "cancelExpedition", { site: site.id, cluster: site.cluster });
  const { id, day } = visit;
  const school = site.name;
  yield* sendDirect(work, {
    key: keyOf("visit-chase", id, day, person.id),
    kind: visitorKind(person),
    person,
    card: (words) => chaseCard(words, { id, day, school, isRecorded, isOn, mayEnd }),
    place: yield* readPlace(work, person),
    after: work.now,
    group: visitChaseId(id),
    expiresAt: new Date(work.now.getTime() + WORTH_MS),
  });
}
