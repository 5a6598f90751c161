import type Database from "better-sqlite3";

/** More texts than the product has; lists of other lengths make new ones. */
const MOST_KEPT = 1000;

type Statement = Database.Statement<unknown[], unknown>;

/**
 * The same database, which compiles each text once: to compile costs more than to run most of them.
 * `raw` is a lasting switch of a statement, so each way of reading has its own.
 */
export function keepStatements(client: Database.Database): Database.Database {
  const plain = createKept((text) => client.prepare(text));
  const raw = createKept((text) => client.prepare(text).raw());
  const prepare = (text: string) => {
    const statement = plain(text);
    return {
      run: (...values: unknown[]) => statement.run(...values),
      all: (...values: unknown[]) => statement.all(...values),
      get: (...values: unknown[]) => statement.get(...values),
      raw: () => raw(text),
    };
  };
  return Object.create(client, { prepare: { value: prepare } });
}

/** Those that were used last stay. */
function createKept(make: (text: string) => Statement): (text: string) => Statement {
  const kept = new Map<string, Statement>();
  return (text) => {
    const statement = kept.get(text) ?? make(text);
    kept.delete(text);
    kept.set(text, statement);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
}
