import type { SiteId } from "#domain/ids.ts";
import type { Line } from "#messages/weekly-cards.ts";
import type { PraiseRange } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** What happened at fewer schools than this could point at one of them. */
const FEWEST_SCHOOLS = 3;

/**
 * Signs that something moves before there are results: schools that answered, schools where colleagues thanked each
 * other, and what for. Counts of schools, never of a person or a post.
 */
export function* momentumLines(
  work: Work,
  { since, until }: Pick<PraiseRange, "since" | "until">,
): Steps<readonly Line[]> {
  const { words } = work.product;
  const spots = yield* work.tx.praise.listThankedSpots(since);
  const thanked = new Set(spots.flatMap(({ site }) => site ?? []));
  const answered = yield* listAnswered(work, since, until);
  const signs: string[] = [];
  if (answered.size >= FEWEST_SCHOOLS) {
    signs.push(words.say("momentum_answered", { count: String(answered.size) }));
  }
  if (thanked.size >= FEWEST_SCHOOLS) {
    signs.push(words.say("momentum_thanked", { count: String(thanked.size) }));
    const practices = [...new Set(spots.map(({ practice }) => words.label("practice", practice)))];
    const named = practices.filter((label) => label !== "").toSorted(words.compare);
    if (named.length > 0) signs.push(words.say("momentum_practices", { names: words.list(named) }));
  }
  return signs.map((sign) => ({ sign }));
}

/** The schools that said yes, not yet or not this year in this time, in any wave. */
function* listAnswered({ tx }: Work, since: Date, until: Date): Steps<ReadonlySet<SiteId>> {
  const answered = new Set<SiteId>();
  for (const wave of yield* tx.waves.listWaves()) {
    if (!wave.openedAt) continue;
    for (const { site, answer, answeredAt } of yield* tx.waves.listInvitations(wave.id)) {
      const isNews = answeredAt && answeredAt >= since && answeredAt < until;
      if (isNews && answer && ANSWERS.has(answer)) answered.add(site);
    }
  }
  return answered;
}

const ANSWERS: ReadonlySet<string> = new Set(["yes", "not_yet", "no"]);
