import { and, asc, eq, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import type { DistrictId, OutboxKey, PersonId, ShoutOutId, SiteId } from "#domain/ids.ts";
import type { HiddenBy, ShoutOut } from "#domain/shout-out.ts";
import type { PraiseRows } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import { clean, type Scope } from "./rows.ts";

type Row = Scope["tables"]["shoutOuts"]["$inferSelect"];
type ReceiverRow = Scope["tables"]["shoutOutReceivers"]["$inferSelect"];

const insertShoutOut = ({ query, tables: { shoutOuts } }: Shape, row: Row) =>
  query.insert(shoutOuts).values(row).onConflictDoNothing().returning({ id: shoutOuts.id });

const insertReceiver = ({ query, tables: { shoutOutReceivers } }: Shape, row: ReceiverRow) =>
  query.insert(shoutOutReceivers).values(row).onConflictDoNothing();

interface OfShoutOut {
  readonly district: DistrictId;
  readonly id: ShoutOutId;
}

interface OfReceiver extends OfShoutOut {
  readonly receiver: PersonId;
}

const isReceiver = ({ tables: { shoutOutReceivers: r } }: Pick<Shape, "tables">, is: OfReceiver) =>
  and(eq(r.districtId, is.district), eq(r.shoutOutId, is.id), eq(r.personId, is.receiver));

const tellBy = (shape: Shape, is: OfReceiver & { readonly key: OutboxKey }) =>
  shape.query
    .update(shape.tables.shoutOutReceivers)
    .set({ toldBy: is.key })
    .where(isReceiver(shape, is));

const tellingOf = (shape: Shape, is: OfReceiver) =>
  shape.query
    .select({ toldBy: shape.tables.shoutOutReceivers.toldBy })
    .from(shape.tables.shoutOutReceivers)
    .where(isReceiver(shape, is));

interface Hiding extends OfShoutOut {
  readonly at: Date;
  readonly by: HiddenBy;
}

const hide = ({ query, tables: { shoutOuts: s } }: Shape, is: Hiding) =>
  query
    .update(s)
    .set({ hiddenAt: is.at, hiddenBy: is.by, revision: sql`${s.revision} + 1` })
    .where(and(eq(s.districtId, is.district), eq(s.id, is.id), isNull(s.hiddenAt)));

/** Whoever takes it away altogether comes after somebody thanked, who hid the post alone. */
const takeAway = ({ query, tables: { shoutOuts: s } }: Shape, is: Omit<Hiding, "at">) =>
  query
    .update(s)
    .set({ hiddenBy: is.by, revision: sql`${s.revision} + 1` })
    .where(and(eq(s.districtId, is.district), eq(s.id, is.id), eq(s.hiddenBy, "receiver")));

type Words = Pick<Row, "text" | "helped" | "practice" | "value" | "share">;

const revise = (
  { query, tables: { shoutOuts: s } }: Shape,
  is: OfShoutOut & Words & { readonly site: SiteId | null; readonly at: Date },
) =>
  query
    .update(s)
    .set({
      text: is.text,
      helped: is.helped,
      practice: is.practice,
      value: is.value,
      share: is.share,
      site: is.site,
      revision: sql`${s.revision} + 1`,
      editedAt: is.at,
    })
    .where(and(eq(s.districtId, is.district), eq(s.id, is.id)))
    .returning({ id: s.id });

/** What happens to a shout-out: given, changed, hidden, told, answered. */
export function changeShoutOuts(scope: Scope) {
  const { district } = scope;
  return {
    *addShoutOut(shoutOut) {
      const added = yield* run(scope, insertShoutOut, toRow(scope, shoutOut));
      if (added.length === 0) return false;
      yield* addReceivers(scope, shoutOut);
      return true;
    },
    *reviseShoutOut(shoutOut, at) {
      const { id, practice, value, share } = shoutOut;
      const words = { text: clean(shoutOut.text), helped: clean(shoutOut.helped) };
      const site = shoutOut.site ?? null;
      const is = { district, id, ...words, practice, value, share, site, at };
      if ((yield* run(scope, revise, is)).length === 0) return;
      yield* removeOthers(scope, shoutOut);
      yield* addReceivers(scope, shoutOut);
    },
    *hideShoutOut(id, at, by) {
      if (by !== "receiver") yield* run(scope, takeAway, { district, id, by });
      yield* run(scope, hide, { district, id, at, by });
    },
    *setTelling(id, receiver, key) {
      yield* run(scope, tellBy, { district, id, receiver, key });
    },
    *findTelling(id, receiver) {
      const [row] = yield* run(scope, tellingOf, { district, id, receiver });
      return row?.toldBy ?? undefined;
    },
    ...thankBacks(scope),
  } satisfies Partial<PraiseRows>;
}

function toRow({ district }: Scope, { receivers: _, ...shoutOut }: ShoutOut): Row {
  return {
    ...shoutOut,
    districtId: district,
    text: clean(shoutOut.text),
    helped: clean(shoutOut.helped),
    site: shoutOut.site ?? null,
    hiddenAt: null,
    hiddenBy: null,
    revision: shoutOut.revision ?? 0,
    editedAt: shoutOut.editedAt ?? null,
    spreadAt: null,
  };
}

/** Those who are thanked already keep what their rows hold. */
function* addReceivers(
  scope: Scope,
  { id, receivers }: Pick<ShoutOut, "id" | "receivers">,
): Steps<void> {
  for (const personId of receivers) {
    yield* run(scope, insertReceiver, {
      districtId: scope.district,
      shoutOutId: id,
      personId,
      toldBy: null,
      spreadAt: null,
      thankBack: null,
      thankedBackAt: null,
    });
  }
}

function* removeOthers({ query, tables, district }: Scope, shoutOut: ShoutOut): Steps<void> {
  const { shoutOutReceivers: r } = tables;
  const own = and(eq(r.districtId, district), eq(r.shoutOutId, shoutOut.id));
  const others = notInArray(r.personId, [...shoutOut.receivers]);
  yield* q(query.delete(r).where(and(own, others)));
}

function thankBacks(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOutReceivers: r } = tables;
  return {
    *saveThankBack(id, receiver, { text, at }) {
      const own = and(isReceiver(scope, { district, id, receiver }), isNull(r.thankedBackAt));
      const set = { thankBack: clean(text), thankedBackAt: at };
      const saved = yield* q(query.update(r).set(set).where(own).returning({ id: r.shoutOutId }));
      return saved.length > 0;
    },
    *listThankBacks(id) {
      const own = and(eq(r.districtId, district), eq(r.shoutOutId, id), isNotNull(r.thankedBackAt));
      const found = query.select().from(r).where(own);
      const rows = yield* q(found.orderBy(asc(r.thankedBackAt), asc(r.personId)));
      return rows.flatMap(({ personId: receiver, thankBack: text, thankedBackAt: at }) =>
        text === null || at === null ? [] : [{ receiver, text, at }],
      );
    },
  } satisfies Partial<PraiseRows>;
}
