import Database from "better-sqlite3";
import pg from "pg";

/** One message as the database has it. */
export interface KeptMessage {
  readonly key: string;
  readonly state: string;
  readonly reason: string;
  readonly dueMs: number;
}

/** What a database of either engine holds at the end. */
export interface Kept {
  readonly messages: readonly KeptMessage[];
  /** What was said of each shout-out. */
  readonly thanks: readonly string[];
  /** Planned things and when they are due. */
  readonly planned: readonly number[];
}

const MESSAGES = "select key, state, reason, due_at as due from outbox_messages";
const THANKS = "select text from shout_outs";
const PLANNED = "select next_at as due from schedule";

type Row = Readonly<Record<string, unknown>>;
export type Ask = (sql: string) => Promise<readonly Row[]>;

/** Asks the database itself, past the product and past its wall. */
export async function readKept(ask: Ask): Promise<Kept> {
  const toMs = (value: unknown): number => (value instanceof Date ? +value : Number(value));
  const messages = (await ask(MESSAGES)).map(({ key, state, reason, due }) => ({
    key: String(key),
    state: String(state),
    reason: String(reason),
    dueMs: toMs(due),
  }));
  const thanks = (await ask(THANKS)).map((row) => String(row.text));
  const planned = (await ask(PLANNED)).map((row) => toMs(row.due));
  return { messages, thanks, planned };
}

export function askFile(file: string): Ask {
  return async (sql) => {
    const client = new Database(file, { readonly: true });
    try {
      return await Promise.resolve(client.prepare<[], Row>(sql).all());
    } finally {
      client.close();
    }
  };
}

export function askServer(url: string): Ask {
  return async (sql) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
}
