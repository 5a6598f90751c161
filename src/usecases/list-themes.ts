import { type FocusGroup, sumThemes, type ThemeCounts } from "#domain/focus-group.ts";
import type { SiteId } from "#domain/ids.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { themesCard } from "#messages/theme-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { listThemeSchools } from "./keep-themes.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";

const YEAR_DAYS = 365;

/** A group that the reader wrote down, and its school. */
export interface OwnGroup {
  readonly group: FocusGroup;
  readonly school: string;
}

export interface ToldThemes {
  /** The first local day that is looked at. */
  readonly from: string;
  readonly today: string;
  readonly isAny: boolean;
  readonly counts: ThemeCounts;
  /** The newest first. */
  readonly own: readonly OwnGroup[];
}

/**
 * In how many groups something was said since a day, over the whole district, or at these schools: three groups
 * or more, never fewer.
 */
function* countThemes(
  { tx }: Pick<Work, "tx">,
  since: string,
  sites?: ReadonlySet<SiteId>,
): Steps<ThemeCounts> {
  const groups = yield* tx.visiting.listFocusGroups(since);
  return sumThemes(groups.filter(({ site }) => sites === undefined || sites.has(site)));
}

/** `/pl themes`. Throws NOT_ALLOWED. */
export async function showThemes(product: Product, act: Act): Promise<Card> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { told } = yield* requireThemes(work, act, "showThemes");
    return themesCard(product.words, told, product.pagesUrl);
  });
}

/** The same as a page shows it. Throws NOT_ALLOWED. */
export async function listThemes(
  product: Product,
  actor: Actor,
): Promise<{ readonly pages: MyPages; readonly told: ToldThemes }> {
  const now = product.clock.now();
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { me, told } = yield* requireThemes(work, actor, "listThemes");
    return { pages: yield* readPages(work, me), told };
  });
}

/** The schools for the form, by name. Throws NOT_ALLOWED. */
export async function startThemes(
  product: Product,
  act: Act,
): Promise<{ readonly schools: readonly Site[]; readonly today: string }> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const { schools } = yield* requireLead(work, act, "startThemes");
    const { zone } = yield* tx.roster.getDistrict();
    return { schools, today: localDay(now, zone) };
  });
}

type ThemeRight = "startThemes" | "showThemes" | "listThemes";

/** Whoever leads, everywhere or in the own cluster, and the schools there. */
function* requireLead(work: Work, actor: Pick<Actor, "person">, right: ThemeRight) {
  const me: Person = yield* work.tx.roster.getPerson(actor.person);
  const schools: readonly Site[] = yield* listThemeSchools(work, me);
  const cluster = schools[0]?.cluster;
  yield* requireRight(work, actor, { right, cluster });
  return { me, schools };
}

/** What whoever leads may read of it. */
function* requireThemes(work: Work, actor: Actor, right: ThemeRight) {
  const { tx, now } = work;
  const { me, schools } = yield* requireLead(work, actor, right);
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const schoolDays = yield* readSchoolDays(work);
  const from = schoolDays.yearOf(today)?.firstDay ?? addDays(today, -YEAR_DAYS);
  const ids = new Set<SiteId>(schools.map(({ id }) => id));
  const reach = may(me, right) ? undefined : ids;
  const groups = yield* tx.visiting.listFocusGroups(from);
  const names = new Map((yield* tx.roster.listSites()).map(({ id, name }) => [id, name]));
  const own = groups
    .filter(({ by }) => by === me.id)
    .map((group) => ({ group, school: names.get(group.site) ?? "" }));
  const isAny = groups.some(({ site }) => reach === undefined || reach.has(site));
  const counts = yield* countThemes(work, from, reach);
  const told: ToldThemes = { from, today, isAny, counts, own };
  return { me, told };
}
