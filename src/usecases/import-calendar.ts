import { ProductError } from "#domain/errors.ts";
import { hostOfFeed } from "#domain/feed-address.ts";
import type { DistrictId, SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { lookUpSite } from "#domain/site-names.ts";
import type { CalendarSource } from "#ports/calendar-source.ts";
import type { Steps } from "#ports/steps.ts";
import { keepGood } from "./check-feeds.ts";
import { hashSecret } from "./hash-secret.ts";
import type { Product, Work } from "./product.ts";
import { afterCalendarChange, type TakenCalendar, takeCalendar } from "./take-calendar.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** A calendar that was handed over at the command line, as text. */
export interface CalendarWanted {
  readonly text: string;
  /** How a fault names it. */
  readonly name: string;
  /** Where it is fetched from by itself from now on; undefined for a file. */
  readonly url?: string | undefined;
  /** The name of the school whose own it is; the district's for undefined. */
  readonly school?: string | undefined;
  readonly dryRun: boolean;
  readonly allowRemovals: boolean;
}

export interface CalendarReport {
  readonly school: string | undefined;
  readonly days: number;
  readonly added: readonly CalendarDay[];
  readonly removed: readonly CalendarDay[];
  /** True if a feed that was fetched by itself so far is not any more. */
  readonly endsFeed: boolean;
  readonly dryRun: boolean;
}

/**
 * Takes a calendar in, for the district or for one school; one with an address is fetched daily from now
 * on. Throws IMPORT_INVALID, IMPORT_REMOVES_TOO_MUCH and SITE_NOT_FOUND.
 */
export async function importCalendar(
  product: Product,
  source: CalendarSource,
  { district, ...wanted }: CalendarWanted & { readonly district: DistrictId },
): Promise<CalendarReport> {
  const hash = await hashSecret(wanted.text);
  const { dryRun } = wanted;
  const steps = dryRun ? product.store.read : product.store.transaction;
  return await steps(district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const place = yield* findPlace(work, wanted.school);
    const days = source.read(wanted.text, wanted.name, {
      zone: place.zone,
      today: localDay(work.now, place.zone),
    });
    const site = place.site?.id;
    const taken = yield* takeCalendar(work, { ...wanted, site, days });
    const { added, removed } = changeOf(taken, wanted.name);
    const feed = (yield* tx.serving.listFeeds()).find((each) => each.site === site);
    const endsFeed = feed !== undefined && wanted.url === undefined;
    const report = {
      school: place.site?.name,
      days: days.length,
      added,
      removed,
      endsFeed,
      dryRun,
    };
    if (!dryRun) yield* keepSource(work, site, { url: wanted.url, hash, report });
    return report;
  });
}

interface Place {
  readonly site: Site | undefined;
  readonly zone: string;
}

/** The district, or the school of that name. Throws SITE_NOT_FOUND. */
function* findPlace({ tx }: Work, school: string | undefined): Steps<Place> {
  if (school === undefined) return { site: undefined, zone: (yield* tx.roster.getDistrict()).zone };
  const found = lookUpSite(yield* tx.roster.listSites(), school);
  if (found.kind === "one") return { site: found.site, zone: found.site.zone };
  const names = found.kind === "several" ? found.names.slice(0, 3) : found.near;
  const near = names.length > 0 ? ` Near: ${names.join(", ")}.` : "";
  throw new ProductError("SITE_NOT_FOUND", `"${school}" is not one school.${near}`);
}

function changeOf(taken: TakenCalendar, name: string) {
  if (taken.kind === "taken") return taken.change;
  if (taken.why === "empty") {
    throw new ProductError("IMPORT_INVALID", `${name} holds no day that changes a school's week.`);
  }
  throw new ProductError(
    "IMPORT_REMOVES_TOO_MUCH",
    `${name} would remove more than half of this school year's days.`,
  );
}

interface Source {
  readonly url: string | undefined;
  readonly hash: string;
  readonly report: CalendarReport;
}

function* keepSource(
  work: Work,
  site: SiteId | undefined,
  { url, hash, report }: Source,
): Steps<void> {
  const { tx, now } = work;
  const { added, removed } = report;
  if (url === undefined) yield* tx.serving.removeFeed(site);
  else {
    yield* tx.serving.saveFeed({ site, url, checkedAt: now, changedAt: now, hash, added, removed });
    yield* keepGood(work, site);
  }
  yield* writeAudit(work, {
    actor: COMMAND_LINE,
    action: "calendar_imported",
    subject: site ? `site:${site}` : "district",
    facts: {
      added: String(added.length),
      removed: String(removed.length),
      source: url === undefined ? "file" : hostOfFeed(url),
    },
  });
}

/** A school follows the district's calendar again, or a feed is fetched no more; false if there was nothing. */
export async function removeCalendar(
  product: Product,
  district: DistrictId,
  school: string | undefined,
): Promise<boolean> {
  return await product.store.transaction(district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { site } = yield* findPlace(work, school);
    const hadFeed = yield* tx.serving.removeFeed(site?.id);
    const own = (yield* tx.serving.listSiteCalendars()).filter((each) => each.site === site?.id);
    if (site && own.length > 0) yield* tx.serving.replaceSiteCalendar(site.id, []);
    if (!hadFeed && own.length === 0) return false;
    if (own.length > 0) yield* afterCalendarChange(work);
    yield* writeAudit(work, {
      actor: COMMAND_LINE,
      action: "calendar_removed",
      subject: site ? `site:${site.id}` : "district",
      facts: { days: String(own.length) },
    });
    return true;
  });
}
