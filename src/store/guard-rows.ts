import { and, eq } from "drizzle-orm";
import type { RosterRows } from "#ports/roster-rows.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";

/**
 * Row locks for bodies that read and then decide. A write is a lock on PostgreSQL; SQLite has one
 * writer and needs none.
 */
export function guardRows({ query, tables, district, locks }: Scope) {
  const { persons, invitations } = tables;
  return {
    *guardPerson(id) {
      if (!locks) return;
      const own = and(eq(persons.districtId, district), eq(persons.id, id));
      yield* q(query.update(persons).set({ id }).where(own));
    },
    *guardInvitation(wave, site) {
      if (!locks) return;
      const mine = eq(invitations.districtId, district);
      const own = and(mine, eq(invitations.wave, wave), eq(invitations.site, site));
      yield* q(query.update(invitations).set({ wave }).where(own));
    },
  } satisfies Partial<RosterRows & WaveRows>;
}
