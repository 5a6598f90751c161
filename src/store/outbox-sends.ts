import { and, asc, count, desc, eq, gte, inArray, isNotNull, lte, max, sql } from "drizzle-orm";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import type { SendOutcome, SendRows, SentMessage, WaitingMessage } from "#ports/send-rows.ts";
import { q } from "./db.ts";
import { findRow } from "./outbox-reads.ts";
import { hasState } from "./outbox-state.ts";
import { orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** What each occasion sent, what became of it, and what still waits. */
export function outboxSends(scope: Scope): SendRows {
  return { ...reportRows(scope), ...waitingRows(scope) };
}

/** A post that was not sent again: the key of the next try follows from its own. */
function isLastTry({ tables: { outboxMessages: o } }: Scope) {
  const next = sql`select 1 from ${o} n where n.district_id = ${o.districtId} and n.key = ${o.key} || '~'`;
  return and(eq(o.action, "post"), sql`not exists (${next})`);
}

function reportRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  const mine = eq(o.districtId, district);
  return {
    *listSends(limit) {
      const last = yield* q(
        query
          .select({ send: o.sendKey, newest: max(o.id) })
          .from(o)
          .where(and(mine, isNotNull(o.sendKey)))
          .groupBy(o.sendKey)
          .orderBy(desc(max(o.id)))
          .limit(limit),
      );
      const names = last.flatMap(({ send }) => send ?? []);
      if (names.length === 0) return [];
      const rows = yield* q(
        query
          .select({ send: o.sendKey, state: o.state, reason: o.reason, count: count() })
          .from(o)
          .where(and(mine, inArray(o.sendKey, names), isLastTry(scope)))
          .groupBy(o.sendKey, o.state, o.reason),
      );
      const counts = rows.map((row) => ({ ...row, send: row.send ?? "" }));
      return names.flatMap((send) => counts.filter((each) => each.send === send));
    },
    *listSend(send) {
      const own = and(mine, eq(o.sendKey, send), isLastTry(scope));
      return (yield* q(query.select().from(o).where(own).orderBy(asc(o.id)))).map(toSent);
    },
    *findQueued(key) {
      const row = yield* findRow(scope, key);
      return row && toQueued(row);
    },
    *leaveAsleep(key) {
      yield* q(
        query
          .update(o)
          .set({ wakes: false })
          .where(and(mine, eq(o.key, key))),
      );
    },
    *listRefusedSends(since) {
      return yield* listRefusedSends(scope, since);
    },
  } satisfies Partial<SendRows>;
}

function* listRefusedSends({ query, tables, district }: Scope, since: Date) {
  const { outboxMessages: o } = tables;
  const mine = eq(o.districtId, district);
  // Spelled out, so that both engines may use their index of troubled messages.
  const troubled = hasState(o, "refused", "unknown", "dead", "expired");
  const lately = and(mine, troubled, gte(o.settledAt, since), isNotNull(o.sendKey));
  const found = yield* q(query.selectDistinct({ send: o.sendKey }).from(o).where(lately));
  const names = found.flatMap(({ send }) => send ?? []);
  if (names.length === 0) return [];
  const ended = hasState(o, "delivered", "refused", "dead", "unknown");
  const rows = yield* q(
    query
      .select({ send: o.sendKey, platform: o.platform, state: o.state, count: count() })
      .from(o)
      .where(and(mine, inArray(o.sendKey, names), eq(o.action, "post"), ended))
      .groupBy(o.sendKey, o.platform, o.state),
  );
  const sums = new Map<string, SendOutcome>();
  for (const { send, platform, state, count: more } of rows) {
    const name = `${send}/${platform}`;
    const before = sums.get(name) ?? { send: send ?? "", platform, ended: 0, refused: 0 };
    const refused = state === "refused" || state === "dead" ? more : 0;
    const sum = { ...before, ended: before.ended + more, refused: before.refused + refused };
    sums.set(name, sum);
  }
  return [...sums.values()];
}

function waitingRows({ query, tables, district, stir }: Scope) {
  const { outboxMessages: o } = tables;
  // Spelled out, so that both engines may use their index of open messages.
  const isOpen = hasState(o, "waiting", "leased");
  const waits = (id: string) =>
    and(eq(o.districtId, district), eq(o.id, id), hasState(o, "waiting"));
  return {
    *listWaiting(until) {
      const due = and(eq(o.districtId, district), isOpen, lte(o.dueAt, until));
      const posts = and(due, hasState(o, "waiting"), eq(o.action, "post"));
      const rows = query.select().from(o).where(posts).orderBy(asc(o.dueAt), asc(o.id));
      return (yield* q(rows)).map(toWaiting);
    },
    *move(id, { dueAt, week }) {
      const set = { dueAt, postponed: true, ...(week === undefined ? {} : { week }) };
      yield* q(query.update(o).set(set).where(waits(id)));
      stir();
    },
    *countIn(id, week) {
      const own = and(eq(o.districtId, district), eq(o.id, id));
      yield* q(query.update(o).set({ week }).where(own));
    },
    *expireOne(id, at) {
      const reason = "Its time had passed.";
      const set = { state: "expired" as const, settledAt: at, reason };
      yield* q(query.update(o).set(set).where(waits(id)));
    },
  } satisfies Partial<SendRows>;
}

function toSent(row: Row): SentMessage {
  const { state, reason, unsure, takenBack } = row;
  return { ...toBasics(row), state, reason, unsure, takenBack: takenBack !== null };
}

function toBasics(row: Row) {
  const { key, kind, dueAt, platform, workspace, conversation } = row;
  const address = { platform, workspace, conversation };
  const recipient = orUndefined(row.recipient);
  const send = orUndefined(row.sendKey);
  return { key, kind, dueAt, address, recipient, send, expiresAt: orUndefined(row.expiresAt) };
}

function toWaiting(row: Row): WaitingMessage {
  return {
    ...toBasics(row),
    id: row.id,
    postponed: row.postponed,
    place: orUndefined(row.place),
    budgetOf: orUndefined(row.budgetOf),
    week: orUndefined(row.week),
  };
}

function toQueued(row: Row): QueuedMessage | undefined {
  const { card, platform, workspace, conversation } = row;
  if (row.action !== "post" || !card || !("text" in card)) return undefined;
  return {
    key: row.key,
    kind: row.kind,
    delivery: { do: "post", to: { platform, workspace, conversation }, card },
    dueAt: row.dueAt,
    expiresAt: orUndefined(row.expiresAt),
    supersedes: orUndefined(row.supersedeKey),
    group: orUndefined(row.groupKey),
    send: orUndefined(row.sendKey),
    recipient: orUndefined(row.recipient),
    budgetOf: orUndefined(row.budgetOf),
    week: orUndefined(row.week),
    place: orUndefined(row.place),
  };
}
