import {
  and,
  type Column,
  count,
  eq,
  inArray,
  isNotNull,
  isNull,
  lt,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { toInstant } from "#domain/local-time.ts";
import type { RecordType } from "#domain/records.ts";
import type { PurgeStep, Purging, RecordRows } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { recordKinds } from "./record-kinds.ts";
import { isFree, type RecordKind } from "./record-match.ts";
import { readHeld, readZone } from "./record-wanted.ts";
import type { Scope } from "./rows.ts";

type Condition = SQL | undefined;
type Due = Omit<Purging, "limit">;

/** Which holds are on what a step ends. */
const TYPES: Readonly<Record<PurgeStep, RecordType>> = {
  shout_out: "shout_out",
  nudge: "nudge",
  answer: "answer",
  call_task: "call_task",
  invitation: "invitation",
  delivery: "message",
  card: "message",
  message: "message",
  playground_message: "playground_message",
};

/** What a timer ends, and what a hold keeps. */
export function purgeRows(scope: Scope) {
  return {
    *purge({ limit, ...due }) {
      const { kind, ends, held } = yield* readDue(scope, due);
      const free = held ? and(ends, isFree(held)) : ends;
      const { query } = scope;
      const found = query.select({ id: kind.id }).from(kind.table).where(free);
      const ids = (yield* q(found.limit(limit))).map(({ id }) => id);
      if (ids.length > 0) yield* end(scope, due.step, ids);
      return ids;
    },
    *countKept(due) {
      const { kind, ends, held } = yield* readDue(scope, due);
      if (!held) return 0;
      const kept = and(ends, held);
      const counting = scope.query.select({ rows: count() }).from(kind.table).where(kept);
      return (yield* q(counting))[0]?.rows ?? 0;
    },
  } satisfies Partial<RecordRows>;
}

function* readDue(scope: Scope, due: Due) {
  const at = toInstant(`${due.firstKept}T00:00`, yield* readZone(scope));
  const kind = kindOf(scope, due.step);
  const held = yield* readHeld(scope, TYPES[due.step]);
  return {
    kind,
    ends: and(kind.own, dueConditions(scope, { ...due, at })[due.step]()),
    held: held && due.step === "delivery" ? ofMessages(scope, held) : held,
  };
}

/** Attempts are no records of their own: they hang on their message. */
function kindOf(scope: Scope, step: PurgeStep): RecordKind {
  const { deliveries: d } = scope.tables;
  if (step !== "delivery") return recordKinds(scope)[TYPES[step]];
  const own = eq(d.districtId, scope.district);
  return { table: d, own, id: sql<string>`${d.messageId} || '/' || ${d.attempt}` };
}

function ofMessages({ query, tables, district }: Scope, held: SQL): SQL {
  const { outboxMessages: o, deliveries: d } = tables;
  const kept = and(eq(o.districtId, district), held);
  return inArray(d.messageId, query.select({ id: o.id }).from(o).where(kept));
}

function dueConditions(scope: Scope, { firstKept, at }: Due & { readonly at: Date }) {
  const { tables } = scope;
  const { shoutOuts, nudgesSent, answers, callTasks, invitations, deliveries } = tables;
  const { outboxMessages: o, localMessages } = tables;
  return {
    shout_out: () => lt(shoutOuts.at, at),
    nudge: () => lt(nudgesSent.day, firstKept),
    answer: () => ofClosedWaves(scope, answers.wave, firstKept),
    call_task: () => ofClosedWaves(scope, callTasks.wave, firstKept),
    invitation: () => ofClosedWaves(scope, invitations.wave, firstKept),
    delivery: () => lt(deliveries.at, at),
    card: () => and(isNotNull(o.card), settledBefore(scope, at)),
    message: () => and(isNull(o.card), settledBefore(scope, at), ofNoShoutOut(scope)),
    playground_message: () => lt(localMessages.at, at),
  } satisfies Readonly<Record<PurgeStep, () => Condition>>;
}

function ofClosedWaves({ query, tables, district }: Scope, wave: Column, firstKept: string): SQL {
  const { waves: w } = tables;
  const closed = and(eq(w.state, "closed"), lt(w.closesOn, firstKept));
  const own = and(eq(w.districtId, district), closed);
  return inArray(wave, query.select({ id: w.id }).from(w).where(own));
}

/** What was superseded or cancelled has no time of its own end: its due time stands for it. */
function settledBefore({ tables }: Scope, at: Date): Condition {
  const { outboxMessages: o } = tables;
  const ended = notInArray(o.state, ["waiting", "leased"]);
  return and(ended, or(lt(o.settledAt, at), and(isNull(o.settledAt), lt(o.dueAt, at))));
}

/** What stands before a shout-out's id in the key of its post. */
const POST_KEY = "shout-out:";

/** A post or note can be taken back as long as its shout-out is there: its key and handle stay. */
function ofNoShoutOut({ query, tables, district }: Scope): Condition {
  const { outboxMessages: o, shoutOuts: s, shoutOutReceivers: r } = tables;
  const posted = and(
    eq(s.districtId, district),
    sql`${s.id} = substr(${o.key}, ${POST_KEY.length + 1})`,
  );
  const told = and(eq(r.districtId, district), eq(r.personId, o.recipient), eq(r.toldBy, o.key));
  return and(
    notExists(query.select({ id: s.id }).from(s).where(posted)),
    notExists(query.select({ id: r.personId }).from(r).where(told)),
  );
}

/** Removes the rows, and what hangs on them before them. */
function* end(scope: Scope, step: PurgeStep, ids: readonly string[]): Steps<void> {
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  const kind = kindOf(scope, step);
  const some = [...ids];
  if (step === "card") {
    const own = and(eq(o.districtId, district), inArray(o.id, some));
    yield* q(query.update(o).set({ card: null, wakes: false }).where(own));
    return;
  }
  yield* endParts(scope, step, some);
  const gone = and(kind.own, inArray(kind.id, some));
  yield* q(query.delete(kind.table).where(gone));
}

function* endParts(scope: Scope, step: PurgeStep, ids: readonly string[]): Steps<void> {
  const { query, tables, district } = scope;
  const { shoutOutReceivers: r, answerPitfalls: f, deliveries: d } = tables;
  const some = [...ids];
  const parts = {
    shout_out: {
      table: r,
      own: and(eq(r.districtId, district), inArray(sql`${r.shoutOutId}`, some)),
    },
    answer: { table: f, own: and(eq(f.districtId, district), inArray(sql`${f.answerId}`, some)) },
    message: { table: d, own: and(eq(d.districtId, district), inArray(d.messageId, some)) },
  };
  if (step !== "shout_out" && step !== "answer" && step !== "message") return;
  yield* q(query.delete(parts[step].table).where(parts[step].own));
}
