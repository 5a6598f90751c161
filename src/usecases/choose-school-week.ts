import { localDay, mondayOf } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { NudgeDay } from "#domain/site-choices.ts";
import type { SchoolWeek } from "#messages/nudge-day-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { findSchool, type NoSchool, saveChoices, type WantedSchool } from "./chosen-school.ts";
import { nudgeId } from "./join-site.ts";
import { readChoices, readSiteWeek } from "./nudge-week.ts";
import { planSlot } from "./plan-slot.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { nextRoundup, type WeeklyPlace } from "./school-time.ts";

/** `/pl when school wednesday`, `/pl when school roundup`; undefined only shows it. Throws NOT_ALLOWED. */
export async function chooseSchoolWeek(
  product: Product,
  act: Act,
  { to, ...wanted }: WantedSchool & { readonly to: NudgeDay | "roundup" | undefined },
): Promise<SchoolWeek | NoSchool> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const site = yield* findSchool(work, act, wanted);
    if ("kind" in site) return site;
    const { id, cluster } = site;
    yield* requireRight(work, act, { right: "chooseSchoolWeek", site: id, cluster });
    if (to !== undefined) yield* saveWeek(work, act, { site, to });
    const { nudgeDay = 2, inRoundup } = yield* readChoices(work, id);
    const hasIdeas = yield* tx.waves.isJoined(id);
    const hasChannel = (yield* tx.roster.findChannel(id)) !== undefined;
    return { site: id, school: site.name, day: nudgeDay, inRoundup, hasIdeas, hasChannel };
  });
}

interface Week {
  readonly site: Site;
  readonly to: NudgeDay | "roundup";
}

function* saveWeek(work: Work, act: Act, { site, to }: Week): Steps<void> {
  const { tx } = work;
  const before = yield* readChoices(work, site.id);
  const inRoundup = to === "roundup";
  const after = { ...before, inRoundup, nudgeDay: inRoundup ? before.nudgeDay : to };
  yield* saveChoices(work, act, { choices: after, facts: { day: String(to) } });
  if (inRoundup) yield* tx.outbox.cancelGroup(nudgeId(site.id));
  if (!(yield* tx.waves.isJoined(site.id))) return;
  const row = { id: nudgeId(site.id), campaign: "nudge", subject: site.id } as const;
  const week = yield* readSiteWeek(work, site);
  const subject = `site:${site.id}`;
  // This week's idea was to be read on Friday.
  const isOwed = before.inRoundup && !inRoundup;
  const nextAt = yield* planSlot(work, { row, subject, week, weeks: 1, isOwed });
  const roundup = isOwed ? yield* findOwed(work, subject, week) : undefined;
  // No slot is left this week: it comes at the time at which it would have been read.
  if (roundup && (!nextAt || roundup < nextAt))
    yield* tx.schedule.save({ ...row, nextAt: roundup });
}

/** When this week's idea would have been read in the roundup; undefined if it is over, or came. */
function* findOwed({ tx, now }: Work, subject: string, week: WeeklyPlace): Steps<Date | undefined> {
  const { zone } = week.site;
  const monday = mondayOf(localDay(now, zone));
  const roundup = nextRoundup(week, now);
  if (!roundup || mondayOf(localDay(roundup, zone)) !== monday) return undefined;
  const sent = yield* tx.praise.listNudgesSent(subject, monday);
  return sent.length === 0 ? roundup : undefined;
}
