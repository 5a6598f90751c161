import { type Gap, mayBeSent } from "#domain/doubt.ts";
import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { localDay, toInstant, weekKey } from "#domain/local-time.ts";
import { nextReminder, plannedReminders, REMINDERS_BEFORE_CALL } from "#domain/reminders.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { waveSend } from "#domain/send-key.ts";
import { pauseOf } from "#domain/shout-out.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { defaultReminderPlan } from "#domain/wave-plan.ts";
import { invitationCard, reminderCard } from "#messages/invitation-cards.ts";
import type { OutboxMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { readGap } from "./after-restore.ts";
import { addCallTask } from "./call-tasks.ts";
import { decide } from "./decide.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { closeOf, reminderStep, scheduleReminder } from "./schedule-reminder.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { type DirectMessage, keyOf, sendDirect } from "./send-direct.ts";
import { findStory } from "./shelf.ts";
import { findRecipients, readWaveFacts } from "./wave-people.ts";
import { whyNobody, withoutStopped } from "./wave-wishes.ts";

/** The reminder that brings something new: a story of a school like this one. */
const WITH_STORY = 2;
const LAST_WORDS = 3;
/** Messages that carry the question with its five answers. */
const ASKING: ReadonlySet<string> = new Set(["invitation", "reminder"]);

interface Reminder {
  readonly wave: Wave;
  readonly site: Site;
  readonly invitation: Invitation;
  readonly schoolDays: SchoolDays;
}

interface Arrived extends Reminder {
  /** The local day on which the school last heard about it, and today. */
  readonly lastOn: string;
  readonly today: string;
}

/**
 * One site's reminder is due: sends it, and sets the next; after the second a person is asked to
 * call. An answer, a snooze, a closed wave or a lost race sends nothing.
 */
export function* sendReminder(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const [waveId = "", siteId = ""] = scheduled.subject.split("|");
  const wave = yield* tx.waves.findWave(toId<WaveId>(waveId));
  const site = yield* tx.roster.findSite(toId<SiteId>(siteId));
  if (!wave || !site?.active || (wave.state !== "open" && wave.state !== "closing")) return;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  if (!invitation) return;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const arrived = yield* asArrived(work, { wave, site, invitation, schoolDays });
  const step = reminderStep(invitation.remindersSent + 1);
  const about = { wave: wave.id, site: site.id, step } as const;
  const now = whatNow(arrived);
  if (now === "send") return yield* remind(work, arrived);
  if (now !== "later") return yield* decide(work, { ...about, verdict: "not_sent", reason: now });
  yield* tx.waves.saveInvitation(arrived.invitation);
  yield* scheduleReminder(work, arrived.invitation, { ...arrived, today: arrived.lastOn });
}

/**
 * The invitation as it arrived: what left late, after an outage or because the week was full, counts from
 * its real day, so that no reminder comes on its heels.
 */
function* asArrived(work: Work, reminder: Reminder): Steps<Arrived> {
  const { site, invitation } = reminder;
  const lastOn = (yield* lastPostedOn(work, reminder)) ?? "";
  const { invitedOn, remindersSent } = invitation;
  const isLate = remindersSent === 0 && invitedOn !== undefined && invitedOn < lastOn;
  const moved = isLate ? { ...invitation, invitedOn: lastOn } : invitation;
  const today = localDay(work.now, site.zone);
  return { ...reminder, invitation: moved, lastOn: lastOn || today, today };
}

/** The local day on which the last message about it arrived; today for one that should have and waits. */
function* lastPostedOn({ tx, now }: Work, { wave, site }: Reminder): Steps<string | undefined> {
  const gap = yield* readGap(tx);
  const posts = yield* tx.outbox.listGroupPosts(waveGroup(wave.id, site.id));
  const asking = posts.filter(({ kind }) => ASKING.has(kind));
  const times = asking.flatMap((post) => arrivedAt(post, { now, gap }) ?? []);
  return times
    .map((at) => localDay(at, site.zone))
    .sort()
    .at(-1);
}

/** What a lost database may have sent at its time is not late for being looked for later. */
function arrivedAt(
  { state, dueAt, settledAt }: OutboxMessage,
  { now, gap }: { readonly now: Date; readonly gap: Gap | undefined },
): Date | undefined {
  if (gap && mayBeSent(dueAt, gap)) return dueAt;
  if (state === "delivered") return settledAt ?? dueAt;
  return dueAt <= now ? now : undefined;
}

/** What has happened since it was planned, such as a call or, after an outage, the wave's last day. */
function whatNow(arrived: Arrived): DecisionReason | "send" | "later" {
  const { wave, invitation, schoolDays, today, lastOn } = arrived;
  const closesOn = closeOf(invitation, wave);
  if (today >= closesOn) return "wave_closed";
  const since = invitation.remindersSent === 0 ? undefined : lastOn;
  const days = { schoolDays, closesOn, plan: wave.reminders, today: since };
  const due = nextReminder(invitation, days);
  if (due.kind === "none") return due.reason;
  return due.day > today ? "later" : "send";
}

function* remind(work: Work, reminder: Reminder): Steps<void> {
  const { wave, site, invitation, schoolDays } = reminder;
  const number = invitation.remindersSent + 1;
  const plan = wave.reminders ?? defaultReminderPlan;
  const asked = (yield* findRecipients(work, site)).people;
  const willing = yield* withoutStopped(work, asked);
  const reached = yield* withoutPaused(work, willing);
  const sentAt = yield* sendAll(work, reached, reminder);
  const whyNot = willing.length === 0 ? yield* whyNobody(work, asked) : "paused";
  const empty = reached.length === 0 ? whyNot : yield* whyUnsent(work, reached);
  yield* writeDown(work, reminder, { sentAt, whyNot: empty });
  const reminded = { ...invitation, remindersSent: number };
  yield* work.tx.waves.saveInvitation(reminded);
  const today = sentAt && localDay(sentAt, site.zone);
  yield* scheduleReminder(work, reminded, { site, wave, schoolDays, today });
  if (number === Math.min(REMINDERS_BEFORE_CALL, plannedReminders(plan))) {
    yield* addCallTask(work, { wave, site, reason: "no_answer", words: "" });
  }
}

function* sendAll(
  work: Work,
  people: readonly Person[],
  reminder: Reminder,
): Steps<Date | undefined> {
  const { wave, site, invitation } = reminder;
  const number = invitation.remindersSent + 1;
  let sentAt: Date | undefined;
  for (const person of people) {
    const at = yield* sendDirect(work, {
      key: keyOf("reminder", wave.id, site.id, String(number), person.id),
      kind: "reminder",
      send: waveSend(wave.id, "reminder", number),
      person,
      card: yield* toCard(work, reminder, person),
      place: site,
      after: work.now,
      group: waveGroup(wave.id, site.id),
      // After the last day to answer it would be a reminder of nothing.
      expiresAt: toInstant(`${closeOf(invitation, wave)}T00:00`, site.zone),
    });
    sentAt = sentAt ?? at;
  }
  return sentAt;
}

/** Who came to the school after the wave was opened has not heard of it yet. */
function* hasInvitation({ tx }: Work, { wave, site }: Reminder, { id }: Person): Steps<boolean> {
  const posts = yield* tx.outbox.listGroupPosts(waveGroup(wave.id, site.id));
  return posts.some(({ kind, key }) => ASKING.has(kind) && key.split(":").includes(id));
}

/** Nobody there has an account, or the week is full until the last day to answer. */
function* whyUnsent({ tx }: Work, people: readonly Person[]): Steps<DecisionReason> {
  for (const { id } of people) {
    if (yield* tx.roster.findAddress(id)) return "no_room_before_close";
  }
  return "no_account";
}

/** The last one before the close says that it is the last, whichever number it has. */
function* toCard(work: Work, reminder: Reminder, principal: Person): Steps<DirectMessage["card"]> {
  const { wave, site, invitation } = reminder;
  const plan = wave.reminders ?? defaultReminderPlan;
  const isLast = invitation.remindersSent >= plan.offsets.length;
  const number = isLast ? LAST_WORDS : invitation.remindersSent + 1;
  const facts = yield* readWaveFacts(work, { ...wave, closesOn: closeOf(invitation, wave) }, site);
  if (!(yield* hasInvitation(work, reminder, principal))) {
    return (words) => invitationCard(words, facts, principal);
  }
  const story = number === WITH_STORY ? yield* findStory(work, site) : undefined;
  return (words) => {
    const card = reminderCard(words, facts, { principal, number });
    return story === undefined ? card : { ...card, text: `${card.text}\n${story(words)}` };
  };
}

interface Came {
  readonly sentAt: Date | undefined;
  readonly whyNot: DecisionReason;
}

/** What was decided: sent, put off to another week because this one is full, or not sent. */
function* writeDown(work: Work, reminder: Reminder, { sentAt, whyNot }: Came): Steps<void> {
  const { wave, site, invitation } = reminder;
  const step = reminderStep(invitation.remindersSent + 1);
  const about = { wave: wave.id, site: site.id, step };
  if (!sentAt) return yield* decide(work, { ...about, verdict: "not_sent", reason: whyNot });
  const today = localDay(work.now, site.zone);
  const day = localDay(sentAt, site.zone);
  if (day === today) {
    return yield* decide(work, { ...about, verdict: "sent", reason: "planned", day });
  }
  const reason = weekKey(day) === weekKey(today) ? "late" : "budget";
  yield* decide(work, { ...about, verdict: "postponed", reason, day });
}

/** Somebody who has paused gets the invitation afterwards, and no heap of reminders with it. */
function* withoutPaused({ tx, now }: Work, people: readonly Person[]): Steps<Person[]> {
  const reached: Person[] = [];
  for (const person of people) {
    if (!pauseOf(yield* tx.roster.getPreferences(person.id), now)) reached.push(person);
  }
  return reached;
}
