import { and, asc, eq, gte } from "drizzle-orm";
import { type DistrictId, type SiteId, toId } from "#domain/ids.ts";
import type { Pause } from "#domain/pause.ts";
import type { CalendarFeed, ServingRows } from "#ports/serving-rows.ts";
import { renewCalendar } from "./calendar-version.ts";
import { q, run, type Shape } from "./db.ts";
import { ideaRows } from "./idea-rows.ts";
import { ownLibraryRows } from "./own-library-rows.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

/** Calendars of schools, feeds, pauses, choices, ideas that were tried, and the district's own words. */
export function servingRows(scope: Scope): ServingRows {
  return {
    ...siteCalendarRows(scope),
    ...feedRows(scope),
    ...meaningRows(scope),
    ...pauseRows(scope),
    ...choiceRows(scope),
    ...ideaRows(scope),
    ...ownLibraryRows(scope),
  };
}

function siteCalendarRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { siteCalendarDays: c } = tables;
  return {
    *listSiteCalendars() {
      const found = query.select().from(c).where(eq(c.districtId, district));
      const rows = yield* q(found.orderBy(asc(c.day), asc(c.site), asc(c.kind), asc(c.label)));
      return rows.map(({ districtId: _district, studentEnd, ...day }) => ({
        ...day,
        studentEnd: orUndefined(studentEnd),
      }));
    },
    *replaceSiteCalendar(site, days) {
      yield* renewCalendar(scope);
      yield* q(query.delete(c).where(and(eq(c.districtId, district), eq(c.site, site))));
      const rows = days.map((day) => ({
        ...day,
        districtId: district,
        site,
        label: clean(day.label),
        studentEnd: day.studentEnd ?? null,
      }));
      for (const piece of chunks(rows))
        yield* q(query.insert(c).values(piece).onConflictDoNothing());
    },
  } satisfies Partial<ServingRows>;
}

function feedRows({ query, tables, district }: Scope) {
  const { calendarFeeds: f } = tables;
  return {
    *listFeeds() {
      const found = query.select().from(f).where(eq(f.districtId, district));
      return (yield* q(found.orderBy(asc(f.place)))).map(toFeed);
    },
    *saveFeed({ site, ...feed }) {
      const row = {
        ...feed,
        districtId: district,
        place: site ?? "",
        checkedAt: feed.checkedAt ?? null,
        changedAt: feed.changedAt ?? null,
        hash: feed.hash ?? null,
        problem: feed.problem ?? null,
      };
      const target = [f.districtId, f.place];
      yield* q(query.insert(f).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *removeFeed(site) {
      const own = and(eq(f.districtId, district), eq(f.place, site ?? ""));
      return (yield* q(query.delete(f).where(own).returning({ url: f.url }))).length > 0;
    },
  } satisfies Partial<ServingRows>;
}

function toFeed(row: Scope["tables"]["calendarFeeds"]["$inferSelect"]): CalendarFeed {
  const { districtId: _district, place, ...feed } = row;
  return {
    ...feed,
    site: place === "" ? undefined : toId<SiteId>(place),
    checkedAt: orUndefined(row.checkedAt),
    changedAt: orUndefined(row.changedAt),
    hash: orUndefined(row.hash),
    problem: orUndefined(row.problem),
  };
}

function meaningRows({ query, tables, district }: Scope) {
  const { calendarMeanings: m, calendarReviews: v } = tables;
  return {
    *listMeanings() {
      const found = query.select().from(m).where(eq(m.districtId, district));
      const rows = yield* q(found.orderBy(asc(m.label)));
      return rows.map(({ label, kind }) => ({ label, kind }));
    },
    *saveMeaning({ label, kind }) {
      const row = { districtId: district, label: clean(label), kind };
      const target = [m.districtId, m.label];
      yield* q(query.insert(m).values(row).onConflictDoUpdate({ target, set: { kind } }));
    },
    *findReview(year) {
      const own = and(eq(v.districtId, district), eq(v.year, year));
      const [row] = yield* q(query.select().from(v).where(own));
      return row && { year: row.year, confirmedAt: row.confirmedAt, by: row.by };
    },
    *saveReview(review) {
      const row = { ...review, districtId: district };
      const target = [v.districtId, v.year];
      yield* q(query.insert(v).values(row).onConflictDoUpdate({ target, set: row }));
    },
  } satisfies Partial<ServingRows>;
}

function pauseRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { pauses: p } = tables;
  return {
    *listPauses(day) {
      const own = and(eq(p.districtId, district), gte(p.untilDay, day));
      return (yield* q(query.select().from(p).where(own).orderBy(asc(p.at), asc(p.id)))).map(
        toPause,
      );
    },
    *findPause(id) {
      const own = and(eq(p.districtId, district), eq(p.id, id));
      return (yield* q(query.select().from(p).where(own))).map(toPause)[0];
    },
    *savePause(pause) {
      yield* renewCalendar(scope);
      const row = {
        ...pause,
        districtId: district,
        site: pause.site ?? null,
        endedAt: pause.endedAt ?? null,
      };
      const target = [p.districtId, p.id];
      yield* q(query.insert(p).values(row).onConflictDoUpdate({ target, set: row }));
    },
  } satisfies Partial<ServingRows>;
}

function toPause(row: Scope["tables"]["pauses"]["$inferSelect"]): Pause {
  const { districtId: _district, ...pause } = row;
  return { ...pause, site: orUndefined(row.site), endedAt: orUndefined(row.endedAt) };
}

const choicesOf = (
  { query, tables: { siteChoices: c } }: Shape,
  is: { readonly district: DistrictId; readonly site: SiteId },
) =>
  query
    .select()
    .from(c)
    .where(and(eq(c.districtId, is.district), eq(c.site, is.site)));

function choiceRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { siteChoices: c } = tables;
  const read = (row: typeof c.$inferSelect) => ({
    site: row.site,
    focus: row.focus,
    nudgeDay: orUndefined(row.nudgeDay),
    inRoundup: row.inRoundup,
  });
  return {
    *listChoices() {
      const found = query.select().from(c).where(eq(c.districtId, district));
      return (yield* q(found.orderBy(asc(c.site)))).map(read);
    },
    *findChoices(site) {
      return (yield* run(scope, choicesOf, { district, site })).map(read)[0];
    },
    *saveChoices(choices) {
      const row = { ...choices, districtId: district, nudgeDay: choices.nudgeDay ?? null };
      const target = [c.districtId, c.site];
      yield* q(query.insert(c).values(row).onConflictDoUpdate({ target, set: row }));
    },
  } satisfies Partial<ServingRows>;
}
