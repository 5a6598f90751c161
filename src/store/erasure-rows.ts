import { and, asc, eq, gt, inArray, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { ErasureRows } from "#ports/record-rows.ts";
import { cardRows } from "./card-rows.ts";
import { q } from "./db.ts";
import { noteErasure } from "./note-erasure.ts";
import { withReceivers } from "./praise-reads.ts";
import { readMeant } from "./record-wanted.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";
import { removeParts } from "./shout-out-parts.ts";
import { removeVisitParts } from "./visit-parts.ts";

/** What an erasure lists, changes and removes; never what a hold covers. */
export function erasureRows(scope: Scope): ErasureRows {
  return {
    ...shoutOutErasure(scope),
    ...answerErasure(scope),
    ...cardRows(scope),
    ...personErasure(scope),
    ...noteErasure(scope),
  };
}

function shoutOutErasure(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOuts: s, shoutOutReceivers: r } = tables;
  return {
    *listShoutOuts(filter, { after, limit }) {
      const { free } = yield* readMeant(scope, "shout_out", filter);
      const behind = after === undefined ? free : and(free, gt(s.id, sql`${after}`));
      const found = query.select().from(s).where(behind).orderBy(asc(s.id)).limit(limit);
      return yield* withReceivers(scope, yield* q(found));
    },
    *removeShoutOut(id) {
      yield* removeParts(scope, [id]);
      const own = and(eq(s.districtId, district), eq(s.id, id));
      return (yield* q(query.delete(s).where(own).returning({ id: s.id }))).length > 0;
    },
    *removeReceiver(id, receiver) {
      const own = and(eq(r.districtId, district), eq(r.shoutOutId, id), eq(r.personId, receiver));
      return (yield* q(query.delete(r).where(own).returning({ id: r.personId }))).length > 0;
    },
    *rewriteThankBack(id, receiver, text) {
      const own = and(eq(r.districtId, district), eq(r.shoutOutId, id), eq(r.personId, receiver));
      yield* q(
        query
          .update(r)
          .set({ thankBack: clean(text) })
          .where(own),
      );
    },
    *rewriteShoutOut(id, { text, helped }) {
      const own = and(eq(s.districtId, district), eq(s.id, id));
      yield* q(
        query
          .update(s)
          .set({ text: clean(text), helped: clean(helped) })
          .where(own),
      );
    },
  } satisfies Partial<ErasureRows>;
}

function answerErasure(scope: Scope) {
  const { query, tables, district } = scope;
  const { answers: a, answerPitfalls: f, callTasks: c } = tables;
  const told = or(ne(c.words, ""), isNotNull(c.askedBy));
  return {
    *listQuestions(filter, { after, limit }) {
      const { free } = yield* readMeant(scope, "call_task", filter);
      const asked = filter.person === undefined ? undefined : eq(c.askedBy, filter.person);
      const behind = after === undefined ? undefined : gt(c.id, sql`${after}`);
      const wanted = and(free, told, asked, behind);
      const rows = yield* q(query.select().from(c).where(wanted).orderBy(asc(c.id)).limit(limit));
      return rows.map(({ id, askedBy }) => ({ id, askedBy: orUndefined(askedBy) }));
    },
    *eraseQuestion(id) {
      const own = and(eq(c.districtId, district), eq(c.id, id), told);
      const blank = query.update(c).set({ words: "", askedBy: null }).where(own);
      return (yield* q(blank.returning({ id: c.id }))).length > 0;
    },
    *reassignAnswers(filter, by) {
      const { free } = yield* readMeant(scope, "answer", filter);
      const rows = yield* q(
        query.update(a).set({ person: by }).where(free).returning({ id: a.id }),
      );
      return rows.length;
    },
    *listAnswers(filter, { after, limit }) {
      const { free } = yield* readMeant(scope, "answer", filter);
      const behind = after === undefined ? free : and(free, gt(a.id, sql`${after}`));
      const found = query.select({ id: a.id }).from(a).where(behind);
      return (yield* q(found.orderBy(asc(a.id)).limit(limit))).map(({ id }) => id);
    },
    *removeAnswers(ids) {
      if (ids.length === 0) return [];
      const some = [...ids];
      yield* q(query.delete(f).where(and(eq(f.districtId, district), inArray(f.answerId, some))));
      const own = and(eq(a.districtId, district), inArray(a.id, some));
      return (yield* q(query.delete(a).where(own).returning({ id: a.id }))).map(({ id }) => id);
    },
  } satisfies Partial<ErasureRows>;
}

function personErasure(scope: Scope) {
  const { query, tables, district } = scope;
  const { persons: p, assignments: a } = tables;
  return {
    *removeSome(type, filter, limit) {
      const { kind, free } = yield* readMeant(scope, type, filter);
      const found = query.select({ id: kind.id }).from(kind.table).where(free);
      const ids = (yield* q(found.limit(limit))).map(({ id }) => id);
      if (ids.length === 0) return ids;
      if (type === "focus_group") yield* removeVisitParts(scope, type, ids);
      const gone: SQL | undefined = and(kind.own, inArray(kind.id, ids));
      yield* q(query.delete(kind.table).where(gone));
      return ids;
    },
    *blankPerson(id, givenName) {
      const nameless = { preferredGivenName: null, preferredFamilyName: null, familyName: "" };
      const unreachable = {
        email: null,
        username: null,
        searchKey: "",
        homeSite: null,
        grades: null,
      };
      const blank = { givenName, ...nameless, ...unreachable, active: false };
      yield* q(query.delete(a).where(and(eq(a.districtId, district), eq(a.personId, id))));
      const row = { districtId: district, id, ...blank };
      const target = [p.districtId, p.id];
      yield* q(query.insert(p).values(row).onConflictDoUpdate({ target, set: blank }));
    },
  } satisfies Partial<ErasureRows>;
}
