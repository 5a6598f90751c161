import { betweenThem, circleOf } from "#domain/practice-hosts.ts";
import type { Person } from "#domain/roster.ts";
import type { PeerVisit } from "#domain/showing.ts";
import { matchedCard } from "#messages/peer-visit-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { isReachable, type Placed, placing } from "./practice-hosts.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** Whether somebody who offers takes messages: nobody is sent to who has stopped them. */
export type OfferedToShow = "offered" | "stopped";

/** I am happy to show a practice. Somebody who waits for it is told, once. */
export async function offerToShow(
  product: Product,
  act: Act,
  practice: string,
): Promise<OfferedToShow> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "offerToShow");
    const isNew = yield* tx.showing.addOffer({ person: me.id, practice, at: now });
    if ((yield* tx.roster.getPreferences(me.id)).stoppedAt) return "stopped";
    if (isNew && (yield* isReachable(work, me.id))) yield* tellWaiting(work, me, practice);
    return "offered";
  });
}

/** Of those who wait the nearest hears of it; of several as near, who has waited longest. */
function* tellWaiting(work: Work, host: Person, practice: string): Steps<void> {
  const { tx } = work;
  const place = yield* placing(work);
  const visits = yield* tx.showing.listOpenVisits(practice);
  const askers = yield* tx.roster.listPeople(visits.map(({ asker }) => asker));
  const waiting = visits.flatMap((visit) => {
    const person = askers.find(({ id, active }) => id === visit.asker && active);
    if (!person || person.id === host.id) return [];
    return [{ visit, person, circle: circleOf(place(host), place(person)) }];
  });
  for (const { visit, person } of waiting.toSorted((a, b) => a.circle - b.circle)) {
    if (!(yield* isFree(work, person, host))) continue;
    if (yield* tellOne(work, { visit, person, host: place(host) })) return;
  }
}

/** True for somebody who can be told, and has asked this colleague nothing of late. */
function* isFree(work: Work, asker: Person, host: Person): Steps<boolean> {
  const visits = yield* work.tx.showing.listVisitsOf(asker.id);
  const isNew = betweenThem(visits, host.id, work.now) === undefined;
  return isNew && (yield* isReachable(work, asker.id));
}

interface Match {
  readonly visit: PeerVisit;
  readonly person: Person;
  readonly host: Placed;
}

/** False for somebody who can't be told, or was told by another's offer at the same moment. */
function* tellOne(work: Work, { visit, person, host }: Match): Steps<boolean> {
  const { tx, now } = work;
  // The person first, as whoever asks a colleague does.
  yield* tx.roster.guardPerson(person.id);
  yield* tx.showing.guardVisit(visit.id);
  const open = yield* tx.showing.findVisit(visit.id);
  if (open?.state !== "open") return false;
  const at = yield* sendDirect(work, {
    key: keyOf("visit-match", open.id),
    kind: "peer_visit",
    person,
    card: (words) => matchedCard(words, { practice: open.practice, host }),
    place: yield* readPlace(work, person),
    schoolDays: yield* readSchoolDays(work),
    after: now,
  });
  if (!at) return false;
  yield* tx.showing.saveVisit({ ...open, state: "done", answeredAt: now });
  return true;
}
