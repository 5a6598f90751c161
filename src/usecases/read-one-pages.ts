import type { NudgeText, Pitfall, TrainingSession } from "#domain/content.ts";
import type { SiteId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import { type OnePage, withPage } from "#messages/one-page.ts";
import type { Steps } from "#ports/steps.ts";
import { readHelpContacts } from "./find-contacts.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { readOwnWords } from "./own-words.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

const MOST_IDEAS = 2;

export interface AskedPages {
  /** Codes of the library; what has no page is left out. */
  readonly codes: readonly string[];
  /** Whose contacts are named; the reader's own school unless told. */
  readonly site?: SiteId | undefined;
}

export interface OnePages {
  readonly pages: MyPages;
  readonly found: readonly OnePage[];
  /** "" for a reader who works at no school. */
  readonly school: string;
}

/** What helps with each of these pitfalls: for everybody on the staff roster. Throws NOT_ALLOWED. */
export async function readOnePages(
  product: Product,
  actor: Actor,
  { codes, site: id }: AskedPages,
): Promise<OnePages> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "readOnePages");
    const home = id ?? me.homeSite;
    const site = home && (yield* tx.roster.findSite(home));
    const { library } = product.words;
    const known = withPage(product.words, codes);
    const pitfalls = library.pitfalls.filter(({ code }) => known.includes(code));
    return {
      pages: yield* readPages(work, me),
      found: yield* makePages(work, pitfalls, site),
      school: site?.name ?? "",
    };
  });
}

function* makePages(
  work: Work,
  pitfalls: readonly Pitfall[],
  site: Site | undefined,
): Steps<readonly OnePage[]> {
  const own = yield* readOwnWords(work);
  const contacts = yield* readHelpContacts(work, { site, pitfalls, own });
  const { nudges, sessions } = work.product.words.library;
  return pitfalls.map((pitfall) => ({
    pitfall,
    ideas: inOrder<NudgeText>(pitfall.nudges, nudges).slice(0, MOST_IDEAS),
    sessions: inOrder<TrainingSession>(pitfall.sessions, sessions),
    contact: contacts.get(pitfall.code) ?? "",
    value: own.valueLabel(pitfall.values[0] ?? ""),
    mission: own.mission,
  }));
}

/** What is named, in the order in which it is named. */
function inOrder<T extends { readonly id: string }>(
  ids: readonly string[],
  all: readonly T[],
): readonly T[] {
  return ids.flatMap((id) => all.filter((each) => each.id === id));
}
