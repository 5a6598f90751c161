import { and, type Column, eq, ne, notInArray, type SQL, sql } from "drizzle-orm";
import { displayName, type Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import type { Condition } from "./record-match.ts";
import type { Scope } from "./rows.ts";

const WILD = /[\\%_]/g;
const SIGNS = /[\\^$.*+?()[\]{}|]/g;

/** True where a text holds all parts in their order; SQLite takes capital and small letters as one. */
export function contains(column: Column, parts: readonly string[]): SQL {
  const pattern = parts.map((part) => part.replace(WILD, "\\$&")).join("%");
  return sql`cast(${column} as text) like ${`%${pattern}%`} escape '\\'`;
}

/**
 * True for messages that say somebody's name as words of their own: "Ana Li" is not in "Ana Lind" or
 * "Ana Li-Lopez". Undefined for who has no name. The database looks for the letters, and what only
 * looks like the name is left out.
 */
export function* readMention(scope: Scope, person: Person): Steps<Condition> {
  const name = displayName(person);
  if (name === "") return undefined;
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  const alike = contains(o.card, [JSON.stringify(name).slice(1, -1)]);
  const own = and(eq(o.districtId, district), alike);
  const found = yield* q(query.select({ id: o.id, card: o.card }).from(o).where(own));
  const word = asWords(name);
  const others = found.filter(({ card }) => !says(card, word)).map(({ id }) => id);
  return others.length > 0 ? and(alike, notInArray(o.id, others)) : alike;
}

/** True if somebody else who works here has the same name, so that a name alone says nothing. */
export function* hasNamesake(scope: Scope, person: Person): Steps<boolean> {
  const { query, tables, district } = scope;
  const { persons: p } = tables;
  const given = sql`coalesce(nullif(${p.preferredGivenName}, ''), ${p.givenName})`;
  const family = sql`coalesce(nullif(${p.preferredFamilyName}, ''), ${p.familyName})`;
  const same = sql`trim(${given} || ' ' || ${family}) = ${displayName(person)}`;
  const other = and(eq(p.districtId, district), eq(p.active, true), ne(p.id, person.id), same);
  const rows = yield* q(query.select({ id: p.id }).from(p).where(other).limit(1));
  return rows.length > 0;
}

function asWords(name: string): RegExp {
  const text = name.replace(SIGNS, "\\$&");
  return new RegExp(
    String.raw`(?<![\p{L}\p{M}\p{N}]|\p{L}-)${text}(?![\p{L}\p{M}\p{N}]|-\p{L})`,
    "u",
  );
}

/** True if one of the texts in it does. */
function says(value: unknown, word: RegExp): boolean {
  if (typeof value === "string") return word.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((part) => says(part, word));
}
