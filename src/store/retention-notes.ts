import type { RecordType } from "#domain/records.ts";
import type { RetentionName } from "#domain/retention.ts";
import type { Schema } from "./schema.ts";

/** Who sees a column in the product. The operator's command line can export all of it, and that is written down. */
export const audiences = {
  nobody: "nobody: only the server uses it",
  person: "the person",
  staff: "all staff",
  thanked: "who gave it and who is thanked; the channel too, if they wish",
  reader: "who the message is for",
  pair: "the two who meet",
  school: "the school's principal and its leads",
  leads: "PL leads, and area leads for their cluster",
  it: "IT admins",
  officer: "the records officer",
} as const;

type Audience = keyof typeof audiences;

/** What a column is for, who sees it, and its class where that is not the table's. */
export type ColumnNote = readonly [purpose: string, seenBy: Audience, keptAs?: RetentionName];

/** How a table is kept. Every column has its note: a new one without it does not compile. */
interface TableNote<Columns extends PropertyKey> {
  readonly about: string;
  readonly keptAs: RetentionName;
  /** The type under which its rows are exported, held and erased; undefined where no row is about somebody. */
  readonly record?: RecordType;
  readonly columns: Readonly<Record<Columns, ColumnNote>>;
}

export type TableNotes = {
  readonly [T in keyof Schema]: TableNote<keyof Schema[T]["$inferSelect"]>;
};
