import { type PersonId, toId } from "#domain/ids.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { forgetPerson } from "./forget-person.ts";
import { readKeptDays } from "./keep-records.ts";
import { nextNight, nightOf } from "./nights.ts";
import { leaverId, toPlannedLeaver } from "./planned-leaver.ts";
import type { Work } from "./product.ts";
import { TIMER, writeAudit } from "./write-audit.ts";

/**
 * Gives everybody who has left the day on which they are forgotten, and takes it from who came back;
 * gives how many have left.
 */
export function* noticeLeavers({ tx, now }: Work, days: number, limit: number): Steps<number> {
  const noticed = yield* tx.records.listLeavers();
  const people = yield* tx.roster.listPeople(noticed.map(({ person }) => person));
  for (const { id } of people.filter(({ active }) => active)) {
    yield* tx.schedule.remove(leaverId(id));
  }
  const { zone } = yield* tx.roster.getDistrict();
  const leavers = yield* tx.records.listUnnoticedLeavers(limit);
  const nextAt = nightOf(addDays(localDay(now, zone), days), zone);
  for (const person of leavers) {
    yield* tx.schedule.save(toPlannedLeaver(person, nextAt));
  }
  return leavers.length;
}

/** The time of somebody who left is over: their name goes, unless they are back or under a hold. */
export function* forgetLeaver(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const person = yield* tx.roster.findPerson(toId<PersonId>(scheduled.subject));
  const isGone = person !== undefined && !person.active;
  yield* tx.records.guardHolds();
  const { held } = yield* tx.records.count("person", { person: toId(scheduled.subject) });
  const { zone } = yield* tx.roster.getDistrict();
  const stays = isGone && held > 0;
  const again = stays ? nextNight(now, zone) : undefined;
  if (!(yield* tx.schedule.advance(scheduled, again)) || stays || !isGone) return;
  const { roster } = yield* readKeptDays(tx);
  yield* forgetPerson(work, person.id, { by: TIMER, rule: `roster:${roster}` });
  const facts = { roster: "1" };
  yield* writeAudit(work, { actor: TIMER, action: "records_purged", subject: "district", facts });
}
