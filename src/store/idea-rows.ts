import { and, asc, desc, eq, gte, inArray, isNotNull, sql } from "drizzle-orm";
import type { NudgeTuning } from "#domain/own-library.ts";
import type { Try } from "#domain/try.ts";
import type { ServingRows } from "#ports/serving-rows.ts";
import { q } from "./db.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";

/** How nudges were found, and what people try; a try is its person's alone. */
export function ideaRows(scope: Scope) {
  return { ...tuningRows(scope), ...tryRows(scope) } satisfies Partial<ServingRows>;
}

function tuningRows({ query, tables, district }: Scope) {
  const { nudgeTunings: t } = tables;
  return {
    *countTuning(nudge, year, useful) {
      const first = { useful: useful ? 1 : 0, notForMe: useful ? 0 : 1 };
      const one = useful ? { useful: sql`${t.useful} + 1` } : { notForMe: sql`${t.notForMe} + 1` };
      const row = { districtId: district, nudge, year, ...first };
      const target = [t.districtId, t.nudge, t.year];
      yield* q(query.insert(t).values(row).onConflictDoUpdate({ target, set: one }));
    },
    *listTunings(...years) {
      const own = and(eq(t.districtId, district), inArray(t.year, years));
      const rows = yield* q(query.select().from(t).where(own).orderBy(asc(t.nudge)));
      return rows.map(({ nudge, useful, notForMe }): NudgeTuning => ({ nudge, useful, notForMe }));
    },
  } satisfies Partial<ServingRows>;
}

function tryRows({ query, tables, district }: Scope) {
  const { tries: t, persons } = tables;
  return {
    *saveTry(one) {
      const row = {
        ...one,
        districtId: district,
        text: clean(one.text),
        nudge: one.nudge ?? null,
        askedAt: one.askedAt ?? null,
        outcome: one.outcome ?? null,
        endedAt: one.endedAt ?? null,
      };
      const target = [t.districtId, t.id];
      yield* q(query.insert(t).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *findTry(id) {
      const own = and(eq(t.districtId, district), eq(t.id, id));
      return (yield* q(query.select().from(t).where(own))).map(toTry)[0];
    },
    *listTries(person) {
      const own = and(eq(t.districtId, district), eq(t.person, person));
      const found = query.select().from(t).where(own);
      return (yield* q(found.orderBy(desc(t.startedAt), desc(t.id)))).map(toTry);
    },
    *countTrySites(since) {
      const mine = and(eq(persons.districtId, t.districtId), eq(persons.id, t.person));
      const begun = and(eq(t.districtId, district), gte(t.startedAt, since));
      const sites = query.selectDistinct({ site: persons.homeSite }).from(t);
      const rows = yield* q(
        sites.innerJoin(persons, mine).where(and(begun, isNotNull(persons.homeSite))),
      );
      return rows.length;
    },
  } satisfies Partial<ServingRows>;
}

function toTry(row: Scope["tables"]["tries"]["$inferSelect"]): Try {
  const { districtId: _district, ...one } = row;
  return {
    ...one,
    nudge: orUndefined(row.nudge),
    askedAt: orUndefined(row.askedAt),
    outcome: orUndefined(row.outcome),
    endedAt: orUndefined(row.endedAt),
  };
}
