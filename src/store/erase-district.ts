import { and, count, eq, exists, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { DistrictStone, ErasedRows, Transaction } from "#ports/store.ts";
import { districtTables, ERASED_DISTRICT } from "./copy-tables.ts";
import { q, type Shape } from "./db.ts";
import type { Schema } from "./schema.ts";

/**
 * Removes every row of a district, and what leads to it; says how many of each table. Its workspaces keep
 * their installs, so that another district can be linked to them.
 */
export function* eraseRows(shape: Shape, district: DistrictId): Steps<ErasedRows> {
  return yield* eraseOwn(shape, (key) => ofDistrict(shape, key, district));
}

const leading = [
  { name: "workspace_links", key: "workspaceLinks" },
  { name: "link_codes", key: "linkCodes" },
] as const;

/** The rows of each table that `own` means, if any. */
export function* eraseOwn(
  { query, tables }: Shape,
  own: (key: keyof Schema) => SQL | undefined,
): Steps<ErasedRows> {
  const erased: Record<string, number> = {};
  // Children before parents, so that no foreign key stands in the way.
  for (const { key, name } of [...districtTables.toReversed(), ...leading]) {
    const wanted = own(key);
    if (!wanted) continue;
    const from: SQLiteTable = tables[key];
    const [row] = yield* q(query.select({ rows: count() }).from(from).where(wanted));
    yield* q(query.delete(tables[key]).where(wanted));
    if (row && row.rows > 0) erased[name] = row.rows;
  }
  return erased;
}

export function ofDistrict(
  { tables }: Shape,
  key: keyof Schema,
  district: DistrictId,
): SQL | undefined {
  const table = tables[key];
  return "districtId" in table ? eq(table.districtId, district) : undefined;
}

/** The tokens of its workspaces; an install of a whole organization may serve others, and stays. */
function* eraseInstallations({ query, tables }: Shape, district: DistrictId): Steps<number> {
  const { installations: i, workspaceLinks: l } = tables;
  const same = and(eq(l.platform, i.platform), eq(l.workspace, i.workspace));
  const link = query.select({ one: sql`1` }).from(l);
  const own = exists(link.where(and(same, eq(l.districtId, district))));
  return (yield* q(query.delete(i).where(own).returning({ at: i.workspace }))).length;
}

/**
 * The same for good, with the tokens: a stone says when, and nothing of what was there. Throws
 * DISTRICT_HELD while a hold keeps anything of it.
 */
export function* eraseForGood(
  shape: Shape,
  { district, records }: Pick<Transaction, "district" | "records">,
  { at, by }: DistrictStone,
): Steps<ErasedRows> {
  yield* records.guardHolds();
  const open = (yield* records.listHolds()).filter(({ releasedAt }) => !releasedAt);
  if (open.length > 0) throw isHeld(district, open);
  // While the links still say whose they are.
  const installations = yield* eraseInstallations(shape, district);
  const rows = yield* eraseRows(shape, district);
  const erased = installations > 0 ? { ...rows, installations } : rows;
  const stone = { type: ERASED_DISTRICT, record: district, at, by, rule: "district_erased" };
  const { tombstones } = shape.tables;
  yield* q(shape.query.insert(tombstones).values({ districtId: district, ...stone }));
  return erased;
}

function isHeld(district: DistrictId, holds: readonly { readonly id: string }[]): ProductError {
  const ids = holds.map(({ id }) => id).join(", ");
  return new ProductError(
    "DISTRICT_HELD",
    `Nothing of ${district} was erased: it is held (${ids}).`,
  );
}
