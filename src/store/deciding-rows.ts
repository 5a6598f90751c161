import { and, desc, eq, gte } from "drizzle-orm";
import type { MadeChange } from "#domain/training.ts";
import type { DecidingRows } from "#ports/deciding-rows.ts";
import { q } from "./db.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";

/** Digests as they were told, trainings that were decided on, and what was changed. */
export function decidingRows(scope: Scope): DecidingRows {
  return { ...digestRows(scope), ...trainingRows(scope), ...changeRows(scope) };
}

function digestRows({ query, tables, district }: Scope) {
  const { digests: d } = tables;
  return {
    *keepDigest(digest) {
      yield* q(
        query
          .insert(d)
          .values({ ...digest, districtId: district })
          .onConflictDoNothing(),
      );
    },
    *findDigest(id) {
      const own = and(eq(d.districtId, district), eq(d.id, id));
      const [row] = yield* q(query.select().from(d).where(own));
      if (!row) return undefined;
      const { districtId: _district, ...digest } = row;
      return digest;
    },
    *listDigestIds(kind, since) {
      const own = and(eq(d.districtId, district), eq(d.kind, kind), gte(d.at, since));
      const found = query.select({ id: d.id }).from(d).where(own);
      return (yield* q(found.orderBy(desc(d.at), desc(d.id)))).map(({ id }) => id);
    },
    *listDigests(scope, limit, reader) {
      const theirs = reader && eq(d.reader, reader);
      const own = and(eq(d.districtId, district), eq(d.scope, scope), theirs);
      const found = query.select().from(d).where(own);
      const rows = yield* q(found.orderBy(desc(d.at), desc(d.id)).limit(limit));
      return rows.map(({ districtId: _district, ...digest }) => digest);
    },
  } satisfies Partial<DecidingRows>;
}

function trainingRows({ query, tables, district }: Scope) {
  const { trainingDecisions: t } = tables;
  return {
    *saveTraining(decision) {
      const row = { ...decision, districtId: district, reason: clean(decision.reason) };
      const target = [t.districtId, t.id];
      yield* q(query.insert(t).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *findTraining(id) {
      const own = and(eq(t.districtId, district), eq(t.id, id));
      const [row] = yield* q(query.select().from(t).where(own));
      if (!row) return undefined;
      const { districtId: _district, ...decision } = row;
      return decision;
    },
    *listTrainings() {
      const found = query.select().from(t).where(eq(t.districtId, district));
      const rows = yield* q(found.orderBy(desc(t.at), desc(t.id)));
      return rows.map(({ districtId: _district, ...decision }) => decision);
    },
  } satisfies Partial<DecidingRows>;
}

function changeRows({ query, tables, district }: Scope) {
  const { madeChanges: c } = tables;
  const read = ({ districtId: _district, ...row }: typeof c.$inferSelect): MadeChange => ({
    ...row,
    session: orUndefined(row.session),
    saidAt: orUndefined(row.saidAt),
    withdrawnAt: orUndefined(row.withdrawnAt),
  });
  return {
    *saveChange(change) {
      const row = {
        ...change,
        districtId: district,
        session: change.session ?? null,
        heard: clean(change.heard),
        changed: clean(change.changed),
        saidAt: change.saidAt ?? null,
        withdrawnAt: change.withdrawnAt ?? null,
      };
      const target = [c.districtId, c.id];
      yield* q(query.insert(c).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *findChange(id) {
      const own = and(eq(c.districtId, district), eq(c.id, id));
      return (yield* q(query.select().from(c).where(own))).map(read)[0];
    },
    *listChanges() {
      const found = query.select().from(c).where(eq(c.districtId, district));
      return (yield* q(found.orderBy(desc(c.at), desc(c.id)))).map(read);
    },
  } satisfies Partial<DecidingRows>;
}
