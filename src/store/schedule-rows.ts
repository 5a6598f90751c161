import { createHash } from "node:crypto";
import { and, asc, eq, lt, lte, max, min } from "drizzle-orm";
import type { EventRows, LocalMessageRows, ScheduleRows } from "#ports/store.ts";
import { q } from "./db.ts";
import { orUndefined, type Scope } from "./rows.ts";

/** What is due when: each row is moved by whoever gets there first, and by nobody else. */
export function scheduleRows({ query, tables, district }: Scope): ScheduleRows {
  const { schedule } = tables;
  const mine = eq(schedule.districtId, district);
  return {
    *listDue(now, limit) {
      const due = and(mine, lte(schedule.nextAt, now));
      const rows = yield* q(
        query
          .select()
          .from(schedule)
          .where(due)
          .orderBy(asc(schedule.nextAt), asc(schedule.id))
          .limit(limit),
      );
      return rows.map(({ id, campaign, subject, nextAt }) => ({ id, campaign, subject, nextAt }));
    },
    *find(id) {
      const [row] = yield* q(
        query
          .select()
          .from(schedule)
          .where(and(mine, eq(schedule.id, id))),
      );
      return row && { id, campaign: row.campaign, subject: row.subject, nextAt: row.nextAt };
    },
    *save(scheduled) {
      const row = { ...scheduled, districtId: district };
      const target = [schedule.districtId, schedule.id];
      yield* q(query.insert(schedule).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *advance(scheduled, nextAt) {
      const asExpected = and(
        mine,
        eq(schedule.id, scheduled.id),
        eq(schedule.nextAt, scheduled.nextAt),
      );
      const moved = nextAt
        ? yield* q(query.update(schedule).set({ nextAt }).where(asExpected).returning())
        : yield* q(query.delete(schedule).where(asExpected).returning());
      return moved.length > 0;
    },
    *remove(id) {
      yield* q(query.delete(schedule).where(and(mine, eq(schedule.id, id))));
    },
    *nextAt() {
      const [row] = yield* q(
        query
          .select({ at: min(schedule.nextAt) })
          .from(schedule)
          .where(mine),
      );
      return orUndefined(row?.at ?? null);
    },
  };
}

/** Which events have acted. */
export function eventRows({ query, tables, district }: Scope): EventRows {
  const { seenEvents, deliveries } = tables;
  return {
    *remember(key, at) {
      const keyHash = createHash("sha256").update(key).digest("base64url");
      const added = yield* q(
        query
          .insert(seenEvents)
          .values({ districtId: district, keyHash, at })
          .onConflictDoNothing()
          .returning({ keyHash: seenEvents.keyHash }),
      );
      return added.length > 0;
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
