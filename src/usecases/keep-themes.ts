import {
  type FocusGroup,
  type GroupType,
  groupTypes,
  LEAST_GROUP,
  MOST_GROUP,
  type Theme,
} from "#domain/focus-group.ts";
import { type FocusGroupId, type SiteId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { parsePastDay } from "#domain/past-day.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { lookUpSite } from "#domain/site-names.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import type { Steps } from "#ports/steps.ts";
import { findHeldOnVisit } from "./check-visit-line.ts";
import type { Act, Product, Work } from "./product.ts";
import { orRefused, type Refused, refuseFields } from "./refused-fields.ts";
import { requireRight } from "./require-right.ts";

/** A group as somebody typed it. */
export interface TypedGroup {
  /** Made with the form, so that the same form sent twice is one group. */
  readonly id: FocusGroupId;
  readonly school: string;
  readonly type: string;
  readonly day: string;
  readonly size: string;
  readonly themes: readonly Pick<Theme, "practice" | "pitfall" | "text">[];
}

/**
 * Keeps what a group said, in themes that an adult wrote; or says by field what does not do, and keeps nothing.
 * Throws NOT_ALLOWED.
 */
export async function keepThemes(
  product: Product,
  act: Act,
  typed: TypedGroup,
): Promise<{ readonly kind: "kept" } | Refused> {
  const now = product.clock.now();
  return await orRefused(
    product.store.transaction(act.district, function* (tx) {
      const work: Work = { tx, product, now };
      const me = yield* tx.roster.getPerson(act.person);
      const site = yield* findSchool(work, me, typed.school);
      yield* requireRight(work, act, {
        right: "keepThemes",
        site: site.id,
        cluster: site.cluster,
      });
      yield* tx.visiting.saveFocusGroup(yield* readGroup(work, { me, site, typed }));
      return { kind: "kept" } as const;
    }),
  );
}

/** Schools whose groups somebody may write down, by name. */
export function* listThemeSchools({ tx, product }: Work, me: Person): Steps<readonly Site[]> {
  const sites = yield* tx.roster.listSites();
  return sites
    .filter(({ id, cluster }) => may(me, "keepThemes", { site: id, cluster }))
    .toSorted((a, b) => product.words.compare(a.name, b.name));
}

function* findSchool(work: Work, me: Person, typed: string): Steps<Site> {
  const { words } = work.product;
  const picked = yield* work.tx.roster.findSite(toId<SiteId>(typed));
  if (picked) return picked;
  const sites = yield* listThemeSchools(work, me);
  // Whoever may write down no school's groups is told so, and nothing of the schools.
  if (sites.length === 0) yield* requireRight(work, { person: me.id }, "keepThemes");
  const found = lookUpSite(sites, typed);
  if (found.kind === "one") return found.site;
  const near = found.kind === "several" ? found.names : found.near;
  const names = words.list(near.slice(0, MOST_NAMED));
  const said =
    near.length > 0
      ? words.say("themes_error_school", { names })
      : words.say("themes_error_school_none", {});
  refuseFields(new Map([["school", said]]));
  return yield* work.tx.roster.getSite(toId<SiteId>(typed));
}

const MOST_NAMED = 4;

interface Given {
  readonly me: Person;
  readonly site: Site;
  readonly typed: TypedGroup;
}

function* readGroup(work: Work, { me, site, typed }: Given): Steps<FocusGroup> {
  const { words } = work.product;
  const errors = new Map<string, string>();
  const type: GroupType | undefined = groupTypes.find((each) => each === typed.type);
  if (!type) errors.set("type", words.say("themes_error_type", {}));
  const day = parsePastDay(typed.day, localDay(work.now, site.zone));
  if (day === undefined) errors.set("day", words.say("themes_error_day", {}));
  const size = Number(typed.size);
  const isSize = Number.isInteger(size) && size >= LEAST_GROUP && size <= MOST_GROUP;
  if (!isSize) errors.set("size", words.say("themes_error_size", {}));
  const themes = yield* readThemes(work, { site, themes: typed.themes }, errors);
  refuseFields(errors);
  return {
    id: yield* groupId(work, typed.id, { site: site.id, day: day ?? "" }),
    site: site.id,
    type: type ?? "teacher",
    day: day ?? "",
    size,
    by: me.id,
    at: work.now,
    themes,
  };
}

/** The same form sent again for another day, or another school, is another group. */
function* groupId(
  { tx }: Work,
  id: FocusGroupId,
  { site, day }: Pick<FocusGroup, "site" | "day">,
): Steps<FocusGroupId> {
  const before = yield* tx.visiting.findFocusGroup(id);
  const isSame = !before || (before.site === site && before.day === day);
  return isSame ? id : toId<FocusGroupId>(`${id}:${site}:${day}`);
}

type TypedTheme = TypedGroup["themes"][number];
type ThemesOf = Pick<TypedGroup, "themes"> & { readonly site: Site };

function* readThemes(
  work: Work,
  { site, themes }: ThemesOf,
  errors: Map<string, string>,
): Steps<readonly Theme[]> {
  const kept: Theme[] = [];
  for (const [at, theme] of themes.entries()) {
    if (Object.values(theme).every((each) => each === "")) continue;
    const id = String(at + 1);
    const problem = yield* themeProblem(work, site, theme.text);
    if (problem !== undefined) errors.set(`text${id}`, problem);
    kept.push(toTheme(work, id, theme));
  }
  if (kept.length === 0) errors.set("text1", work.product.words.say("themes_error_none", {}));
  return kept;
}

function toTheme({ product }: Work, id: string, { text, practice, pitfall }: TypedTheme): Theme {
  const { practices, pitfalls } = product.words.library;
  return {
    id,
    text,
    practice: practices.some((each) => each.id === practice) ? practice : "",
    pitfall: pitfalls.some(({ code }) => code === pitfall) ? pitfall : "",
  };
}

/** What people say of scores is a theme; names, rooms and private matters are none. */
function* themeProblem(work: Work, site: Site, text: string): Steps<string | undefined> {
  const { words } = work.product;
  if (text === "") return words.say("themes_error_text", {});
  const most = String(MOST_VISIT_LINE);
  if ([...text].length > MOST_VISIT_LINE) return words.say("praise_too_long", { most });
  const held = yield* findHeldOnVisit(work, text, site.id);
  if (!held || held.why === "score") return undefined;
  return words.say("themes_held", { names: words.list(held.words) });
}
