import type { SignFacts } from "#domain/digest-facts.ts";
import type { SiteId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { countTrySites } from "./count-try-sites.ts";
import type { DigestScope } from "./digest-scope.ts";
import type { Week } from "./digest-seen.ts";
import type { Work } from "./product.ts";

/** What happened at fewer schools than this could point at one of them. */
const FEWEST_SCHOOLS = 3;

/** Signs to tell, and whether there is anything behind them, be it too little to be told. */
export interface Momentum {
  readonly signs: SignFacts;
  readonly isNews: boolean;
}

/**
 * Signs that something moves before there are results: schools that answered, schools where colleagues thanked each
 * other and what for, schools where ideas are tried. Counts of schools, never of a person or a post.
 */
export function* readMomentum(
  work: Work,
  { sites, clusters }: DigestScope,
  week: Week,
): Steps<Momentum> {
  const isIn = (site: SiteId | undefined): site is SiteId => site !== undefined && sites.has(site);
  const spots = (yield* work.tx.praise.listThankedSpots(week.since)).filter(({ site }) =>
    isIn(site),
  );
  const thanked = new Set(spots.map(({ site }) => site)).size;
  const answered = (yield* listAnswered(work, week)).filter(isIn);
  const tried = clusters === undefined ? yield* countTrySites(work, week.since) : undefined;
  const practices = new Set(spots.map(({ practice }) => practice).filter((each) => each !== ""));
  return {
    isNews: thanked + answered.length > 0,
    signs: {
      answered: told(answered.length),
      thanked: told(thanked),
      tried: tried ?? 0,
      practices: thanked < FEWEST_SCHOOLS ? [] : [...practices].sort(),
    },
  };
}

function told(schools: number): number {
  return schools < FEWEST_SCHOOLS ? 0 : schools;
}

/** The schools that said yes, not yet or not this year in this time, in any wave; each once. */
function* listAnswered({ tx }: Work, { since, until }: Week): Steps<readonly SiteId[]> {
  const answered = new Set<SiteId>();
  const opened = (yield* tx.waves.listWaves()).filter(({ openedAt }) => openedAt);
  const invited = yield* tx.waves.listInvitationsOf(opened.map(({ id }) => id));
  for (const { site, answer, answeredAt } of [...invited.values()].flat()) {
    const isNews = answeredAt && answeredAt >= since && answeredAt < until;
    if (isNews && answer && ANSWERS.has(answer)) answered.add(site);
  }
  return [...answered];
}

const ANSWERS: ReadonlySet<string> = new Set(["yes", "not_yet", "no"]);
