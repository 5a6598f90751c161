import { and, eq, gt, gte, isNull, lt, lte, sql } from "drizzle-orm";
import { DAY_MS } from "#domain/local-time.ts";
import { type AccessRows, KNOWN_BROWSER_DAYS } from "#ports/access-rows.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";

/** Links that sign in, sessions and known browsers of one district. */
export function accessRows(scope: Scope): AccessRows {
  return { ...linkRows(scope), ...sessionRows(scope), ...browserRows(scope), ...endings(scope) };
}

function linkRows({ query, tables, district }: Scope) {
  const { signInLinks: links } = tables;
  const usable = (hash: string, now: Date) =>
    and(
      eq(links.districtId, district),
      eq(links.hash, hash),
      isNull(links.spentAt),
      gt(links.expiresAt, now),
    );
  const toTry = (hash: string, now: Date) => and(usable(hash, now), gt(links.triesLeft, 0));
  return {
    *addLink({ person, ...link }) {
      const row = { ...link, districtId: district, personId: person, spentAt: null };
      yield* q(query.insert(links).values(row));
    },
    *findLink(hash, now) {
      const [row] = yield* q(query.select().from(links).where(toTry(hash, now)));
      return row && { ...row, person: row.personId };
    },
    *takeTry(hash, now) {
      const fewer = { triesLeft: sql`${links.triesLeft} - 1` };
      const [row] = yield* q(query.update(links).set(fewer).where(toTry(hash, now)).returning());
      return row && { ...row, person: row.personId };
    },
    *spendLink(hash, now) {
      const spent = { spentAt: now };
      const rows = yield* q(query.update(links).set(spent).where(usable(hash, now)).returning());
      return rows.length > 0;
    },
  } satisfies Partial<AccessRows>;
}

function sessionRows({ query, tables, district }: Scope) {
  const { sessions } = tables;
  const own = (hash: string) => and(eq(sessions.districtId, district), eq(sessions.hash, hash));
  return {
    *addSession({ person, ...session }) {
      yield* q(
        query.insert(sessions).values({ ...session, districtId: district, personId: person }),
      );
    },
    *findSession(hash, now) {
      const open = and(own(hash), gt(sessions.expiresAt, now));
      const [row] = yield* q(query.select().from(sessions).where(open));
      return row && { ...row, person: row.personId };
    },
    *removeSession(hash) {
      const [row] = yield* q(query.delete(sessions).where(own(hash)).returning());
      return row?.personId;
    },
  } satisfies Partial<AccessRows>;
}

function browserRows({ query, tables, district }: Scope) {
  const { knownBrowsers: browsers } = tables;
  return {
    *saveBrowser({ hash, person, seenAt }) {
      const { districtId, personId } = browsers;
      const row = { districtId: district, hash, personId: person, seenAt };
      const same = { target: [districtId, browsers.hash, personId], set: { seenAt } };
      yield* q(query.insert(browsers).values(row).onConflictDoUpdate(same));
    },
    *isKnownBrowser({ hash, person }, since) {
      const seen = and(
        eq(browsers.districtId, district),
        eq(browsers.hash, hash),
        eq(browsers.personId, person),
        gte(browsers.seenAt, since),
      );
      const rows = yield* q(query.select({ hash: browsers.hash }).from(browsers).where(seen));
      return rows.length > 0;
    },
  } satisfies Partial<AccessRows>;
}

function endings({ query, tables, district }: Scope) {
  const { signInLinks: links, sessions, knownBrowsers: browsers } = tables;
  return {
    *forgetPerson(person) {
      for (const table of [links, sessions, browsers]) {
        const theirs = and(eq(table.districtId, district), eq(table.personId, person));
        yield* q(query.delete(table).where(theirs));
      }
    },
    *forgetExpired(now) {
      let count = 0;
      for (const table of [links, sessions]) {
        const over = and(eq(table.districtId, district), lte(table.expiresAt, now));
        count += (yield* q(query.delete(table).where(over).returning())).length;
      }
      const since = new Date(now.getTime() - KNOWN_BROWSER_DAYS * DAY_MS);
      const unseen = and(eq(browsers.districtId, district), lt(browsers.seenAt, since));
      return count + (yield* q(query.delete(browsers).where(unseen).returning())).length;
    },
  } satisfies Partial<AccessRows>;
}
