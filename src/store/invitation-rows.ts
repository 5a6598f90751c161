import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { DistrictId, SiteId, WaveId } from "#domain/ids.ts";
import type { Invitation } from "#domain/wave.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { addRows } from "./add-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

type OfInvitations = Pick<
  WaveRows,
  | "saveInvitations"
  | "findInvitation"
  | "listInvitations"
  | "listInvitationsOf"
  | "findOpenInvitation"
  | "saveInvitation"
  | "listSiteInvitations"
  | "replaceInvitations"
  | "removeInvitation"
>;

type Row = Scope["tables"]["invitations"]["$inferSelect"];

/** The one of the wave that was opened last. */
const openInvitationOf = (
  { query, tables: { invitations: i, waves: w } }: Shape,
  is: { readonly district: DistrictId; readonly site: SiteId },
) =>
  query
    .select({ invitation: i })
    .from(i)
    .innerJoin(
      w,
      and(eq(w.districtId, is.district), eq(w.id, i.wave), inArray(w.state, ["open", "closing"])),
    )
    .where(and(eq(i.districtId, is.district), eq(i.site, is.site)))
    .orderBy(desc(w.openedAt))
    .limit(1);

/** What an insert brought, where the row was there before. */
const AS_INSERTED = {
  invitedOn: sql`excluded.invited_on`,
  remindersSent: sql`excluded.reminders_sent`,
  answer: sql`excluded.answer`,
  answeredAt: sql`excluded.answered_at`,
  callLoggedAt: sql`excluded.call_logged_at`,
  kind: sql`excluded.kind`,
  closesOn: sql`excluded.closes_on`,
  snoozedUntil: sql`excluded.snoozed_until`,
  endedOn: sql`excluded.ended_on`,
};

interface OfSite {
  readonly district: DistrictId;
  readonly site: SiteId;
}

const invitationOf = (
  { query, tables: { invitations } }: Shape,
  is: OfSite & { readonly wave: WaveId },
) =>
  query
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.districtId, is.district),
        eq(invitations.wave, is.wave),
        eq(invitations.site, is.site),
      ),
    );

const invitationsOfSite = ({ query, tables: { invitations } }: Shape, is: OfSite) =>
  query
    .select()
    .from(invitations)
    .where(and(eq(invitations.districtId, is.district), eq(invitations.site, is.site)));

const saveInvitation = (
  { query, tables: { invitations } }: Shape,
  row: Scope["tables"]["invitations"]["$inferSelect"],
) =>
  query
    .insert(invitations)
    .values(row)
    .onConflictDoUpdate({
      target: [invitations.districtId, invitations.wave, invitations.site],
      set: row,
    });

/** One wave's offer to each site. */
export function invitationRows(scope: Scope): OfInvitations {
  const { query, tables, district } = scope;
  const { invitations } = tables;
  const mine = eq(invitations.districtId, district);
  const saveMany = (rows: Row[]) =>
    query
      .insert(invitations)
      .values(rows)
      .onConflictDoUpdate({
        target: [invitations.districtId, invitations.wave, invitations.site],
        set: AS_INSERTED,
      });
  return {
    *saveInvitations(list) {
      for (const piece of chunks(list)) {
        const values = piece.map((one) => toInvitationRow(district, one));
        yield* q(query.insert(invitations).values(values).onConflictDoNothing());
      }
    },
    *findInvitation(wave, site) {
      const [row] = yield* run(scope, invitationOf, { district, wave, site });
      return row && toInvitation(row);
    },
    *listInvitations(wave) {
      const own = and(mine, eq(invitations.wave, wave));
      const found = yield* q(
        query.select().from(invitations).where(own).orderBy(asc(invitations.site)),
      );
      return found.map(toInvitation);
    },
    *listInvitationsOf(ids) {
      const found = new Map<WaveId, Invitation[]>(ids.map((id) => [id, []]));
      for (const piece of chunks([...found.keys()])) {
        const own = and(mine, inArray(invitations.wave, piece));
        const rows = query.select().from(invitations).where(own);
        for (const row of yield* q(rows.orderBy(asc(invitations.wave), asc(invitations.site))))
          found.get(row.wave)?.push(toInvitation(row));
      }
      return found;
    },
    *findOpenInvitation(site) {
      const [found] = yield* run(scope, openInvitationOf, { district, site });
      return found && toInvitation(found.invitation);
    },
    *listSiteInvitations(site) {
      const found = yield* run(scope, invitationsOfSite, { district, site });
      return found.map(toInvitation);
    },
    *replaceInvitations(list) {
      const rows = list.map((one) => toInvitationRow(district, one));
      yield* addRows(scope, rows, { one: saveInvitation, many: saveMany });
    },
    *removeInvitation(wave, site) {
      const own = and(mine, eq(invitations.wave, wave), eq(invitations.site, site));
      const gone = yield* q(
        query.delete(invitations).where(own).returning({ site: invitations.site }),
      );
      return gone.length > 0;
    },
    *saveInvitation(invitation) {
      yield* run(scope, saveInvitation, toInvitationRow(district, invitation));
    },
  };
}

function toInvitation(row: Scope["tables"]["invitations"]["$inferSelect"]): Invitation {
  const { districtId: _district, ...invitation } = row;
  return {
    ...invitation,
    invitedOn: orUndefined(row.invitedOn),
    answer: orUndefined(row.answer),
    answeredAt: orUndefined(row.answeredAt),
    callLoggedAt: orUndefined(row.callLoggedAt),
    kind: orUndefined(row.kind),
    closesOn: orUndefined(row.closesOn),
    snoozedUntil: orUndefined(row.snoozedUntil),
    endedOn: orUndefined(row.endedOn),
  };
}

function toInvitationRow(districtId: Scope["district"], invitation: Invitation) {
  return {
    ...invitation,
    districtId,
    invitedOn: invitation.invitedOn ?? null,
    answer: invitation.answer ?? null,
    answeredAt: invitation.answeredAt ?? null,
    callLoggedAt: invitation.callLoggedAt ?? null,
    kind: invitation.kind ?? null,
    closesOn: invitation.closesOn ?? null,
    snoozedUntil: invitation.snoozedUntil ?? null,
    endedOn: invitation.endedOn ?? null,
  };
}
