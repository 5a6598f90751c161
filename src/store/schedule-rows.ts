import { createHash } from "node:crypto";
import { and, asc, eq, inArray, lt, lte, max, min, sql } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type {
  Campaign,
  EventRows,
  LocalMessageRows,
  Scheduled,
  ScheduleRows,
} from "#ports/store.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

interface OfScheduled {
  readonly district: DistrictId;
  readonly id: string;
}

const scheduledById = ({ query, tables: { schedule } }: Shape, is: OfScheduled) =>
  query
    .select()
    .from(schedule)
    .where(and(eq(schedule.districtId, is.district), eq(schedule.id, is.id)));

const removeScheduled = ({ query, tables: { schedule } }: Shape, is: OfScheduled) =>
  query.delete(schedule).where(and(eq(schedule.districtId, is.district), eq(schedule.id, is.id)));

const saveScheduled = (
  { query, tables: { schedule } }: Shape,
  row: Scope["tables"]["schedule"]["$inferSelect"],
) =>
  query
    .insert(schedule)
    .values(row)
    .onConflictDoUpdate({ target: [schedule.districtId, schedule.id], set: row });

const rememberEvent = (
  { query, tables: { seenEvents } }: Shape,
  row: Scope["tables"]["seenEvents"]["$inferSelect"],
) =>
  query
    .insert(seenEvents)
    .values(row)
    .onConflictDoNothing()
    .returning({ keyHash: seenEvents.keyHash });

const eventOf = (
  { query, tables: { seenEvents } }: Shape,
  is: { readonly district: DistrictId; readonly keyHash: string },
) =>
  query
    .select({ keyHash: seenEvents.keyHash })
    .from(seenEvents)
    .where(and(eq(seenEvents.districtId, is.district), eq(seenEvents.keyHash, is.keyHash)));

/** What is due when: each row is moved by whoever gets there first, and by nobody else. */
export function scheduleRows(scope: Scope): ScheduleRows {
  const { query, tables, district, skipLocked } = scope;
  const { schedule } = tables;
  const mine = eq(schedule.districtId, district);
  const named = (only: readonly Campaign[] | undefined) =>
    only && inArray(schedule.campaign, [...only]);
  return {
    *listDue(now, limit, only) {
      const due = and(mine, lte(schedule.nextAt, now), named(only));
      const rows = yield* q(
        query
          .select()
          .from(schedule)
          .where(due)
          .orderBy(asc(schedule.nextAt), asc(schedule.id))
          .limit(limit),
      );
      return rows.map(toScheduled);
    },
    *find(id) {
      const [row] = yield* run(scope, scheduledById, { district, id });
      return row && toScheduled(row);
    },
    *findAll(ids) {
      const found = new Map<string, Scheduled>();
      for (const piece of chunks(ids)) {
        const some = and(mine, inArray(schedule.id, piece));
        for (const row of yield* q(query.select().from(schedule).where(some)))
          found.set(row.id, toScheduled(row));
      }
      return found;
    },
    *save(scheduled) {
      yield* run(scope, saveScheduled, { ...scheduled, districtId: district });
      scope.stir();
    },
    *advance(scheduled, nextAt) {
      // One that another replica has in hand is not waited for: it moves it, or it is still due after.
      const free = sql`(select id from ${schedule} where district_id = ${district}
        and id = ${scheduled.id} ${skipLocked})`;
      const asExpected = and(
        mine,
        inArray(schedule.id, free),
        eq(schedule.nextAt, scheduled.nextAt),
      );
      const moved = nextAt
        ? yield* q(query.update(schedule).set({ nextAt }).where(asExpected).returning())
        : yield* q(query.delete(schedule).where(asExpected).returning());
      return moved.length > 0;
    },
    *move({ id, nextAt: expected }, nextAt) {
      const asExpected = and(mine, eq(schedule.id, id), eq(schedule.nextAt, expected));
      const moved = query.update(schedule).set({ nextAt }).where(asExpected);
      return (yield* q(moved.returning({ id: schedule.id }))).length > 0;
    },
    *remove(id) {
      yield* run(scope, removeScheduled, { district, id });
    },
    *nextAt(only) {
      const [row] = yield* q(
        query
          .select({ at: min(schedule.nextAt) })
          .from(schedule)
          .where(and(mine, named(only))),
      );
      return orUndefined(row?.at ?? null);
    },
    lookAgain: scope.stir,
  };
}

function toScheduled(row: Scope["tables"]["schedule"]["$inferSelect"]): Scheduled {
  const { id, campaign, subject, nextAt } = row;
  return { id, campaign, subject, nextAt };
}

/** Which events have acted. */
export function eventRows(scope: Scope): EventRows {
  const { query, tables, district } = scope;
  const { seenEvents, deliveries } = tables;
  return {
    *remember(key, at) {
      const row = { districtId: district, keyHash: hash(key), at };
      const added = yield* run(scope, rememberEvent, row);
      return added.length > 0;
    },
    *has(key) {
      const found = yield* run(scope, eventOf, { district, keyHash: hash(key) });
      return found.length > 0;
    },
    *lastAt() {
      const own = eq(seenEvents.districtId, district);
      const [seen] = yield* q(
        query
          .select({ at: max(seenEvents.at) })
          .from(seenEvents)
          .where(own),
      );
      const sent = eq(deliveries.districtId, district);
      const [last] = yield* q(
        query
          .select({ at: max(deliveries.at) })
          .from(deliveries)
          .where(sent),
      );
      const times = [seen?.at, last?.at].flatMap((at) => (at ? [at.getTime()] : []));
      return times.length > 0 ? new Date(Math.max(...times)) : undefined;
    },
    *forgetBefore(at) {
      const old = and(eq(seenEvents.districtId, district), lt(seenEvents.at, at));
      yield* q(query.delete(seenEvents).where(old));
    },
  };
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** The playground's memory of what was posted. */
export function localMessageRows({ query, tables, district }: Scope): LocalMessageRows {
  const { localMessages } = tables;
  const own = (id: string) => and(eq(localMessages.districtId, district), eq(localMessages.id, id));
  return {
    *add(message) {
      const row = { ...message, districtId: district, editedAt: null };
      yield* q(query.insert(localMessages).values(row).onConflictDoNothing());
      const same = and(eq(localMessages.districtId, district), eq(localMessages.key, message.key));
      const [kept] = yield* q(query.select().from(localMessages).where(same));
      return kept?.id ?? message.id;
    },
    *replaceCard(id, card, editedAt) {
      const changed = yield* q(
        query.update(localMessages).set({ card, editedAt }).where(own(id)).returning(),
      );
      return changed.length > 0;
    },
    *remove(id) {
      const removed = yield* q(query.delete(localMessages).where(own(id)).returning());
      return removed.length > 0;
    },
    *list(conversation) {
      const some = and(
        eq(localMessages.districtId, district),
        eq(localMessages.conversation, conversation),
      );
      const rows = yield* q(
        query.select().from(localMessages).where(some).orderBy(asc(localMessages.id)),
      );
      return rows.map(({ districtId: _district, ...row }) => ({
        ...row,
        editedAt: orUndefined(row.editedAt),
      }));
    },
  };
}
