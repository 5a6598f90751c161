import { may } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** Which pages are somebody's own. */
export interface MyPages {
  readonly me: Person;
  /** The schools that the person leads, by name. */
  readonly schools: readonly Site[];
  /** Whether there is a lead's week. */
  readonly week: boolean;
  /** Whether the pocket map is theirs to see. */
  readonly map: boolean;
  /** Whether what groups said is theirs to read. */
  readonly themes: boolean;
  /** Whether the school calendar is theirs to look after. */
  readonly calendar: boolean;
  /** Whether the district's words and ideas are theirs to change. */
  readonly wording: boolean;
}

/** What somebody can look at; nothing for many, who have all they need in chat. Throws NOT_ALLOWED. */
export async function listMyPages(product: Product, actor: Actor): Promise<MyPages> {
  return await product.store.read(actor.district, function* (tx) {
    return yield* readPages({ tx, product }, yield* requireRight({ tx }, actor, "listMyPages"));
  });
}

/** The same inside a transaction, for the menu of a page. */
export function* readPages(
  { tx, product }: Pick<Work, "tx" | "product">,
  me: Person,
): Steps<MyPages> {
  const sites = yield* tx.roster.listSites();
  const schools = sites
    .filter(({ id }) => holds(me, "principal", id) && may(me, "readMySchool", { site: id }))
    .toSorted((a, b) => product.words.compare(a.name, b.name));
  const clusters = yield* tx.roster.listClusters();
  const leads = (right: "readThisWeek" | "listThemes") =>
    [undefined, ...clusters].some((each) => may(me, right, { cluster: each?.id }));
  return {
    me,
    schools,
    week: leads("readThisWeek"),
    map: may(me, "readMap"),
    themes: leads("listThemes"),
    calendar: may(me, "readCalendar"),
    wording: may(me, "listWords"),
  };
}
