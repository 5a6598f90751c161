import { and, asc, eq, exists, notExists, or, sql } from "drizzle-orm";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { addRows, type Row } from "./copy-rows.ts";
import { q, type Shape } from "./db.ts";

/** What stands in front of a district and leads to it. One-time states of ten minutes stay behind. */
export const directoryTables = ["workspaceLinks", "linkCodes", "installations"] as const;
type DirectoryTable = (typeof directoryTables)[number];

export interface DirectoryAsk {
  readonly district: DistrictId;
  /** Also installs that no workspace is linked to, such as a whole organization's. */
  readonly alsoUnlinked: boolean;
}

/** The district's rows of one table of the directory. */
export function* listLeading(
  shape: Shape,
  table: DirectoryTable,
  ask: DirectoryAsk,
): Steps<readonly Row[]> {
  if (table === "installations") return yield* listInstallations(shape, ask);
  const { query, tables } = shape;
  const own = eq(tables[table].districtId, ask.district);
  return yield* q(query.select().from(tables[table]).where(own));
}

function* listInstallations(
  { query, tables }: Shape,
  { district, alsoUnlinked }: DirectoryAsk,
): Steps<readonly Row[]> {
  const { installations: i, workspaceLinks: l } = tables;
  const link = query.select({ one: sql`1` }).from(l);
  const same = and(eq(l.platform, i.platform), eq(l.workspace, i.workspace));
  const isOwn = exists(link.where(and(same, eq(l.districtId, district))));
  const isNobodys = alsoUnlinked
    ? notExists(query.select({ one: sql`1` }).from(l).where(same))
    : undefined;
  const order = [asc(i.platform), asc(i.workspace)];
  const found = query.select().from(i).where(or(isOwn, isNobodys));
  return yield* q(found.orderBy(...order));
}

/** The rows of the directory that come with a district. */
export type Leading = Readonly<Record<DirectoryTable, readonly Row[]>>;

export function* readLeading(shape: Shape, ask: DirectoryAsk): Steps<Leading> {
  return {
    workspaceLinks: yield* listLeading(shape, "workspaceLinks", ask),
    linkCodes: yield* listLeading(shape, "linkCodes", ask),
    installations: yield* listLeading(shape, "installations", ask),
  };
}

/** Throws MOVE_TAKEN where a workspace is linked or installed there in another way. */
export function* refuseTaken(
  shape: Shape,
  { workspaceLinks, installations }: Leading,
): Steps<void> {
  const { query, tables } = shape;
  for (const { platform, workspace, districtId } of workspaceLinks) {
    const { workspaceLinks: l } = tables;
    const same = and(sql`${l.platform} = ${platform}`, sql`${l.workspace} = ${workspace}`);
    const other = and(same, sql`${l.districtId} <> ${districtId}`);
    const rows = yield* q(query.select().from(l).where(other));
    if (rows[0]) throw taken(workspace, `is linked to ${rows[0].districtId}`);
  }
  for (const { platform, workspace, sealed } of installations) {
    const { installations: i } = tables;
    const same = and(sql`${i.platform} = ${platform}`, sql`${i.workspace} = ${workspace}`);
    const rows = yield* q(
      query
        .select()
        .from(i)
        .where(and(same, sql`${i.sealed} <> ${sealed}`)),
    );
    if (rows[0]) throw taken(workspace, "has another install");
  }
}

function taken(workspace: unknown, how: string): ProductError {
  const what = `The workspace ${String(workspace)} ${how} in the database that it would come to.`;
  return new ProductError("MOVE_TAKEN", what);
}

export function* addLeading(shape: Shape, leading: Leading): Steps<void> {
  for (const table of directoryTables) yield* addRows(shape, table, leading[table]);
}
