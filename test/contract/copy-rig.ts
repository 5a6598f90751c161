import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { type Column, getTableColumns } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { type DistrictId, toId } from "#domain/ids.ts";
import { systemClock } from "#host/clock.ts";
import { createLog } from "#host/log.ts";
import { createRandom } from "#host/random.ts";
import type { ComparedTable, Moving, Tell } from "#ports/moving.ts";
import { createMoving } from "#store/copy-desk.ts";
import { districtTables } from "#store/copy-tables.ts";
import type { DbOptions } from "#store/open-db.ts";
import { sqliteSchema } from "#store/schema.ts";
import { createDatabase, migrations, openTestStore, type TestDatabase } from "./store-rig.ts";

export const quiet: Tell = () => undefined;

export function optionsOf(url: string, more: Partial<DbOptions> = {}): DbOptions {
  return { url, migrations, log: createLog({ level: "silent" }), ...more };
}

/** A server's database that districts move to, and files that they leave. */
export interface CopyRig {
  readonly target: TestDatabase;
  /** A new file in a folder of its own, with a district that no other file has. */
  newFile(from?: string): Leaving;
  remove(): Promise<void>;
}

interface Leaving {
  readonly file: string;
  readonly district: DistrictId;
  readonly moving: (more?: Partial<Parameters<typeof createMoving>[0]>) => Moving;
}

export async function startCopyRig(): Promise<CopyRig> {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-move-"));
  const empty = path.join(folder, "empty.db");
  await (await openTestStore(`file:${empty}`)).close();
  const target = await createDatabase("postgres");
  const random = createRandom(systemClock);
  let files = 0;
  return {
    target,
    newFile: (from = empty) => {
      files += 1;
      const file = path.join(folder, `${files}`, "groundswell.db");
      cpSync(from, file);
      const ends = { source: optionsOf(`file:${file}`), target: optionsOf(target.url) };
      const own = { file, clock: systemClock, random, actor: "command line", ...ends };
      const district = toId<DistrictId>(`north-${files}`);
      return { file, district, moving: (more = {}) => createMoving({ ...own, ...more }) };
    },
    remove: async () => {
      await target.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Puts rows into every table of a district: each kind of value, and each column empty that may be. */
export function fillAll(file: string, district: DistrictId, rows: number): void {
  const client = new Database(file);
  const query = drizzle({ client });
  client.exec("begin");
  for (const { key, rowKey } of districtTables) {
    const table: SQLiteTable = sqliteSchema[key];
    const columns = Object.entries(getTableColumns(table));
    const count = rowKey.length === 0 ? 1 : rows;
    for (let at = 0; at < count; at++) {
      const values = columns.map(([name, column]) => {
        if (name === "districtId") return [name, district];
        const isKey = rowKey.includes(name);
        return [name, isKey || column.notNull || at % 2 === 0 ? valueIn(column, at) : null];
      });
      query.insert(table).values(Object.fromEntries(values)).run();
    }
  }
  client.exec("commit");
  client.close();
}

/** The same for every key of a row, so that children find their parents. */
function valueIn({ dataType, name }: Column, at: number): unknown {
  if (dataType === "date") return new Date(Date.UTC(2025, 7, 18) + at * 1001);
  if (dataType === "boolean") return at % 4 === 0;
  if (dataType === "number") return at + 1;
  if (dataType === "json")
    return { zeta: [at, 0.1, null], ä: { b: true, a: "\u{1F331}" }, aa: "\\u" };
  return name === "text" ? `Ünï "quoted" \n line ${at}` : `${at < 2 ? "Ä" : "k"}${at}`;
}

export function tableOf(tables: readonly ComparedTable[], name: string): ComparedTable | undefined {
  return tables.find(({ table }) => table === name);
}

/** A linked workspace with its tokens, and a code that waits for another. */
export function addDirectory(file: string, district: DistrictId): void {
  runInFile(
    file,
    `insert into workspace_links values ('slack', 'T-${district}', '${district}');
     insert into link_codes values ('code-${district}', '${district}', 4102444800000);
     insert into installations values
       ('slack', 'T-${district}', 'sealed', 'B1', '["chat:write"]', null, 1755500000000)`,
  );
}

export function runInFile(file: string, sql: string): void {
  const client = new Database(file);
  client.exec(sql);
  client.close();
}

/** Many rows of one table: some pages of it. */
export function addMany(file: string, district: DistrictId, rows: number): void {
  runInFile(
    file,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
     insert into settings select '${district}', 'ballast-' || i, 'of ' || i from n`,
  );
}
