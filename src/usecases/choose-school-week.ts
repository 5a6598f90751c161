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
  yield* planSlot(work, { row, subject: `site:${site.id}`, week, weeks: 1 });
}
