import { type PeerVisitId, type PersonId, toId } from "#domain/ids.ts";
import { addDays, DAY_MS, localDay, toInstant } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import type { PeerVisit } from "#domain/showing.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { visitThanksCard } from "#messages/peer-visit-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { placing } from "./practice-hosts.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** Two school weeks: time enough to find an hour and go. */
const SCHOOL_DAYS = 10;
/** Where the calendar ends before that. */
const DAYS = 14;
/** After this nobody remembers what they saw. */
const WORTH_MS = 28 * DAY_MS;

/** The schedule row of one visit's thanks. */
function visitThanksId(id: PeerVisitId): string {
  return `visit-thanks:${id}`;
}

/** Plans when the asker of an agreed visit is asked for a line of thanks. */
export function* planVisitThanks(work: Work, visit: PeerVisit, asker: Person): Steps<void> {
  const { tx, now } = work;
  const place = yield* readPlace(work, asker);
  const schoolDays = yield* readSchoolDaysAt(work, place.site);
  const today = localDay(now, place.zone);
  const day = schoolDays.addSchoolDays(today, SCHOOL_DAYS) ?? addDays(today, DAYS);
  const morning = toInstant(`${day}T00:00`, place.zone);
  const moment = nextSendMoment({ kind: "peer_visit", site: place, schoolDays, after: morning });
  const row = { campaign: "visit_thanks", subject: visit.id } as const;
  yield* tx.schedule.save({ id: visitThanksId(visit.id), ...row, nextAt: moment ?? morning });
}

/** Two weeks after a yes: asks who visited for a line of thanks, once. Nobody else hears of it. */
export function* sendVisitThanks(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const id = toId<PeerVisitId>(scheduled.subject);
  yield* tx.showing.guardVisit(id);
  const visit = yield* tx.showing.findVisit(id);
  if (visit?.state !== "agreed" || !visit.host) return;
  yield* tx.showing.saveVisit({ ...visit, state: "done" });
  const [asker, host] = yield* tx.roster.listPeople([visit.asker, visit.host]);
  if (!asker?.active || !host?.active) return;
  const placed = (yield* placing(work))(host);
  yield* sendDirect(work, {
    key: keyOf("visit-thanks", id),
    kind: "peer_visit",
    person: asker,
    card: (words) => visitThanksCard(words, visit, placed),
    place: yield* readPlace(work, asker),
    after: now,
    expiresAt: new Date(scheduled.nextAt.getTime() + WORTH_MS),
  });
}

/** Whom and what for, so that the form of thanks opens filled in. */
export interface VisitToThank {
  readonly host: PersonId;
  readonly practice: string;
}

/** The visit that the asker wants to give thanks for; undefined where the host has left. Throws NOT_ALLOWED. */
export async function readVisitThanks(
  product: Product,
  act: Act,
  id: PeerVisitId,
): Promise<VisitToThank | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const visit = yield* tx.showing.findVisit(id);
    if (!visit) return undefined;
    yield* requireRight({ tx }, act, { right: "readVisitThanks", owners: [visit.asker] });
    const host = visit.host && (yield* tx.roster.findPerson(visit.host));
    return host?.active ? { host: host.id, practice: visit.practice } : undefined;
  });
}
