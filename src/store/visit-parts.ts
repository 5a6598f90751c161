import { and, asc, eq, inArray } from "drizzle-orm";
import { type ExpeditionId, type FocusGroupId, toId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";

/** Removes what hangs on visits or on focus groups, before them. */
export function* removeVisitParts(
  { query, tables, district }: Scope,
  type: "expedition" | "focus_group",
  ids: readonly string[],
): Steps<void> {
  const { expeditionParts: p, observations: o, focusThemes: t } = tables;
  if (type === "focus_group") {
    const groups = ids.map((id) => toId<FocusGroupId>(id));
    yield* q(query.delete(t).where(and(eq(t.districtId, district), inArray(t.groupId, groups))));
    return;
  }
  const visits = ids.map((id) => toId<ExpeditionId>(id));
  yield* q(query.delete(o).where(and(eq(o.districtId, district), inArray(o.expedition, visits))));
  yield* q(query.delete(p).where(and(eq(p.districtId, district), inArray(p.expedition, visits))));
}

/** What was noticed on visits, in no order of who noted it. */
export function* readNoticed({ query, tables, district }: Scope, ids: readonly string[]) {
  const { observations: o } = tables;
  const visits = ids.map((id) => toId<ExpeditionId>(id));
  const own = and(eq(o.districtId, district), inArray(o.expedition, visits));
  const found = query.select().from(o).where(own);
  const rows = yield* q(found.orderBy(asc(o.expedition), asc(o.lookFor), asc(o.note)));
  return rows.map(({ expedition, lookFor, signal, rooms, note }) => ({
    of: expedition,
    part: { lookFor, signal, rooms, note },
  }));
}

/** What groups said. */
export function* readThemes({ query, tables, district }: Scope, ids: readonly string[]) {
  const { focusThemes: t } = tables;
  const groups = ids.map((id) => toId<FocusGroupId>(id));
  const own = and(eq(t.districtId, district), inArray(t.groupId, groups));
  const rows = yield* q(query.select().from(t).where(own).orderBy(asc(t.groupId), asc(t.id)));
  return rows.map(({ groupId, practice, pitfall, text }) => ({
    of: groupId,
    part: { practice, pitfall, text },
  }));
}
