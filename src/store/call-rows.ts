import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { CallTaskId, DistrictId, SiteId, WaveId } from "#domain/ids.ts";
import type { CallTask } from "#domain/wave.ts";
import type { WaveRows } from "#ports/wave-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { lockHolds } from "./guard-rows.ts";
import { listHeld } from "./record-wanted.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";

type OfCalls = Pick<
  WaveRows,
  | "addCallTask"
  | "findCallTask"
  | "listOpenCallTasks"
  | "listSiteCallTasks"
  | "changeCallTask"
  | "closeCallTasks"
>;

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

const tasksOfSite = (
  { query, tables: { callTasks } }: Shape,
  is: { readonly district: DistrictId; readonly site: SiteId },
) =>
  query
    .select()
    .from(callTasks)
    .where(and(eq(callTasks.districtId, is.district), eq(callTasks.site, is.site)))
    .orderBy(desc(callTasks.createdOn), desc(callTasks.id));

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

/** Schools that a person should call, and why. */
export function callRows(scope: Scope): OfCalls {
  const { query, tables, district } = scope;
  const { callTasks } = tables;
  const myTasks = eq(callTasks.districtId, district);
  return {
    *addCallTask(task) {
      const row = toRow(district, task);
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
    *listSiteCallTasks(site) {
      return (yield* run(scope, tasksOfSite, { district, site })).map(toCallTask);
    },
    *changeCallTask(task) {
      const open = and(myTasks, eq(callTasks.id, task.id), isNull(callTasks.doneAt));
      const row = toRow(district, { ...task, doneAt: undefined });
      const changed = query.update(callTasks).set(row).where(open).returning({ id: callTasks.id });
      return (yield* q(changed)).length > 0;
    },
    *closeCallTasks({ wave, site, at, reasons, task }) {
      const open = yield* run(scope, openTasksOf, { district, wave, site });
      const closing = open.filter(
        ({ id, reason }) =>
          (!reasons || reasons.includes(reason)) && (task === undefined || id === task),
      );
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

function toRow(districtId: DistrictId, task: CallTask) {
  return {
    ...task,
    districtId,
    words: clean(task.words),
    askedBy: task.askedBy ?? null,
    doneAt: task.doneAt ?? null,
    ackBy: task.ackBy ?? null,
    actBy: task.actBy ?? null,
    acknowledgedAt: task.acknowledgedAt ?? null,
    againOn: task.againOn ?? null,
    offered: task.offered ?? null,
    picked: task.picked ?? null,
  };
}

function toCallTask(row: Scope["tables"]["callTasks"]["$inferSelect"]): CallTask {
  const { districtId: _district, ...task } = row;
  return {
    ...task,
    askedBy: orUndefined(row.askedBy),
    doneAt: orUndefined(row.doneAt),
    ackBy: orUndefined(row.ackBy),
    actBy: orUndefined(row.actBy),
    acknowledgedAt: orUndefined(row.acknowledgedAt),
    againOn: orUndefined(row.againOn),
    offered: orUndefined(row.offered),
    picked: orUndefined(row.picked),
  };
}
