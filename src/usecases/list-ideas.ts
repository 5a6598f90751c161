import type { Label } from "#domain/content.ts";
import { fold } from "#domain/names.ts";
import { type Idea, listOwnIdeas, toNudge } from "#domain/own-nudges.ts";
import type { Site } from "#domain/roster.ts";
import { nudgeCard } from "#messages/weekly-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { shippedWords } from "./district-words.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { type ReadTuning, readTunings } from "./read-tunings.ts";
import { requireRight } from "./require-right.ts";

export interface IdeaList {
  readonly ideas: readonly Idea[];
  readonly practices: readonly Label[];
  /** What people found of them in this school year; small numbers are not told. */
  readonly tunings: ReadonlyMap<string, ReadTuning>;
  readonly pages: MyPages;
}

/** Every idea the district has, retired ones too. Throws NOT_ALLOWED. */
export async function listIdeas(product: Product, actor: Actor): Promise<IdeaList> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "listIdeas");
    const tunings = yield* readTunings(work);
    return {
      ideas: yield* readIdeas(work),
      practices: product.words.library.practices,
      tunings: new Map(tunings.map((one) => [one.nudge, one])),
      pages: yield* readPages(work, me),
    };
  });
}

/** An idea to change, and a school as which it is looked at. */
export interface IdeaToChange {
  /** Undefined for a new one. */
  readonly idea: Idea | undefined;
  readonly practices: readonly Label[];
  readonly school: Pick<Site, "name" | "coreMaterials"> | undefined;
  readonly pages: MyPages;
}

/** One idea, or the empty form for a new one ("new"); undefined for one that there is not. Throws NOT_ALLOWED. */
export async function readIdea(
  product: Product,
  actor: Actor,
  id: string,
): Promise<IdeaToChange | undefined> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "readIdea");
    const idea = (yield* readIdeas(work)).find(({ facts }) => facts.id === id);
    if (!idea && id !== NEW_IDEA) return undefined;
    return {
      idea,
      practices: product.words.library.practices,
      school: yield* findSchool(work),
      pages: yield* readPages(work, me),
    };
  });
}

/** Stands where the id of an idea would, for one that is not there yet. */
export const NEW_IDEA = "new";

/** `/pl preview T01`, or words of its title: the idea as it would be sent now; undefined for none. Throws NOT_ALLOWED. */
export async function previewIdea(
  product: Product,
  act: Act,
  typed: string,
): Promise<Card | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "previewIdea");
    const idea = findIdea(yield* readIdeas(work), fold(typed));
    const nudge = idea && toNudge(idea, product.words.language);
    if (!nudge) return undefined;
    const school = nudge.practice === CONTENT ? yield* findSchool(work) : undefined;
    return nudgeCard(product.words, nudge, { materials: school?.coreMaterials });
  });
}

/** The practice whose ideas begin with a school's own materials. */
export const CONTENT = "content";

/** By its id or its whole title, else the first whose title holds the words. */
function findIdea(ideas: readonly Idea[], typed: string): Idea | undefined {
  if (typed === "") return undefined;
  const titles = ({ words }: Idea) => [words.en, words.es].map((each) => fold(each?.title ?? ""));
  const isExact = (idea: Idea) => fold(idea.facts.id) === typed || titles(idea).includes(typed);
  return (
    ideas.find(isExact) ?? ideas.find((idea) => titles(idea).some((each) => each.includes(typed)))
  );
}

/** Every idea of the district as it is kept, for those who change it. */
export function* readIdeas({ tx, product }: Work): Steps<readonly Idea[]> {
  const { en, es } = shippedWords(product);
  const own = yield* tx.serving.listOwnNudges();
  return listOwnIdeas({ en: en.library, es: es.library }, own);
}

/** A school with materials of its own, so that an idea about them is read as it will be. */
function* findSchool({ tx }: Work): Steps<Site | undefined> {
  const sites = (yield* tx.roster.listSites()).filter(({ active }) => active);
  return sites.find(({ coreMaterials }) => coreMaterials.length > 0) ?? sites[0];
}
