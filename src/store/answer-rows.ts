import { and, asc, count, desc, eq, inArray, isNull } from "drizzle-orm";
import type { CallTaskId, DistrictId, SiteId, WaveId } from "#domain/ids.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { lockHolds } from "./guard-rows.ts";
import { listHeld } from "./record-wanted.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

type OfAnswers = Pick<
  WaveRows,
  | "addAnswer"
  | "addPitfalls"
  | "findLastAnswer"
  | "listPitfalls"
  | "countPitfalls"
  | "addCallTask"
  | "findCallTask"
  | "listOpenCallTasks"
  | "closeCallTasks"
>;

const insertAnswer = (
  { query, tables: { answers } }: Shape,
  row: Scope["tables"]["answers"]["$inferSelect"],
) => query.insert(answers).values(row).onConflictDoNothing().returning({ id: answers.id });

const insertCallTask = (
  { query, tables: { callTasks } }: Shape,
  row: Scope["tables"]["callTasks"]["$inferSelect"],
) => query.insert(callTasks).values(row).onConflictDoNothing().returning({ id: callTasks.id });

const openTasksOf = (
  { query, tables: { callTasks } }: Shape,
  is: { readonly district: DistrictId; readonly wave: WaveId; readonly site: SiteId },
) =>
  query
    .select({ id: callTasks.id, reason: callTasks.reason })
    .from(callTasks)
    .where(
      and(
        eq(callTasks.districtId, is.district),
        eq(callTasks.wave, is.wave),
        eq(callTasks.site, is.site),
        isNull(callTasks.doneAt),
      ),
    );

const closeCallTask = (
  { query, tables: { callTasks } }: Shape,
  is: { readonly district: DistrictId; readonly id: CallTaskId; readonly at: Date },
) =>
  query
    .update(callTasks)
    .set({ doneAt: is.at })
    .where(
      and(eq(callTasks.districtId, is.district), eq(callTasks.id, is.id), isNull(callTasks.doneAt)),
    );

const forgetWords = (
  { query, tables: { callTasks } }: Shape,
  is: { readonly district: DistrictId; readonly id: CallTaskId },
) =>
  query
    .update(callTasks)
    .set({ words: "" })
    .where(and(eq(callTasks.districtId, is.district), eq(callTasks.id, is.id)));

/** Answers as history, the pitfalls behind them, and who should be called. */
export function answerRows(scope: Scope): OfAnswers {
  const { query, tables, district } = scope;
  const { answers, answerPitfalls, callTasks } = tables;
  const mine = eq(answers.districtId, district);
  const myTasks = eq(callTasks.districtId, district);
  return {
    *addAnswer(answer) {
      const added = yield* run(scope, insertAnswer, { ...answer, districtId: district });
      return added.length > 0;
    },
    *addPitfalls(answerId, codes) {
      const rows = codes.map((code, position) => ({
        districtId: district,
        answerId,
        code,
        position,
      }));
      if (rows.length > 0)
        yield* q(query.insert(answerPitfalls).values(rows).onConflictDoNothing());
    },
    *findLastAnswer(wave, site) {
      const own = and(mine, eq(answers.wave, wave), eq(answers.site, site));
      const [row] = yield* q(
        query
          .select()
          .from(answers)
          .where(own)
          .orderBy(desc(answers.at), desc(answers.id))
          .limit(1),
      );
      if (!row) return undefined;
      const { districtId: _district, ...answer } = row;
      return answer;
    },
    *listPitfalls(answer) {
      const own = and(eq(answerPitfalls.districtId, district), eq(answerPitfalls.answerId, answer));
      const found = yield* q(
        query.select().from(answerPitfalls).where(own).orderBy(asc(answerPitfalls.position)),
      );
      return found.map(({ code }) => code);
    },
    *countPitfalls() {
      const latest = yield* q(
        query.select().from(answers).where(mine).orderBy(asc(answers.at), asc(answers.id)),
      );
      const counting = new Map(latest.map((row) => [row.site, row]));
      const ids = [...counting.values()]
        .filter(({ kind }) => kind === "not_yet")
        .map(({ id }) => id);
      const totals = new Map<string, number>();
      for (const piece of chunks(ids)) {
        const own = and(
          eq(answerPitfalls.districtId, district),
          inArray(answerPitfalls.answerId, piece),
        );
        const found = yield* q(
          query
            .select({ code: answerPitfalls.code, sites: count() })
            .from(answerPitfalls)
            .where(own)
            .groupBy(answerPitfalls.code),
        );
        for (const { code, sites } of found) totals.set(code, (totals.get(code) ?? 0) + sites);
      }
      return [...totals].map(([code, sites]) => ({ code, sites }));
    },
    *addCallTask(task) {
      const row = {
        ...task,
        words: clean(task.words),
        askedBy: task.askedBy ?? null,
        districtId: district,
        doneAt: null,
      };
      const added = yield* run(scope, insertCallTask, row);
      return added.length > 0;
    },
    *findCallTask(id) {
      const [row] = yield* q(
        query
          .select()
          .from(callTasks)
          .where(and(myTasks, eq(callTasks.id, id))),
      );
      return row && toCallTask(row);
    },
    *listOpenCallTasks() {
      const open = and(myTasks, isNull(callTasks.doneAt));
      const found = yield* q(
        query
          .select()
          .from(callTasks)
          .where(open)
          .orderBy(asc(callTasks.createdOn), asc(callTasks.site)),
      );
      return found.map(toCallTask);
    },
    *closeCallTasks({ wave, site, at, reasons }) {
      const open = yield* run(scope, openTasksOf, { district, wave, site });
      const closing = open.filter(({ reason }) => !reasons || reasons.includes(reason));
      if (closing.length === 0) return;
      yield* lockHolds(scope);
      const ids = closing.map(({ id }) => id);
      const held = yield* listHeld(scope, "call_task", { ids });
      for (const id of ids) {
        yield* run(scope, closeCallTask, { district, id, at });
        if (!held.has(id)) yield* run(scope, forgetWords, { district, id });
      }
    },
  };
}

function toCallTask(row: Scope["tables"]["callTasks"]["$inferSelect"]) {
  const { districtId: _district, ...task } = row;
  return { ...task, askedBy: orUndefined(row.askedBy), doneAt: orUndefined(row.doneAt) };
}
