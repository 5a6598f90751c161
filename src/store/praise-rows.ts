import { and, asc, desc, eq, gte, inArray, isNull, lt, or } from "drizzle-orm";
import type { PersonId, ShoutOutId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { PraiseRows } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["shoutOuts"]["$inferSelect"];

/** Shout-outs and the nudges that were sent. */
export function praiseRows(scope: Scope): PraiseRows {
  return { ...writeShoutOuts(scope), ...readShoutOuts(scope), ...nudgeRows(scope) };
}

function writeShoutOuts({ query, tables, district }: Scope) {
  const { shoutOuts, shoutOutReceivers } = tables;
  return {
    *addShoutOut({ receivers, ...shoutOut }) {
      const row = {
        ...shoutOut,
        districtId: district,
        text: clean(shoutOut.text),
        helped: clean(shoutOut.helped),
        site: shoutOut.site ?? null,
        hiddenAt: null,
      };
      const added = yield* q(
        query.insert(shoutOuts).values(row).onConflictDoNothing().returning({ id: shoutOuts.id }),
      );
      if (added.length === 0) return false;
      const rows = receivers.map((personId) => ({
        districtId: district,
        shoutOutId: shoutOut.id,
        personId,
        toldBy: null,
      }));
      yield* q(query.insert(shoutOutReceivers).values(rows).onConflictDoNothing());
      return true;
    },
    *hideShoutOut(id, hiddenAt) {
      const own = and(eq(shoutOuts.districtId, district), eq(shoutOuts.id, id));
      yield* q(query.update(shoutOuts).set({ hiddenAt }).where(own));
    },
    *setTelling(id, receiver, key) {
      const own = and(
        eq(shoutOutReceivers.districtId, district),
        eq(shoutOutReceivers.shoutOutId, id),
        eq(shoutOutReceivers.personId, receiver),
      );
      yield* q(query.update(shoutOutReceivers).set({ toldBy: key }).where(own));
    },
  } satisfies Partial<PraiseRows>;
}

function readShoutOuts(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOuts, shoutOutReceivers } = tables;
  const mine = and(eq(shoutOuts.districtId, district), isNull(shoutOuts.hiddenAt));
  const idsOf = function* (person: PersonId, toldBy?: Parameters<PraiseRows["listToldBy"]>[1]) {
    const own = and(
      eq(shoutOutReceivers.districtId, district),
      eq(shoutOutReceivers.personId, person),
      toldBy === undefined ? undefined : eq(shoutOutReceivers.toldBy, toldBy),
    );
    const found = yield* q(
      query.select({ id: shoutOutReceivers.shoutOutId }).from(shoutOutReceivers).where(own),
    );
    return found.map(({ id }) => id);
  };
  return {
    *findShoutOut(id) {
      const rows = yield* q(
        query
          .select()
          .from(shoutOuts)
          .where(and(mine, eq(shoutOuts.id, id))),
      );
      return (yield* withReceivers(scope, rows))[0];
    },
    *findTelling(id, receiver) {
      const own = and(
        eq(shoutOutReceivers.districtId, district),
        eq(shoutOutReceivers.shoutOutId, id),
        eq(shoutOutReceivers.personId, receiver),
      );
      const [row] = yield* q(query.select().from(shoutOutReceivers).where(own));
      return row?.toldBy ?? undefined;
    },
    *listToldBy(receiver, key) {
      const ids = yield* idsOf(receiver, key);
      const some = and(mine, inArray(shoutOuts.id, ids));
      const rows = yield* q(query.select().from(shoutOuts).where(some).orderBy(asc(shoutOuts.id)));
      return yield* withReceivers(scope, rows);
    },
    *listShoutOuts({ since, until, site }) {
      const some = and(
        mine,
        gte(shoutOuts.at, since),
        lt(shoutOuts.at, until),
        site === undefined ? undefined : eq(shoutOuts.site, site),
      );
      const rows = yield* q(query.select().from(shoutOuts).where(some).orderBy(asc(shoutOuts.at)));
      return yield* withReceivers(scope, rows);
    },
    *listMine(person, limit) {
      const ids = yield* idsOf(person);
      const some = and(mine, or(eq(shoutOuts.giver, person), inArray(shoutOuts.id, ids)));
      const rows = yield* q(
        query.select().from(shoutOuts).where(some).orderBy(desc(shoutOuts.at)).limit(limit),
      );
      return yield* withReceivers(scope, rows);
    },
  } satisfies Partial<PraiseRows>;
}

function* withReceivers(scope: Scope, rows: readonly Row[]): Steps<readonly ShoutOut[]> {
  const { query, tables, district } = scope;
  const { shoutOutReceivers } = tables;
  const receivers = new Map<ShoutOutId, PersonId[]>();
  for (const piece of chunks(rows)) {
    const ids = piece.map(({ id }) => id);
    const some = and(
      eq(shoutOutReceivers.districtId, district),
      inArray(shoutOutReceivers.shoutOutId, ids),
    );
    for (const row of yield* q(query.select().from(shoutOutReceivers).where(some))) {
      receivers.set(
        row.shoutOutId,
        [...(receivers.get(row.shoutOutId) ?? []), row.personId].sort(),
      );
    }
  }
  return rows.map(({ districtId: _district, hiddenAt: _hidden, ...row }) => ({
    ...row,
    site: orUndefined(row.site),
    receivers: receivers.get(row.id) ?? [],
  }));
}

function nudgeRows({ query, tables, district }: Scope) {
  const { nudgesSent } = tables;
  return {
    *listNudgesSent(subject, since) {
      const some = and(
        eq(nudgesSent.districtId, district),
        eq(nudgesSent.subject, subject),
        gte(nudgesSent.day, since),
      );
      const rows = yield* q(
        query.select().from(nudgesSent).where(some).orderBy(asc(nudgesSent.day)),
      );
      return rows.map(({ nudge, day }) => ({ subject, nudge, day }));
    },
    *addNudgeSent(sent) {
      const row = { ...sent, districtId: district };
      yield* q(query.insert(nudgesSent).values(row).onConflictDoNothing());
    },
  } satisfies Partial<PraiseRows>;
}
