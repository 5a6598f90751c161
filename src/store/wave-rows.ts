import { and, asc, desc, eq } from "drizzle-orm";
import { fold } from "#domain/names.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { q } from "./db.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

type OfWaves = Pick<
  WaveRows,
  | "findWave"
  | "findWaveNamed"
  | "listWaves"
  | "saveWave"
  | "moveWave"
  | "listJoined"
  | "isJoined"
  | "saveJoining"
  | "removeJoining"
>;
type OfInvitations = Pick<
  WaveRows,
  "saveInvitations" | "findInvitation" | "listInvitations" | "findOpenInvitation" | "saveInvitation"
>;

/** Waves, and the sites that joined. */
export function waveRows({ query, tables, district }: Scope): OfWaves {
  const { waves, joinings } = tables;
  const mine = eq(waves.districtId, district);
  const ofSite = (site: Invitation["site"]) =>
    and(eq(joinings.districtId, district), eq(joinings.site, site));
  const rows: OfWaves = {
    *findWave(id) {
      const [row] = yield* q(
        query
          .select()
          .from(waves)
          .where(and(mine, eq(waves.id, id))),
      );
      return row && toWave(row);
    },
    *findWaveNamed(name) {
      const all = yield* rows.listWaves();
      return all.find((wave) => fold(wave.name) === fold(name));
    },
    *listWaves() {
      const found = yield* q(query.select().from(waves).where(mine).orderBy(asc(waves.id)));
      return found.map(toWave);
    },
    *saveWave(wave) {
      const row = toWaveRow(district, wave);
      const target = [waves.districtId, waves.id];
      yield* q(query.insert(waves).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *moveWave(wave, from) {
      const asExpected = and(mine, eq(waves.id, wave.id), eq(waves.state, from));
      const row = toWaveRow(district, wave);
      const moved = yield* q(
        query.update(waves).set(row).where(asExpected).returning({ id: waves.id }),
      );
      return moved.length > 0;
    },
    *listJoined() {
      const own = eq(joinings.districtId, district);
      const found = yield* q(query.select().from(joinings).where(own).orderBy(asc(joinings.site)));
      return found.map(({ site, wave, at }) => ({ site, wave, at }));
    },
    *isJoined(site) {
      const found = yield* q(query.select().from(joinings).where(ofSite(site)));
      return found.length > 0;
    },
    *saveJoining(joining) {
      const row = { ...joining, districtId: district };
      yield* q(query.insert(joinings).values(row).onConflictDoNothing());
    },
    *removeJoining(site) {
      yield* q(query.delete(joinings).where(ofSite(site)));
    },
  };
  return rows;
}

function toWave(row: Scope["tables"]["waves"]["$inferSelect"]): Wave {
  const { districtId: _district, ...wave } = row;
  return { ...wave, openedAt: orUndefined(row.openedAt), closesOn: orUndefined(row.closesOn) };
}

function toWaveRow(districtId: Scope["district"], wave: Wave) {
  return {
    ...wave,
    districtId,
    openedAt: wave.openedAt ?? null,
    closesOn: wave.closesOn ?? null,
  };
}

/** One wave's offer to each site. */
export function invitationRows({ query, tables, district }: Scope): OfInvitations {
  const { invitations, waves } = tables;
  const mine = eq(invitations.districtId, district);
  const target = [invitations.districtId, invitations.wave, invitations.site];
  return {
    *saveInvitations(list) {
      for (const piece of chunks(list)) {
        const values = piece.map((one) => toInvitationRow(district, one));
        yield* q(query.insert(invitations).values(values).onConflictDoNothing());
      }
    },
    *findInvitation(wave, site) {
      const own = and(mine, eq(invitations.wave, wave), eq(invitations.site, site));
      const [row] = yield* q(query.select().from(invitations).where(own));
      return row && toInvitation(row);
    },
    *listInvitations(wave) {
      const own = and(mine, eq(invitations.wave, wave));
      const found = yield* q(
        query.select().from(invitations).where(own).orderBy(asc(invitations.site)),
      );
      return found.map(toInvitation);
    },
    *findOpenInvitation(site) {
      const found = yield* q(
        query
          .select({ invitation: invitations })
          .from(invitations)
          .innerJoin(
            waves,
            and(
              eq(waves.districtId, district),
              eq(waves.id, invitations.wave),
              eq(waves.state, "open"),
            ),
          )
          .where(and(mine, eq(invitations.site, site)))
          .orderBy(desc(waves.openedAt))
          .limit(1),
      );
      return found[0] && toInvitation(found[0].invitation);
    },
    *saveInvitation(invitation) {
      const row = toInvitationRow(district, invitation);
      yield* q(query.insert(invitations).values(row).onConflictDoUpdate({ target, set: row }));
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
  };
}
