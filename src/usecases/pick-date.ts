import { ProductError } from "#domain/errors.ts";
import type { CallTaskId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import {
  NO_DAY,
  noDateCard,
  type PickedDate,
  pickedCard,
  pickedLeadCard,
} from "#messages/visit-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { wordsAt, writtenIn } from "./languages.ts";
import { visitGroup } from "./offer-dates.ts";
import type { Act, Product, Work } from "./product.ts";
import { sendToLead } from "./promise-task.ts";
import { startClock } from "./reply-clock.ts";
import { keyOf } from "./send-direct.ts";

export interface PickedDay {
  readonly task: CallTaskId;
  /** One of the days on offer, or "none". */
  readonly day: string;
}

/** What the pressed card becomes; undefined where these days are not on offer any more. */
export type Picked = Card | undefined;

/**
 * A school picks one of two days, and its lead is told; "none of these" asks the lead for others. The first
 * word counts. Throws NOT_ALLOWED, SITE_NOT_FOUND.
 */
export async function pickDate(product: Product, act: Act, picked: PickedDay): Promise<Picked> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = yield* tx.waves.findCallTask(picked.task);
    if (!found) throw new ProductError("SITE_NOT_FOUND", "There is no such task.");
    const site = yield* tx.roster.getSite(found.site);
    const by = yield* requireAnswerer(work, act, { right: "pickDate", site });
    yield* tx.waves.guardInvitation(found.wave, found.site);
    const task = yield* tx.waves.findCallTask(picked.task);
    const today = localDay(work.now, site.zone);
    if (!task || !isOffered(task, picked.day, today)) return undefined;
    const lead = yield* tx.roster.getPerson(task.lead);
    const day = picked.day === NO_DAY ? undefined : picked.day;
    const settled = { school: site.name, lead, by, day, today };
    yield* settle(work, task, { ...settled, site, event: act.eventKey });
    yield* updateOffers(work, task, settled);
    return pickedCard(product.words, settled);
  });
}

/** A day that has begun is not to be had any more. */
function isOffered({ doneAt, offered = [] }: CallTask, day: string, today: string): boolean {
  if (doneAt) return false;
  return day === NO_DAY ? offered.length > 0 : offered.includes(day) && day > today;
}

interface Settling extends PickedDate {
  readonly site: Site;
  readonly event: string;
}

function* settle(work: Work, task: CallTask, { site, event, ...settled }: Settling): Steps<void> {
  const { tx, now } = work;
  const { lead, day, school, today } = settled;
  if (day === undefined) {
    const days = task.offered ?? [];
    const { actBy } = yield* startClock(work);
    yield* tx.waves.changeCallTask({ ...task, actBy, offered: undefined });
    const card = (words: Words): Card => noDateCard(words, { task, school, days, today });
    return yield* sendToLead(work, { key: keyOf("no-date", task.id, event), lead, card });
  }
  yield* tx.waves.changeCallTask({ ...task, picked: day });
  const { wave, reason } = task;
  yield* tx.waves.closeCallTasks({ wave, site: site.id, at: now, reasons: [reason] });
  const card = (words: Words): Card => pickedLeadCard(words, settled);
  yield* sendToLead(work, { key: keyOf("picked", task.id, day), lead, card });
}

/** Everybody who was offered the days sees what became of them; so does who pressed. */
function* updateOffers(work: Work, task: CallTask, settled: PickedDate): Steps<void> {
  const { tx, product, now } = work;
  for (const { key, kind, address } of yield* tx.outbox.listGroupPosts(visitGroup(task.id))) {
    if (kind !== "lead_reply") continue;
    const words = yield* wordsAt(work, address);
    const card = writtenIn(words, pickedCard(words, settled));
    yield* tx.outbox.queue({
      key: keyOf("picked-card", key, product.random.id()),
      kind: "wave_update",
      delivery: { do: "update", of: key, card },
      dueAt: now,
    });
  }
}
