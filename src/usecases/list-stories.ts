import type { SchoolWord } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { displayName, type Person } from "#domain/roster.ts";
import { type StoryState, stateOfStory } from "#domain/story-shelf.ts";
import type { StoryLine } from "#messages/shelf-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

const MOST_STORIES = 300;
const KINDS = ["story", "testimonial"] as const;

export interface Stories {
  /** True where they are the reader's own words alone. */
  readonly mine: boolean;
  readonly lines: readonly StoryLine[];
}

/** The whole shelf for PL leads, everybody's own words for themselves; what is used or waits first. */
export async function listStories(
  product: Product,
  act: Actor,
  mineOnly: boolean,
): Promise<Stories> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "listStories");
    const mine = mineOnly || !may(me, "addStory");
    const all = yield* tx.listening.listWords({ kinds: KINDS, limit: MOST_STORIES });
    const words = mine ? all.filter(({ owner }) => owner === me.id) : all;
    const lines = yield* toLines(work, words);
    return { mine, lines: lines.toSorted((a, b) => places[a.state] - places[b.state]) };
  });
}

const places: Readonly<Record<StoryState, number>> = { waiting: 0, used: 1, expired: 2, off: 3 };

function* toLines(work: Work, words: readonly SchoolWord[]): Steps<readonly StoryLine[]> {
  const { tx, now } = work;
  const { shortName, zone } = yield* tx.roster.getDistrict();
  const owners = yield* readPeople(work, words);
  const day = localDay(now, zone);
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
  const lines: StoryLine[] = [];
  for (const word of words) {
    // A school that has closed is not on the list.
    const site = word.site && (sites.get(word.site) ?? (yield* tx.roster.findSite(word.site)));
    const owner = owners.get(word.owner ?? "");
    lines.push({
      word,
      state: stateOfStory(word, day),
      school: site?.name ?? shortName,
      owner: owner ? displayName(owner) : "",
    });
  }
  return lines;
}

function* readPeople({ tx }: Work, words: readonly SchoolWord[]): Steps<Map<string, Person>> {
  const ids = new Set(words.flatMap(({ owner }) => owner ?? []));
  const people = yield* tx.roster.listPeople([...ids]);
  return new Map(people.map((person) => [person.id, person]));
}
