import type { ExpeditionId, SiteId, WaveId } from "#domain/ids.ts";

/** Everything one wave sends to one site: taken back together once somebody answers. */
export function waveGroup(wave: WaveId, site: SiteId): string {
  return `wave:${wave}:${site}`;
}

export function reminderId(wave: WaveId, site: SiteId): string {
  return `reminder:${wave}:${site}`;
}

export function closeId(wave: WaveId): string {
  return `close:${wave}`;
}

/** The end of one school's own time, where it was asked later than its wave. */
export function siteCloseId(wave: WaveId, site: SiteId): string {
  return `close:${wave}:${site}`;
}

export function checkBackId(site: SiteId): string {
  return `check-back:${site}`;
}

/** The next look at a school in which nobody could be written to. */
export function lateInvitationId(wave: WaveId, site: SiteId): string {
  return `late-invitation:${wave}:${site}`;
}

/** The next step of a visit's way from the school's staff to the district. */
export function visitSharingId(id: ExpeditionId): string {
  return `visit-sharing:${id}`;
}

/** The question whether an announced visit took place, and its outbox group. */
export function visitChaseId(id: ExpeditionId): string {
  return `visit-chase:${id}`;
}

/** True for that question's row. */
export function isVisitChase(id: string): boolean {
  return id.startsWith("visit-chase:");
}
