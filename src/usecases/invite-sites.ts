import type { SiteId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import { waveSend } from "#domain/send-key.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { SHORTEST_WINDOW_DAYS } from "#domain/wave-plan.ts";
import { invitationCard, type WaveFacts } from "#messages/invitation-cards.ts";
import { reinvitationCard } from "#messages/reinvitation-card.ts";
import type { Steps } from "#ports/steps.ts";
import { addCallTask } from "./call-tasks.ts";
import { type Deciding, decide } from "./decide.ts";
import { planLateInvitation } from "./plan-late-invitation.ts";
import { planSites, type SitePlan } from "./plan-sites.ts";
import type { Work } from "./product.ts";
import { siteCloseId, waveGroup } from "./schedule-ids.ts";
import { planReminder } from "./schedule-reminder.ts";
import { type DirectMessage, keyOf, sendDirect } from "./send-direct.ts";
import { findStory } from "./shelf.ts";
import { checkBackTime, planCheckBack } from "./snooze-site.ts";
import { readWaveDesk, type WaveDesk } from "./wave-desk.ts";
import { isWorthTelling } from "./wave-people.ts";

interface Inviting {
  readonly wave: Wave;
  readonly desk: WaveDesk;
  /** Tells a second invitation in one wave from the first: the month of a check-back. */
  readonly occasion?: string | undefined;
  /** True where nobody could be written to before: only what is new is written down. */
  readonly isAgain?: boolean | undefined;
  /** True for schools that are asked after the wave was opened: each has its own window. */
  readonly isLate?: boolean | undefined;
}

/**
 * Asks schools of a wave that is open or closing; each has as many school days to answer as the others had.
 * Gives those that were asked; the others have an obstacle, which is written down.
 */
export function* inviteSites(
  work: Work,
  { occasion, isAgain, ...wave }: Wave & Pick<Inviting, "occasion" | "isAgain">,
  sites: readonly SiteId[],
): Steps<readonly SiteId[]> {
  const desk = yield* readWaveDesk(work, sites);
  const invitations: Invitation[] = [];
  for (const site of sites) {
    yield* work.tx.waves.guardInvitation(wave.id, site);
    const invitation = yield* work.tx.waves.findInvitation(wave.id, site);
    if (invitation && invitation.answer !== "yes") invitations.push(invitation);
  }
  const plans = yield* planSites(work, { wave, desk }, invitations);
  yield* invitePlanned(work, { wave, desk, occasion, isAgain, isLate: true }, plans);
  return plans.filter(({ at }) => at !== undefined).map(({ site }) => site.id);
}

/** Sends each school's invitation into its own window, plans its reminders, and writes down why not. */
export function* invitePlanned(
  work: Work,
  inviting: Inviting,
  plans: readonly SitePlan[],
): Steps<void> {
  const invitations: Invitation[] = [];
  const decisions: Deciding[] = [];
  for (const plan of plans) {
    const invitation = yield* inviteOne(work, inviting, plan);
    invitations.push(invitation);
    decisions.push(...decisionOf(inviting, plan, invitation));
    const { wave, desk } = inviting;
    const reminding = { site: plan.site, wave, schoolDays: desk.daysAt(plan.site.id) };
    const put = yield* planReminder(work, invitation, reminding);
    decisions.push(...(put ? [put] : []));
  }
  yield* work.tx.waves.replaceInvitations(invitations);
  yield* decide(work, ...decisions);
}

function* inviteOne(work: Work, inviting: Inviting, plan: SitePlan): Steps<Invitation> {
  const { wave, desk } = inviting;
  const { site, kind } = plan;
  yield* endEarlierSnooze(work, inviting, plan);
  const before = { ...plan.invitation, kind, snoozedUntil: plan.snoozedUntil };
  if (plan.obstacle === "snoozed" && plan.snoozedUntil !== undefined) {
    yield* planCheckBack(work, site, checkBackTime(site, plan.snoozedUntil, desk.daysAt(site.id)));
    return before;
  }
  const closesOn = closingOf(work, inviting, plan);
  const sentAt = plan.at && (yield* sendAll(work, inviting, { ...plan, closesOn }));
  if (!sentAt) {
    yield* missSchool(work, inviting, plan);
    return before;
  }
  const hasOwn = closesOn !== wave.closesOn;
  if (hasOwn) yield* planSiteClose(work, { wave, plan, closesOn });
  const invitedOn = localDay(sentAt, site.zone);
  const fresh = { answer: undefined, answeredAt: undefined, callLoggedAt: undefined };
  return {
    ...before,
    ...fresh,
    invitedOn,
    endedOn: undefined,
    ...(hasOwn ? { closesOn } : {}),
  };
}

/** Obstacles that are no fault: nobody has to call, and nothing is tried again. */
const NEED_NOT_BE_ASKED: ReadonlySet<DecisionReason> = new Set([
  "joined_already",
  "no_change_written",
  "in_another_wave",
  "not_this_year",
]);

/** Nobody there can be written to, or the school need not be asked. */
function* missSchool(work: Work, inviting: Inviting, { site, obstacle }: SitePlan): Steps<void> {
  const { wave, desk, isAgain } = inviting;
  if (obstacle !== undefined && NEED_NOT_BE_ASKED.has(obstacle)) return;
  yield* planLateInvitation(work, { wave, site, schoolDays: desk.daysAt(site.id) });
  if (!isAgain) yield* addCallTask(work, { wave, site, reason: "unreachable", words: "" });
}

/** The month a school named in an earlier wave is kept by this one from now on. */
function* endEarlierSnooze(work: Work, { wave, desk }: Inviting, { site }: SitePlan): Steps<void> {
  for (const earlier of desk.historyOf(site.id).invitations.values()) {
    if (earlier.wave === wave.id || earlier.snoozedUntil === undefined) continue;
    const endedOn = localDay(work.now, site.zone);
    // Read behind the guard: an answer in the same moment is not lost.
    yield* work.tx.waves.guardInvitation(earlier.wave, site.id);
    const now = yield* work.tx.waves.findInvitation(earlier.wave, site.id);
    if (!now || now.snoozedUntil === undefined) continue;
    yield* work.tx.waves.saveInvitation({ ...now, snoozedUntil: undefined, endedOn });
  }
}

/**
 * A school that is asked later has a window of its own, also where a break or tests leave it next to no time;
 * the others have the wave's.
 */
function closingOf(work: Work, { wave, desk, isLate }: Inviting, { site, at }: SitePlan): string {
  const schoolDays = desk.daysAt(site.id);
  const closesOn = wave.closesOn ?? "";
  const invitedOn = localDay(at ?? work.now, site.zone);
  const least = Math.min(SHORTEST_WINDOW_DAYS, wave.windowDays);
  if (!isLate && schoolDays.schoolDaysBetween(invitedOn, closesOn) >= least) return closesOn;
  return schoolDays.addSchoolDays(invitedOn, wave.windowDays) ?? closesOn;
}

interface Closing {
  readonly wave: Wave;
  readonly plan: SitePlan;
  readonly closesOn: string;
}

function* planSiteClose({ tx }: Work, { wave, plan: { site }, closesOn }: Closing): Steps<void> {
  yield* tx.schedule.save({
    id: siteCloseId(wave.id, site.id),
    campaign: "close",
    subject: `${wave.id}|${site.id}`,
    nextAt: toInstant(`${addDays(closesOn, 1)}T00:00`, site.zone),
  });
}

type Sending = SitePlan & { readonly closesOn: string };

function* sendAll(work: Work, inviting: Inviting, plan: Sending): Steps<Date | undefined> {
  const { wave, occasion } = inviting;
  const { site } = plan;
  let sentAt: Date | undefined;
  for (const person of plan.recipients) {
    const at = yield* sendDirect(work, {
      key: keyOf("invitation", wave.id, site.id, person.id, ...(occasion ? [occasion] : [])),
      kind: "invitation",
      send: waveSend(wave.id, "invitation"),
      person,
      card: yield* toCard(work, inviting, { plan, person }),
      place: site,
      after: work.now,
      group: waveGroup(wave.id, site.id),
    });
    sentAt = sentAt ?? at;
  }
  return sentAt;
}

interface Writing {
  readonly plan: Sending;
  readonly person: Person;
}

function* toCard(
  work: Work,
  { wave, desk }: Inviting,
  { plan, person }: Writing,
): Steps<DirectMessage["card"]> {
  const { site, earlier } = plan;
  const joined = desk.joined.size;
  const facts: WaveFacts = {
    wave,
    site,
    sender: desk.leadOf(site) ?? (yield* work.tx.roster.getPerson(wave.sender)),
    districtShort: desk.districtShort,
    replyBy: plan.closesOn,
    schoolsTotal: desk.sites.size,
    schoolsIn: isWorthTelling(joined, desk.sites.size) ? joined : undefined,
  };
  if (!earlier) return (words) => invitationCard(words, facts, person);
  const saidOn = localDay(earlier.answer.at, site.zone);
  const story = yield* findStory(work, site);
  const again = {
    principal: person,
    said: earlier.answer.kind,
    saidOn,
    today: localDay(work.now, site.zone),
    code: earlier.code,
    changed: earlier.changed ?? "",
  };
  return (words) => reinvitationCard(words, facts, { ...again, story: story?.(words) });
}

function decisionOf(
  { wave, isAgain }: Inviting,
  plan: SitePlan,
  { invitedOn }: Invitation,
): readonly Deciding[] {
  if (isAgain && plan.at === undefined) return [];
  const about = { wave: wave.id, site: plan.site.id, step: "invitation" } as const;
  if (plan.obstacle === "snoozed") {
    return [{ ...about, verdict: "postponed", reason: "snoozed" }];
  }
  if (plan.at === undefined || invitedOn === undefined) {
    return [{ ...about, verdict: "not_sent", reason: plan.obstacle ?? "budget" }];
  }
  const reason = delayReason(plan);
  const verdict = reason === "first_window" ? "sent" : "postponed";
  return [{ ...about, verdict, reason, day: invitedOn }];
}

function delayReason({ breakUntil, testingUntil }: SitePlan): DecisionReason {
  if (testingUntil !== undefined) return "testing_week";
  return breakUntil === undefined ? "first_window" : "closed_days";
}
