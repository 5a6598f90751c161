import type Database from "better-sqlite3";

/** More texts than the product has; lists of other lengths make new ones. */
const MOST_KEPT = 1000;
const BOUND_LIMIT = / limit \?$/;

type Statement = Database.Statement<unknown[], unknown>;

/**
 * The same database, which compiles each text once: to compile costs more than to run most of them.
 * `raw` is a lasting switch of a statement, so each way of reading has its own.
 */
export function keepStatements(client: Database.Database): Database.Database {
  const plain = createKept((text) => client.prepare(text));
  const raw = createKept((text) => client.prepare(text).raw());
  const prepare = (text: string) => {
    // Whoever gave a text that is no statement hears of it now.
    if (!BOUND_LIMIT.test(text)) plain(text);
    const by =
      (kept: typeof plain, how: "all" | "get" | "run") =>
      (...values: unknown[]) => {
        const [spelled, left] = spellLimit(text, values);
        return kept(spelled)[how](...left);
      };
    return {
      ...{ all: by(plain, "all"), get: by(plain, "get"), run: by(plain, "run") },
      raw: () => ({ all: by(raw, "all"), get: by(raw, "get") }),
    };
  };
  return Object.create(client, { prepare: { value: prepare } });
}

/** With a bound limit SQLite compiles a statement anew each time it runs, for its plan hangs on it. */
function spellLimit(text: string, values: unknown[]): [text: string, values: unknown[]] {
  const limit = values.at(-1);
  if (!(BOUND_LIMIT.test(text) && Number.isInteger(limit))) return [text, values];
  return [`${text.slice(0, -1)}${String(limit)}`, values.slice(0, -1)];
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
