import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { pauseOf } from "#domain/shout-out.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { reminderCard } from "#messages/invitation-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { addCallTask } from "./call-tasks.ts";
import { scheduleReminder } from "./open-wave.ts";
import { withoutStopped } from "./plan-sites.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { findRecipients, readWaveFacts } from "./wave-people.ts";

/** After this many reminders a person calls instead. */
const REMINDERS_BEFORE_CALL = 2;

interface Reminder {
  readonly wave: Wave;
  readonly site: Site;
  readonly invitation: Invitation;
  readonly schoolDays: SchoolDays;
}

/**
 * One site's reminder is due: sends it, and sets the next; after the second a person is asked to
 * call. An answer, a closed wave or a lost race sends nothing.
 */
export function* sendReminder(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const [waveId = "", siteId = ""] = scheduled.subject.split("|");
  const wave = yield* tx.waves.findWave(toId<WaveId>(waveId));
  const site = yield* tx.roster.findSite(toId<SiteId>(siteId));
  if (!wave || !site || wave.state !== "open") return;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  if (!invitation || invitation.answer !== undefined) return;
  const schoolDays = yield* readSchoolDays(work);
  const reminder = { wave, site, invitation, schoolDays };
  const people = yield* withoutStopped(work, (yield* findRecipients(work, site)).people);
  yield* remind(work, people, reminder);
}

function* remind(work: Work, people: readonly Person[], reminder: Reminder): Steps<void> {
  const { tx, product, now } = work;
  const { wave, site, invitation, schoolDays } = reminder;
  const number = invitation.remindersSent + 1;
  const facts = yield* readWaveFacts(work, wave, site);
  for (const person of yield* withoutPaused(work, people)) {
    yield* sendDirect(work, {
      key: keyOf("reminder", wave.id, site.id, String(number), person.id),
      kind: "reminder",
      person,
      card: reminderCard(product.words, facts, { principal: person, number }),
      place: site,
      schoolDays,
      after: now,
      group: waveGroup(wave.id, site.id),
    });
  }
  const reminded = { ...invitation, remindersSent: number };
  yield* tx.waves.saveInvitation(reminded);
  yield* scheduleReminder(work, reminded, { site, wave, schoolDays });
  if (number === REMINDERS_BEFORE_CALL) {
    yield* addCallTask(work, { wave, site, reason: "no_answer", words: "" });
  }
}

/** Somebody who has paused gets the invitation afterwards, and no heap of reminders with it. */
function* withoutPaused({ tx, now }: Work, people: readonly Person[]): Steps<Person[]> {
  const reached: Person[] = [];
  for (const person of people) {
    if (!pauseOf(yield* tx.roster.getPreferences(person.id), now)) reached.push(person);
  }
  return reached;
}
