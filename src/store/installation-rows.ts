import { createHash } from "node:crypto";
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
  return { ...keepInstallations(db), ...renewals(db), ...oneTimeStates(db) };
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
        const row = toRow(installation);
        const target = [installations.platform, installations.workspace];
        yield* q(query.insert(installations).values(row).onConflictDoUpdate({ target, set: row }));
      }),
    replace: async (sealed, newer) =>
      await transaction("every", function* (query) {
        const same = and(own(newer.platform, newer.workspace), eq(installations.sealed, sealed));
        const changed = query.update(installations).set(toRow(newer)).where(same);
        return (yield* q(changed.returning({ at: installations.workspace }))).length > 0;
      }),
    remove: async (platform, workspace) =>
      await transaction("every", function* (query) {
        yield* q(query.delete(installations).where(own(platform, workspace)));
      }),
  } satisfies Partial<Installations>;
}

/** Kept among the one-time states, and swept with them: whoever keeps it renews. */
function renewals({ tables, transaction }: Db) {
  const { installStates: s } = tables;
  return {
    // One statement: of two who come at once, one finds it kept.
    takeRenewal: async ({ platform, workspace }, { now, until }) =>
      await transaction("every", function* (query) {
        const name = `renewal ${platform} ${workspace}`;
        const hash = createHash("sha256").update(name).digest("base64url");
        const kept = query
          .insert(s)
          .values({ hash, expiresAt: until })
          .onConflictDoUpdate({
            target: s.hash,
            set: { expiresAt: until },
            setWhere: lte(s.expiresAt, now),
          });
        return (yield* q(kept.returning({ hash: s.hash }))).length > 0;
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

function toRow(installation: Installation) {
  const { scopes, expiresAt } = installation;
  return { ...installation, scopes: [...scopes], expiresAt: expiresAt ?? null };
}

function toInstallation(row: Db["tables"]["installations"]["$inferSelect"]): Installation {
  return { ...row, expiresAt: orUndefined(row.expiresAt) };
}
