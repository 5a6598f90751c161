import { ProductError } from "#domain/errors.ts";
import type { WaveId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { invitePlanned } from "./invite-sites.ts";
import { closingDay, planSites } from "./plan-sites.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { closeId } from "./schedule-ids.ts";
import { postWaveCard } from "./wave-card.ts";
import { readWaveDesk } from "./wave-desk.ts";
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
    return yield* openWaveNow(work, act, id);
  });
}

/** The same for somebody whose right is known, in their transaction. */
export function* openWaveNow(work: Work, act: Act, id: WaveId): Steps<Opened> {
  const { tx } = work;
  const before = yield* tx.waves.findWave(id);
  if (before?.state === "open") return yield* toOpened(work, before);
  const desk = yield* readWaveDesk(work);
  const wave = yield* startWave(work, act, { id, schoolDays: desk.schoolDays });
  const invitations = yield* tx.waves.listInvitations(id);
  const plans = yield* planSites(work, { wave, desk }, invitations);
  yield* invitePlanned(work, { wave, desk }, plans);
  yield* scheduleClose(work, wave);
  yield* postWaveCard(work, wave);
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "wave_opened",
    subject: `wave:${id}`,
    facts: { schools: String(plans.length) },
  });
  return { wave, schoolCount: plans.filter(({ at }) => at !== undefined).length };
}

function* toOpened({ tx }: Work, wave: Wave): Steps<Opened> {
  const asked = yield* tx.waves.listInvitations(wave.id);
  return { wave, schoolCount: asked.filter(({ invitedOn }) => invitedOn !== undefined).length };
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
    armedBy: undefined,
    armedAt: undefined,
  };
  if (yield* tx.waves.moveWave(wave, "draft")) return wave;
  throw new ProductError("WAVE_NOT_DRAFT", `"${draft.name}" is ${draft.state} already.`);
}

/** Plans the end of the wave's last day, in the district's zone; the one planned before is moved. */
export function* scheduleClose({ tx }: Work, wave: Wave): Steps<void> {
  const { zone } = yield* tx.roster.getDistrict();
  const nextAt = toInstant(`${addDays(wave.closesOn ?? "", 1)}T00:00`, zone);
  yield* tx.schedule.save({ id: closeId(wave.id), campaign: "close", subject: wave.id, nextAt });
}
