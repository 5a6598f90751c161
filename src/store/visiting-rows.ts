import { and, asc, desc, eq, gte, inArray, lt, max, ne, sql, sum } from "drizzle-orm";
import type { Expedition, ExpeditionPart, Signal } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import type { VisitingRows } from "#ports/visiting-rows.ts";
import { q } from "./db.ts";
import { focusGroupRows } from "./focus-group-rows.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";
import { staffSayRows } from "./staff-say-rows.ts";

/** Expeditions and what was noticed on them; the guard stands with the others. */
export function visitingRows(scope: Scope): Omit<VisitingRows, "guardExpedition"> {
  return {
    ...expeditionRows(scope),
    ...partRows(scope),
    ...lookRows(scope),
    ...staffSayRows(scope),
    ...focusGroupRows(scope),
  };
}

function expeditionRows({ query, tables, district }: Scope) {
  const { expeditions: e } = tables;
  return {
    *saveExpedition(expedition) {
      const row = {
        ...expedition,
        districtId: district,
        finishedAt: expedition.finishedAt ?? null,
        nextOn: expedition.nextOn ?? null,
        sharedAt: expedition.sharedAt ?? null,
      };
      const target = [e.districtId, e.id];
      yield* q(query.insert(e).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *findExpedition(id) {
      const own = and(eq(e.districtId, district), eq(e.id, id));
      return (yield* q(query.select().from(e).where(own))).map(toExpedition)[0];
    },
    *listExpeditions({ site, states, fromDay }) {
      const own = and(
        eq(e.districtId, district),
        site && eq(e.site, site),
        states && inArray(e.state, [...states]),
        fromDay === undefined ? undefined : gte(e.day, fromDay),
      );
      const found = query.select().from(e).where(own);
      return (yield* q(found.orderBy(desc(e.day), desc(e.id)))).map(toExpedition);
    },
  } satisfies Partial<VisitingRows>;
}

function toExpedition(row: Scope["tables"]["expeditions"]["$inferSelect"]): Expedition {
  const { districtId: _district, ...expedition } = row;
  return {
    ...expedition,
    finishedAt: orUndefined(row.finishedAt),
    nextOn: orUndefined(row.nextOn),
    sharedAt: orUndefined(row.sharedAt),
  };
}

function partRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { expeditionParts: p, observations: o } = tables;
  const isPart = (id: ExpeditionId, part: string) =>
    and(eq(p.districtId, district), eq(p.expedition, id), eq(p.part, part));
  const isOfPart = (id: ExpeditionId, part: string) =>
    and(eq(o.districtId, district), eq(o.expedition, id), eq(o.part, part));
  return {
    *savePart({ observations, ...given }) {
      const row = { ...given, districtId: district };
      const target = [p.districtId, p.expedition, p.part];
      const setWhere = lt(p.revision, row.revision);
      const saving = query.insert(p).values(row).onConflictDoUpdate({ target, set: row, setWhere });
      if ((yield* q(saving.returning({ part: p.part }))).length === 0) return false;
      yield* q(query.delete(o).where(isOfPart(given.expedition, given.part)));
      const rows = observations.map((each) => ({
        ...each,
        districtId: district,
        expedition: given.expedition,
        part: given.part,
        note: clean(each.note),
      }));
      if (rows.length > 0) yield* q(query.insert(o).values(rows));
      return true;
    },
    *removePart(id, part) {
      yield* q(query.delete(o).where(isOfPart(id, part)));
      return (
        (yield* q(query.delete(p).where(isPart(id, part)).returning({ part: p.part }))).length > 0
      );
    },
    *listParts(id) {
      const own = and(eq(p.districtId, district), eq(p.expedition, id));
      const parts = yield* q(query.select().from(p).where(own).orderBy(asc(p.at), asc(p.part)));
      const noticed = and(eq(o.districtId, district), eq(o.expedition, id));
      const rows = yield* q(query.select().from(o).where(noticed).orderBy(asc(o.lookFor)));
      return parts.map(
        ({ districtId: _district, ...part }): ExpeditionPart => ({
          ...part,
          observations: rows
            .filter((row) => row.part === part.part)
            .map(({ lookFor, signal, rooms, note }) => ({ lookFor, signal, rooms, note })),
        }),
      );
    },
    *listNotes(id) {
      const own = and(eq(o.districtId, district), eq(o.expedition, id), ne(o.note, ""));
      const found = query.select({ lookFor: o.lookFor, note: o.note }).from(o).where(own);
      // By their words: in no order of who wrote them.
      return yield* q(found.orderBy(asc(o.lookFor), asc(o.note)));
    },
  } satisfies Partial<VisitingRows>;
}

/** What the district may see of visits: only what has been shared. */
function lookRows({ query, tables, district }: Scope) {
  const { expeditions: e, expeditionParts: p, observations: o } = tables;
  const isShared = (fromDay: string) =>
    and(eq(e.districtId, district), eq(e.state, "shared"), gte(e.day, fromDay));
  const visit = { expedition: e.id, site: e.site, day: e.day, kind: e.kind };
  const has = (signal: Signal) =>
    max(sql<number>`case when ${inArray(o.signal, [signal, "both"])} then 1 else 0 end`);
  return {
    *listLooks(fromDay) {
      const its = and(eq(o.districtId, e.districtId), eq(o.expedition, e.id));
      const counts = { saw: has("saw"), heard: has("heard"), rooms: sum(o.rooms) };
      const found = query
        .select({ ...visit, lookFor: o.lookFor, ...counts })
        .from(e)
        .innerJoin(o, its)
        .where(isShared(fromDay))
        .groupBy(e.id, e.site, e.day, e.kind, o.lookFor);
      const rows = yield* q(found.orderBy(asc(e.day), asc(e.id), asc(o.lookFor)));
      return rows.map((row) => ({
        ...row,
        saw: Number(row.saw) > 0,
        heard: Number(row.heard) > 0,
        rooms: Number(row.rooms),
      }));
    },
    *listRooms(fromDay) {
      const its = and(eq(p.districtId, e.districtId), eq(p.expedition, e.id));
      const found = query
        .select({ ...visit, rooms: sum(p.rooms) })
        .from(e)
        .innerJoin(p, its)
        .where(isShared(fromDay))
        .groupBy(e.id, e.site, e.day, e.kind);
      const rows = yield* q(found.orderBy(asc(e.day), asc(e.id)));
      return rows.map((row) => ({ ...row, rooms: Number(row.rooms) }));
    },
    *sumLooks(fromDay) {
      const its = and(eq(o.districtId, e.districtId), eq(o.expedition, e.id));
      const found = query
        .select({ site: e.site, lookFor: o.lookFor, rooms: sum(o.rooms) })
        .from(e)
        .innerJoin(o, its)
        .where(isShared(fromDay))
        .groupBy(e.site, o.lookFor);
      const rows = yield* q(found.orderBy(asc(e.site), asc(o.lookFor)));
      return rows.map((row) => ({ ...row, rooms: Number(row.rooms) }));
    },
    *sumRooms(fromDay) {
      const its = and(eq(p.districtId, e.districtId), eq(p.expedition, e.id));
      const found = query
        .select({ site: e.site, rooms: sum(p.rooms) })
        .from(e)
        .innerJoin(p, its)
        .where(isShared(fromDay))
        .groupBy(e.site);
      const rows = yield* q(found.orderBy(asc(e.site)));
      return rows.map((row) => ({ ...row, rooms: Number(row.rooms) }));
    },
  } satisfies Partial<VisitingRows>;
}
