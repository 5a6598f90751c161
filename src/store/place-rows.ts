import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId, SiteId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { Channel, RosterRows } from "#ports/roster-rows.ts";
import { CALENDAR_VERSION, renewCalendar } from "./calendar-version.ts";
import { q, run, type Shape } from "./db.ts";
import { lockHolds } from "./guard-rows.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

type PlaceRows = Pick<
  RosterRows,
  | "guardDistrict"
  | "getDistrict"
  | "findDistrict"
  | "saveDistrict"
  | "listClusters"
  | "saveClusters"
  | "findSite"
  | "getSite"
  | "listSites"
  | "countSites"
  | "saveSites"
  | "clusterOf"
>;

type ChannelRows = Pick<
  RosterRows,
  | "findChannel"
  | "listChannels"
  | "saveChannels"
  | "listCalendar"
  | "replaceCalendar"
  | "calendarVersion"
  | "findSetting"
  | "saveSetting"
>;

interface InDistrict {
  readonly district: DistrictId;
}

const districtById = ({ query, tables: { districts } }: Shape, is: InDistrict) =>
  query.select().from(districts).where(eq(districts.districtId, is.district));

const siteById = ({ query, tables: { sites } }: Shape, is: InDistrict & { readonly id: SiteId }) =>
  query
    .select()
    .from(sites)
    .where(and(eq(sites.districtId, is.district), eq(sites.id, is.id)));

const channelOfDistrict = ({ query, tables: { channels } }: Shape, is: InDistrict) =>
  query
    .select()
    .from(channels)
    .where(and(eq(channels.districtId, is.district), isNull(channels.site)));

const channelOfSite = (
  { query, tables: { channels } }: Shape,
  is: InDistrict & { readonly site: SiteId },
) =>
  query
    .select()
    .from(channels)
    .where(and(eq(channels.districtId, is.district), eq(channels.site, is.site)));

const settingNamed = (
  { query, tables: { settings } }: Shape,
  is: InDistrict & { readonly name: string },
) =>
  query
    .select({ value: settings.value })
    .from(settings)
    .where(and(eq(settings.districtId, is.district), eq(settings.name, is.name)));

/** The district, its clusters and its sites. */
export function placeRows(scope: Scope): PlaceRows {
  const { query, tables, district } = scope;
  const { districts, clusters, sites } = tables;
  const rows: PlaceRows = {
    guardDistrict: () => lockHolds(scope),
    *findDistrict() {
      const [row] = yield* run(scope, districtById, { district });
      return row && { id: district, name: row.name, shortName: row.shortName, zone: row.zone };
    },
    *getDistrict() {
      const found = yield* rows.findDistrict();
      if (found) return found;
      throw new ProductError("SITE_NOT_FOUND", `There is no district "${district}".`);
    },
    *saveDistrict({ name, shortName, zone }) {
      yield* q(
        query
          .insert(districts)
          .values({ districtId: district, name, shortName, zone })
          .onConflictDoUpdate({ target: districts.districtId, set: { name, shortName, zone } }),
      );
    },
    *listClusters() {
      const found = yield* q(
        query.select().from(clusters).where(eq(clusters.districtId, district)),
      );
      return found.map(({ id, name }) => ({ id, name }));
    },
    *saveClusters(list) {
      for (const { id, name } of list) {
        yield* q(
          query
            .insert(clusters)
            .values({ districtId: district, id, name })
            .onConflictDoUpdate({ target: [clusters.districtId, clusters.id], set: { name } }),
        );
      }
    },
    *findSite(id) {
      const [row] = yield* run(scope, siteById, { district, id });
      return row && toSite(row);
    },
    *getSite(id) {
      const found = yield* rows.findSite(id);
      if (found) return found;
      throw new ProductError("SITE_NOT_FOUND", `There is no school "${id}".`);
    },
    *listSites() {
      const own = and(eq(sites.districtId, district), eq(sites.active, true));
      const found = yield* q(query.select().from(sites).where(own).orderBy(asc(sites.id)));
      return found.map(toSite);
    },
    *countSites() {
      const own = and(eq(sites.districtId, district), eq(sites.active, true));
      const [row] = yield* q(query.select({ sites: count() }).from(sites).where(own));
      return row?.sites ?? 0;
    },
    *saveSites(list) {
      for (const site of list) yield* saveSite(scope, site);
    },
    *clusterOf(site) {
      const found = yield* rows.findSite(site);
      return found?.cluster;
    },
  };
  return rows;
}

function* saveSite({ query, tables, district }: Scope, site: Site) {
  const { sites } = tables;
  const row = {
    ...site,
    districtId: district,
    cluster: site.cluster ?? null,
    signature: site.signature ?? null,
    platform: site.platform ?? null,
    channelName: site.channelName ?? null,
  };
  const target = [sites.districtId, sites.id];
  yield* q(query.insert(sites).values(row).onConflictDoUpdate({ target, set: row }));
}

function toSite(row: Scope["tables"]["sites"]["$inferSelect"]): Site {
  const { districtId: _district, ...site } = row;
  return {
    ...site,
    cluster: orUndefined(row.cluster),
    signature: orUndefined(row.signature),
    platform: orUndefined(row.platform),
    channelName: orUndefined(row.channelName),
  };
}

function toChannel(row: Scope["tables"]["channels"]["$inferSelect"]): Channel {
  const { districtId: _district, ...channel } = row;
  return {
    ...channel,
    site: orUndefined(row.site),
    reach: orUndefined(row.reach),
    asksOffAt: orUndefined(row.asksOffAt),
  };
}

/** Channels, the calendar and the district's settings. */
export function channelRows(scope: Scope): ChannelRows {
  const { query, tables, district } = scope;
  const { channels, calendarDays, settings } = tables;
  const rows: ChannelRows = {
    *findChannel(site) {
      const found =
        site === undefined
          ? yield* run(scope, channelOfDistrict, { district })
          : yield* run(scope, channelOfSite, { district, site });
      const [row] = found.sort((a, b) => (a.id < b.id ? -1 : 1));
      return row && toChannel(row);
    },
    *listChannels() {
      const own = eq(channels.districtId, district);
      const found = yield* q(query.select().from(channels).where(own).orderBy(asc(channels.name)));
      return found.map(toChannel);
    },
    *saveChannels(list) {
      for (const piece of chunks(list)) {
        const values = piece.map((one) => ({
          ...one,
          districtId: district,
          site: one.site ?? null,
          reach: one.reach ?? null,
          asksOffAt: one.asksOffAt ?? null,
        }));
        const set = { name: sql`excluded.name` };
        const target = [channels.districtId, channels.id];
        yield* q(query.insert(channels).values(values).onConflictDoUpdate({ target, set }));
      }
    },
    *listCalendar() {
      const own = eq(calendarDays.districtId, district);
      const found = yield* q(query.select().from(calendarDays).where(own));
      return found
        .map(({ day, kind, label, studentEnd }) => ({
          day,
          kind,
          label,
          studentEnd: orUndefined(studentEnd),
        }))
        .sort((a, b) => a.day.localeCompare(b.day) || a.kind.localeCompare(b.kind));
    },
    *calendarVersion() {
      return (yield* rows.findSetting(CALENDAR_VERSION)) ?? "";
    },
    *replaceCalendar(days) {
      yield* renewCalendar(scope);
      yield* q(query.delete(calendarDays).where(eq(calendarDays.districtId, district)));
      for (const piece of chunks(days)) {
        const values = piece.map((day) => ({ ...day, districtId: district }));
        yield* q(query.insert(calendarDays).values(values).onConflictDoNothing());
      }
    },
    *findSetting(name) {
      const [row] = yield* run(scope, settingNamed, { district, name });
      return row?.value;
    },
    *saveSetting(name, value) {
      const target = [settings.districtId, settings.name];
      const row = { districtId: district, name, value };
      yield* q(query.insert(settings).values(row).onConflictDoUpdate({ target, set: { value } }));
    },
  };
  return rows;
}
