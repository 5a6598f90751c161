import type { Log } from "#ports/log.ts";
import type { PostgresSettings } from "#ports/postgres-settings.ts";
import type { Trace } from "#ports/trace.ts";
import type { Db } from "./db.ts";
import { openPostgres } from "./postgres.ts";
import { postgresDefaults } from "./postgres-options.ts";
import { openSqlite } from "./sqlite.ts";

export interface DbOptions {
  /** "file:data/groundswell.db", ":memory:" or "postgres://...". */
  readonly url: string;
  /** The folder that holds `sqlite` and `postgres`. */
  readonly migrations: string;
  readonly log: Log;
  /** Of no use for SQLite. */
  readonly postgres?: Partial<PostgresSettings> | undefined;
  /** Hears the text of each statement, without its values. */
  readonly onStatement?: ((text: string) => void) | undefined;
  /** What is queued remembers its request, and requests come before what is due by itself. */
  readonly trace?: Pick<Trace, "current"> | undefined;
}

/** Opens a database of either engine, creating or migrating it first. */
export async function openDb({ url, migrations, log, ...more }: DbOptions): Promise<Db> {
  const { onStatement, trace } = more;
  const file = findFile(url);
  if (file !== undefined) {
    return openSqlite(file, { migrationsFolder: `${migrations}/sqlite`, onStatement });
  }
  const isUrgent = trace && ((): boolean => trace.current() !== undefined);
  const options = { ...postgresDefaults, ...more.postgres, url, onStatement, isUrgent };
  return await openPostgres(options, `${migrations}/postgres`, log);
}

/** The file of a SQLite database; undefined for PostgreSQL. */
export function findFile(url: string): string | undefined {
  return POSTGRES_URL.test(url) ? undefined : url.replace(FILE_PREFIX, "");
}

const POSTGRES_URL = /^postgres(ql)?:/;
const FILE_PREFIX = /^file:/;
