import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import type { PersonId } from "#domain/ids.ts";
import { addDays, toInstant } from "#domain/local-time.ts";
import type { RecordFilter, RecordType } from "#domain/records.ts";
import { displayName } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { readPersons, toPerson } from "./person-reads.ts";
import { recordKinds } from "./record-kinds.ts";
import { isFree, matches, type Named, type RecordKind, type Wanted } from "./record-match.ts";
import { orUndefined, type Scope } from "./rows.ts";

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
  const kind = recordKinds(scope)[type];
  const where = matches(kind, yield* toWanted(scope, filter));
  const held = yield* readHeld(scope, type);
  return { kind, where, held, free: held ? and(where, isFree(held)) : where };
}

/** True for records of the type that a hold covers; undefined where there is no such hold. */
export function* readHeld(scope: Scope, type: RecordType): Steps<SQL | undefined> {
  const { query, tables, district } = scope;
  const { holds } = tables;
  const open = and(eq(holds.districtId, district), isNull(holds.releasedAt));
  const rows = yield* q(query.select().from(holds).where(open));
  const kind = recordKinds(scope)[type];
  const covers: (SQL | undefined)[] = [];
  for (const hold of rows.filter((row) => row.type === null || row.type === type)) {
    const wanted = yield* toWanted(scope, {
      person: orUndefined(hold.person),
      site: orUndefined(hold.site),
      fromDay: orUndefined(hold.fromDay),
      untilDay: orUndefined(hold.untilDay),
    });
    covers.push(matches(kind, wanted));
  }
  return or(...covers);
}

function* toWanted(scope: Scope, filter: RecordFilter): Steps<Wanted> {
  const { person, fromDay, untilDay } = filter;
  const zone = (fromDay ?? untilDay) ? yield* readZone(scope) : "";
  return {
    ...filter,
    person: person === undefined ? undefined : yield* readNamed(scope, person),
    since: fromDay === undefined ? undefined : toInstant(`${fromDay}T00:00`, zone),
    before: untilDay === undefined ? undefined : toInstant(`${addDays(untilDay, 1)}T00:00`, zone),
  };
}

/** Somebody without a row has no name that a card could say. */
function* readNamed(scope: Scope, id: PersonId): Steps<Named> {
  const [row] = yield* readPersons(scope, [id]);
  return { id, name: row && row.searchKey !== "" ? displayName(toPerson(row, [])) : "" };
}

/** The district's zone: its days are the days of the records. */
export function* readZone({ query, tables, district }: Scope): Steps<string> {
  const { districts } = tables;
  const [row] = yield* q(query.select().from(districts).where(eq(districts.districtId, district)));
  return row?.zone ?? "Etc/UTC";
}
