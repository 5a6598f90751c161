import { and, type Column, eq, inArray, or, sql } from "drizzle-orm";
import type { SiteId } from "#domain/ids.ts";
import { contains } from "./name-mentions.ts";
import { praiseKinds } from "./praise-kinds.ts";
import type { Named, RecordKind, RecordKinds } from "./record-match.ts";
import type { Scope } from "./rows.ts";
import { visitingKinds } from "./visiting-kinds.ts";

const made = new WeakMap<Scope, RecordKinds>();

/** How each type's records of one district are found; made once for each connection. */
export function recordKinds(scope: Scope): RecordKinds {
  const kinds = made.get(scope) ?? makeKinds(scope);
  made.set(scope, kinds);
  return kinds;
}

function makeKinds(scope: Scope): RecordKinds {
  return {
    ...praiseKinds(scope),
    ...waveKinds(scope),
    ...listeningKinds(scope),
    ...visitingKinds(scope),
    ...messageKinds(scope),
    ...ownKinds(scope),
  };
}

function waveKinds({ tables, district }: Scope) {
  const { answers: a, invitations: i, callTasks: c, waves: w } = tables;
  return {
    answer: {
      table: a,
      own: eq(a.districtId, district),
      id: sql<string>`${a.id}`,
      person: ({ id }) => eq(a.person, id),
      site: (site) => eq(a.site, site),
      at: a.at,
    },
    invitation: {
      table: i,
      own: eq(i.districtId, district),
      id: sql<string>`${i.wave} || '/' || ${i.site}`,
      site: (site) => eq(i.site, site),
      day: i.invitedOn,
    },
    call_task: {
      table: c,
      own: eq(c.districtId, district),
      id: sql<string>`${c.id}`,
      person: ({ id }) => or(eq(c.askedBy, id), eq(c.lead, id)),
      site: (site) => eq(c.site, site),
      day: c.createdOn,
    },
    wave: {
      table: w,
      own: eq(w.districtId, district),
      id: sql<string>`${w.id}`,
      person: ({ id }) => eq(w.sender, id),
      at: w.openedAt,
    },
  } satisfies Partial<RecordKinds>;
}

function listeningKinds({ tables, district }: Scope) {
  const { decisions: d, schoolWords: w, schoolPeople: s, pulses: p } = tables;
  return {
    decision: {
      table: d,
      own: eq(d.districtId, district),
      id: sql<string>`${d.id}`,
      site: (site) => eq(d.site, site),
      at: d.at,
    },
    school_word: {
      table: w,
      own: eq(w.districtId, district),
      id: sql<string>`${w.id}`,
      person: ({ id }) => or(eq(w.writer, id), eq(w.owner, id)),
      site: (site) => eq(w.site, site),
      at: w.at,
    },
    school_person: {
      table: s,
      own: eq(s.districtId, district),
      id: sql<string>`${s.site} || '/' || ${s.part} || '/' || ${s.person}`,
      person: ({ id }) => eq(s.person, id),
      site: (site) => eq(s.site, site),
      at: s.at,
    },
    pulse: {
      table: p,
      own: eq(p.districtId, district),
      id: sql<string>`${p.wave} || '/' || ${p.round} || '/' || ${p.person}`,
      person: ({ id }) => eq(p.person, id),
      site: (site) => eq(p.site, site),
      at: p.at,
    },
  } satisfies Partial<RecordKinds>;
}

function messageKinds(scope: Scope) {
  const { tables, query, district } = scope;
  const { outboxMessages: o, localMessages: l, accounts: a } = tables;
  const inOwnInbox = ({ id }: Named) => {
    const theirs = and(eq(a.districtId, district), eq(a.personId, id), eq(a.platform, "local"));
    const name = sql<string>`'account:' || ${a.account}`;
    return inArray(l.conversation, query.select({ name }).from(a).where(theirs));
  };
  return {
    message: {
      table: o,
      own: eq(o.districtId, district),
      id: sql<string>`${o.id}`,
      person: ({ id, mention }) => or(eq(o.recipient, id), eq(o.budgetOf, id), mention),
      site: (site) =>
        or(
          inArray(o.lane, channelsOf(scope, site).lanes),
          eq(o.groupKey, `nudge:${site}`),
          contains(o.groupKey, ["wave:", `:${site}`]),
        ),
      at: o.dueAt,
    },
    playground_message: {
      table: l,
      own: eq(l.districtId, district),
      id: sql<string>`${l.id}`,
      person: inOwnInbox,
      site: (site) => inArray(l.conversation, channelsOf(scope, site).conversations),
      at: l.at,
    },
  } satisfies Partial<RecordKinds>;
}

/** A site's channels, as lanes and as the playground's conversations. */
function channelsOf({ tables, query, district }: Scope, site: SiteId) {
  const { channels: c } = tables;
  const own = and(eq(c.districtId, district), eq(c.site, site));
  const lane = sql<string>`${c.platform} || '/' || ${c.workspace} || '/channel:' || ${c.id}`;
  const conversation = sql<string>`'channel:' || ${c.id}`;
  return {
    lanes: query.select({ lane }).from(c).where(own),
    conversations: query.select({ conversation }).from(c).where(own),
  };
}

function ownKinds(scope: Scope) {
  const { tables, district } = scope;
  const { persons: p, preferences: f, accounts: a, schedule: s } = tables;
  return {
    person: {
      table: p,
      own: eq(p.districtId, district),
      id: sql<string>`${p.id}`,
      person: ({ id }) => eq(p.id, id),
      site: (site) => eq(p.homeSite, site),
    },
    preference: {
      table: f,
      own: eq(f.districtId, district),
      id: sql<string>`${f.personId}`,
      person: ({ id }) => eq(f.personId, id),
    },
    account: {
      table: a,
      own: eq(a.districtId, district),
      id: sql<string>`${a.platform} || '/' || ${a.workspace} || '/' || ${a.account}`,
      person: ({ id }) => eq(a.personId, id),
    },
    planned: {
      table: s,
      own: eq(s.districtId, district),
      id: sql<string>`${s.id}`,
      person: ({ id }) => eq(s.subject, id),
      site: (site) => eq(s.subject, site),
    },
    ...accessKinds(scope),
    ...officeKinds(scope),
  } satisfies Partial<RecordKinds>;
}

function accessKinds({ tables, district }: Scope) {
  const { signInLinks: l, sessions: s, knownBrowsers: k } = tables;
  const kindOf = (table: typeof l | typeof s | typeof k, at: Column): RecordKind => ({
    table,
    own: eq(table.districtId, district),
    id: sql<string>`${table.hash} || '/' || ${table.personId}`,
    person: ({ id }) => eq(table.personId, id),
    at,
  });
  return {
    sign_in_link: kindOf(l, l.expiresAt),
    session: kindOf(s, s.createdAt),
    known_browser: kindOf(k, k.seenAt),
  } satisfies Partial<RecordKinds>;
}

function officeKinds({ tables, district }: Scope) {
  const { auditEntries: e, holds: h } = tables;
  return {
    audit_entry: {
      table: e,
      own: eq(e.districtId, district),
      id: sql<string>`cast(${e.number} as text)`,
      person: ({ id }) => or(eq(e.actor, `person:${id}`), eq(e.subject, `person:${id}`)),
      site: (site) => eq(e.subject, `site:${site}`),
      at: e.at,
    },
    hold: {
      table: h,
      own: eq(h.districtId, district),
      id: sql<string>`${h.id}`,
      person: ({ id }) => eq(h.person, id),
      site: (site) => eq(h.site, site),
      at: h.placedAt,
    },
  } satisfies Partial<RecordKinds>;
}
