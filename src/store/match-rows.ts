import {
  and,
  asc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  ne,
  notExists,
  or,
  sql,
} from "drizzle-orm";
import type { DistrictId, PersonId } from "#domain/ids.ts";
import type { Account, AccountKey, RosterRows, UnmatchedSearch } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import type { Scope } from "./rows.ts";

type MatchRows = Pick<
  RosterRows,
  | "findPersonByEmail"
  | "linkAccount"
  | "unlinkAccount"
  | "isMatchedByHand"
  | "forgetWorkspace"
  | "listUnmatched"
  | "linkChannel"
>;

const ownersOf = (
  { query, tables: { persons } }: Shape,
  is: { readonly district: DistrictId; readonly email: string },
) =>
  query
    .select({ id: persons.id })
    .from(persons)
    .where(
      and(
        eq(persons.districtId, is.district),
        eq(persons.active, true),
        eq(sql`lower(${persons.email})`, is.email),
      ),
    )
    .limit(2);

/** Whose account, and whose channel: said by e-mail, or by somebody who may. */
export function matchRows(scope: Scope, listPeople: RosterRows["listPeople"]): MatchRows {
  const { query, tables, district } = scope;
  const { channels } = tables;
  return {
    *findPersonByEmail(email) {
      const found = yield* run(scope, ownersOf, { district, email: email.trim().toLowerCase() });
      const [only, another] = found;
      return only && !another ? (yield* listPeople([only.id]))[0] : undefined;
    },
    *linkAccount(account) {
      yield* linkAccount(scope, account);
    },
    *unlinkAccount(account) {
      const { accounts } = tables;
      const own = ownAccount(scope, account);
      return (yield* q(query.delete(accounts).where(own).returning())).length > 0;
    },
    *isMatchedByHand(account) {
      const { accounts } = tables;
      const [row] = yield* q(query.select().from(accounts).where(ownAccount(scope, account)));
      return row?.byHand ?? false;
    },
    *forgetWorkspace({ platform, workspace }) {
      for (const table of [tables.accounts, channels]) {
        const there = and(eq(table.platform, platform), eq(table.workspace, workspace));
        yield* q(query.delete(table).where(and(eq(table.districtId, district), there)));
      }
    },
    *listUnmatched(search) {
      return yield* listPeople(yield* findUnmatched(scope, search));
    },
    *linkChannel(channel) {
      const site = channel.site ?? null;
      const ofPlace = site === null ? isNull(channels.site) : eq(channels.site, site);
      const before = and(
        eq(channels.districtId, district),
        or(eq(channels.id, channel.id), ofPlace),
      );
      const gone = yield* q(query.delete(channels).where(before).returning());
      // Whoever wanted no weekly question there still wants none.
      const known = gone.find(({ id }) => id === channel.id);
      const asksOffAt = channel.asksOffAt ?? known?.asksOffAt ?? null;
      const row = {
        ...channel,
        districtId: district,
        site,
        reach: channel.reach ?? null,
        asksOffAt,
      };
      yield* q(query.insert(channels).values(row));
    },
  };
}

function ownAccount(
  { tables: { accounts }, district }: Scope,
  { platform, workspace, account }: AccountKey,
) {
  return and(
    eq(accounts.districtId, district),
    eq(accounts.platform, platform),
    eq(accounts.workspace, workspace),
    eq(accounts.account, account),
  );
}

function* linkAccount({ query, tables, district }: Scope, linked: Account): Steps<void> {
  const { accounts } = tables;
  const { person: personId, byHand = false, ...account } = linked;
  const others = and(
    eq(accounts.districtId, district),
    eq(accounts.platform, linked.platform),
    eq(accounts.workspace, linked.workspace),
    eq(accounts.personId, personId),
    ne(accounts.account, linked.account),
  );
  yield* q(query.delete(accounts).where(others));
  const target = [accounts.districtId, accounts.platform, accounts.workspace, accounts.account];
  const set = { personId, byHand };
  const row = { ...account, districtId: district, ...set };
  yield* q(query.insert(accounts).values(row).onConflictDoUpdate({ target, set }));
}

function* findUnmatched(scope: Scope, search: UnmatchedSearch): Steps<PersonId[]> {
  const { query, tables, district } = scope;
  const { persons, accounts, assignments } = tables;
  const { platform, workspace, after, roles, limit } = search;
  const known = and(
    eq(accounts.districtId, district),
    eq(accounts.personId, persons.id),
    eq(accounts.platform, platform),
    eq(accounts.workspace, workspace),
  );
  const held = and(
    eq(assignments.districtId, district),
    eq(assignments.personId, persons.id),
    roles && inArray(assignments.role, [...roles]),
  );
  const wanted = and(
    eq(persons.districtId, district),
    eq(persons.active, true),
    isNotNull(persons.email),
    after && gt(persons.id, after),
    notExists(query.select().from(accounts).where(known)),
    roles && exists(query.select().from(assignments).where(held)),
  );
  const list = query.select({ id: persons.id }).from(persons).where(wanted);
  return (yield* q(list.orderBy(asc(persons.id)).limit(limit))).map(({ id }) => id);
}
