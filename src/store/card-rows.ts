import {
  and,
  asc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { ErasureRows } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { shown, toMessage } from "./outbox-reads.ts";
import { hasState } from "./outbox-state.ts";
import { isFree } from "./record-match.ts";
import { readErasable, readHeld } from "./record-wanted.ts";
import { cleanAll, orUndefined, type Scope } from "./rows.ts";

type CardErasure = Pick<
  ErasureRows,
  | "listCards"
  | "listShownCards"
  | "listPastSummaries"
  | "listSettledCards"
  | "blankCards"
  | "blankGroup"
  | "changeCard"
  | "changeShownCard"
  | "removeShownCards"
>;

const REASON = "It was erased from the records.";

/** Cards that carry people's words: those that were queued, and those the playground shows. */
export function cardRows(scope: Scope): CardErasure {
  return { ...queuedCards(scope), ...shownCards(scope) };
}

function queuedCards(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  const mine = eq(o.districtId, district);
  return {
    *listCards({ after, limit }) {
      const held = toFlag(yield* readHeld(scope, "message"));
      const behind = and(
        mine,
        isNotNull(o.card),
        after === undefined ? undefined : gt(o.id, after),
      );
      const changes = { action: o.action, of: o.ofKey };
      const columns = { ...shown(scope), ...changes, card: o.card, held };
      const found = query.select(columns).from(o).where(behind).orderBy(asc(o.id)).limit(limit);
      return (yield* q(found)).flatMap(({ card, action, of, held: isHeld, ...row }) =>
        card ? [{ ...toMessage(row), action, of: orUndefined(of), card, held: isHeld }] : [],
      );
    },
    *listPastSummaries(since) {
      const sent = inArray(o.kind, ["roundup", "digest", "principal_note"]);
      const summary = and(or(sent, like(o.supersedeKey, "digest-asked:%")), eq(o.action, "post"));
      const past = and(isNull(o.card), isNotNull(o.handle), gte(o.dueAt, since));
      const columns = { key: o.key, series: o.supersedeKey, dueAt: o.dueAt };
      const found = query
        .select(columns)
        .from(o)
        .where(and(mine, summary, past));
      const rows = yield* q(found.orderBy(asc(o.dueAt), asc(o.id)));
      return rows.flatMap(({ series, ...row }) => (series === null ? [] : [{ ...row, series }]));
    },
    *listSettledCards(filter, { after, limit }) {
      const { free } = yield* readErasable(scope, "message", filter);
      const settled = and(isNotNull(o.card), not(hasState(o, "waiting", "leased")));
      const behind = after === undefined ? undefined : gt(o.id, after);
      const found = query
        .select({ id: o.id })
        .from(o)
        .where(and(free, settled, behind));
      return (yield* q(found.orderBy(asc(o.id)).limit(limit))).map(({ id }) => id);
    },
    *blankCards(ids) {
      return ids.length === 0 ? [] : yield* blank(scope, inArray(o.id, [...ids]));
    },
    *blankGroup(group) {
      return yield* blank(scope, eq(o.groupKey, group));
    },
    *changeCard(id, card) {
      const waiting = and(mine, eq(o.id, id), hasState(o, "waiting"));
      const set = { card: cleanAll(card) };
      return (yield* q(query.update(o).set(set).where(waiting).returning({ id: o.id }))).length > 0;
    },
  } satisfies Partial<ErasureRows>;
}

function* blank(scope: Scope, which: SQL): Steps<readonly string[]> {
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  const held = yield* readHeld(scope, "message");
  const waits = hasState(o, "waiting");
  const open = hasState(o, "waiting", "leased");
  const set = {
    card: null,
    wakes: false,
    state: sql`case when ${waits} then 'cancelled' else ${o.state} end`,
    reason: sql`case when ${waits} then ${REASON} else ${o.reason} end`,
    // What is being delivered just now is not tried again.
    takenBack: sql`case when ${open} and not ${waits} then ${REASON} else ${o.takenBack} end`,
  };
  const own = and(eq(o.districtId, district), which, isNotNull(o.card), held && isFree(held));
  const blanked = yield* q(query.update(o).set(set).where(own).returning({ id: o.id }));
  return blanked.map(({ id }) => id);
}

function shownCards(scope: Scope) {
  const { query, tables, district } = scope;
  const { localMessages: l } = tables;
  const mine = eq(l.districtId, district);
  return {
    *listShownCards({ after, limit }) {
      const held = toFlag(yield* readHeld(scope, "playground_message"));
      const behind = after === undefined ? mine : and(mine, gt(l.id, after));
      const columns = { id: l.id, key: l.key, card: l.card, held };
      return yield* q(query.select(columns).from(l).where(behind).orderBy(asc(l.id)).limit(limit));
    },
    *changeShownCard(id, card) {
      yield* q(
        query
          .update(l)
          .set({ card })
          .where(and(mine, eq(l.id, id))),
      );
    },
    *removeShownCards(ids) {
      if (ids.length > 0) yield* q(query.delete(l).where(and(mine, inArray(l.id, [...ids]))));
    },
  } satisfies Partial<ErasureRows>;
}

/** Both engines' truth as a boolean. */
function toFlag(held: SQL | undefined): SQL<boolean> {
  return sql`case when ${held ?? sql`1 = 0`} then 1 else 0 end`.mapWith(Boolean);
}
