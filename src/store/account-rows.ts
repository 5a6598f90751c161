import { and, count, eq, isNotNull } from "drizzle-orm";
import type { PersonId } from "#domain/ids.ts";
import { defaultPreferences } from "#domain/shout-out.ts";
import type { RosterRows } from "#ports/roster-rows.ts";
import { q } from "./db.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

type AccountRows = Pick<
  RosterRows,
  | "findPersonByAccount"
  | "findAddress"
  | "saveAccounts"
  | "getPreferences"
  | "savePreferences"
  | "countStopped"
>;

/** How people are reached, and what they have chosen. */
export function accountRows(scope: Scope, findPerson: RosterRows["findPerson"]): AccountRows {
  const { query, tables, district } = scope;
  const { accounts, persons, preferences } = tables;
  const ofPerson = (id: PersonId) =>
    and(eq(preferences.districtId, district), eq(preferences.personId, id));
  return {
    *findPersonByAccount({ platform, workspace, account }) {
      const own = and(
        eq(accounts.districtId, district),
        eq(accounts.platform, platform),
        eq(accounts.workspace, workspace),
        eq(accounts.account, account),
      );
      const [row] = yield* q(query.select().from(accounts).where(own));
      const person = row && (yield* findPerson(row.personId));
      return person?.active ? person : undefined;
    },
    *findAddress(person) {
      const own = and(eq(accounts.districtId, district), eq(accounts.personId, person));
      const same = and(
        eq(persons.districtId, district),
        eq(persons.id, person),
        eq(persons.active, true),
      );
      // Sorted here: asked to do it, SQLite reads the whole district in key order.
      const found = yield* q(
        query.select({ account: accounts }).from(accounts).innerJoin(persons, same).where(own),
      );
      const [row] = found.sort((a, b) => (a.account.platform < b.account.platform ? -1 : 1));
      if (!row) return undefined;
      const { platform, workspace, account } = row.account;
      return { platform, workspace, conversation: { kind: "account", id: account } };
    },
    *saveAccounts(list) {
      for (const piece of chunks(list)) {
        const values = piece.map(({ person, ...account }) => ({
          ...account,
          districtId: district,
          personId: person,
        }));
        yield* q(query.insert(accounts).values(values).onConflictDoNothing());
      }
    },
    *getPreferences(person) {
      const [row] = yield* q(query.select().from(preferences).where(ofPerson(person)));
      if (!row) return defaultPreferences;
      return {
        stoppedAt: orUndefined(row.stoppedAt),
        wavesStoppedAt: orUndefined(row.wavesStoppedAt),
        nudgesAskedAt: orUndefined(row.nudgesAskedAt),
        thanks: row.thanks,
      };
    },
    *savePreferences(person, wanted) {
      const row = {
        districtId: district,
        personId: person,
        stoppedAt: wanted.stoppedAt ?? null,
        wavesStoppedAt: wanted.wavesStoppedAt ?? null,
        nudgesAskedAt: wanted.nudgesAskedAt ?? null,
        thanks: wanted.thanks,
      };
      const target = [preferences.districtId, preferences.personId];
      yield* q(query.insert(preferences).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *countStopped() {
      const stopped = and(eq(preferences.districtId, district), isNotNull(preferences.stoppedAt));
      const [row] = yield* q(query.select({ people: count() }).from(preferences).where(stopped));
      return row?.people ?? 0;
    },
  };
}
