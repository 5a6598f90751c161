import { ProductError } from "#domain/errors.ts";
import type { WaveId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { nextReminderDay } from "#domain/reminders.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { slotOn } from "#domain/windows.ts";
import { invitationCard } from "#messages/invitation-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { addCallTask } from "./call-tasks.ts";
import { closingDay, planSites, type SitePlan } from "./plan-sites.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { closeId, reminderId, waveGroup } from "./schedule-ids.ts";
import { readSchoolDays } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { postWaveCard } from "./wave-card.ts";
import { readWaveFacts } from "./wave-people.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface Opened {
  readonly wave: Wave;
  readonly schoolCount: number;
}

/**
 * Opens a draft: every site's invitation goes into its own window, reminders and the close are
 * scheduled. A second press changes nothing. Throws NOT_ALLOWED, WAVE_NOT_FOUND, WAVE_NOT_DRAFT.
 */
export async function openWave(product: Product, act: Act, id: WaveId): Promise<Opened> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "openWave");
    const before = yield* tx.waves.findWave(id);
    if (before?.state === "open") return yield* toOpened(work, before);
    const schoolDays = yield* readSchoolDays(work);
    const wave = yield* startWave(work, act, { id, schoolDays });
    const plans = yield* planSites(work, wave, schoolDays);
    for (const plan of plans) yield* inviteSite(work, { wave, plan, schoolDays });
    yield* tx.schedule.save({
      id: closeId(id),
      campaign: "close",
      subject: id,
      nextAt: yield* closingTime(work, wave),
    });
    yield* postWaveCard(work, wave);
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "wave_opened",
      subject: `wave:${id}`,
      facts: { schools: String(plans.length) },
    });
    return { wave, schoolCount: plans.length };
  });
}

function* toOpened({ tx }: Work, wave: Wave): Steps<Opened> {
  return { wave, schoolCount: (yield* tx.waves.listInvitations(wave.id)).length };
}

interface Starting {
  readonly id: WaveId;
  readonly schoolDays: SchoolDays;
}

function* startWave(work: Work, act: Act, { id, schoolDays }: Starting): Steps<Wave> {
  const { tx, now } = work;
  const draft = yield* tx.waves.findWave(id);
  if (!draft) throw new ProductError("WAVE_NOT_FOUND", `There is no wave "${id}".`);
  const { zone } = yield* tx.roster.getDistrict();
  const wave: Wave = {
    ...draft,
    state: "open",
    sender: act.person,
    openedAt: now,
    closesOn: closingDay(draft, schoolDays, localDay(now, zone)),
  };
  if (yield* tx.waves.moveWave(wave, "draft")) return wave;
  throw new ProductError("WAVE_NOT_DRAFT", `"${draft.name}" is ${draft.state} already.`);
}

interface Inviting {
  readonly wave: Wave;
  readonly plan: SitePlan;
  readonly schoolDays: SchoolDays;
}

function* inviteSite(work: Work, { wave, plan, schoolDays }: Inviting): Steps<void> {
  const { tx, product, now } = work;
  const { site } = plan;
  const facts = yield* readWaveFacts(work, wave, site);
  let sentAt: Date | undefined;
  for (const person of plan.recipients) {
    const at = yield* sendDirect(work, {
      key: keyOf("invitation", wave.id, site.id, person.id),
      kind: "invitation",
      person,
      card: invitationCard(product.words, facts, person),
      place: site,
      schoolDays,
      after: now,
      group: waveGroup(wave.id, site.id),
    });
    sentAt = sentAt ?? at;
  }
  const invitedOn = sentAt && localDay(sentAt, site.zone);
  const invitation: Invitation = { wave: wave.id, site: site.id, invitedOn, remindersSent: 0 };
  yield* tx.waves.saveInvitation(invitation);
  yield* scheduleReminder(work, invitation, { site, wave, schoolDays });
  if (!sentAt) yield* addCallTask(work, { wave, site, reason: "no_answer", words: "" });
}

interface Reminding {
  readonly site: Site;
  readonly wave: Wave;
  readonly schoolDays: SchoolDays;
}

/** Sets the next reminder to its school day's slot, or ends the reminders of this site. */
export function* scheduleReminder(
  { tx, now }: Work,
  invitation: Invitation,
  { site, wave, schoolDays }: Reminding,
): Steps<void> {
  const today = localDay(now, site.zone);
  const day = nextReminderDay(invitation, { schoolDays, closesOn: wave.closesOn ?? "", today });
  const id = reminderId(wave.id, site.id);
  if (day === undefined) return yield* tx.schedule.remove(id);
  const subject = `${wave.id}|${site.id}`;
  yield* tx.schedule.save({ id, campaign: "reminder", subject, nextAt: slotOn(site, day) });
}

/** The end of the closing day, in the district's zone. */
function* closingTime({ tx }: Work, wave: Wave): Steps<Date> {
  const { zone } = yield* tx.roster.getDistrict();
  return toInstant(`${addDays(wave.closesOn ?? "", 1)}T00:00`, zone);
}
