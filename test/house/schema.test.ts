import { Column, getTableName, is, type SQL } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import * as postgresTables from "#store/postgres-tables.ts";
import { postgresSchema, sqliteSchema } from "#store/schema.ts";
import * as sqliteTables from "#store/sqlite-tables.ts";

const tables = Object.values(sqliteSchema).filter((table) => is(table, SQLiteTable));
const named = tables.map((table) => [getTableName(table), getTableConfig(table)] as const);

/** The directory in front of the districts, which is not sharded: docs/decisions/0008. */
const controlTables = ["installations", "install_states", "workspace_links", "link_codes"];
const sharded = named.filter(([name]) => !controlTables.includes(name));

const ranking = /leaderboard|rank|points|score|streak|praise_?count|top_?giver/i;

const first = (columns: readonly (Column | SQL)[]) =>
  columns[0] && is(columns[0], Column) ? columns[0].name : undefined;

test.each([
  ["SQLite", sqliteTables, sqliteSchema],
  ["PostgreSQL", postgresTables, postgresSchema],
])("every table of %s is where the migrations are made from", (_engine, exported, schema) => {
  expect(Object.keys(exported).sort()).toEqual(Object.keys(schema).sort());
});

test("there are tables to look at", () => {
  expect(tables.length).toBeGreaterThan(10);
});

test.each(sharded)("rows of %s belong to one district, in every key", (name, config) => {
  const own = config.columns.filter((column) => column.primary || column.isUnique);
  const primary = config.primaryKeys.map((key) => first(key.columns));
  const unique = config.indexes
    .filter((index) => index.config.unique)
    .map((index) => first(index.config.columns));
  const constraints = config.uniqueConstraints.map((key) => first(key.columns));
  const foreign = config.foreignKeys.flatMap((key) => {
    const { columns, foreignColumns } = key.reference();
    return [first(columns), first(foreignColumns)];
  });
  // The district itself, and the one head of its audit chain, have a single column as their key.
  const single = own.map((column) => column.name);
  const leading = [...single, ...primary, ...unique, ...constraints, ...foreign];
  expect(leading.filter((column) => column !== "district_id")).toEqual([]);
  expect(single.length === 0 || ["districts", "audit_heads"].includes(name)).toBe(true);
  expect(primary.length + single.length).toBe(1);
});

test("the control tables are there, and no district's row points at them", () => {
  const control = named.filter(([name]) => controlTables.includes(name));
  expect(control.map(([name]) => name).sort()).toEqual([...controlTables].sort());
  const pointing = named.filter(([, config]) =>
    config.foreignKeys.some((key) =>
      controlTables.includes(getTableName(key.reference().foreignTable)),
    ),
  );
  expect(pointing.map(([name]) => name)).toEqual([]);
  expect(control.flatMap(([, config]) => config.foreignKeys)).toEqual([]);
});

test("no table counts or ranks a named person", () => {
  const columns = named.flatMap(([, config]) => config.columns.map((column) => column.name));
  expect(columns.filter((column) => ranking.test(column))).toEqual([]);
});
