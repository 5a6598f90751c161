import { type RecordType, recordTypes } from "#domain/records.ts";
import type { StoredRecord } from "#ports/record-rows.ts";
import { countToKeep, factsOf, subjectOf } from "./erasing.ts";
import type { Product } from "./product.ts";
import type { Selection } from "./select-records.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** How many records of a type were asked for. */
export interface TypeCount {
  readonly type: RecordType;
  readonly count: number;
}

/** Writes down who asked for what, and counts it: nothing is given out before. */
export async function startExport(
  { store, clock }: Product,
  { district, filter, type: only }: Selection,
): Promise<readonly TypeCount[]> {
  const now = clock.now();
  return await store.transaction(district, function* (tx) {
    const counts: TypeCount[] = [];
    for (const type of recordTypes.filter((each) => only === undefined || each === only)) {
      const { total: count } = yield* tx.records.count(type, filter);
      if (count > 0) counts.push({ type, count });
    }
    const told = counts.map((each) => [each.type, countToKeep(filter, each)]);
    const facts = { ...Object.fromEntries(told), ...factsOf(filter) };
    const said = { actor: COMMAND_LINE, action: "records_exported" } as const;
    yield* writeAudit({ tx, now }, { ...said, subject: subjectOf(filter), facts });
    return counts;
  });
}

const PART = 500;

/** All records of one type that are meant, in their order, each part in a read of its own. */
export async function* readRecords(
  { store }: Product,
  { district, filter }: Selection,
  type: RecordType,
): AsyncGenerator<readonly StoredRecord[]> {
  let after: string | undefined;
  do {
    const part = { after, limit: PART };
    const some = await store.read(district, (tx) => tx.records.list(type, filter, part));
    if (some.length > 0) yield some;
    after = some.length < PART ? undefined : some.at(-1)?.id;
  } while (after !== undefined);
}
