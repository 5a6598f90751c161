import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { PersonId, SiteId } from "#domain/ids.ts";
import { isPerson } from "./praise-reads.ts";
import type { RecordKinds } from "./record-match.ts";
import type { Scope } from "./rows.ts";

/** How shout-outs, what follows them, and what people show each other are found as records. */
export function praiseKinds(scope: Scope) {
  return { ...shoutOutKinds(scope), ...showingKinds(scope) } satisfies Partial<RecordKinds>;
}

function shoutOutKinds({ tables, query, district }: Scope) {
  const { shoutOuts: s, shoutOutReceivers: r, shoutOutReports: t, nudgesSent: n } = tables;
  const received = (id: PersonId): SQL => {
    const theirs = and(eq(r.districtId, district), isPerson(r.personId, id));
    return inArray(s.id, query.select({ id: r.shoutOutId }).from(r).where(theirs));
  };
  const postedAt = (site: SiteId): SQL => {
    const there = and(eq(s.districtId, district), eq(s.site, site));
    return inArray(t.shoutOutId, query.select({ id: s.id }).from(s).where(there));
  };
  return {
    shout_out: {
      table: s,
      own: eq(s.districtId, district),
      id: sql<string>`${s.id}`,
      person: ({ id }) => or(eq(s.giver, id), received(id)),
      site: (site) => eq(s.site, site),
      at: s.at,
    },
    shout_out_report: {
      table: t,
      own: eq(t.districtId, district),
      id: sql<string>`${t.shoutOutId} || '/' || ${t.by}`,
      person: ({ id }) => eq(t.by, id),
      site: postedAt,
      at: t.at,
    },
    nudge: {
      table: n,
      own: eq(n.districtId, district),
      id: sql<string>`${n.subject} || '/' || ${n.day}`,
      person: ({ id }) => eq(n.subject, `person:${id}`),
      site: (site) => eq(n.subject, `site:${site}`),
      day: n.day,
    },
  } satisfies Partial<RecordKinds>;
}

function showingKinds({ tables, query, district }: Scope) {
  const { offersToShow: o, peerVisits: v, staffGroups: g, staffGroupPeople: m } = tables;
  const ofSite = (site: SiteId): SQL => {
    const there = and(eq(g.districtId, district), eq(g.site, site));
    return inArray(m.groupId, query.select({ id: g.id }).from(g).where(there));
  };
  return {
    offer_to_show: {
      table: o,
      own: eq(o.districtId, district),
      id: sql<string>`${o.personId} || '/' || ${o.practice}`,
      person: ({ id }) => eq(o.personId, id),
      at: o.at,
    },
    peer_visit: {
      table: v,
      own: eq(v.districtId, district),
      id: sql<string>`${v.id}`,
      person: ({ id }) => or(eq(v.asker, id), eq(v.host, id)),
      site: (site) => eq(v.site, site),
      at: v.askedAt,
    },
    group_member: {
      table: m,
      own: eq(m.districtId, district),
      id: sql<string>`${m.groupId} || '/' || ${m.personId}`,
      person: ({ id }) => eq(m.personId, id),
      site: ofSite,
    },
  } satisfies Partial<RecordKinds>;
}
