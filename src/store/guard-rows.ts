import { and, eq } from "drizzle-orm";
import type {
  DistrictId,
  ExpeditionId,
  PeerVisitId,
  PersonId,
  ShoutOutId,
  SiteId,
  WaveId,
} from "#domain/ids.ts";
import type { PraiseRows } from "#ports/praise-rows.ts";
import type { RosterRows } from "#ports/roster-rows.ts";
import type { ShowingRows } from "#ports/showing-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { VisitingRows } from "#ports/visiting-rows.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { run, type Shape } from "./db.ts";
import type { Scope } from "./rows.ts";

const touchPerson = (
  { query, tables: { persons } }: Shape,
  is: { readonly district: DistrictId; readonly id: PersonId },
) =>
  query
    .update(persons)
    .set({ id: is.id })
    .where(and(eq(persons.districtId, is.district), eq(persons.id, is.id)));

const touchInvitation = (
  { query, tables: { invitations } }: Shape,
  is: { readonly district: DistrictId; readonly wave: WaveId; readonly site: SiteId },
) =>
  query
    .update(invitations)
    .set({ wave: is.wave })
    .where(
      and(
        eq(invitations.districtId, is.district),
        eq(invitations.wave, is.wave),
        eq(invitations.site, is.site),
      ),
    );

const touchShoutOut = (
  { query, tables: { shoutOuts } }: Shape,
  is: { readonly district: DistrictId; readonly id: ShoutOutId },
) =>
  query
    .update(shoutOuts)
    .set({ id: is.id })
    .where(and(eq(shoutOuts.districtId, is.district), eq(shoutOuts.id, is.id)));

const touchVisit = (
  { query, tables: { peerVisits } }: Shape,
  is: { readonly district: DistrictId; readonly id: PeerVisitId },
) =>
  query
    .update(peerVisits)
    .set({ id: is.id })
    .where(and(eq(peerVisits.districtId, is.district), eq(peerVisits.id, is.id)));

const touchExpedition = (
  { query, tables: { expeditions } }: Shape,
  is: { readonly district: DistrictId; readonly id: ExpeditionId },
) =>
  query
    .update(expeditions)
    .set({ id: is.id })
    .where(and(eq(expeditions.districtId, is.district), eq(expeditions.id, is.id)));

const touchDistrict = (
  { query, tables: { districts } }: Shape,
  is: { readonly district: DistrictId },
) =>
  query
    .update(districts)
    .set({ districtId: is.district })
    .where(eq(districts.districtId, is.district));

const touchWaves = ({ query, tables: { waves } }: Shape, is: { readonly district: DistrictId }) =>
  query.update(waves).set({ districtId: is.district }).where(eq(waves.districtId, is.district));

/** Until the transaction ends nobody places a hold, and nobody else removes what one may cover. */
export function* lockHolds(scope: Scope): Steps<void> {
  const { district, locks } = scope;
  if (locks) yield* run(scope, touchDistrict, { district });
}

/**
 * Row locks for bodies that read and then decide. A write is a lock on PostgreSQL; SQLite has one
 * writer and needs none.
 */
export function guardRows(scope: Scope) {
  const { district, locks } = scope;
  return {
    *guardPerson(id) {
      if (locks) yield* run(scope, touchPerson, { district, id });
    },
    *guardWaves() {
      if (locks) yield* run(scope, touchWaves, { district });
    },
    *guardInvitation(wave, site) {
      if (locks) yield* run(scope, touchInvitation, { district, wave, site });
    },
    *guardShoutOut(id) {
      if (locks) yield* run(scope, touchShoutOut, { district, id });
    },
    *guardExpedition(id) {
      if (locks) yield* run(scope, touchExpedition, { district, id });
    },
    *guardVisit(id) {
      if (locks) yield* run(scope, touchVisit, { district, id });
    },
  } satisfies Partial<RosterRows & WaveRows & PraiseRows & ShowingRows & VisitingRows>;
}
