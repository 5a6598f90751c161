import { and, asc, desc, eq, inArray, or, type SQL } from "drizzle-orm";
import type { PersonId, StaffGroupId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import type { OfferToShow, PeerVisit, StaffGroup } from "#domain/showing.ts";
import type { ShowingRows } from "#ports/showing-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

/** Offers to show, visits and groups; the guard stands with the others. */
export function showingRows(scope: Scope): Omit<ShowingRows, "guardVisit"> {
  return { ...offerRows(scope), ...visitRows(scope), ...groupRows(scope) };
}

function offerRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { offersToShow: o } = tables;
  return {
    *addOffer({ person: personId, practice, at }) {
      const row = { districtId: district, personId, practice, at };
      const adding = query.insert(o).values(row).onConflictDoNothing();
      return (yield* q(adding.returning({ at: o.at }))).length > 0;
    },
    *removeOffer({ person, practice }) {
      const own = and(eq(o.districtId, district), eq(o.personId, person), eq(o.practice, practice));
      return (yield* q(query.delete(o).where(own).returning({ at: o.at }))).length > 0;
    },
    *listOffers(practice) {
      const { persons: p } = tables;
      const here = and(eq(p.districtId, district), eq(p.id, o.personId), eq(p.active, true));
      const own = and(eq(o.districtId, district), eq(o.practice, practice));
      const found = query.select({ offer: o }).from(o).innerJoin(p, here).where(own);
      const rows = yield* q(found.orderBy(asc(o.at), asc(o.personId)));
      return rows.map(({ offer }) => toOffer(offer));
    },
    *listOffersOf(person) {
      const own = and(eq(o.districtId, district), eq(o.personId, person));
      const found = query.select().from(o).where(own);
      return (yield* q(found.orderBy(asc(o.at), asc(o.practice)))).map(toOffer);
    },
  } satisfies Partial<ShowingRows>;
}

function toOffer(row: Scope["tables"]["offersToShow"]["$inferSelect"]): OfferToShow {
  return { person: row.personId, practice: row.practice, at: row.at };
}

function visitRows({ query, tables, district }: Scope) {
  const { peerVisits: v } = tables;
  return {
    *saveVisit(visit) {
      const row = {
        ...visit,
        districtId: district,
        host: visit.host ?? null,
        site: visit.site ?? null,
        answeredAt: visit.answeredAt ?? null,
      };
      const target = [v.districtId, v.id];
      yield* q(query.insert(v).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *findVisit(id) {
      const own = and(eq(v.districtId, district), eq(v.id, id));
      return (yield* q(query.select().from(v).where(own))).map(toVisit)[0];
    },
    *listVisitsOf(person) {
      const own = and(eq(v.districtId, district), or(eq(v.asker, person), eq(v.host, person)));
      const found = query.select().from(v).where(own);
      return (yield* q(found.orderBy(desc(v.askedAt), desc(v.id)))).map(toVisit);
    },
    *listOpenVisits(practice) {
      const own = and(eq(v.districtId, district), eq(v.practice, practice), eq(v.state, "open"));
      const found = query.select().from(v).where(own);
      return (yield* q(found.orderBy(asc(v.askedAt), asc(v.id)))).map(toVisit);
    },
  } satisfies Partial<ShowingRows>;
}

function toVisit(row: Scope["tables"]["peerVisits"]["$inferSelect"]): PeerVisit {
  const { districtId: _district, ...visit } = row;
  return {
    ...visit,
    host: orUndefined(row.host),
    site: orUndefined(row.site),
    answeredAt: orUndefined(row.answeredAt),
  };
}

function groupRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { staffGroups: g, staffGroupPeople: m } = tables;
  const isGroup = (id: StaffGroupId): SQL | undefined =>
    and(eq(g.districtId, district), eq(g.id, id));
  return {
    *saveGroup({ id, site, name, people }) {
      const words = { site, name: clean(name), key: fold(name) };
      const row = { districtId: district, id, ...words };
      const target = [g.districtId, g.id];
      yield* q(query.insert(g).values(row).onConflictDoUpdate({ target, set: words }));
      yield* removePeople(scope, id);
      const rows = [...new Set(people)].map((personId) => ({
        districtId: district,
        groupId: id,
        personId,
      }));
      for (const piece of chunks(rows)) yield* q(query.insert(m).values(piece));
    },
    *removeGroup(id) {
      yield* removePeople(scope, id);
      return (yield* q(query.delete(g).where(isGroup(id)).returning({ id: g.id }))).length > 0;
    },
    *listGroups(site) {
      const own = and(eq(g.districtId, district), eq(g.site, site));
      const found = query.select().from(g).where(own);
      const groups = yield* q(found.orderBy(asc(g.key), asc(g.id)));
      const people = yield* readPeople(
        scope,
        groups.map(({ id }) => id),
      );
      return groups.map(
        ({ id, name }): StaffGroup => ({ id, site, name, people: people.get(id) ?? [] }),
      );
    },
  } satisfies Partial<ShowingRows>;
}

function* removePeople({ query, tables, district }: Scope, group: StaffGroupId): Steps<void> {
  const { staffGroupPeople: m } = tables;
  yield* q(query.delete(m).where(and(eq(m.districtId, district), eq(m.groupId, group))));
}

function* readPeople(
  { query, tables, district }: Scope,
  groups: readonly StaffGroupId[],
): Steps<ReadonlyMap<StaffGroupId, readonly PersonId[]>> {
  const { staffGroupPeople: m, persons: p } = tables;
  const here = and(eq(p.districtId, district), eq(p.id, m.personId), eq(p.active, true));
  const people = new Map<StaffGroupId, PersonId[]>();
  for (const piece of chunks(groups)) {
    const own = and(eq(m.districtId, district), inArray(m.groupId, piece));
    const found = query.select({ one: m }).from(m).innerJoin(p, here).where(own);
    for (const { one } of yield* q(found.orderBy(asc(m.personId)))) {
      people.set(one.groupId, [...(people.get(one.groupId) ?? []), one.personId]);
    }
  }
  return people;
}
