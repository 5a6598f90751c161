import { dealt, isBefore, type Place, type Quotable } from "./choose-roundup.ts";
import type { PersonId, ShoutOutId, SiteId } from "./ids.ts";
import type { Site } from "./roster.ts";

/** A shout-out that everybody in it lets other schools read. */
export interface Offered extends Quotable {
  readonly site?: SiteId | undefined;
  readonly practice: string;
}

/** What the choice needs to know of a school. */
type School = Pick<Site, "id" | "level" | "cluster">;

export interface SpotlightChoice<O extends Offered> {
  readonly offered: readonly O[];
  /** The school whose channel shows it. */
  readonly site: School;
  readonly sites: ReadonlyMap<SiteId, School>;
  /** What this week's thanks in that channel are about. */
  readonly practices: ReadonlySet<string>;
  /** What was quoted in that channel before. */
  readonly here: ReadonlySet<ShoutOutId>;
  /** The own school of everybody in what is offered. */
  readonly homes: ReadonlyMap<PersonId, SiteId>;
  /** Who was shown to any other school within a month. */
  readonly shown: ReadonlySet<PersonId>;
  readonly week: string;
}

/**
 * What one school may be shown of another, the best first: of the same practice or level, then of a school
 * nearby. Nobody is shown twice in a month, wherever it was, and nobody to the own school.
 */
export function listSpotlights<O extends Offered>(choice: SpotlightChoice<O>): readonly O[] {
  return choice.offered
    .filter((post) => mayShow(post, choice))
    .map((post) => ({ post, place: placeOf(post, choice) }))
    .toSorted((a, b) => (isBefore(a.place, b.place) ? -1 : 1))
    .map(({ post }) => post);
}

function mayShow<O extends Offered>(post: O, choice: SpotlightChoice<O>): boolean {
  const { site, sites, here, homes, shown } = choice;
  const isElsewhere = post.site !== undefined && post.site !== site.id && sites.has(post.site);
  return (
    isElsewhere &&
    !here.has(post.id) &&
    ![post.giver, ...post.receivers].some((each) => shown.has(each) || homes.get(each) === site.id)
  );
}

function placeOf<O extends Offered>(post: O, choice: SpotlightChoice<O>): Place {
  const { site, sites, practices, week } = choice;
  const from = post.site && sites.get(post.site);
  const isAlike = practices.has(post.practice) || from?.level === site.level;
  const isNear = site.cluster !== undefined && from?.cluster === site.cluster;
  return [[!isAlike, !isNear], dealt(`${week} ${site.id}`, post.id)];
}
