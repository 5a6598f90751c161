import { groupKey } from "#domain/grades.ts";
import { type PersonId, type StaffGroupId, toId } from "#domain/ids.ts";
import { fold, nameKeys } from "#domain/names.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { LEAST_PEOPLE, MOST_PEOPLE, type NamedGroup } from "#messages/group-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { listOwnSchools } from "./find-group.ts";
import type { Act, Product, Work } from "./product.ts";
import { isAtSchool } from "./read-team.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** A name that the guard has passed, and who is in it. */
export interface GroupToSave {
  readonly name: string;
  readonly people: readonly PersonId[];
}

export type GroupSaved =
  | { readonly kind: "saved"; readonly school: string; readonly group: NamedGroup }
  | { readonly kind: "no_school" | "count" | "person" }
  | { readonly kind: "elsewhere"; readonly school: string; readonly names: readonly string[] };

/** More people than this do not share a name. */
const MOST_NAMESAKES = 50;

/** Anyone on a school's staff gives a group of it a name, or changes who is in it. Nobody is written to. */
export async function saveGroup(
  product: Product,
  act: Act,
  { name, people: chosen }: GroupToSave,
): Promise<GroupSaved> {
  return await product.store.transaction(act.district, function* (tx): Steps<GroupSaved> {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "saveGroup");
    const [site] = yield* listOwnSchools(work, me);
    if (!site) return { kind: "no_school" };
    const people = yield* tx.roster.listPeople([...new Set(chosen)]);
    if (people.length < LEAST_PEOPLE || people.length > MOST_PEOPLE) return { kind: "count" };
    const away = people.filter((person) => !isAtSchool(person, site.id)).map(displayName);
    if (away.length > 0) return { kind: "elsewhere", school: site.name, names: away };
    if (yield* isSomebodysName(work, site, name)) return { kind: "person" };
    yield* keep(work, act, { site, name, people });
    return { kind: "saved", school: site.name, group: { name, people: people.map(displayName) } };
  });
}

/** A whole name of anybody, or a part of one at the same school: thanks must not reach the wrong people. */
function* isSomebodysName({ tx }: Work, site: Site, name: string): Steps<boolean> {
  const key = fold(name);
  const found = yield* tx.roster.searchPeople({ key, limit: MOST_NAMESAKES });
  return found.some((person) =>
    nameKeys(person).some(
      (full) => full === key || (isAtSchool(person, site.id) && ` ${full} `.includes(` ${key} `)),
    ),
  );
}

interface Keeping {
  readonly site: Site;
  readonly name: string;
  readonly people: readonly Person[];
}

/** The same name, however it is written, is the same group. */
function* keep(work: Work, act: Act, { site, name, people }: Keeping): Steps<void> {
  const { tx } = work;
  const groups = yield* tx.showing.listGroups(site.id);
  const before = groups.find((group) => groupKey(group.name) === groupKey(name));
  const id = before?.id ?? toId<StaffGroupId>(`${site.id}:${groupKey(name)}`);
  yield* tx.showing.saveGroup({
    id,
    site: site.id,
    name,
    people: people.map(({ id: one }) => one),
  });
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "group_saved",
    subject: `site:${site.id}`,
    facts: { people: String(people.length) },
  });
}
