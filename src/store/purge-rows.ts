import { and, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type ShoutOutId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import type { RecordType } from "#domain/records.ts";
import { type PurgeStep, purgeSteps, type RecordRows } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run } from "./db.ts";
import { type Dues, dueConditions, findDue } from "./purge-conditions.ts";
import { recordKinds } from "./record-kinds.ts";
import { isFree, type RecordKind } from "./record-match.ts";
import { readHeld, readZone } from "./record-wanted.ts";
import type { Scope } from "./rows.ts";
import { removeParts } from "./shout-out-parts.ts";
import { removeVisitParts } from "./visit-parts.ts";

/** Which holds are on what a step ends. */
const TYPES: Readonly<Record<PurgeStep, RecordType>> = {
  shout_out: "shout_out",
  shout_out_report: "shout_out_report",
  peer_visit: "peer_visit",
  try: "try",
  nudge: "nudge",
  room_skip: "room_skip",
  correction: "correction",
  expedition: "expedition",
  focus_group: "focus_group",
  digest: "digest",
  training: "training",
  made_change: "made_change",
  answer: "answer",
  call_task: "call_task",
  decision: "decision",
  school_word: "school_word",
  pulse: "pulse",
  invitation: "invitation",
  delivery: "message",
  card: "message",
  message: "message",
  playground_message: "playground_message",
};

type Kept = Parameters<RecordRows["countKept"]>[0];

/** What a timer ends, and what a hold keeps. */
export function purgeRows(scope: Scope) {
  return {
    *purge({ limit, ...kept }) {
      const gone = new Map<PurgeStep, readonly string[]>();
      const dues = yield* toDues(scope, kept);
      // Most nights nothing is: one look says so.
      if ((yield* run(scope, findDue, dues)).length === 0) return gone;
      let room = limit;
      for (const step of purgeSteps) {
        const ids = room > 0 ? yield* endSome(scope, { step, dues }, room) : [];
        if (ids.length > 0) gone.set(step, ids);
        room -= ids.length;
      }
      return gone;
    },
    *countKept(kept) {
      const dues = yield* toDues(scope, kept);
      const counts = new Map<PurgeStep, number>();
      for (const step of purgeSteps) {
        const { kind, ends, held } = yield* readDue(scope, { step, dues });
        if (!held) continue;
        const counting = scope.query.select({ rows: count() }).from(kind.table);
        const [row] = yield* q(counting.where(and(ends, held)));
        if (row && row.rows > 0) counts.set(step, row.rows);
      }
      return counts;
    },
  } satisfies Partial<RecordRows>;
}

function* toDues(scope: Scope, { praise, answers, log, keys }: Kept): Steps<Dues> {
  const zone = yield* readZone(scope);
  const start = (day: string): Date => toInstant(`${day}T00:00`, zone);
  const days = { praiseDay: praise, answersDay: answers, answersAt: start(answers) };
  const { district } = scope;
  return { district, ...days, praiseAt: start(praise), logAt: start(log), keysAt: start(keys) };
}

interface Due {
  readonly step: PurgeStep;
  readonly dues: Dues;
}

function* endSome(scope: Scope, due: Due, limit: number): Steps<readonly string[]> {
  const { kind, ends, held } = yield* readDue(scope, due);
  const free = held ? and(ends, isFree(held)) : ends;
  const found = scope.query.select({ id: kind.id }).from(kind.table).where(free).limit(limit);
  const ids = (yield* q(found)).map(({ id }) => id);
  if (ids.length > 0) yield* end(scope, due.step, ids);
  return ids;
}

function* readDue(scope: Scope, { step, dues }: Due) {
  const kind = kindOf(scope, step);
  const held = yield* readHeld(scope, TYPES[step]);
  return {
    kind,
    ends: and(kind.own, dueConditions(scope, dues)[step]),
    held: held && step === "delivery" ? ofMessages(scope, held) : held,
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
  const { answerPitfalls: f, deliveries: d } = tables;
  const some = [...ids];
  if (step === "shout_out") {
    const shoutOuts = some.map((id) => toId<ShoutOutId>(id));
    yield* removeParts(scope, shoutOuts);
  } else if (step === "answer") {
    const own = and(eq(f.districtId, district), inArray(sql`${f.answerId}`, some));
    yield* q(query.delete(f).where(own));
  } else if (step === "expedition" || step === "focus_group") {
    yield* removeVisitParts(scope, step, some);
  } else if (step === "message") {
    yield* q(query.delete(d).where(and(eq(d.districtId, district), inArray(d.messageId, some))));
  }
}
