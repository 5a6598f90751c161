import type { Expedition } from "#domain/expedition.ts";
import type { OutboxKey } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import { noSchoolCard } from "#messages/visit-news-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { announceOpenAgain, announcePutOff } from "./announce-expedition.ts";
import type { Work } from "./product.ts";
import { readDaysOfSites } from "./school-time.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** In the morning, not at the hour in which somebody looked out at the snow. */
const MORNING = "08:00";

/**
 * After a calendar or a pause changed: a visit on a day without school is put off. Whoever planned it is told at
 * once, and the post in the school's channel says so.
 */
export function* putOffVisits(work: Work): Steps<void> {
  const { tx, now } = work;
  const daysAt = yield* readDaysOfSites(work);
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
  const planned = yield* tx.visiting.listExpeditions({ states: ["planned"] });
  const toldKeys = yield* tx.outbox.findQueuedKeys(planned.map(keyOfNotice));
  for (const visit of planned) {
    const site = sites.get(visit.site) ?? (yield* tx.roster.getSite(visit.site));
    if (visit.day < localDay(now, site.zone)) continue;
    const isOpen = daysAt(site.id).isSchoolDay(visit.day);
    const told = toldKeys.has(keyOfNotice(visit));
    if (!isOpen && !told) yield* putOff(work, { visit, site });
    if (isOpen && told) {
      yield* announceOpenAgain(work, { visit, site, event: `open-again:${visit.day}` });
    }
  }
}

function keyOfNotice({ id, day }: Pick<Expedition, "id" | "day">): OutboxKey {
  return keyOf("visit-no-school", id, day);
}

interface Planned {
  readonly visit: Expedition;
  readonly site: Site;
}

function* putOff(work: Work, { visit, site }: Planned): Steps<void> {
  const { tx, now } = work;
  const { id, day } = visit;
  yield* announcePutOff(work, { visit, site, event: `no-school:${day}` });
  const planner = yield* tx.roster.findPerson(visit.plannedBy);
  if (!planner?.active) return;
  const today = localDay(now, site.zone);
  const morning = toInstant(`${today}T${MORNING}`, site.zone);
  yield* sendDirect(work, {
    key: keyOfNotice(visit),
    // A snow day closes the office too: what is for today or tomorrow does not wait for it.
    kind: day <= addDays(today, 1) ? "alarm" : "question",
    person: planner,
    card: (words) => noSchoolCard(words, { id, day, school: site.name }),
    place: yield* readPlace(work, planner),
    after: new Date(Math.max(morning.getTime(), now.getTime())),
  });
}
