import type { OutboxKey, PersonId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { type MessageKind, messagePolicy, weeklyDirectLimit } from "#domain/message-policy.ts";
import { holds, mainRole, type Person } from "#domain/roster.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { nextSendMoment, type PlaceOrSite, placeOf, type SendPlace } from "#domain/windows.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Address } from "#ports/chat.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { wordsOf, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";

export interface DirectMessage {
  readonly key: OutboxKey;
  readonly kind: MessageKind;
  readonly person: Person;
  /** Called with the words that this person reads. */
  readonly card: (words: Words) => Card;
  /** Where the window and the calendar come from: the site it is about, or the person's own. */
  readonly place: PlaceOrSite;
  /** Not before this. */
  readonly after: Date;
  readonly supersedes?: string | undefined;
  readonly group?: string | undefined;
  /** The occasion, for its delivery report. */
  readonly send?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

/**
 * Queues a direct message into the person's next window and gives its time; a pause, and a week whose
 * budget is spent, postpone it. Undefined when the person has stopped, has left or has no account, when
 * it would be too late by then, or the key was queued before.
 */
export function* sendDirect(work: Work, message: DirectMessage): Steps<Date | undefined> {
  const { tx } = work;
  const { person, kind } = message;
  const place = placeOf(message.place);
  yield* tx.roster.guardPerson(person.id);
  const { to, dueAt } = yield* findArrival(work, message);
  if (!to || !dueAt || isTooLate(message, dueAt)) return undefined;
  const budget = messagePolicy[kind].inBudget;
  const words = yield* wordsOf(work, person.id);
  const queued = yield* tx.outbox.queue({
    key: message.key,
    kind,
    delivery: { do: "post", to, card: writtenIn(words, message.card(words)) },
    dueAt,
    place,
    expiresAt: message.expiresAt,
    supersedes: message.supersedes,
    group: message.group,
    send: message.send,
    recipient: person.id,
    budgetOf: budget ? person.id : undefined,
    week: budget ? weekKey(localDay(dueAt, place.zone)) : undefined,
  });
  return queued ? dueAt : undefined;
}

interface Arrival {
  /** Undefined for somebody who has stopped, has left or has no account. */
  readonly to: Address | undefined;
  readonly dueAt: Date | undefined;
}

/** Where and when a direct message would arrive, be it in time or not. */
export function* findArrival(work: Work, message: Omit<DirectMessage, "card">): Steps<Arrival> {
  const { roster } = work.tx;
  const { person, after } = message;
  const preferences = yield* roster.getPreferences(person.id);
  const stopped = preferences.stoppedAt !== undefined;
  const to = stopped ? undefined : yield* roster.findAddress(person.id);
  const paused = pauseOf(preferences, after);
  return { to, dueAt: yield* findMoment(work, { ...message, after: paused ?? after }) };
}

function isTooLate({ expiresAt }: DirectMessage, dueAt: Date): boolean {
  return expiresAt !== undefined && expiresAt <= dueAt;
}

/** More full weeks than this in a row are not waited for. */
const MOST_FULL_WEEKS = 4;

/** The next window, in the first week that has room for it. */
function* findMoment(work: Work, message: Omit<DirectMessage, "card">): Steps<Date | undefined> {
  const { person, kind } = message;
  const site = placeOf(message.place);
  const schoolDays = yield* readSchoolDaysAt(work, site.site);
  let dueAt = nextSendMoment({ kind, site, schoolDays, after: message.after });
  if (!messagePolicy[kind].inBudget) return dueAt;
  for (let week = 0; week < MOST_FULL_WEEKS && dueAt; week++) {
    const day = localDay(dueAt, site.zone);
    if (yield* isWithinBudget(work, person, weekKey(day))) return dueAt;
    const monday = toInstant(`${addDays(mondayOf(day), 7)}T00:00`, site.zone);
    dueAt = nextSendMoment({ kind, site, schoolDays, after: monday });
  }
  return undefined;
}

/** True if the person may get one more message that the bot starts in the week of `at`. */
export function* isWithinBudget({ tx }: Work, person: Person, week: string): Steps<boolean> {
  const spent = yield* tx.outbox.countBudget(person.id, week);
  const role = holds(person, "principal") ? "principal" : mainRole(person);
  return spent < weeklyDirectLimit(role);
}

/** Where a person's windows come from: the home site, or the district office. */
export function* readPlace({ tx }: Work, person: Person): Steps<SendPlace> {
  const site = person.homeSite ? yield* tx.roster.findSite(person.homeSite) : undefined;
  if (site) return placeOf(site);
  return { zone: (yield* tx.roster.getDistrict()).zone };
}

/** Where a channel's posts go. */
export function channelAddress({ platform, workspace, id }: Channel): Address {
  return { platform, workspace, conversation: { kind: "channel", id } };
}

/** An outbox key from its parts. */
export function keyOf(...parts: readonly string[]): OutboxKey {
  return toId<OutboxKey>(parts.join(":"));
}

/** The lane-wide name under which everything about one person of one kind replaces what waits. */
export function supersedeKey(topic: string, person: PersonId): string {
  return `${topic}:${person}`;
}
