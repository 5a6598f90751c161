import { getTableColumns, getTableName } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { type Schema, sqliteSchema } from "./schema.ts";

/** A table whose rows belong to one district each. */
export interface DistrictTable {
  readonly key: keyof Schema;
  readonly name: string;
  /** Its columns, by the names that rows have in the program, in an order that never changes. */
  readonly columns: readonly string[];
  /** What tells its rows apart within a district. */
  readonly rowKey: readonly string[];
}

/** A stone for a whole district says what happened in this database, and is never copied. */
export const ERASED_DISTRICT = "district";

/** They lead to districts, and their keys are no district's. */
const directory = new Set<keyof Schema>(["workspaceLinks", "linkCodes"]);

/** The district itself is the last: until its row is there, nobody works on what came before. */
export const districtTables: readonly DistrictTable[] = listTables();

function listTables(): readonly DistrictTable[] {
  const placed = new Map<SQLiteTable, DistrictTable>();
  for (const key of listKeys()) place(key, placed);
  const all = [...placed.values()];
  return [
    ...all.filter(({ key }) => key !== "districts"),
    ...all.filter((one) => one.key === "districts"),
  ];
}

function listKeys(): readonly (keyof Schema)[] {
  const keys: readonly (keyof Schema)[] = Object.keys(sqliteSchema).filter(isKey);
  return keys.filter((key) => "districtId" in sqliteSchema[key] && !directory.has(key));
}

function isKey(name: string): name is keyof Schema {
  return name in sqliteSchema;
}

/** Parents before their children, so that no row ever points at one that is still to come. */
function place(key: keyof Schema, placed: Map<SQLiteTable, DistrictTable>): void {
  const table = sqliteSchema[key];
  if (placed.has(table)) return;
  const { foreignKeys, primaryKeys, columns: own } = getTableConfig(table);
  for (const parent of foreignKeys.map((foreignKey) => foreignKey.reference().foreignTable)) {
    const parentKey = listKeys().find((one) => sqliteSchema[one] === parent);
    if (parentKey) place(parentKey, placed);
  }
  const names = new Map(
    Object.entries(getTableColumns(table)).map(([name, { name: sqlName }]) => [sqlName, name]),
  );
  const keyColumns = primaryKeys[0]?.columns ?? own.filter(({ primary }) => primary);
  const rowKey = keyColumns
    .flatMap((column) => names.get(column.name) ?? [])
    .filter((name) => name !== "districtId");
  placed.set(table, {
    key,
    name: getTableName(table),
    columns: [...names.values()].sort(),
    rowKey,
  });
}
