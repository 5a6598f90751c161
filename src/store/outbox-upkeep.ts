import { and, asc, eq, gt, lte, or, type SQL, sql } from "drizzle-orm";
import type { DistrictId, PersonId } from "#domain/ids.ts";
import type { Platform } from "#ports/chat.ts";
import type { OutboxRows } from "#ports/outbox-rows.ts";
import { run, type Shape } from "./db.ts";
import { hasState } from "./outbox-state.ts";
import { isChange } from "./outbox-stop.ts";
import { orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** Taking back, expiring, and what waits next. */
export function outboxUpkeep(scope: Scope) {
  const { district } = scope;
  return {
    *cancelGroup(group) {
      const rows = yield* run(scope, cancelGroup, { district, group, reason: "No longer needed." });
      return countCancelled(rows);
    },
    *cancelWaitingFor(person) {
      const reason = "The person stopped all messages.";
      yield* run(scope, leaveAsleep, { district, person, reason });
      return countCancelled(yield* run(scope, cancelWaitingFor, { district, person, reason }));
    },
    *cancelWorkspace(platform, workspace) {
      const reason = "The app was removed from the workspace.";
      const is = { district, platform, workspace, reason };
      yield* run(scope, leaveAllAsleep, is);
      return countCancelled(yield* run(scope, cancelWorkspace, is));
    },
    *expire(now) {
      return (yield* run(scope, expireLate, { district, now })).length;
    },
    *nextDueAt(changesOnly = false) {
      const next = changesOnly ? nextChangeDue : nextDue;
      const [row] = yield* run(scope, next, { district });
      return orUndefined(row?.at ?? null);
    },
    *releaseLeases() {
      return (yield* run(scope, releaseLeases, { district })).length;
    },
  } satisfies Partial<OutboxRows>;
}

interface InDistrict {
  readonly district: DistrictId;
}

function openIn(shape: Pick<Shape, "tables">, { district }: InDistrict): SQL | undefined {
  const { outboxMessages: o } = shape.tables;
  return and(eq(o.districtId, district), isOpen(shape), inAnyLane(shape));
}

/** What a process had in hand when it ended is late too, once its lease is over. */
const expireLate = (shape: Shape, is: InDistrict & { readonly now: Date }) => {
  const { outboxMessages: o } = shape.tables;
  // Said so that no engine looks for each state by itself: few are late, and many may wait.
  const isFree = or(sql`${o.state} <> 'leased'`, lte(o.leasedUntil, is.now));
  return shape.query
    .update(o)
    .set({
      ...{ state: "expired", settledAt: is.now, reason: "Its time had passed." },
      unsure: sql`case when ${o.state} = 'leased' then true else ${o.unsure} end`,
    })
    .where(and(openIn(shape, is), isFree, lte(o.expiresAt, is.now)))
    .returning({ id: o.id });
};

const nextDue = (shape: Shape, is: InDistrict) => {
  const { outboxMessages: o } = shape.tables;
  return shape.query
    .select({ at: o.dueAt })
    .from(o)
    .where(waitsIn(shape, is))
    .orderBy(asc(o.dueAt))
    .limit(1);
};

const nextChangeDue = (shape: Shape, is: InDistrict) => {
  const { outboxMessages: o } = shape.tables;
  return shape.query
    .select({ at: o.dueAt })
    .from(o)
    .where(and(waitsIn(shape, is), isChange))
    .orderBy(asc(o.dueAt))
    .limit(1);
};

function waitsIn(shape: Shape, is: InDistrict) {
  const { outboxMessages: o } = shape.tables;
  return and(eq(o.districtId, is.district), isOpen(shape), hasState(o, "waiting"));
}

const releaseLeases = (shape: Shape, is: InDistrict) => {
  const { outboxMessages: o } = shape.tables;
  return shape.query
    .update(o)
    .set({ ...unlessTakenBack(shape), leasedUntil: null, unsure: true })
    .where(and(openIn(shape, is), hasState(o, "leased")))
    .returning({ id: o.id });
};

/** Spelled out, so that both engines may use their index of open messages. */
function isOpen({ tables: { outboxMessages: o } }: Pick<Shape, "tables">): SQL {
  return hasState(o, "waiting", "leased");
}

/** Any lane: named so that SQLite takes that index, and not one of everything ever sent. */
function inAnyLane({ tables: { outboxMessages: o } }: Pick<Shape, "tables">): SQL {
  return gt(o.lane, "");
}

interface TakingBack {
  readonly district: DistrictId;
  readonly reason: string;
}

/**
 * Cancels what waits and marks what is being delivered, or sleeps until somebody is heard of, in one
 * statement: none slips between.
 */
const takeBack = (shape: Shape, is: TakingBack, which: SQL | undefined) => {
  const { query, tables } = shape;
  const { outboxMessages: o } = tables;
  const waits = hasState(o, "waiting");
  return query
    .update(o)
    .set({
      state: sql`case when ${waits} then 'cancelled' else ${o.state} end`,
      reason: sql`case when ${waits} then ${is.reason} else ${o.reason} end`,
      takenBack: sql`case when ${waits} then null else ${is.reason} end`,
    })
    .where(and(eq(o.districtId, is.district), which))
    .returning({ state: o.state });
};

const cancelGroup = (shape: Shape, is: TakingBack & { readonly group: string }) => {
  const { outboxMessages: o } = shape.tables;
  // What did not arrive is not to be sent again either.
  const lost = hasState(o, "refused", "dead", "expired");
  return takeBack(shape, is, and(eq(o.groupKey, is.group), or(isOpen(shape), lost)));
};

const cancelWaitingFor = (shape: Shape, is: TakingBack & { readonly person: PersonId }) => {
  const own = eq(shape.tables.outboxMessages.recipient, is.person);
  return takeBack(shape, is, and(isOpen(shape), own, inAnyLane(shape)));
};

/** What sleeps until the person is heard of stays refused. */
const leaveAsleep = (shape: Shape, is: TakingBack & { readonly person: PersonId }) => {
  const { outboxMessages: o } = shape.tables;
  return takeBack(shape, is, and(o.wakes, eq(o.recipient, is.person)));
};

interface OfWorkspace extends TakingBack {
  readonly platform: Platform;
  readonly workspace: string;
}

const leaveAllAsleep = (shape: Shape, is: OfWorkspace) => {
  const { outboxMessages: o } = shape.tables;
  const there = and(eq(o.platform, is.platform), eq(o.workspace, is.workspace));
  return takeBack(shape, is, and(o.wakes, there));
};

const cancelWorkspace = (shape: Shape, is: OfWorkspace) => {
  const { outboxMessages: o } = shape.tables;
  const there = and(eq(o.platform, is.platform), eq(o.workspace, is.workspace));
  return takeBack(shape, is, and(isOpen(shape), there));
};

function countCancelled(rows: readonly Pick<Row, "state">[]): number {
  return rows.filter(({ state }) => state === "cancelled").length;
}

function unlessTakenBack({ tables }: Pick<Shape, "tables">) {
  const { outboxMessages: o } = tables;
  return {
    state: sql`case when ${o.takenBack} is null then 'waiting' else 'cancelled' end`,
    reason: sql`coalesce(${o.takenBack}, ${o.reason})`,
  };
}
