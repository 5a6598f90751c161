import { existsSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { countPending as countInFile } from "./migrate.ts";
import { type DbOptions, findFile } from "./open-db.ts";
import { countApplied } from "./postgres-migrate.ts";
import { postgresDefaults, withAuthorities } from "./postgres-options.ts";

/** How many migrations a database waits for: all of them, if it is not there. Throws as opening does. */
export async function countPending({ url, migrations, postgres }: DbOptions): Promise<number> {
  const file = findFile(url);
  const engine = file === undefined ? "postgres" : "sqlite";
  const migrationsFolder = path.join(migrations, engine);
  const wanted = readMigrationFiles({ migrationsFolder }).length;
  if (file === undefined) {
    const options = withAuthorities({ ...postgresDefaults, ...postgres, url });
    return wanted - (await countApplied(options));
  }
  if (!existsSync(file)) return wanted;
  const client = new Database(file, { readonly: true });
  try {
    return countInFile(client, migrationsFolder) ?? wanted;
  } finally {
    client.close();
  }
}
