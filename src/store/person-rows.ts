import { and, asc, eq, exists, inArray, isNotNull, isNull, like } from "drizzle-orm";
import { ProductError } from "#domain/errors.ts";
import { nameKeys, searchKey } from "#domain/names.ts";
import type { Person } from "#domain/roster.ts";
import type { RosterRows } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { addRows } from "./add-rows.ts";
import { q, type Shape } from "./db.ts";
import {
  type AssignmentRow,
  type PersonRow,
  readHolders,
  readPeople,
  toPerson,
  withAssignments,
} from "./person-reads.ts";
import { chunks, type Scope } from "./rows.ts";

type PersonRows = Pick<
  RosterRows,
  | "findPerson"
  | "getPerson"
  | "listPeople"
  | "listEverybody"
  | "listHolders"
  | "listGrade"
  | "searchPeople"
  | "listNameKeys"
  | "savePeople"
  | "deactivatePeople"
  | "listNudgeAskers"
  | "listDigestReaders"
>;

/** The people of the staff roster, with what they are responsible for. */
export function personRows(scope: Scope): PersonRows {
  const { query, tables, district } = scope;
  const { persons, preferences } = tables;
  const active = and(eq(persons.districtId, district), eq(persons.active, true));
  const rows: PersonRows = {
    *findPerson(id) {
      return (yield* rows.listPeople([id]))[0];
    },
    *getPerson(id) {
      const found = yield* rows.findPerson(id);
      if (found) return found;
      throw new ProductError("PERSON_NOT_FOUND", `There is nobody "${id}" on the staff roster.`);
    },
    *listPeople(ids) {
      const people = yield* readPeople(scope, ids);
      const byId = new Map(people.map((person) => [person.id, person]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    *listEverybody() {
      const own = eq(persons.districtId, district);
      const found = yield* q(query.select().from(persons).where(own).orderBy(asc(persons.id)));
      return yield* withAssignments(scope, found);
    },
    *listHolders(role, place) {
      // Sorted and made unique here: asked to do it, SQLite reads the whole district in key order.
      const found = yield* readHolders(scope, role, place);
      const ids = [...new Set(found.map(({ id }) => id))].sort();
      const people = yield* rows.listPeople(ids);
      return people.filter((person) => person.active);
    },
    *listGrade(site, grade) {
      const here = and(active, eq(persons.homeSite, site));
      const atHome = yield* q(query.select({ id: persons.id }).from(persons).where(here));
      const teachers = yield* readHolders(scope, "teacher", site);
      const ids = [...new Set([...atHome, ...teachers].map(({ id }) => id))].sort();
      const people = yield* rows.listPeople(ids);
      return people.filter((person) => person.active && person.grades?.includes(grade));
    },
    *searchPeople(search) {
      return yield* searchPeople(scope, search);
    },
    *listNameKeys() {
      const found = yield* q(query.select().from(persons).where(active));
      return found.flatMap((row) => {
        const person = toPerson(row, []);
        return nameKeys(person).map((key) => ({ id: row.id, key, homeSite: person.homeSite }));
      });
    },
    *savePeople(people) {
      yield* savePeople(scope, people);
    },
    *deactivatePeople(ids) {
      for (const piece of chunks(ids)) {
        const own = and(eq(persons.districtId, district), inArray(persons.id, piece));
        yield* q(query.update(persons).set({ active: false }).where(own));
      }
    },
    *listDigestReaders(site) {
      const own = and(
        eq(preferences.districtId, district),
        isNotNull(preferences.digestOnlyAt),
        isNull(preferences.stoppedAt),
      );
      const mine = and(
        eq(persons.districtId, preferences.districtId),
        eq(persons.id, preferences.personId),
        eq(persons.homeSite, site),
        eq(persons.active, true),
      );
      const found = query.select({ id: persons.id }).from(preferences).innerJoin(persons, mine);
      const ids = yield* q(found.where(own));
      return yield* rows.listPeople(ids.map(({ id }) => id).sort());
    },
    *listNudgeAskers() {
      const asked = and(
        eq(preferences.districtId, district),
        isNotNull(preferences.nudgesAskedAt),
        isNull(preferences.stoppedAt),
      );
      const ids = yield* q(
        query.select({ id: preferences.personId }).from(preferences).where(asked),
      );
      const people = yield* rows.listPeople(ids.map(({ id }) => id).sort());
      return people.filter((person) => person.active);
    },
  };
  return rows;
}

function* searchPeople(
  scope: Scope,
  search: Parameters<RosterRows["searchPeople"]>[0],
): Steps<readonly Person[]> {
  const { query, tables, district } = scope;
  const { persons, assignments } = tables;
  const held = and(
    eq(assignments.districtId, district),
    eq(assignments.personId, persons.id),
    search.role === undefined ? undefined : eq(assignments.role, search.role),
    search.site === undefined ? undefined : eq(assignments.placeId, search.site),
  );
  const isAny = search.role === undefined && search.site === undefined;
  const found = yield* q(
    query
      .select()
      .from(persons)
      .where(
        and(
          eq(persons.districtId, district),
          eq(persons.active, true),
          like(persons.searchKey, `%${search.key}%`),
          isAny ? undefined : exists(query.select().from(assignments).where(held)),
        ),
      )
      .orderBy(asc(persons.searchKey), asc(persons.id))
      .limit(search.limit),
  );
  return yield* withAssignments(scope, found);
}

const insertPerson = ({ query, tables }: Shape, row: PersonRow) =>
  query.insert(tables.persons).values(row);

const insertAssignment = ({ query, tables }: Shape, row: AssignmentRow) =>
  query.insert(tables.assignments).values(row).onConflictDoNothing();

function* savePeople(scope: Scope, people: readonly Person[]): Steps<void> {
  const { query, tables, district } = scope;
  const { persons, assignments } = tables;
  for (const piece of chunks(people)) {
    const ids = piece.map((person) => person.id);
    yield* q(
      query
        .delete(assignments)
        .where(and(eq(assignments.districtId, district), inArray(assignments.personId, ids))),
    );
    const there = and(eq(persons.districtId, district), inArray(persons.id, ids));
    const known = new Set(
      (yield* q(query.select({ id: persons.id }).from(persons).where(there))).map(({ id }) => id),
    );
    const fresh = piece.filter((person) => !known.has(person.id));
    yield* addRows(
      scope,
      fresh.map((person) => toRow(scope, person)),
      {
        one: insertPerson,
        many: (rows) => query.insert(persons).values(rows),
      },
    );
    for (const person of piece.filter(({ id }) => known.has(id))) {
      const own = and(eq(persons.districtId, district), eq(persons.id, person.id));
      yield* q(query.update(persons).set(toRow(scope, person)).where(own));
    }
    const held = piece.flatMap((person) =>
      person.assignments.map(({ role, place }) => ({
        districtId: district,
        personId: person.id,
        role,
        placeId: place,
      })),
    );
    yield* addRows(scope, held, {
      one: insertAssignment,
      many: (rows) => query.insert(assignments).values(rows).onConflictDoNothing(),
    });
  }
}

function toRow({ district }: Scope, person: Person): PersonRow {
  return {
    districtId: district,
    id: person.id,
    givenName: person.givenName,
    familyName: person.familyName,
    preferredGivenName: person.preferredGivenName ?? null,
    preferredFamilyName: person.preferredFamilyName ?? null,
    email: person.email ?? null,
    username: person.username ?? null,
    searchKey: searchKey(person),
    active: person.active,
    homeSite: person.homeSite ?? null,
    grades: person.grades ?? null,
  };
}
