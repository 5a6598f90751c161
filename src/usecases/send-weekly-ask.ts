import { type SiteId, toId } from "#domain/ids.ts";
import { localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { firstOfSchoolDays } from "#domain/not-looked.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { weeklySend } from "#domain/send-key.ts";
import { choosePrompt } from "#domain/weekly-prompt.ts";
import { mayStartAt, placeOf } from "#domain/windows.ts";
import { weeklyAskCard } from "#messages/ask-cards.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { channelWords } from "./languages.ts";
import { listGoodAt } from "./list-good-at.ts";
import type { Work } from "./product.ts";
import { nextAsk, readSchoolDaysAt } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";
import { weeklyPrompt } from "./send-roundup.ts";

const HOUR_MS = 60 * 60 * 1000;
/** Whoever was thanked in the channel in so many days of school needs no question. */
const QUIET_DAYS = 5;

/**
 * Thursday's question in a school's channel, where nobody posted lately and nobody asked for silence; only
 * within its hour, so that nothing bursts after an outage.
 */
export function* sendWeeklyAsk(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const schoolDays = yield* readSchoolDaysAt(work, site?.id);
  const nextAt = site && nextAsk({ site, schoolDays }, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !site) return;
  const channel = yield* tx.roster.findChannel(site.id);
  const expiresAt = new Date(scheduled.nextAt.getTime() + HOUR_MS);
  const inTime = now < expiresAt && mayStartAt({ kind: "weekly_ask", site, schoolDays, at: now });
  if (!channel || channel.asksOffAt || !inTime) return;
  if (!(yield* isQuiet(work, site, schoolDays))) return;
  yield* ask(work, { site, channel, expiresAt, day: localDay(scheduled.nextAt, site.zone) });
}

/** True if nothing was posted in the channel lately; what was hidden since does not count. */
function* isQuiet(work: Work, site: Site, schoolDays: SchoolDays): Steps<boolean> {
  const { now } = work;
  const day = firstOfSchoolDays(schoolDays, localDay(now, site.zone), QUIET_DAYS);
  const since = day === undefined ? new Date(0) : toInstant(`${day}T00:00`, site.zone);
  const recent = yield* listGoodAt(work, site, { since, until: now });
  return !recent.some(({ share }) => share === "site");
}

interface Asking {
  readonly site: Site;
  readonly channel: Channel;
  readonly expiresAt: Date;
  /** The local day it is for. */
  readonly day: string;
}

function* ask(work: Work, { site, channel, expiresAt, day }: Asking): Steps<void> {
  const { tx, now } = work;
  const words = channelWords(work);
  const prompt = yield* pickPrompt(work, site, day);
  yield* tx.outbox.queue({
    key: keyOf("weekly-ask", site.id, weekKey(day)),
    kind: "weekly_ask",
    send: weeklySend("weekly_ask", day),
    delivery: {
      do: "post",
      to: channelAddress(channel),
      card: weeklyAskCard(words, { prompt, site: site.id, channel: channel.id }),
    },
    dueAt: now,
    place: placeOf(site),
    expiresAt,
    supersedes: weeklyAskId(site.id),
  });
}

/** Another question than the last one here, and than the one that a quiet roundup asks tomorrow. */
function* pickPrompt(work: Work, site: Site, day: string): Steps<string> {
  const { tx, product } = work;
  const words = channelWords(work);
  const prompts = words.library.weeklyPrompts;
  const name = `weekly_ask:${site.id}`;
  const [week = "", place = ""] = ((yield* tx.roster.findSetting(name)) ?? "").split("|");
  if (week === mondayOf(day)) return prompts[Number(place)] ?? "";
  const last = week === "" ? undefined : Number(place);
  const taken = prompts.indexOf(weeklyPrompt({ ...product, words }, day));
  const picked = choosePrompt({ count: prompts.length, day, last, taken });
  yield* tx.roster.saveSetting(name, `${mondayOf(day)}|${picked}`);
  return prompts[picked] ?? "";
}

/** The schedule row, and the supersede key, of a site's weekly question. */
export function weeklyAskId(site: Site["id"]): string {
  return `weekly-ask:${site}`;
}
