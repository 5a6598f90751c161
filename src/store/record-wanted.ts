import { and, eq, inArray, isNull, or, type SQL } from "drizzle-orm";
import type { PersonId } from "#domain/ids.ts";
import { addDays, toInstant } from "#domain/local-time.ts";
import type { RecordFilter, RecordType } from "#domain/records.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { hasNamesake, readMention } from "./name-mentions.ts";
import { readPersons, toPerson } from "./person-reads.ts";
import { recordKinds } from "./record-kinds.ts";
import { isFree, matches, type Named, type RecordKind, type Wanted } from "./record-match.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

/** A type's records that a filter means, and those of them that a hold covers. */
export interface Meant {
  readonly kind: RecordKind;
  readonly where: SQL | undefined;
  /** Undefined where no hold is on this type. */
  readonly held: SQL | undefined;
  /** What is meant and may go. */
  readonly free: SQL | undefined;
}

/** Looks up what a filter means for one type, and which holds are on it. */
export function* readMeant(scope: Scope, type: RecordType, filter: RecordFilter): Steps<Meant> {
  return yield* readAsked(scope, type, yield* toWanted(scope, type, filter));
}

/**
 * The same for an erasure: where two who work here have one name, a message that only says it is not
 * taken for one of theirs.
 */
export function* readErasable(scope: Scope, type: RecordType, filter: RecordFilter): Steps<Meant> {
  const wanted = yield* toWanted(scope, type, filter);
  const { person } = wanted;
  if (!person?.mention) return yield* readAsked(scope, type, wanted);
  const [row] = yield* readPersons(scope, [person.id]);
  const isUnclear = row !== undefined && (yield* hasNamesake(scope, toPerson(row, [])));
  const clear = isUnclear ? { ...wanted, person: { id: person.id } } : wanted;
  return yield* readAsked(scope, type, clear);
}

function* readAsked(scope: Scope, type: RecordType, wanted: Wanted): Steps<Meant> {
  const kind = recordKinds(scope)[type];
  const where = matches(kind, wanted);
  const held = yield* readHeld(scope, type);
  return { kind, where, held, free: held ? and(where, isFree(held)) : where };
}

/** What tells who somebody is: any hold that names them needs it, whatever its type and days. */
const NAMING: ReadonlySet<RecordType> = new Set(["person", "account"]);

/** True for records of the type that a hold covers; undefined where there is no such hold. */
export function* readHeld(scope: Scope, type: RecordType): Steps<SQL | undefined> {
  const { query, tables, district } = scope;
  const { holds } = tables;
  const open = and(eq(holds.districtId, district), isNull(holds.releasedAt));
  const rows = yield* q(query.select().from(holds).where(open));
  const kind = recordKinds(scope)[type];
  const covers: (SQL | undefined)[] = [];
  if (NAMING.has(type)) {
    const people = rows.flatMap(({ person }) => (person === null ? [] : [person]));
    covers.push(...people.map((id) => matches(kind, { person: { id } })));
  }
  for (const hold of rows.filter((row) => row.type === null || row.type === type)) {
    const wanted = yield* toWanted(scope, type, {
      person: orUndefined(hold.person),
      site: orUndefined(hold.site),
      fromDay: orUndefined(hold.fromDay),
      untilDay: orUndefined(hold.untilDay),
    });
    covers.push(matches(kind, wanted));
  }
  return or(...covers);
}

interface Some {
  readonly ids: readonly string[];
  readonly filter?: RecordFilter | undefined;
}

/** Those of the ids that a hold covers; with a filter only those of them that it means. */
export function* listHeld(scope: Scope, type: RecordType, some: Some): Steps<ReadonlySet<string>> {
  const { ids, filter } = some;
  const kind = recordKinds(scope)[type];
  const held = ids.length > 0 ? yield* readHeld(scope, type) : undefined;
  const found = new Set<string>();
  if (!held) return found;
  const meant = filter && matches(kind, yield* toWanted(scope, type, filter));
  for (const piece of chunks(ids)) {
    const these = and(kind.own, inArray(kind.id, piece), held, meant);
    const rows = yield* q(scope.query.select({ id: kind.id }).from(kind.table).where(these));
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** A filter as one type's records are compared with it. */
function* toWanted(scope: Scope, type: RecordType, filter: RecordFilter): Steps<Wanted> {
  const { person, fromDay, untilDay } = filter;
  const zone = (fromDay ?? untilDay) ? yield* readZone(scope) : "";
  return {
    ...filter,
    person: person === undefined ? undefined : yield* readNamed(scope, type, person),
    since: fromDay === undefined ? undefined : toInstant(`${fromDay}T00:00`, zone),
    before: untilDay === undefined ? undefined : toInstant(`${addDays(untilDay, 1)}T00:00`, zone),
  };
}

/** Only messages say names; somebody without a row, or whose name is gone, has none. */
function* readNamed(scope: Scope, type: RecordType, id: PersonId): Steps<Named> {
  const [row] = type === "message" ? yield* readPersons(scope, [id]) : [];
  if (!row || row.searchKey === "") return { id };
  return { id, mention: yield* readMention(scope, toPerson(row, [])) };
}

/** The district's zone: its days are the days of the records. */
export function* readZone({ query, tables, district }: Scope): Steps<string> {
  const { districts } = tables;
  const [row] = yield* q(query.select().from(districts).where(eq(districts.districtId, district)));
  return row?.zone ?? "Etc/UTC";
}
