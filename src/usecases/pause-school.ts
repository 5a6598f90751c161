import { type PauseId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { Pause } from "#domain/pause.ts";
import { findPauseProblem, isTold } from "#domain/pause-words.ts";
import type { Site } from "#domain/roster.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { note } from "#messages/praise-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { holdWaiting } from "./hold-waiting.ts";
import { channelWords } from "./languages.ts";
import { moveWeekly } from "./move-weekly.ts";
import { MOST_DISTRICT_DAYS, MOST_SCHOOL_DAYS } from "./plan-pause.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Days as the card named them. */
export interface PauseDays {
  readonly from: string;
  readonly until: string;
}

/** The button: from now on the bot starts nothing there on those days. Throws NOT_ALLOWED, SITE_NOT_FOUND. */
export async function pauseSchool(
  product: Product,
  act: Actor,
  { site: id, ...days }: PauseDays & { readonly site: SiteId },
): Promise<string> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const site = yield* tx.roster.getSite(id);
    yield* requireRight(work, act, { right: "pauseSchool", site: id, cluster: site.cluster });
    return yield* pause(work, act, { ...days, site });
  });
}

/** The same for the whole district, for a week at most. Throws NOT_ALLOWED. */
export async function pauseDistrict(
  product: Product,
  act: Actor,
  days: PauseDays,
): Promise<string> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "pauseDistrict");
    return yield* pause(work, act, { ...days, site: undefined });
  });
}

interface Pausing extends PauseDays {
  readonly site: Site | undefined;
}

function* pause(work: Work, act: Actor, { site, from, until }: Pausing): Steps<string> {
  const { tx, now, product } = work;
  const { words } = product;
  const zone = site?.zone ?? (yield* tx.roster.getDistrict()).zone;
  const most = site ? MOST_SCHOOL_DAYS : MOST_DISTRICT_DAYS;
  const problem = findPauseProblem({ from, until }, { today: localDay(now, zone), most });
  if (problem) return words.say("old_button", {});
  const told = isTold({ from, until });
  const kept: Pause = {
    // The same press again, or another lead's, is the same pause.
    id: toId<PauseId>([site?.id ?? "district", from, until].join(":")),
    site: site?.id,
    fromDay: from,
    untilDay: until,
    reason: told ? "quiet" : "weather",
    by: act.person,
    at: now,
  };
  const before = yield* tx.serving.findPause(kept.id);
  if (!before || before.endedAt) {
    yield* tx.serving.savePause(kept);
    const held = yield* holdWaiting(work, { site: site?.id, from, until });
    yield* moveWeekly(work);
    if (told) yield* tellChannels(work, kept, zone);
    yield* audit(work, act, { kept, ...held });
  }
  return doneWords(words, { site, from, until });
}

/** One day is said as one day. */
function doneWords(words: Words, { site, from, until }: Pausing): string {
  const [day, last, school] = [words.day(from), words.day(until), site?.name];
  const isDay = from === until;
  if (school === undefined) {
    return isDay
      ? words.say("pause_done_district_day", { day })
      : words.say("pause_done_district", { day, until: last });
  }
  return isDay
    ? words.say("pause_done_school_day", { school, day })
    : words.say("pause_done_school", { school, day, until: last });
}

interface Auditing {
  readonly kept: Pause;
  readonly moved: number;
  readonly over: number;
}

function* audit(work: Work, act: Actor, { kept, moved, over }: Auditing): Steps<void> {
  const { site, fromDay: from, untilDay: until } = kept;
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: site ? "school_paused" : "district_paused",
    subject: site ? `site:${site}` : "district",
    facts: { from, until, moved: String(moved), expired: String(over) },
  });
}

/** Everything that a pause says; taken back together when it ends. */
export function pauseGroup(id: PauseId): string {
  return `pause:${id}`;
}

/** A note instead of sudden silence, on the first day of it. */
function* tellChannels(work: Work, kept: Pause, zone: string): Steps<void> {
  const { tx, now } = work;
  const start = toInstant(`${kept.fromDay}T00:00`, zone);
  const schoolDays = yield* readSchoolDays(work);
  const after = new Date(Math.max(start.getTime(), now.getTime()));
  const sending = { kind: "pause_notice" as const, site: { zone }, schoolDays };
  const dueAt = nextSendMoment({ ...sending, after });
  if (!dueAt) return;
  const words = channelWords(work);
  const until = words.day(kept.untilDay);
  for (const channel of yield* listChannels(work, kept.site)) {
    yield* tx.outbox.queue({
      // Paused again after it was ended: the note comes again.
      key: keyOf("pause-notice", kept.id, kept.at.toISOString(), channel.id),
      kind: "pause_notice",
      delivery: {
        do: "post",
        to: channelAddress(channel),
        card: note(words.say("pause_notice", { until })),
      },
      dueAt,
      expiresAt: toInstant(`${addDays(kept.untilDay, 1)}T00:00`, zone),
      place: { zone },
      group: pauseGroup(kept.id),
    });
  }
}

function* listChannels({ tx }: Work, site: SiteId | undefined): Steps<readonly Channel[]> {
  const all = yield* tx.roster.listChannels();
  return all.filter((one) => one.site !== undefined && (site === undefined || one.site === site));
}
