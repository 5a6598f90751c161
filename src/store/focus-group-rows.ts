import { and, asc, desc, eq, gte, inArray } from "drizzle-orm";
import type { FocusGroup, Theme } from "#domain/focus-group.ts";
import type { FocusGroupId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { VisitingRows } from "#ports/visiting-rows.ts";
import { q } from "./db.ts";
import { chunks, clean, type Scope } from "./rows.ts";

/** What groups of four to eight said, in themes. */
export function focusGroupRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { focusGroups: g, focusThemes: t } = tables;
  return {
    *saveFocusGroup({ themes, ...group }) {
      const row = { ...group, districtId: district };
      const target = [g.districtId, g.id];
      yield* q(query.insert(g).values(row).onConflictDoUpdate({ target, set: row }));
      yield* q(query.delete(t).where(and(eq(t.districtId, district), eq(t.groupId, group.id))));
      const rows = themes.map((theme) => ({
        ...theme,
        districtId: district,
        groupId: group.id,
        text: clean(theme.text),
      }));
      if (rows.length > 0) yield* q(query.insert(t).values(rows));
    },
    *findFocusGroup(id) {
      const own = and(eq(g.districtId, district), eq(g.id, id));
      return (yield* withThemes(scope, yield* q(query.select().from(g).where(own))))[0];
    },
    *listFocusGroups(fromDay) {
      const own = and(eq(g.districtId, district), gte(g.day, fromDay));
      const found = query.select().from(g).where(own);
      return yield* withThemes(scope, yield* q(found.orderBy(desc(g.day), desc(g.id))));
    },
  } satisfies Partial<VisitingRows>;
}

type GroupRow = Scope["tables"]["focusGroups"]["$inferSelect"];

function* withThemes(
  { query, tables, district }: Scope,
  rows: readonly GroupRow[],
): Steps<readonly FocusGroup[]> {
  const { focusThemes: t } = tables;
  const themes = new Map<FocusGroupId, Theme[]>();
  for (const piece of chunks(rows.map(({ id }) => id))) {
    const own = and(eq(t.districtId, district), inArray(t.groupId, piece));
    for (const { groupId, id, practice, pitfall, text } of yield* q(
      query.select().from(t).where(own).orderBy(asc(t.id)),
    )) {
      themes.set(groupId, [...(themes.get(groupId) ?? []), { id, practice, pitfall, text }]);
    }
  }
  return rows.map(({ districtId: _district, ...group }) => ({
    ...group,
    themes: themes.get(group.id) ?? [],
  }));
}
