import { and, type Column, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { PersonId, SiteId } from "#domain/ids.ts";
import type { RecordType } from "#domain/records.ts";

/** Somebody, and the messages that say their name. */
export interface Named {
  readonly id: PersonId;
  /** Undefined where no name is looked for. */
  readonly mention?: Condition;
}

/** A filter with what the database compares: instants for days, a name for a person. */
export interface Wanted {
  readonly person?: Named | undefined;
  readonly site?: SiteId | undefined;
  readonly fromDay?: string | undefined;
  readonly untilDay?: string | undefined;
  readonly since?: Date | undefined;
  readonly before?: Date | undefined;
}

export type Condition = SQL | undefined;

/** How the records of one type are found. What a filter asks for and a type does not have never fits. */
export interface RecordKind {
  readonly table: SQLiteTable;
  readonly own: SQL;
  /** Its name within the type. */
  readonly id: SQL<string>;
  readonly person?: (person: Named) => Condition;
  readonly site?: (site: SiteId) => Condition;
  /** When it was: an instant. */
  readonly at?: Column;
  /** When it was: a local day. */
  readonly day?: Column;
}

export type RecordKinds = Readonly<Record<RecordType, RecordKind>>;

const NEVER = sql`1 = 0`;

/** True for what is not held: also where nobody can say, such as for what belongs to no school. */
export function isFree(held: SQL): SQL {
  return sql`(${held}) is not true`;
}

/** True where everything fits that the filter asks for. */
export function matches(kind: RecordKind, wanted: Wanted): Condition {
  const { person, site } = wanted;
  return and(
    kind.own,
    person && (kind.person?.(person) ?? NEVER),
    site === undefined ? undefined : (kind.site?.(site) ?? NEVER),
    inDays(kind, wanted),
  );
}

function inDays({ at, day }: RecordKind, wanted: Wanted): Condition {
  const { fromDay, untilDay, since, before } = wanted;
  if (fromDay === undefined && untilDay === undefined) return undefined;
  if (at) return and(since && gte(at, since), before && lt(at, before));
  if (!day) return NEVER;
  return and(
    fromDay === undefined ? undefined : gte(day, fromDay),
    untilDay === undefined ? undefined : lte(day, untilDay),
  );
}
