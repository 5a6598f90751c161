import type { DistrictId } from "#domain/ids.ts";
import type { RecordFilter, RecordType } from "#domain/records.ts";
import type { RecordPart } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Product, Work } from "./product.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** What every part of an erasure works with. */
export interface Erasing {
  readonly product: Product;
  readonly district: DistrictId;
  readonly filter: RecordFilter;
}

/** Small enough that nobody who is answered meanwhile waits for it. */
export const PIECE = 100;
const RULE = "erase";

/** One piece of an erasure, in a transaction of its own. No hold is placed before it ends. */
export async function inPiece<T>(
  { product, district }: Erasing,
  body: (work: Work) => Steps<T>,
): Promise<T> {
  const now = product.clock.now();
  return await product.store.transaction(district, function* (tx) {
    yield* tx.records.guardHolds();
    return yield* body({ tx, product, now });
  });
}

/** Those that are still under no hold: one may have been placed since they were listed. */
export function* keepFree<T extends { readonly id: string }>(
  { tx }: Pick<Work, "tx">,
  type: RecordType,
  some: readonly T[],
): Steps<readonly T[]> {
  const ids = some.map(({ id }) => id);
  const held = yield* tx.records.listHeld(type, ids);
  return some.filter(({ id }) => !held.has(id));
}

/** Everything of a list that is read part by part, each part in a read of its own. */
export async function readAll<T>(
  { product, district }: Erasing,
  list: (tx: Transaction, part: RecordPart) => Steps<readonly T[]>,
  idOf: (item: T) => string,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (;;) {
    const last = all.at(-1);
    const part = { limit: PIECE, after: last === undefined ? undefined : idOf(last) };
    const some = await product.store.read(district, (tx) => list(tx, part));
    all.push(...some);
    if (some.length < PIECE) return all;
  }
}

/** A list in pieces, for a transaction each. */
export function inPieces<T>(list: readonly T[]): readonly (readonly T[])[] {
  const pieces: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += PIECE) pieces.push(list.slice(at, at + PIECE));
  return pieces;
}

/** Leaves the stones of what is gone. */
export function* bury(
  { tx, now: at }: Work,
  type: RecordType,
  ids: readonly string[],
): Steps<void> {
  const by = COMMAND_LINE;
  yield* tx.records.bury(ids.map((record) => ({ type, record, at, by, rule: RULE })));
}

/** Writes down that so many records of a type were erased, and by which filter. */
export function* writeErased(
  work: Work,
  { filter }: Erasing,
  erased: { readonly type: RecordType; readonly count: number },
): Steps<void> {
  if (erased.count === 0) return;
  const count = countToKeep(filter, erased);
  const facts = { type: erased.type, count, ...factsOf(filter) };
  const subject = subjectOf(filter);
  yield* writeAudit(work, { actor: COMMAND_LINE, action: "records_erased", subject, facts });
}

/** How many, for the log; how many shout-outs speak of one person is counted nowhere. */
export function countToKeep(
  { person }: RecordFilter,
  { type, count }: { readonly type: RecordType; readonly count: number },
): string {
  return person !== undefined && type === "shout_out" ? "some" : String(count);
}

/** What the records were chosen by: ids and days. */
export function factsOf({ person, site, fromDay, untilDay }: RecordFilter): Record<string, string> {
  return {
    ...(person === undefined ? {} : { person }),
    ...(site === undefined ? {} : { site }),
    ...(fromDay === undefined ? {} : { from: fromDay }),
    ...(untilDay === undefined ? {} : { until: untilDay }),
  };
}

/** "person:<id>", "site:<id>" or "district". */
export function subjectOf({ person, site }: RecordFilter): string {
  if (person !== undefined) return `person:${person}`;
  return site === undefined ? "district" : `site:${site}`;
}
