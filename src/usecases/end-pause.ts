import type { SiteId } from "#domain/ids.ts";
import type { Pause } from "#domain/pause.ts";
import { note } from "#messages/praise-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords } from "./languages.ts";
import { listCurrentPauses } from "./list-pauses.ts";
import { pauseGroup } from "./pause-school.ts";
import { findSite } from "./plan-pause.ts";
import type { Actor, Product, Work } from "./product.ts";
import { planWeekAgain, releaseHeld } from "./release-held.ts";
import { requireRight } from "./require-right.ts";
import { keyOf } from "./send-direct.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/**
 * `/pl resume school <name>`: its pauses end now, as if they had never been: what was put off goes in its next
 * hours, at the usual pace and within the budget. Throws NOT_ALLOWED.
 */
export async function endSchoolPause(product: Product, act: Actor, typed: string): Promise<string> {
  const { words } = product;
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { site, refused } = yield* findSite(work, act, {
      name: typed.trim(),
      mayBeDay: false,
    });
    const to = { site: site?.id, cluster: site?.cluster };
    yield* requireRight(work, act, { right: "endSchoolPause", ...to });
    if (!site) return refused;
    const ended = yield* endPauses(work, act, site.id);
    const school = site.name;
    return words.say(ended > 0 ? "pause_ended_school" : "pause_none_school", { school });
  });
}

/** `/pl resume district`. Throws NOT_ALLOWED. */
export async function endDistrictPause(product: Product, act: Actor): Promise<string> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "endDistrictPause");
    const ended = yield* endPauses(work, act, undefined);
    return product.words.say(ended > 0 ? "pause_ended_district" : "pause_none_district", {});
  });
}

/** Ends what holds at just this place; gives how many. */
function* endPauses(work: Work, act: Actor, site: SiteId | undefined): Steps<number> {
  const pauses = (yield* listCurrentPauses(work)).filter((pause) => pause.site === site);
  for (const pause of pauses) {
    yield* work.tx.serving.savePause({ ...pause, endedAt: work.now });
    yield* takeNoticesBack(work, pause);
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "pause_ended",
      subject: site ? `site:${site}` : "district",
      facts: { from: pause.fromDay, until: pause.untilDay },
    });
  }
  for (const pause of pauses) yield* releaseHeld(work, pause);
  if (pauses.length > 0) yield* planWeekAgain(work, site);
  return pauses.length;
}

/** A note that waits is not sent; one that is there says that it is over. */
function* takeNoticesBack(work: Work, pause: Pause): Steps<void> {
  const { tx, now } = work;
  const group = pauseGroup(pause.id);
  yield* tx.outbox.cancelGroup(group);
  const card = note(channelWords(work).say("pause_notice_over", {}));
  for (const { key } of yield* tx.outbox.listGroupPosts(group)) {
    yield* tx.outbox.queue({
      key: keyOf(key, "over"),
      kind: "wave_update",
      delivery: { do: "update", of: key, card },
      dueAt: now,
    });
  }
}
