import type { SiteId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { messagePolicy } from "#domain/message-policy.ts";
import { nextSendMoment, type SendPlace } from "#domain/windows.ts";
import type { WaitingMessage } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { findRoom, type Looking } from "./find-room.ts";
import type { Work } from "./product.ts";
import { readDaysOfSites } from "./school-time.ts";

/** Where and when a pause holds; undefined for the whole district. */
export interface Holding {
  readonly site: SiteId | undefined;
  readonly from: string;
  readonly until: string;
}

/** How many messages are put off until after it, and how many would come too late. */
export interface Held {
  readonly moved: number;
  readonly over: number;
}

/** A post that keeps to days, with its school. */
export interface Placed extends WaitingMessage {
  readonly place: SendPlace;
}

/** What a pause would hold back, before it is one. */
export function* countHeld(work: Work, holding: Holding): Steps<Held> {
  const held = (yield* listHeld(work, holding)).filter(({ dueAt, place }) => {
    const day = localDay(dueAt, place.zone);
    return day >= holding.from && day <= holding.until;
  });
  const over = held.filter(({ expiresAt, place }) => {
    const after = toInstant(`${addDays(holding.until, 1)}T00:00`, place.zone);
    return expiresAt !== undefined && expiresAt <= after;
  });
  return { moved: held.length - over.length, over: over.length };
}

/** Once the pause is kept: what waits goes after it, in its hours and budget, or is shown as expired. */
export function* holdWaiting(work: Work, holding: Holding): Steps<Held> {
  const daysOf = yield* readDaysOfSites(work);
  let moved = 0;
  let over = 0;
  for (const message of yield* listHeld(work, holding)) {
    const schoolDays = daysOf(message.place.site);
    const free = (after: Date) =>
      nextSendMoment({ kind: message.kind, site: message.place, schoolDays, after });
    const dueAt = free(message.dueAt);
    if (dueAt && +dueAt === +message.dueAt) continue;
    if (dueAt && (yield* putOff(work, message, { after: dueAt, free }))) moved++;
    else {
      yield* work.tx.outbox.expireOne(message.id, work.now);
      over++;
    }
  }
  return { moved, over };
}

function* listHeld(work: Work, { site, until }: Holding): Steps<readonly Placed[]> {
  const { zone } = yield* work.tx.roster.getDistrict();
  return yield* listPlaced(work, site, toInstant(`${addDays(until, 2)}T00:00`, zone));
}

/** Posts that wait there, keep to days and are due by then; for undefined, in the whole district. */
export function* listPlaced(
  { tx }: Work,
  site: SiteId | undefined,
  end: Date,
): Steps<readonly Placed[]> {
  const channels = new Map(
    (yield* tx.roster.listChannels()).map((channel) => [`${channel.id}`, channel.site]),
  );
  return (yield* tx.outbox.listWaiting(end)).flatMap((message) => {
    const { kind, place, address } = message;
    if (!place || messagePolicy[kind].days === "every_day") return [];
    const at = place.site ?? channels.get(address.conversation.id);
    return site === undefined || at === site ? [{ ...message, place: { ...place, site: at } }] : [];
  });
}

/** False if it would come too late, or no week of the next few has room for it. */
function* putOff(work: Work, message: Placed, looking: Looking): Steps<boolean> {
  const { id, expiresAt } = message;
  const room = yield* findRoom(work, message, looking);
  if (!room || (expiresAt && expiresAt <= room.dueAt)) return false;
  yield* work.tx.outbox.move(id, room);
  return true;
}
