import { betweenThem, circleOf, isTaken, isWaiting } from "#domain/practice-hosts.ts";
import type { Person } from "#domain/roster.ts";
import type { PeerVisit } from "#domain/showing.ts";
import { matchedCard } from "#messages/peer-visit-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { isReachable, type Placed, placing } from "./practice-hosts.ts";
import type { Work } from "./product.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** Every night: a pause that ended, or a host who has time again, is nobody's press. */
export function* tellAllWaiting(work: Work): Steps<void> {
  const { tx, product } = work;
  for (const { id } of product.words.library.practices) {
    if ((yield* tx.showing.listOpenVisits(id)).length === 0) continue;
    const offers = yield* tx.showing.listOffers(id);
    const hosts = yield* tx.roster.listPeople(offers.map(({ person }) => person));
    for (const host of hosts) yield* tellWaiting(work, host, id);
  }
}

/** The host takes messages again: what they are happy to show can be told. */
export function* tellWaitingFor(work: Work, host: Person): Steps<void> {
  for (const { practice } of yield* work.tx.showing.listOffersOf(host.id)) {
    yield* tellWaiting(work, host, practice);
  }
}

/** Once the finder can show a host: of those who wait the nearest hears of it; of several as near, who has waited longest. */
export function* tellWaiting(work: Work, host: Person, practice: string): Steps<void> {
  const { tx, now } = work;
  if (!(yield* isReachable(work, host.id))) return;
  if (isTaken(yield* tx.showing.listVisitsOf(host.id), host.id, now)) return;
  const place = yield* placing(work);
  const open = yield* tx.showing.listOpenVisits(practice);
  const visits = open.filter((visit) => isWaiting(visit, now));
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
  if (!open || !isWaiting(open, now)) return false;
  const at = yield* sendDirect(work, {
    key: keyOf("visit-match", open.id),
    kind: "peer_visit",
    person,
    card: (words) => matchedCard(words, { practice: open.practice, host }),
    place: yield* readPlace(work, person),
    after: now,
  });
  if (!at) return false;
  yield* tx.showing.saveVisit({ ...open, state: "done", answeredAt: now });
  return true;
}
