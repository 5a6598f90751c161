import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { isMonth, monthOf } from "#domain/months.ts";
import type { Site } from "#domain/roster.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { auditStandIn } from "./audit-stand-in.ts";
import type { Act, Product, Work } from "./product.ts";
import { findAsked, snoozeSite } from "./snooze-site.ts";
import { scheduleWaveCard } from "./wave-card.ts";

export interface Snoozing {
  readonly site: SiteId;
  /** "2026-02". */
  readonly month: string;
}

export type Snoozed =
  | { readonly kind: "set"; readonly month: string }
  /** Its time has come already. */
  | { readonly kind: "not_later" }
  | { readonly kind: "joined" | "nothing"; readonly site: Site };

/**
 * A school is left alone until the first open school day of a month: no answer, and no reminder before.
 * Throws NOT_ALLOWED, SITE_NOT_FOUND.
 */
export async function snoozeSchool(
  product: Product,
  act: Act,
  { site: id, month }: Snoozing,
): Promise<Snoozed> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const site = yield* tx.roster.getSite(id);
    const by = yield* requireAnswerer(work, act, { right: "snoozeSchool", site });
    const today = localDay(work.now, site.zone);
    if (!isMonth(month) || month <= monthOf(today)) return { kind: "not_later" };
    if (yield* tx.waves.isJoined(id)) return { kind: "joined", site };
    if (!(yield* snoozeSite(work, site, month))) return { kind: "nothing", site };
    const asked = yield* findAsked(work, id);
    if (asked) yield* scheduleWaveCard(work, asked.wave);
    yield* auditStandIn(work, act, { site, by, what: "snooze" });
    return { kind: "set", month: product.words.month(month, today) };
  });
}
