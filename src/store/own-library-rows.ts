import { and, asc, eq } from "drizzle-orm";
import type { ServingRows } from "#ports/serving-rows.ts";
import { q } from "./db.ts";
import { clean, cleanAll, orUndefined, type Scope } from "./rows.ts";

/** The district's own words in place of the product's, and its own nudges. */
export function ownLibraryRows(scope: Scope) {
  return { ...ownTextRows(scope), ...ownNudgeRows(scope) } satisfies Partial<ServingRows>;
}

function ownTextRows({ query, tables, district }: Scope) {
  const { ownTexts: t } = tables;
  return {
    *listOwnTexts() {
      const found = query.select().from(t).where(eq(t.districtId, district));
      const rows = yield* q(found.orderBy(asc(t.language), asc(t.key)));
      return rows.map(({ language, key, text }) => ({ language, key, text }));
    },
    *saveOwnText({ language, key, text }, at) {
      const own = and(eq(t.districtId, district), eq(t.language, language), eq(t.key, key));
      yield* q(query.delete(t).where(own));
      if (text === "") return;
      yield* q(
        query.insert(t).values({ districtId: district, language, key, text: clean(text), at }),
      );
    },
  } satisfies Partial<ServingRows>;
}

function ownNudgeRows({ query, tables, district }: Scope) {
  const { ownNudges: n } = tables;
  return {
    *listOwnNudges() {
      const found = query.select().from(n).where(eq(n.districtId, district));
      const rows = yield* q(found.orderBy(asc(n.id), asc(n.language)));
      return rows.map(({ language, nudge, retiredAt }) => ({
        language,
        nudge,
        retiredAt: orUndefined(retiredAt),
      }));
    },
    *saveOwnNudge({ language, nudge, retiredAt }, at) {
      const row = {
        districtId: district,
        id: nudge.id,
        language,
        nudge: cleanAll(nudge),
        retiredAt: retiredAt ?? null,
        at,
      };
      const target = [n.districtId, n.id, n.language];
      yield* q(query.insert(n).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *removeOwnNudge(id) {
      const own = and(eq(n.districtId, district), eq(n.id, id));
      return (yield* q(query.delete(n).where(own).returning({ id: n.id }))).length > 0;
    },
  } satisfies Partial<ServingRows>;
}
