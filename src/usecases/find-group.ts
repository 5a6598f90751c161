import { groupKey, readGrade } from "#domain/grades.ts";
import { type SiteId, toId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { isAtSchool, readTeam } from "./read-team.ts";

/** Colleagues of one school who are thanked together. */
export interface FoundGroup {
  /** As the actor reads it: "Grade 4". */
  readonly name: string;
  readonly people: readonly Person[];
}

/** How a school's PL team is called, without "team". */
const PL_TEAM: ReadonlySet<string> = new Set([
  "pl",
  "personalized learning",
  "ap",
  "aprendizaje personalizado",
]);
const SPEAKS_OF_TEAM = /\b(?:team|equipo)\b/i;

/**
 * The group of my school that is meant, without me: one my school named itself, a grade of the roster, or the
 * PL team. Undefined for what is none of them, and where nobody else is in it.
 */
export function* findGroup(work: Work, me: Person, typed: string): Steps<FoundGroup | undefined> {
  for (const site of yield* listOwnSchools(work, me)) {
    const found =
      (yield* findNamedGroup(work, site, typed)) ??
      (yield* findGrade(work, site, typed)) ??
      (yield* findPlTeam(work, site, typed));
    const people = found?.people.filter(({ id }) => id !== me.id) ?? [];
    if (found && people.length > 0) return { name: found.name, people };
  }
  return undefined;
}

/** The active schools somebody works at: the home school first. */
export function* listOwnSchools({ tx }: Pick<Work, "tx">, me: Person): Steps<readonly Site[]> {
  const places = me.assignments.map(({ place }) => toId<SiteId>(place));
  const sites: Site[] = [];
  for (const id of new Set([...(me.homeSite ? [me.homeSite] : []), ...places])) {
    const site = yield* tx.roster.findSite(id);
    if (site?.active) sites.push(site);
  }
  return sites;
}

/** A name the school gave itself goes before everything the roster says. */
function* findNamedGroup({ tx }: Work, site: Site, typed: string): Steps<FoundGroup | undefined> {
  const key = groupKey(typed);
  if (key === "") return undefined;
  const grade = readGrade(typed);
  const groups = yield* tx.showing.listGroups(site.id);
  const group =
    groups.find(({ name }) => groupKey(name) === key) ??
    groups.find(({ name }) => grade !== undefined && readGrade(name) === grade);
  if (!group) return undefined;
  const people = yield* tx.roster.listPeople(group.people);
  return { name: group.name, people: people.filter((person) => isAtSchool(person, site.id)) };
}

function* findGrade(work: Work, site: Site, typed: string): Steps<FoundGroup | undefined> {
  const { tx, product } = work;
  const grade = readGrade(typed);
  if (grade === undefined) return undefined;
  const people = yield* tx.roster.listGrade(site.id, grade);
  return { name: gradeName(product.words, grade), people };
}

function* findPlTeam(work: Work, site: Site, typed: string): Steps<FoundGroup | undefined> {
  if (!SPEAKS_OF_TEAM.test(typed) || !PL_TEAM.has(groupKey(typed))) return undefined;
  return {
    name: work.product.words.say("group_pl_team", {}),
    people: yield* readTeam(work, site),
  };
}

/** "Grade 4" for "04". */
function gradeName(words: Words, grade: string): string {
  if (grade === "PK") return words.say("group_pre_k", {});
  if (grade === "KG") return words.say("group_kindergarten", {});
  return words.say("group_grade", { grade: String(Number(grade)) });
}
