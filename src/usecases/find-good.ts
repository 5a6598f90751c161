import { chooseRoundup } from "#domain/choose-roundup.ts";
import type { SiteId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { mostLines } from "#messages/weekly-cards.ts";
import type { PraiseRange } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { holdStill, type Lately, listWelcome } from "./quote-shout-outs.ts";

export interface Dealing {
  /** "2025-W34". */
  readonly week: string;
  readonly lately: Lately;
  /** Only what was given at these schools; at all unless told. */
  readonly sites?: ReadonlyMap<SiteId, unknown> | undefined;
}

/**
 * The good that the district's digest tells: a mix of schools, levels and practices, and only what everybody
 * in it lets be seen beyond their school.
 */
export function* findGood(
  work: Work,
  range: PraiseRange,
  { week, lately, sites: own }: Dealing,
): Steps<readonly ShoutOut[]> {
  const { tx, product } = work;
  const given = yield* tx.praise.listShoutOuts({ ...range, forDistrict: true });
  const seen = own ? given.filter(({ site }) => site !== undefined && own.has(site)) : given;
  const posts = yield* listWelcome(work, seen, "district");
  if (posts.length === 0) return [];
  const sites = yield* tx.roster.listSites();
  const levels = new Map<SiteId, string>(sites.map(({ id, level }) => [id, level]));
  const chosen = chooseRoundup({
    posts,
    most: mostLines(product.words.library.digest, "good_found"),
    week,
    isLate: ({ giver, receivers, site }) =>
      (site !== undefined && lately.sites.has(site)) ||
      [giver, ...receivers].some((each) => lately.people.has(each)),
    kindsOf: ({ site, practice }) => [
      `site:${site ?? ""}`,
      `level:${(site && levels.get(site)) ?? ""}`,
      `practice:${practice}`,
    ],
  });
  return yield* holdStill(work, chosen, "district");
}
