import { and, count, eq, inArray, isNotNull } from "drizzle-orm";
import type { DistrictId, PersonId } from "#domain/ids.ts";
import { defaultPreferences, type Preferences, type ThanksWish } from "#domain/shout-out.ts";
import type { AccountKey, RosterRows } from "#ports/roster-rows.ts";
import { addRows } from "./add-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, isFew, orUndefined, type Scope } from "./rows.ts";

type AccountRows = Pick<
  RosterRows,
  | "findPersonByAccount"
  | "findAddress"
  | "findReachable"
  | "saveAccounts"
  | "getPreferences"
  | "listPreferences"
  | "listWishes"
  | "savePreferences"
  | "countStopped"
>;

const ownerOf = (
  { query, tables: { accounts } }: Shape,
  is: AccountKey & { readonly district: DistrictId },
) =>
  query
    .select({ personId: accounts.personId })
    .from(accounts)
    .where(
      and(
        eq(accounts.districtId, is.district),
        eq(accounts.platform, is.platform),
        eq(accounts.workspace, is.workspace),
        eq(accounts.account, is.account),
      ),
    );

type AccountRow = Scope["tables"]["accounts"]["$inferSelect"];

const insertAccount = ({ query, tables }: Shape, row: AccountRow) =>
  query.insert(tables.accounts).values(row).onConflictDoNothing();

interface OfPerson {
  readonly district: DistrictId;
  readonly person: PersonId;
}

/** Not sorted: asked to do it, SQLite reads the whole district in key order. */
const accountsOf = ({ query, tables: { accounts, persons } }: Shape, is: OfPerson) =>
  query
    .select({
      platform: accounts.platform,
      workspace: accounts.workspace,
      account: accounts.account,
    })
    .from(accounts)
    .innerJoin(
      persons,
      and(eq(persons.districtId, is.district), eq(persons.id, is.person), eq(persons.active, true)),
    )
    .where(and(eq(accounts.districtId, is.district), eq(accounts.personId, is.person)));

const preferencesOf = ({ query, tables: { preferences } }: Shape, is: OfPerson) =>
  query
    .select()
    .from(preferences)
    .where(and(eq(preferences.districtId, is.district), eq(preferences.personId, is.person)));

/** How people are reached, and what they have chosen. */
export function accountRows(scope: Scope, findPerson: RosterRows["findPerson"]): AccountRows {
  const { query, tables, district } = scope;
  const { accounts, preferences, persons } = tables;
  const rows: AccountRows = {
    *findPersonByAccount({ platform, workspace, account }) {
      const [row] = yield* run(scope, ownerOf, { district, platform, workspace, account });
      const person = row && (yield* findPerson(row.personId));
      return person?.active ? person : undefined;
    },
    *findAddress(person) {
      const found = yield* run(scope, accountsOf, { district, person });
      const [row] = found.sort((a, b) => (a.platform < b.platform ? -1 : 1));
      if (!row) return undefined;
      const { platform, workspace, account } = row;
      return { platform, workspace, conversation: { kind: "account", id: account } };
    },
    *findReachable(people) {
      const reachable = new Set<PersonId>();
      for (const piece of chunks(people)) {
        const some = and(eq(accounts.districtId, district), inArray(accounts.personId, piece));
        const found = query
          .select({ person: accounts.personId })
          .from(accounts)
          .innerJoin(
            persons,
            and(
              eq(persons.districtId, district),
              eq(persons.id, accounts.personId),
              eq(persons.active, true),
            ),
          );
        for (const { person } of yield* q(found.where(some))) reachable.add(person);
      }
      return reachable;
    },
    *saveAccounts(list) {
      const added = list.map(({ person, ...account }) => ({
        ...account,
        districtId: district,
        personId: person,
        byHand: account.byHand ?? false,
        reach: null,
        language: null,
      }));
      yield* addRows(scope, added, {
        one: insertAccount,
        many: (some) => query.insert(accounts).values(some).onConflictDoNothing(),
      });
    },
    *getPreferences(person) {
      const [row] = yield* run(scope, preferencesOf, { district, person });
      return row ? toPreferences(row) : defaultPreferences;
    },
    *listPreferences(people) {
      const known = new Map<PersonId, Preferences>(people.map((id) => [id, defaultPreferences]));
      if (isFew(scope, people)) {
        for (const id of people) known.set(id, yield* rows.getPreferences(id));
        return known;
      }
      for (const piece of chunks([...known.keys()])) {
        const some = inArray(preferences.personId, piece);
        const own = and(eq(preferences.districtId, district), some);
        for (const row of yield* q(query.select().from(preferences).where(own)))
          known.set(row.personId, toPreferences(row));
      }
      return known;
    },
    *listWishes(people) {
      const wishes = new Map<PersonId, ThanksWish>();
      const mine = eq(preferences.districtId, district);
      for (const piece of chunks(people)) {
        const some = and(mine, inArray(preferences.personId, piece));
        const columns = { person: preferences.personId, thanks: preferences.thanks };
        const found = yield* q(query.select(columns).from(preferences).where(some));
        for (const { person, thanks } of found) wishes.set(person, thanks);
      }
      return wishes;
    },
    *savePreferences(person, wanted) {
      const row = {
        districtId: district,
        personId: person,
        stoppedAt: wanted.stoppedAt ?? null,
        wavesStoppedAt: wanted.wavesStoppedAt ?? null,
        nudgesAskedAt: wanted.nudgesAskedAt ?? null,
        pausedUntil: wanted.pausedUntil ?? null,
        thanks: wanted.thanks,
        language: wanted.language ?? null,
        nudgeDay: wanted.nudgeDay ?? null,
        digestOnlyAt: wanted.digestOnlyAt ?? null,
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
  return rows;
}

function toPreferences(row: Scope["tables"]["preferences"]["$inferSelect"]): Preferences {
  return {
    stoppedAt: orUndefined(row.stoppedAt),
    wavesStoppedAt: orUndefined(row.wavesStoppedAt),
    nudgesAskedAt: orUndefined(row.nudgesAskedAt),
    pausedUntil: orUndefined(row.pausedUntil),
    thanks: row.thanks,
    language: orUndefined(row.language),
    nudgeDay: orUndefined(row.nudgeDay),
    digestOnlyAt: orUndefined(row.digestOnlyAt),
  };
}
