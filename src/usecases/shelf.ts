import type { SiteId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import { type PlacedStory, pickStory } from "#domain/story-shelf.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import { sayTeller } from "./ask-consent.ts";
import type { Work } from "./product.ts";

interface ToldStory extends PlacedStory {
  /** Quoted, with the role and the school of whose words they are; never their name. */
  readonly say: (words: Words) => string;
}

/** More stories than this are not looked through. */
const MOST_ON_SHELF = 300;
/** What a school was told longer ago may come again. */
const MOST_REMEMBERED = 20;

interface Shelf {
  readonly stories: readonly ToldStory[];
  /** What each school is told: its principals all hear the same. */
  readonly told: Map<SiteId, ToldStory["say"] | undefined>;
}

/** Read once for all the schools of one transaction: each makes its own work. */
const shelves = new WeakMap<Work, Shelf>();

/**
 * A short true story that is new to this school, as one quoted line in any words; undefined if there is none. It is
 * remembered as told: to be asked for only where it is sent, inside a transaction.
 */
export function* findStory(work: Work, site: Site): Steps<ToldStory["say"] | undefined> {
  const shelf = shelves.get(work) ?? { stories: yield* readShelf(work), told: new Map() };
  shelves.set(work, shelf);
  if (shelf.stories.length === 0) return undefined;
  if (!shelf.told.has(site.id)) shelf.told.set(site.id, yield* tell(work, shelf, site));
  return shelf.told.get(site.id);
}

function* tell(
  { tx, now }: Work,
  { stories }: Shelf,
  site: Site,
): Steps<ToldStory["say"] | undefined> {
  const name = `stories_told:${site.id}`;
  const told = ((yield* tx.roster.findSetting(name)) ?? "").split(",").filter((id) => id !== "");
  const { id, level, cluster } = site;
  const day = localDay(now, site.zone);
  const story = pickStory(stories, { site: id, level, cluster, day, usedIds: new Set(told) });
  if (!story) return undefined;
  yield* tx.roster.saveSetting(name, [story.id, ...told].slice(0, MOST_REMEMBERED).join(","));
  return story.say;
}

/** Stories that were not taken off, of people who can still take them back. */
function* readShelf(work: Work): Steps<readonly ToldStory[]> {
  const { tx } = work;
  const kinds = ["story", "testimonial"] as const;
  const words = yield* tx.listening.listWords({ kinds, limit: MOST_ON_SHELF });
  const kept = words.filter(({ consentAt, retiredAt }) => consentAt && !retiredAt);
  const owners = yield* readOwners(work, kept);
  const sites = yield* readSites(work, kept);
  const { shortName } = yield* tx.roster.getDistrict();
  return kept.flatMap((word) => {
    const owner = owners.get(word.owner ?? "");
    if (!owner) return [];
    const site = sites.get(word.site ?? "");
    const values = { school: site?.name ?? shortName, text: word.text };
    const say = (words: Words): string =>
      words.say("story_line", { ...values, from: sayTeller(words, owner, site) });
    return [{ ...word, level: site?.level, cluster: site?.cluster, say }];
  });
}

function* readOwners({ tx }: Work, words: readonly SchoolWord[]): Steps<Map<string, Person>> {
  const ids = words.flatMap(({ owner }) => owner ?? []);
  const people = yield* tx.roster.listPeople([...new Set(ids)]);
  return new Map(people.filter(({ active }) => active).map((person) => [person.id, person]));
}

function* readSites({ tx }: Work, words: readonly SchoolWord[]): Steps<Map<string, Site>> {
  const ids = new Set<SiteId>(words.flatMap(({ site }) => site ?? []));
  const sites = new Map<string, Site>();
  for (const id of ids) {
    const site = yield* tx.roster.findSite(id);
    if (site) sites.set(id, site);
  }
  return sites;
}
