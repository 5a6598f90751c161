import * as p from "drizzle-orm/pg-core";
import * as s from "drizzle-orm/sqlite-core";

/** How a value is stored in SQLite. Tables are written once against this kit. */
export const sqliteKit = {
  table: s.sqliteTable,
  index: s.index,
  unique: s.uniqueIndex,
  primaryKey: s.primaryKey,
  foreignKey: s.foreignKey,
  text: (name: string) => s.text(name),
  id: <T extends string>(name: string) => s.text(name).$type<T>(),
  choice: <const T extends [string, ...string[]]>(name: string, values: T) =>
    s.text(name, { enum: values }),
  int: (name: string) => s.integer(name),
  flag: (name: string) => s.integer(name, { mode: "boolean" }),
  instant: (name: string) => s.integer(name, { mode: "timestamp_ms" }),
  json: <T>(name: string) => s.text(name, { mode: "json" }).$type<T>(),
};

export type Kit = typeof sqliteKit;

const postgresColumns = {
  table: p.pgTable,
  index: p.index,
  unique: p.uniqueIndex,
  primaryKey: p.primaryKey,
  foreignKey: p.foreignKey,
  text: (name: string) => p.text(name),
  id: <T extends string>(name: string) => p.text(name).$type<T>(),
  choice: <const T extends [string, ...string[]]>(name: string, values: T) =>
    p.text(name, { enum: values }),
  int: (name: string) => p.bigint(name, { mode: "number" }),
  flag: (name: string) => p.boolean(name),
  instant: (name: string) => p.timestamp(name, { withTimezone: true, precision: 3, mode: "date" }),
  json: <T>(name: string) => p.jsonb(name).$type<T>(),
};

/** The same kit for PostgreSQL; the assertion below keeps the two honest. */
export const postgresKit = postgresColumns as unknown as Kit;

// A compile error here means the kits drifted: a builder is missing, or holds another value type.
type Value<F> = F extends (...args: never[]) => {
  _: { data: infer V; notNull: infer N; hasDefault: infer H };
}
  ? [V, N, H]
  : "builder";
type Values<K> = { [C in keyof K]: Value<K[C]> };
type Same<A, B> = [A, B] extends [B, A] ? true : false;
true satisfies Same<Values<Kit>, Values<typeof postgresColumns>>;
