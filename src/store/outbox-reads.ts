import { and, count, desc, eq, gte, inArray, lt, or } from "drizzle-orm";
import type { DistrictId, OutboxKey, PersonId } from "#domain/ids.ts";
import type { OutboxMessage, OutboxRows } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import { hasState } from "./outbox-state.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

const BUDGETED = ["waiting", "leased", "delivered", "unknown"] as const;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];
export type Shown = Pick<Row, keyof ReturnType<typeof shown>>;

/** What a message is shown with; a card is long, and not part of it. */
export const shown = ({ tables: { outboxMessages: o } }: Shape) => ({
  id: o.id,
  key: o.key,
  kind: o.kind,
  state: o.state,
  dueAt: o.dueAt,
  settledAt: o.settledAt,
  platform: o.platform,
  workspace: o.workspace,
  conversation: o.conversation,
  reason: o.reason,
});

const latestOf = (
  shape: Shape,
  is: { readonly district: DistrictId; readonly supersedes: string },
) => {
  const { outboxMessages: o } = shape.tables;
  const open = hasState(o, "waiting", "leased", "delivered");
  return shape.query
    .select(shown(shape))
    .from(o)
    .where(and(eq(o.districtId, is.district), eq(o.supersedeKey, is.supersedes), open))
    .orderBy(desc(o.id))
    .limit(1);
};

/** Not sorted: asked to do it, SQLite reads the whole district in key order. */
const postsOf = (shape: Shape, is: { readonly district: DistrictId; readonly group: string }) => {
  const { outboxMessages: o } = shape.tables;
  const open = hasState(o, "waiting", "leased", "delivered");
  return shape.query
    .select(shown(shape))
    .from(o)
    .where(
      and(eq(o.districtId, is.district), eq(o.groupKey, is.group), open, eq(o.action, "post")),
    );
};

const doubtfulPostsOf = (
  shape: Shape,
  is: { readonly district: DistrictId; readonly group: string },
) => {
  const { outboxMessages: o } = shape.tables;
  const doubtful = or(hasState(o, "unknown"), and(hasState(o, "refused"), eq(o.wakes, true)));
  return shape.query
    .select(shown(shape))
    .from(o)
    .where(
      and(eq(o.districtId, is.district), eq(o.groupKey, is.group), doubtful, eq(o.action, "post")),
    );
};

const budgetSpent = (
  { query, tables: { outboxMessages: o } }: Shape,
  is: { readonly district: DistrictId; readonly person: PersonId; readonly week: string },
) =>
  query
    .select({ sent: count() })
    .from(o)
    .where(
      and(
        eq(o.districtId, is.district),
        eq(o.budgetOf, is.person),
        eq(o.week, is.week),
        hasState(o, ...BUDGETED),
      ),
    );

/** What was decided and what became of it. */
export function outboxReads(scope: Scope) {
  const { query, tables, district } = scope;
  const { deliveries } = tables;
  return {
    *find(key) {
      const row = yield* findRow(scope, key);
      return row && toMessage(row);
    },
    *findLatest(supersedes) {
      const [row] = yield* run(scope, latestOf, { district, supersedes });
      return row && toMessage(row);
    },
    *listGroupPosts(group) {
      const rows = yield* run(scope, postsOf, { district, group });
      return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).map(toMessage);
    },
    *findQueuedKeys(keys) {
      const queued = new Set<OutboxKey>();
      const { outboxMessages: o } = tables;
      for (const piece of chunks(keys)) {
        const own = and(eq(o.districtId, district), inArray(o.key, piece));
        const rows = yield* q(query.select({ key: o.key }).from(o).where(own));
        for (const { key } of rows) queued.add(key);
      }
      return queued;
    },
    *findPosted(groups) {
      const posted = new Set<string>();
      const { outboxMessages: o } = tables;
      const isOpen = hasState(o, "waiting", "leased", "delivered");
      for (const piece of chunks(groups)) {
        const own = and(eq(o.districtId, district), inArray(o.groupKey, piece), isOpen);
        const found = query.selectDistinct({ group: o.groupKey }).from(o);
        const rows = yield* q(found.where(and(own, eq(o.action, "post"))));
        for (const { group } of rows) if (group !== null) posted.add(group);
      }
      return posted;
    },
    *listDoubtfulPosts(group) {
      return (yield* run(scope, doubtfulPostsOf, { district, group })).map(toMessage);
    },
    *countBudget(person, week) {
      const [row] = yield* run(scope, budgetSpent, { district, person, week });
      return row?.sent ?? 0;
    },
    *countDeliveries(since, until) {
      const rows = yield* q(
        query
          .select({ outcome: deliveries.outcome, sent: count() })
          .from(deliveries)
          .where(
            and(
              eq(deliveries.districtId, district),
              gte(deliveries.at, since),
              lt(deliveries.at, until),
            ),
          )
          .groupBy(deliveries.outcome),
      );
      const of = (wanted: string) =>
        rows.filter((row) => row.outcome === wanted).reduce((sum, row) => sum + row.sent, 0);
      return { delivered: of("delivered"), failed: of("refused") };
    },
  } satisfies Partial<OutboxRows>;
}

const rowOf = (
  { query, tables: { outboxMessages: o } }: Shape,
  is: { readonly district: DistrictId; readonly key: OutboxKey },
) =>
  query
    .select()
    .from(o)
    .where(and(eq(o.districtId, is.district), eq(o.key, is.key)));

/** The row of a key. */
export function* findRow(scope: Scope, key: OutboxKey): Steps<Row | undefined> {
  const [row] = yield* run(scope, rowOf, { district: scope.district, key });
  return row;
}

export function toMessage(row: Shown): OutboxMessage {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    state: row.state,
    dueAt: row.dueAt,
    settledAt: orUndefined(row.settledAt),
    address: {
      platform: row.platform,
      workspace: row.workspace,
      conversation: row.conversation,
    },
    reason: row.reason,
  };
}
