import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId, PersonId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { displayName, holds, type Person, type Site } from "#domain/roster.ts";
import { skipsCard } from "#messages/heads-up-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { type HeldExpedition, holdExpedition, listVisitors } from "./get-expedition.ts";
import type { Act, Product, Work } from "./product.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

export interface RoomToSkip {
  readonly id: ExpeditionId;
  /** False takes it back. */
  readonly skip: boolean;
}

export type RoomSkipped =
  | { readonly kind: "skipped" | "open_again"; readonly visit: Expedition }
  /** The visit is over, or called off. */
  | { readonly kind: "closed" };

/**
 * Somebody of the school wants their room left out, or not any more. No reason is asked, and nobody but those
 * who visit hears of it. Throws NOT_ALLOWED.
 */
export async function skipRoom(
  product: Product,
  act: Act,
  { id, skip }: RoomToSkip,
): Promise<RoomSkipped> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx): Steps<RoomSkipped> {
    const work: Work = { tx, product, now };
    const held = yield* holdExpedition(work, act, { id, right: "skipRoom" });
    const { visit, today } = held;
    if (visit.state !== "planned" || visit.day < today) return { kind: "closed" };
    const isNew = skip
      ? yield* tx.visiting.addSkip(id, act.person, now)
      : yield* tx.visiting.removeSkip(id, act.person);
    if (isNew) yield* tellVisitors(work, held, { event: act.eventKey, skip });
    return { kind: skip ? "skipped" : "open_again", visit };
  });
}

/** Nothing of a wish to be left out outlives the visit; no card that told of it names anybody afterwards. */
export function* forgetSkips({ tx, now }: Work, id: ExpeditionId): Steps<void> {
  yield* tx.outbox.cancelGroup(skipGroup(id));
  for (const { key } of yield* tx.outbox.listGroupPosts(skipGroup(id))) {
    yield* tx.outbox.queue({
      key: keyOf("visit-skips-gone", key),
      kind: "wave_update",
      delivery: { do: "retract", of: key },
      dueAt: now,
    });
  }
  yield* tx.records.blankGroup(skipGroup(id));
  yield* tx.visiting.forgetSkips(id);
}

/** A visit that nobody finishes keeps nothing of it either, once its day has passed. */
export function* forgetPastSkips(work: Work): Steps<void> {
  const { tx, now } = work;
  const planned = yield* tx.visiting.listExpeditions({ states: ["planned"] });
  for (const { id, site, day } of planned) {
    const school = yield* tx.roster.getSite(site);
    if (day >= localDay(now, school.zone)) continue;
    yield* tx.visiting.guardExpedition(id);
    const said = yield* tx.visiting.listSkips(id);
    const told = yield* tx.outbox.listGroupPosts(skipGroup(id));
    if (said.length + told.length > 0) yield* forgetSkips(work, id);
  }
}

/** Who wants to be left out, by name; for those who visit. */
export function* listSkipNames({ tx }: Work, id: ExpeditionId): Steps<readonly string[]> {
  const people = yield* tx.roster.listPeople([...(yield* tx.visiting.listSkips(id))]);
  return people.map(displayName).toSorted();
}

function skipGroup(id: ExpeditionId): string {
  return `expedition:${id}:skips`;
}

/** Presses within so long become one note. */
const MERGE_MS = 15 * 60 * 1000;

interface SkipPress {
  readonly event: string;
  /** False for one that was taken back: what waits is put right, and nobody hears of it by itself. */
  readonly skip: boolean;
}

/** Each visitor has one note that says all of it: what still waits gives way to the newest. */
function* tellVisitors(
  work: Work,
  { visit, site, today }: HeldExpedition,
  { event, skip }: SkipPress,
): Steps<void> {
  const { tx, now } = work;
  const names = yield* listSkipNames(work, visit.id);
  const waited = yield* tx.outbox.cancelGroup(skipGroup(visit.id));
  if (names.length === 0 || (!skip && waited === 0)) return;
  const told = yield* tx.outbox.listGroupPosts(skipGroup(visit.id));
  const tomorrow = addDays(today, 1);
  const isToldToday = told.some(({ dueAt }) => localDay(dueAt, site.zone) === today);
  // One a day, while a later one is in time.
  const after =
    isToldToday && visit.day > tomorrow
      ? toInstant(`${tomorrow}T00:00`, site.zone)
      : new Date(now.getTime() + MERGE_MS);
  for (const person of yield* listVisitors(work, visit)) {
    if (person.active) yield* tellOne(work, { visit, site, names, event, after }, person);
  }
}

interface Skips {
  readonly visit: Expedition;
  readonly site: Site;
  readonly names: readonly string[];
  readonly event: string;
  readonly after: Date;
}

function* tellOne(work: Work, skips: Skips, person: Person): Steps<void> {
  const { visit, site, names, event, after } = skips;
  yield* sendDirect(work, {
    key: keyOf("visit-skips", visit.id, person.id, event),
    // Leads have it in office hours; a colleague who comes along in their own window and budget.
    kind: holds(person, "pl_lead") || holds(person, "area_lead") ? "question" : "visit_direct",
    person,
    card: (words) => skipsCard(words, { id: visit.id, day: visit.day, school: site.name, names }),
    place: yield* readPlace(work, person),
    after,
    supersedes: skipKey(visit.id, person.id),
    group: skipGroup(visit.id),
    expiresAt: toInstant(`${addDays(visit.day, 1)}T00:00`, site.zone),
  });
}

function skipKey(id: ExpeditionId, person: PersonId): string {
  return `visit-skips:${id}:${person}`;
}
