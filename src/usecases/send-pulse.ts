import { type SiteId, toId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { DAY_MS, localDay, toInstant } from "#domain/local-time.ts";
import { nextPulseDay, roundOf } from "#domain/pulse.ts";
import type { Person, Site } from "#domain/roster.ts";
import { waveSend } from "#domain/send-key.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { pulseCard } from "#messages/pulse-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import type { Joining } from "#ports/wave-rows.ts";
import { decide } from "./decide.ts";
import { findJoining } from "./find-joining.ts";
import type { Work } from "./product.ts";
import { isNoteDay, readSchoolDaysAt } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { findRecipients } from "./wave-people.ts";
import { withoutStopped } from "./wave-wishes.ts";

/** After this a pulse says nothing about its weeks any more. */
const WORTH_MS = 28 * DAY_MS;

/** The schedule row, and the outbox group, of a school's pulse. */
export function pulseId(site: SiteId): string {
  return `pulse:${site}`;
}

/** Plans a joined school's next pulse, unless it is planned already. */
export function* planPulse(work: Work, site: Site, joinedAt: Date): Steps<void> {
  const { tx, now } = work;
  const id = pulseId(site.id);
  if (yield* tx.schedule.find(id)) return;
  const nextAt = yield* findNextPulse(work, { site, joinedAt, after: now });
  if (nextAt) yield* tx.schedule.save({ id, campaign: "pulse", subject: site.id, nextAt });
}

interface PulseWanted {
  readonly site: Site;
  readonly joinedAt: Date;
  readonly after: Date;
}

function* findNextPulse(
  work: Work,
  { site, joinedAt, after }: PulseWanted,
): Steps<Date | undefined> {
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const joinedOn = localDay(joinedAt, site.zone);
  const day = nextPulseDay({ joinedOn, after: localDay(after, site.zone), schoolDays });
  if (day === undefined) return undefined;
  const asked = (from: string) =>
    nextSendMoment({
      kind: "pulse",
      site,
      schoolDays,
      after: toInstant(`${from}T00:00`, site.zone),
    });
  const at = asked(day);
  const askedOn = at && localDay(at, site.zone);
  // Two messages in one morning are one too many: the note keeps its day.
  if (askedOn === undefined || !isNoteDay({ site, schoolDays }, askedOn)) return at;
  const later = schoolDays.nextSchoolDay(askedOn);
  return later === undefined ? at : asked(later);
}

/** A school's pulse is due: asks its principals and delegates, and plans the next one. */
export function* sendPulse(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const joining = site?.active ? yield* findJoining(work, site.id) : undefined;
  const nextAt =
    site && joining && (yield* findNextPulse(work, { site, joinedAt: joining.at, after: now }));
  if (!(yield* tx.schedule.advance(scheduled, nextAt))) return;
  if (!site || !joining) return;
  const { people, vacancy } = yield* findRecipients(work, site);
  const willing = yield* withoutStopped(work, vacancy ? [] : people);
  const expiresAt = new Date(scheduled.nextAt.getTime() + WORTH_MS);
  const pulse = { site, joining, willing, vacancy, dueAt: scheduled.nextAt, expiresAt };
  const sentAt = now < expiresAt ? yield* askAll(work, pulse) : undefined;
  yield* writeDown(work, pulse, sentAt);
}

interface DuePulse {
  readonly site: Site;
  readonly joining: Joining;
  /** Who is asked and has not stopped. */
  readonly willing: readonly Person[];
  readonly vacancy: boolean;
  readonly dueAt: Date;
  readonly expiresAt: Date;
}

/** Gives when the first of them is asked. */
function* askAll(
  work: Work,
  { site, joining, willing, dueAt, expiresAt }: DuePulse,
): Steps<Date | undefined> {
  const { tx, now } = work;
  const { zone } = site;
  const round = roundOf(localDay(joining.at, zone), localDay(dueAt, zone));
  const wave = yield* tx.waves.findWave(joining.wave);
  const pulse = { site, waveName: wave?.name ?? "", round };
  let first: Date | undefined;
  for (const person of willing) {
    const at = yield* sendDirect(work, {
      key: keyOf("pulse", site.id, joining.wave, round, person.id),
      kind: "pulse",
      send: waveSend(joining.wave, "pulse"),
      person,
      card: (words) => pulseCard(words, pulse),
      place: site,
      after: now,
      group: pulseId(site.id),
      expiresAt,
    });
    if (at && (!first || at < first)) first = at;
  }
  return first;
}

/** What was decided: sent, put off to another day, or not sent, and why. */
function* writeDown(work: Work, pulse: DuePulse, sentAt: Date | undefined): Steps<void> {
  const { site, joining } = pulse;
  const about = { wave: joining.wave, site: site.id, step: "pulse" } as const;
  if (!sentAt) {
    const reason = yield* whyNotSent(work, pulse);
    return yield* decide(work, { ...about, verdict: "not_sent", reason });
  }
  const day = localDay(sentAt, site.zone);
  if (day === localDay(work.now, site.zone)) {
    return yield* decide(work, { ...about, verdict: "sent", reason: "planned", day });
  }
  const reason = yield* whyLater(work, pulse, day);
  yield* decide(work, { ...about, verdict: "postponed", reason, day });
}

function* whyNotSent(work: Work, { willing, vacancy, expiresAt }: DuePulse): Steps<DecisionReason> {
  if (work.now >= expiresAt) return "late";
  if (vacancy) return "no_principal";
  if (willing.length === 0) return "stopped";
  return (yield* areAllPaused(work, willing)) ? "paused" : "no_account";
}

function* whyLater(work: Work, { site, willing }: DuePulse, day: string): Steps<DecisionReason> {
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const free = nextSendMoment({ kind: "pulse", site, schoolDays, after: work.now });
  const today = localDay(work.now, site.zone);
  if (free && localDay(free, site.zone) < day) {
    return (yield* areAllPaused(work, willing)) ? "paused" : "budget";
  }
  if (schoolDays.isTestingWeek(today)) return "testing_week";
  return schoolDays.isSchoolDay(today) ? "first_window" : "closed_days";
}

function* areAllPaused({ tx, now }: Work, people: readonly Person[]): Steps<boolean> {
  for (const { id } of people) {
    if (!pauseOf(yield* tx.roster.getPreferences(id), now)) return false;
  }
  return true;
}
