import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import { pauseFields } from "#messages/pause-cards.ts";
import { storyCard } from "#messages/story-card.ts";
import type { Card } from "#ports/card.ts";
import { listPausesAt } from "./list-pauses.ts";
import { listSpokenFor } from "./own-schools.ts";
import type { Actor, Product, Work } from "./product.ts";
import { readStory } from "./read-story.ts";
import { requireRight } from "./require-right.ts";

export type ShownSchool =
  | { readonly kind: "shown"; readonly card: Card }
  | { readonly kind: "which" }
  | Exclude<SiteLookup, { kind: "one" }>;

/**
 * `/pl school <name>`: one school's whole story; the own school where none is named. Only schools that the
 * actor may see are looked through. Throws NOT_ALLOWED.
 */
export async function showSchool(
  product: Product,
  act: Actor,
  typed: string,
): Promise<ShownSchool> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* tx.roster.getPerson(act.person);
    const all = yield* tx.roster.listSites();
    const own = yield* listSpokenFor(work, person);
    const found = lookUp({ typed, all, own, person });
    const [first] = all.filter((site) => maySee(person, site));
    const site = found.kind === "one" ? found.site : first;
    const reader = yield* requireRight(work, act, { right: "showSchool", ...reached(site) });
    if (found.kind !== "one") return found;
    const card = storyCard(product.words, yield* readStory(work, reader, found.site));
    const pauses = pauseFields(product.words, yield* listPausesAt(work, found.site));
    return { kind: "shown", card: { ...card, fields: [...pauses, ...(card.fields ?? [])] } };
  });
}

interface Looking {
  readonly typed: string;
  readonly all: readonly Site[];
  readonly own: readonly Site[];
  readonly person: Person;
}

/** Among the schools that may be seen; any other one is found to be refused by name. */
function lookUp({ typed, all, own, person }: Looking): SiteLookup | { readonly kind: "which" } {
  const [site, ...others] = own;
  if (typed === "") return site && others.length === 0 ? { kind: "one", site } : { kind: "which" };
  const seen = lookUpSite(
    all.filter((each) => maySee(person, each)),
    typed,
  );
  const other = seen.kind === "unknown" ? lookUpSite(all, typed) : seen;
  return other.kind === "unknown" ? seen : other;
}

function maySee(person: Person, site: Site): boolean {
  return may(person, "showSchool", reached(site));
}

function reached(site: Site | undefined) {
  return { site: site?.id, cluster: site?.cluster };
}
