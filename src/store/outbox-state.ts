import { type SQL, sql } from "drizzle-orm";
import type { OutboxState } from "#ports/outbox-rows.ts";
import type { Schema } from "./schema.ts";

/**
 * True for a message in one of these states, which are spelled out: partial indexes hang on the state, so with a
 * bound one SQLite compiles the statement anew each time it runs, and PostgreSQL's kept plan cannot use them.
 */
export function hasState(
  { state }: Pick<Schema["outboxMessages"], "state">,
  ...states: readonly OutboxState[]
): SQL {
  const list = states.map((each) => `'${each}'`).join(", ");
  return states.length === 1
    ? sql`${state} = ${sql.raw(list)}`
    : sql`${state} in (${sql.raw(list)})`;
}
