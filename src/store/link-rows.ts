import { and, asc, eq, lte, or } from "drizzle-orm";
import type { Platform } from "#ports/chat.ts";
import type { WorkspaceLinks } from "#ports/installations.ts";
import { type Db, q, run, type Shape } from "./db.ts";

/** No code lives longer, so what ended that long before a new one has surely ended. */
const LONGEST_CODE_MS = 30 * 24 * 60 * 60 * 1000;

const linkOf = (
  { query, tables: { workspaceLinks } }: Shape,
  is: { readonly platform: Platform; readonly workspace: string },
) =>
  query
    .select({ districtId: workspaceLinks.districtId })
    .from(workspaceLinks)
    .where(
      and(eq(workspaceLinks.platform, is.platform), eq(workspaceLinks.workspace, is.workspace)),
    );

/** Which district a workspace belongs to. */
export function linkRows(db: Db): WorkspaceLinks {
  return { ...keepLinks(db), ...oneTimeCodes(db) };
}

function keepLinks({ tables, read, transaction }: Db) {
  const { workspaceLinks } = tables;
  return {
    find: async (platform, workspace) =>
      await read("every", function* (query) {
        const [row] = yield* run({ query, tables }, linkOf, { platform, workspace });
        return row?.districtId;
      }),
    listWorkspaces: async (platform, district) =>
      await read("every", function* (query) {
        const own = and(
          eq(workspaceLinks.districtId, district),
          eq(workspaceLinks.platform, platform),
        );
        const rows = yield* q(
          query.select().from(workspaceLinks).where(own).orderBy(asc(workspaceLinks.workspace)),
        );
        return rows.map(({ workspace }) => workspace);
      }),
    link: async (platform, workspace, districtId) =>
      await transaction("every", function* (query) {
        const row = { platform, workspace, districtId };
        const target = [workspaceLinks.platform, workspaceLinks.workspace];
        const set = { districtId };
        yield* q(query.insert(workspaceLinks).values(row).onConflictDoUpdate({ target, set }));
      }),
    unlink: async (platform, workspace) =>
      await transaction("every", function* (query) {
        const own = and(
          eq(workspaceLinks.platform, platform),
          eq(workspaceLinks.workspace, workspace),
        );
        yield* q(query.delete(workspaceLinks).where(own));
      }),
  } satisfies Partial<WorkspaceLinks>;
}

function oneTimeCodes({ tables, transaction }: Db) {
  const { linkCodes } = tables;
  return {
    keepCode: async (hash, districtId, expiresAt) =>
      await transaction("every", function* (query) {
        const ended = lte(linkCodes.expiresAt, new Date(+expiresAt - LONGEST_CODE_MS));
        yield* q(query.delete(linkCodes).where(ended));
        const row = { hash, districtId, expiresAt };
        yield* q(query.insert(linkCodes).values(row).onConflictDoNothing());
      }),
    // One statement, so that of two who come with one code only one takes it.
    takeCode: async (hash, now) =>
      await transaction("every", function* (query) {
        const gone = or(eq(linkCodes.hash, hash), lte(linkCodes.expiresAt, now));
        const rows = yield* q(query.delete(linkCodes).where(gone).returning());
        return rows.find((row) => row.hash === hash && row.expiresAt > now)?.districtId;
      }),
  } satisfies Partial<WorkspaceLinks>;
}
