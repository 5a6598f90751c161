import { ProductError } from "#domain/errors.ts";
import { hostOfFeed } from "#domain/feed-address.ts";
import type { DistrictId, SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import {
  calendarChangedCard,
  calendarLostCard,
  calendarRefusedCard,
} from "#messages/calendar-cards.ts";
import type { CalendarSource } from "#ports/calendar-source.ts";
import type { CalendarFeed } from "#ports/serving-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { hashSecret } from "./hash-secret.ts";
import type { Product, Work } from "./product.ts";
import { takeCalendar } from "./take-calendar.ts";
import { tellCalendar } from "./tell-calendar.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** So long nobody is told that a feed cannot be read: most of it mends itself. */
const QUIET_MS = 3 * DAY_MS;

/** Fetches every feed of a district that is due: once a day, and each hour while one cannot be read. */
export async function checkFeeds(
  product: Product,
  source: CalendarSource,
  district: DistrictId,
): Promise<void> {
  for (const due of await takeDue(product, district)) {
    const came = await fetchFeed(product, source, due);
    await product.store.transaction(district, function* (tx) {
      const work: Work = { tx, product, now: product.clock.now() };
      const feed = (yield* tx.serving.listFeeds()).find(
        ({ site, url }) => site === due.feed.site && url === due.feed.url,
      );
      if (!feed) return;
      if (came.kind === "read") yield* takeFeed(work, feed, came);
      else yield* keepProblem(work, feed, came.problem);
    });
  }
}

interface DueFeed {
  readonly feed: CalendarFeed;
  readonly zone: string;
}

/** Marked before it is fetched: of several replicas one does it. */
async function takeDue(product: Product, district: DistrictId): Promise<readonly DueFeed[]> {
  const { store, clock } = product;
  const now = clock.now();
  const isDue = ({ checkedAt, problem }: CalendarFeed): boolean =>
    checkedAt === undefined ||
    now.getTime() - checkedAt.getTime() >= (problem === undefined ? DAY_MS : HOUR_MS);
  if (!(await store.read(district, (tx) => tx.serving.listFeeds())).some(isDue)) return [];
  return await store.transaction(district, function* (tx) {
    const { zone } = yield* tx.roster.getDistrict();
    const due = (yield* tx.serving.listFeeds()).filter(isDue);
    for (const feed of due) yield* tx.serving.saveFeed({ ...feed, checkedAt: now });
    const found: DueFeed[] = [];
    for (const feed of due) {
      const site = feed.site && (yield* tx.roster.findSite(feed.site));
      found.push({ feed, zone: site?.zone ?? zone });
    }
    return found;
  });
}

type Fetched =
  | { readonly kind: "read"; readonly days: readonly CalendarDay[]; readonly hash: string }
  | { readonly kind: "failed"; readonly problem: string };

async function fetchFeed(
  { log, clock }: Product,
  source: CalendarSource,
  { feed, zone }: DueFeed,
): Promise<Fetched> {
  try {
    const text = await source.fetch(feed.url);
    const days = source.read(text, hostOfFeed(feed.url), {
      zone,
      today: localDay(clock.now(), zone),
    });
    return { kind: "read", days, hash: await hashSecret(text) };
  } catch (cause) {
    const problem = cause instanceof ProductError ? cause.code : "UNEXPECTED";
    log.warn("calendar_feed_failed", { code: problem });
    return { kind: "failed", problem };
  }
}

/** The good copy stays where the new one is refused; what changed is kept with the feed, and told. */
function* takeFeed(
  work: Work,
  feed: CalendarFeed,
  { days, hash }: Extract<Fetched, { kind: "read" }>,
): Steps<void> {
  const { tx, now } = work;
  const { site } = feed;
  const taken = yield* takeCalendar(work, { site, days });
  const school = yield* nameOf(work, site);
  if (taken.kind === "refused") {
    const { why } = taken;
    yield* keepProblem(work, feed, why);
    return yield* tellCalendar(work, {
      site,
      occasion: ["refused", hash],
      card: (words) => calendarRefusedCard(words, { school, why }),
    });
  }
  yield* keepGood(work, site);
  const good = { ...feed, hash, problem: undefined };
  const { added, removed, same } = taken.change;
  if (same) return yield* tx.serving.saveFeed(good);
  yield* tx.serving.saveFeed({ ...good, changedAt: now, added, removed });
  if (added.length + removed.length === 0) return;
  yield* tellCalendar(work, {
    site,
    occasion: ["changed", hash],
    card: (words) => calendarChangedCard(words, { school, added, removed }),
  });
}

function* keepProblem(work: Work, feed: CalendarFeed, problem: string): Steps<void> {
  const { tx, now } = work;
  const { site } = feed;
  yield* tx.serving.saveFeed({ ...feed, problem });
  const good = yield* readGood(work, site);
  if (good === undefined) return yield* keepGood(work, site);
  if (now.getTime() - good.getTime() < QUIET_MS) return;
  const school = yield* nameOf(work, site);
  const day = localDay(good, (yield* tx.roster.getDistrict()).zone);
  yield* tellCalendar(work, {
    site,
    occasion: ["lost", day],
    card: (words) => calendarLostCard(words, { school, day }),
  });
}

function* nameOf({ tx }: Work, site: SiteId | undefined): Steps<string> {
  return site === undefined ? "" : (yield* tx.roster.getSite(site)).name;
}

/** When the feed was last read well; where it never was, when it was first asked for. */
export function* readGood(
  { tx }: Pick<Work, "tx">,
  site: SiteId | undefined,
): Steps<Date | undefined> {
  const at = yield* tx.roster.findSetting(goodName(site));
  return at === undefined ? undefined : new Date(at);
}

/** It was read well just now. */
export function* keepGood({ tx, now }: Work, site: SiteId | undefined): Steps<void> {
  yield* tx.roster.saveSetting(goodName(site), now.toISOString());
}

function goodName(site: SiteId | undefined): string {
  return `calendar_good:${site ?? ""}`;
}
