import { createHash } from "node:crypto";
import type { Row } from "./copy-rows.ts";

const MOST = 1n << 256n;

/** Adds up rows one by one: the sum is the same in whatever order they come. */
export interface Sum {
  add(row: Row): void;
  rows(): number;
  /** SHA-256 of each row's canonical form, added up. */
  hash(): string;
}

export function createSum(columns: readonly string[]): Sum {
  let rows = 0;
  let total = 0n;
  return {
    add: (row) => {
      rows += 1;
      const said = JSON.stringify(columns.map((name) => canonical(row[name])));
      total = (total + BigInt(`0x${createHash("sha256").update(said).digest("hex")}`)) % MOST;
    },
    rows: () => rows,
    hash: () => total.toString(16).padStart(64, "0"),
  };
}

/** The same for what both engines mean by it: PostgreSQL sorts the names in a structure anew. */
function canonical(value: unknown): unknown {
  if (value instanceof Date) return { at: value.getTime() };
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value ?? null;
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return { of: sorted.map(([name, part]) => [name, canonical(part)]) };
}
