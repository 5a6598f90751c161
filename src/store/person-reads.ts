import { and, eq, inArray } from "drizzle-orm";
import type { DistrictId, PersonId, PlaceId } from "#domain/ids.ts";
import type { Assignment, ContactRole, Person, Role } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, isFew, orUndefined, type Scope } from "./rows.ts";

export type PersonRow = Scope["tables"]["persons"]["$inferSelect"];
export type AssignmentRow = Scope["tables"]["assignments"]["$inferSelect"];

interface OfPerson {
  readonly district: DistrictId;
  readonly id: PersonId;
}

/** One row for each thing that they are responsible for, and at least one. */
const personById = ({ query, tables: { persons, assignments } }: Shape, is: OfPerson) =>
  query
    .select({ person: persons, role: assignments.role, place: assignments.placeId })
    .from(persons)
    .leftJoin(
      assignments,
      and(eq(assignments.districtId, is.district), eq(assignments.personId, persons.id)),
    )
    .where(and(eq(persons.districtId, is.district), eq(persons.id, is.id)));

const assignmentsOf = ({ query, tables: { assignments } }: Shape, is: OfPerson) =>
  query
    .select()
    .from(assignments)
    .where(and(eq(assignments.districtId, is.district), eq(assignments.personId, is.id)));

const holdersAt = (
  { query, tables: { assignments } }: Shape,
  is: { readonly district: DistrictId; readonly role: Role | ContactRole; readonly place: PlaceId },
) =>
  query
    .select({ id: assignments.personId })
    .from(assignments)
    .where(
      and(
        eq(assignments.districtId, is.district),
        eq(assignments.role, is.role),
        eq(assignments.placeId, is.place),
      ),
    );

const holdersOf = (
  { query, tables: { assignments } }: Shape,
  is: { readonly district: DistrictId; readonly role: Role | ContactRole },
) =>
  query
    .select({ id: assignments.personId })
    .from(assignments)
    .where(and(eq(assignments.districtId, is.district), eq(assignments.role, is.role)));

/** Unsorted, and one row for each place where somebody holds the role. */
export function* readHolders(
  scope: Scope,
  role: Role | ContactRole,
  place?: PlaceId,
): Steps<readonly { readonly id: PersonId }[]> {
  const { district } = scope;
  if (place === undefined) return yield* run(scope, holdersOf, { district, role });
  return yield* run(scope, holdersAt, { district, role, place });
}

/** Some people with what they are responsible for, unsorted. */
export function* readPeople(scope: Scope, ids: readonly PersonId[]): Steps<readonly Person[]> {
  if (!isFew(scope, ids)) return yield* withAssignments(scope, yield* readPersons(scope, ids));
  const { district } = scope;
  const people: Person[] = [];
  for (const id of ids) {
    const rows = yield* run(scope, personById, { district, id });
    const held = rows.flatMap(({ role, place }) => (role && place ? [{ role, place }] : []));
    if (rows[0]) people.push(toPerson(rows[0].person, held));
  }
  return people;
}

/** The rows of some people, unsorted. */
export function* readPersons(scope: Scope, ids: readonly PersonId[]): Steps<PersonRow[]> {
  const { query, tables, district } = scope;
  const { persons } = tables;
  const found: PersonRow[] = [];
  for (const piece of chunks(ids)) {
    const own = and(eq(persons.districtId, district), inArray(persons.id, piece));
    found.push(...(yield* q(query.select().from(persons).where(own))));
  }
  return found;
}

function* readAssignments(scope: Scope, ids: readonly PersonId[]): Steps<AssignmentRow[]> {
  const { query, tables, district } = scope;
  const { assignments } = tables;
  const found: AssignmentRow[] = [];
  if (isFew(scope, ids)) {
    for (const id of ids) found.push(...(yield* run(scope, assignmentsOf, { district, id })));
    return found;
  }
  for (const piece of chunks(ids)) {
    const own = and(eq(assignments.districtId, district), inArray(assignments.personId, piece));
    found.push(...(yield* q(query.select().from(assignments).where(own))));
  }
  return found;
}

/** People with what they are responsible for, in the order of their rows. */
export function* withAssignments(
  scope: Scope,
  found: readonly PersonRow[],
): Steps<readonly Person[]> {
  const held = new Map<PersonId, Assignment[]>();
  const ids = found.map(({ id }) => id);
  for (const row of yield* readAssignments(scope, ids)) {
    const list = held.get(row.personId) ?? [];
    list.push({ role: row.role, place: row.placeId });
    held.set(row.personId, list);
  }
  return found.map((row) => toPerson(row, held.get(row.id) ?? []));
}

/** One person of the roster. */
export function toPerson(row: PersonRow, held: readonly Assignment[]): Person {
  return {
    id: row.id,
    givenName: row.givenName,
    familyName: row.familyName,
    preferredGivenName: orUndefined(row.preferredGivenName),
    preferredFamilyName: orUndefined(row.preferredFamilyName),
    email: orUndefined(row.email),
    username: orUndefined(row.username),
    active: row.active,
    homeSite: orUndefined(row.homeSite),
    grades: orUndefined(row.grades),
    assignments: [...held].sort((a, b) => compare(`${a.role} ${a.place}`, `${b.role} ${b.place}`)),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
