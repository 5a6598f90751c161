import { and, asc, eq, lte, or } from "drizzle-orm";
import type { Installation, Installations } from "#ports/installations.ts";
import { type Db, q, run, type Shape } from "./db.ts";
import { orUndefined } from "./rows.ts";

/** No state lives longer, so what ended that long before a new one has surely ended. */
const LONGEST_STATE_MS = 24 * 60 * 60 * 1000;

const installationOf = (
  { query, tables: { installations } }: Shape,
  is: Pick<Installation, "platform" | "workspace">,
) =>
  query
    .select()
    .from(installations)
    .where(and(eq(installations.platform, is.platform), eq(installations.workspace, is.workspace)));

/** Where the app is installed. */
export function installationRows(db: Db): Installations {
  return { ...keepInstallations(db), ...oneTimeStates(db) };
}

function keepInstallations({ tables, read, transaction }: Db) {
  const { installations } = tables;
  const own = (platform: Installation["platform"], workspace: string) =>
    and(eq(installations.platform, platform), eq(installations.workspace, workspace));
  return {
    find: async (platform, workspace) =>
      await read("every", function* (query) {
        const shape = { query, tables };
        const [row] = yield* run(shape, installationOf, { platform, workspace });
        return row && toInstallation(row);
      }),
    list: async (platform) =>
      await read("every", function* (query) {
        const there = query
          .select()
          .from(installations)
          .where(eq(installations.platform, platform))
          .orderBy(asc(installations.workspace));
        return (yield* q(there)).map(toInstallation);
      }),
    save: async (installation) =>
      await transaction("every", function* (query) {
        const row = {
          ...installation,
          scopes: [...installation.scopes],
          expiresAt: installation.expiresAt ?? null,
        };
        const target = [installations.platform, installations.workspace];
        yield* q(query.insert(installations).values(row).onConflictDoUpdate({ target, set: row }));
      }),
    remove: async (platform, workspace) =>
      await transaction("every", function* (query) {
        yield* q(query.delete(installations).where(own(platform, workspace)));
      }),
  } satisfies Partial<Installations>;
}

function oneTimeStates({ tables, transaction }: Db) {
  const { installStates } = tables;
  return {
    keepState: async (hash, expiresAt) =>
      await transaction("every", function* (query) {
        const ended = lte(installStates.expiresAt, new Date(+expiresAt - LONGEST_STATE_MS));
        yield* q(query.delete(installStates).where(ended));
        yield* q(query.insert(installStates).values({ hash, expiresAt }).onConflictDoNothing());
      }),
    // One statement, so that of two who come with one state only one takes it.
    takeState: async (hash, now) =>
      await transaction("every", function* (query) {
        const gone = or(eq(installStates.hash, hash), lte(installStates.expiresAt, now));
        const rows = yield* q(query.delete(installStates).where(gone).returning());
        return rows.some((row) => row.hash === hash && row.expiresAt > now);
      }),
  } satisfies Partial<Installations>;
}

function toInstallation(row: Db["tables"]["installations"]["$inferSelect"]): Installation {
  return { ...row, expiresAt: orUndefined(row.expiresAt) };
}
