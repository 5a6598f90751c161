import { and, asc, desc, eq, gte, inArray, isNull, lt, or } from "drizzle-orm";
import type { DistrictId, OutboxKey, PersonId, ShoutOutId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { PraiseRows } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["shoutOuts"]["$inferSelect"];
type ReceiverRow = Scope["tables"]["shoutOutReceivers"]["$inferSelect"];

const insertShoutOut = ({ query, tables: { shoutOuts } }: Shape, row: Row) =>
  query.insert(shoutOuts).values(row).onConflictDoNothing().returning({ id: shoutOuts.id });

const insertReceiver = ({ query, tables: { shoutOutReceivers } }: Shape, row: ReceiverRow) =>
  query.insert(shoutOutReceivers).values(row).onConflictDoNothing();

interface Telling {
  readonly district: DistrictId;
  readonly id: ShoutOutId;
  readonly receiver: PersonId;
  readonly key: OutboxKey;
}

const tellBy = ({ query, tables: { shoutOutReceivers } }: Shape, is: Telling) =>
  query
    .update(shoutOutReceivers)
    .set({ toldBy: is.key })
    .where(
      and(
        eq(shoutOutReceivers.districtId, is.district),
        eq(shoutOutReceivers.shoutOutId, is.id),
        eq(shoutOutReceivers.personId, is.receiver),
      ),
    );

const toldBy = (
  { query, tables: { shoutOuts, shoutOutReceivers: r } }: Shape,
  is: Omit<Telling, "id">,
) =>
  query
    .select({ shoutOut: shoutOuts })
    .from(r)
    .innerJoin(
      shoutOuts,
      and(
        eq(shoutOuts.districtId, is.district),
        eq(shoutOuts.id, r.shoutOutId),
        isNull(shoutOuts.hiddenAt),
      ),
    )
    .where(and(eq(r.districtId, is.district), eq(r.personId, is.receiver), eq(r.toldBy, is.key)));

const receiversOf = (
  { query, tables: { shoutOutReceivers: r } }: Shape,
  is: { readonly district: DistrictId; readonly id: ShoutOutId },
) =>
  query
    .select()
    .from(r)
    .where(and(eq(r.districtId, is.district), eq(r.shoutOutId, is.id)));

/** Shout-outs and the nudges that were sent. */
export function praiseRows(scope: Scope): PraiseRows {
  return { ...writeShoutOuts(scope), ...readShoutOuts(scope), ...nudgeRows(scope) };
}

function writeShoutOuts(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOuts } = tables;
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
      const added = yield* run(scope, insertShoutOut, row);
      if (added.length === 0) return false;
      for (const personId of receivers) {
        const receiver = { districtId: district, shoutOutId: shoutOut.id, personId, toldBy: null };
        yield* run(scope, insertReceiver, receiver);
      }
      return true;
    },
    *hideShoutOut(id, hiddenAt) {
      const own = and(eq(shoutOuts.districtId, district), eq(shoutOuts.id, id));
      yield* q(query.update(shoutOuts).set({ hiddenAt }).where(own));
    },
    *setTelling(id, receiver, key) {
      yield* run(scope, tellBy, { district, id, receiver, key });
    },
  } satisfies Partial<PraiseRows>;
}

function readShoutOuts(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOuts, shoutOutReceivers } = tables;
  const mine = and(eq(shoutOuts.districtId, district), isNull(shoutOuts.hiddenAt));
  const idsOf = function* (person: PersonId) {
    const own = and(
      eq(shoutOutReceivers.districtId, district),
      eq(shoutOutReceivers.personId, person),
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
      const found = yield* run(scope, toldBy, { district, receiver, key });
      const rows = found.map(({ shoutOut }) => shoutOut);
      return yield* withReceivers(
        scope,
        rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
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

/** Up to so many shout-outs are read one by one, which is prepared; more in one statement. */
const FEW = 5;

function* readReceivers(scope: Scope, ids: readonly ShoutOutId[]): Steps<readonly ReceiverRow[]> {
  const { query, tables, district } = scope;
  const { shoutOutReceivers: r } = tables;
  const found: ReceiverRow[] = [];
  if (ids.length <= FEW) {
    for (const id of ids) found.push(...(yield* run(scope, receiversOf, { district, id })));
    return found;
  }
  for (const piece of chunks(ids)) {
    const some = and(eq(r.districtId, district), inArray(r.shoutOutId, piece));
    found.push(...(yield* q(query.select().from(r).where(some))));
  }
  return found;
}

/** Shout-outs with whom they thank, in the order of their rows. */
export function* withReceivers(scope: Scope, rows: readonly Row[]): Steps<readonly ShoutOut[]> {
  const receivers = new Map<ShoutOutId, PersonId[]>();
  const ids = rows.map(({ id }) => id);
  for (const { shoutOutId, personId } of yield* readReceivers(scope, ids)) {
    receivers.set(shoutOutId, [...(receivers.get(shoutOutId) ?? []), personId].sort());
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
