import { and, eq, exists, or, type SQL, sql } from "drizzle-orm";
import type { PersonId, SiteId } from "#domain/ids.ts";
import { contains } from "./name-mentions.ts";
import type { RecordKinds } from "./record-match.ts";
import type { Scope } from "./rows.ts";

/** How tries, visits, what groups said and what leads decided are found as records. */
export function visitingKinds(scope: Scope) {
  return {
    ...visitKinds(scope),
    ...staffSayKinds(scope),
    ...decidedKinds(scope),
  } satisfies Partial<RecordKinds>;
}

function visitKinds({ tables, query, district }: Scope) {
  const { expeditions: e, expeditionParts: p, focusGroups: g } = tables;
  const recorded = (id: PersonId): SQL => {
    const theirs = and(eq(p.districtId, district), eq(p.expedition, e.id), eq(p.by, id));
    return exists(query.select({ part: p.part }).from(p).where(theirs));
  };
  return {
    expedition: {
      table: e,
      own: eq(e.districtId, district),
      id: sql<string>`${e.id}`,
      person: ({ id }) => or(eq(e.plannedBy, id), contains(e.visitors, [`"${id}"`]), recorded(id)),
      site: (site) => eq(e.site, site),
      day: e.day,
    },
    focus_group: {
      table: g,
      own: eq(g.districtId, district),
      id: sql<string>`${g.id}`,
      person: ({ id }) => eq(g.by, id),
      site: (site) => eq(g.site, site),
      day: g.day,
    },
  } satisfies Partial<RecordKinds>;
}

function staffSayKinds({ tables, query, district }: Scope) {
  const { expeditions: e, roomSkips: s, corrections: c, tries: t } = tables;
  const visitAt = (visit: typeof s.expedition | typeof c.expedition, site: SiteId): SQL => {
    const there = and(eq(e.districtId, district), eq(e.id, visit), eq(e.site, site));
    return exists(query.select({ id: e.id }).from(e).where(there));
  };
  return {
    room_skip: {
      table: s,
      own: eq(s.districtId, district),
      id: sql<string>`${s.expedition} || '/' || ${s.person}`,
      person: ({ id }) => eq(s.person, id),
      site: (site) => visitAt(s.expedition, site),
      at: s.at,
    },
    correction: {
      table: c,
      own: eq(c.districtId, district),
      id: sql<string>`${c.id}`,
      // Whoever settled it has no part in it: it is what a colleague said, and their own.
      person: ({ id }) => eq(c.person, id),
      site: (site) => visitAt(c.expedition, site),
      at: c.at,
    },
    try: {
      table: t,
      own: eq(t.districtId, district),
      id: sql<string>`${t.id}`,
      person: ({ id }) => eq(t.person, id),
      at: t.startedAt,
    },
  } satisfies Partial<RecordKinds>;
}

function decidedKinds({ tables, district }: Scope) {
  const { digests: d, trainingDecisions: t, madeChanges: m } = tables;
  return {
    digest: {
      table: d,
      own: eq(d.districtId, district),
      id: sql<string>`${d.id}`,
      person: ({ id }) => eq(d.reader, id),
      site: (site) => eq(d.scope, `site:${site}`),
      at: d.at,
    },
    training: {
      table: t,
      own: eq(t.districtId, district),
      id: sql<string>`${t.id}`,
      person: ({ id }) => eq(t.by, id),
      at: t.at,
    },
    made_change: {
      table: m,
      own: eq(m.districtId, district),
      id: sql<string>`${m.id}`,
      person: ({ id }) => eq(m.by, id),
      at: m.at,
    },
  } satisfies Partial<RecordKinds>;
}
