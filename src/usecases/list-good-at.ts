import type { OutboxKey, SiteId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, weekKey } from "#domain/local-time.ts";
import type { SeenSpot } from "#domain/not-looked.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { PraiseRange } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readHomes } from "./quote-shout-outs.ts";
import { keyOf } from "./send-direct.ts";

/** Thanks of longer ago are nowhere asked for; without a calendar "since ever" is. */
const MOST_WEEKS = 60;

type Span = Pick<PraiseRange, "since" | "until">;

interface Named {
  readonly shoutOut: ShoutOut;
  readonly receivers: readonly Person[];
}

/**
 * Notes at which other schools a shout-out thanks somebody, where it is posted too. To look for it by whom it
 * thanks would mean to read the whole district's week.
 */
export function* noteSchools(work: Work, { shoutOut, receivers }: Named): Steps<void> {
  const { id, site, share, week } = shoutOut;
  if (share === "private" || !site) return;
  const homes = new Set(receivers.flatMap(({ homeSite }) => homeSite ?? []));
  homes.delete(site);
  for (const home of homes) yield* work.tx.praise.addQuotes(noteKey(week, home), [id], work.now);
}

/** What was given at a school, and what was posted there because it thanks its people; the oldest first. */
export function* listGoodAt(
  work: Work,
  { id: site }: Pick<Site, "id">,
  { since, until }: Span,
): Steps<readonly ShoutOut[]> {
  const { tx } = work;
  const noted: ShoutOut[] = [];
  for (const week of yield* listWeeks(work, { since, until })) {
    for (const each of yield* tx.praise.listQuoted(noteKey(week, site))) {
      const isPosted = each.share === "site" && each.at >= since && each.at < until;
      if (isPosted && each.site !== site) noted.push(each);
    }
  }
  const own = yield* tx.praise.listShoutOuts({ since, until, site });
  if (noted.length === 0) return own;
  const homes = yield* readHomes(
    work,
    noted.flatMap(({ receivers }) => receivers),
  );
  // Whoever was taken out of it since, or has moved, brings it nowhere.
  const here = noted.filter(({ receivers }) => receivers.some((each) => homes.get(each) === site));
  return [...own, ...here].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Where, and for what, people were thanked from other schools. */
export function* listSpotsAround(work: Work, span: Span): Steps<readonly SeenSpot[]> {
  const { tx } = work;
  const weeks = yield* listWeeks(work, span);
  const sites = new Map<OutboxKey, SiteId>();
  for (const { id } of yield* tx.roster.listSites())
    for (const week of weeks) sites.set(noteKey(week, id), id);
  const spots = yield* tx.praise.listQuotedSpots([...sites.keys()]);
  return spots.map(({ key, practice }) => ({ site: sites.get(key), practice }));
}

/** Every week that such a time touches, as shout-outs name it. */
function* listWeeks({ tx }: Work, { since, until }: Span): Steps<readonly string[]> {
  const { zone } = yield* tx.roster.getDistrict();
  const last = localDay(until, zone);
  const weeks: string[] = [];
  for (let back = 0; back < MOST_WEEKS; back += 1) {
    const day = addDays(mondayOf(last), -7 * back);
    if (day < mondayOf(localDay(since, zone))) break;
    weeks.push(weekKey(day));
  }
  return weeks;
}

/** No message has this key: it keeps what thanks people of a school from elsewhere. */
function noteKey(week: string, site: SiteId): OutboxKey {
  return keyOf("posted", week, site);
}
