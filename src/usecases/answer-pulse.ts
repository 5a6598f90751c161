import type { SiteId, WaveId } from "#domain/ids.ts";
import type { PulseAnswer } from "#domain/listening.ts";
import { isRound } from "#domain/pulse.ts";
import type { Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { findJoining } from "./find-joining.ts";
import type { Act, Product, Work } from "./product.ts";

export interface GivenPulse {
  readonly site: SiteId;
  readonly round: string;
  /** In the order of the library's items. */
  readonly answers: readonly PulseAnswer[];
}

/**
 * Keeps one person's pulse, in place of the one they gave before in the same round; false for a school
 * that has not joined. Throws NOT_ALLOWED, SITE_NOT_FOUND.
 */
export async function answerPulse(
  product: Product,
  act: Act,
  { site: siteId, round, answers }: GivenPulse,
): Promise<boolean> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { site, wave } = yield* findAsked(work, act, { right: "answerPulse", id: siteId });
    if (wave === undefined || !isRound(round)) return false;
    const given = { wave, round, site: site.id, person: act.person, at: now, answers };
    yield* tx.listening.savePulse(given);
    return true;
  });
}

/** The school that is asked; undefined if it is in no wave just now. Throws NOT_ALLOWED. */
export async function readAskedPulse(product: Product, act: Act, siteId: SiteId) {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { site, wave } = yield* findAsked(work, act, { right: "readAskedPulse", id: siteId });
    return { site, joined: wave !== undefined };
  });
}

interface AskedPulse {
  readonly site: Site;
  readonly wave: WaveId | undefined;
}

interface Asking {
  readonly right: "answerPulse" | "readAskedPulse";
  readonly id: SiteId;
}

function* findAsked(work: Work, act: Act, { right, id }: Asking): Steps<AskedPulse> {
  const site = yield* work.tx.roster.getSite(id);
  yield* requireAnswerer(work, act, { right, site });
  return { site, wave: (yield* findJoining(work, site.id))?.wave };
}
