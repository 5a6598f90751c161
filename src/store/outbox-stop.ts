import { sql } from "drizzle-orm";

/** What may go while all sending is stopped: an answer to somebody, or a change of what is there already. */
export const isChange = sql`(action in ('update', 'retract') or kind = 'reply')`;
