import { ProductError } from "#domain/errors.ts";
import type { Expedition } from "#domain/expedition.ts";
import { type DistrictId, type ExpeditionId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { fold } from "#domain/names.ts";
import type { PastVisit } from "#domain/past-visits.ts";
import type { Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";
import { findLead } from "./wave-people.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** What was read of a district's own list of visits. */
export interface PastVisits {
  readonly visits: readonly PastVisit[];
  readonly laterCount: number;
}

export interface VisitsReport {
  readonly district: DistrictId;
  readonly dryRun: boolean;
  readonly rows: {
    readonly taken: number;
    /** Known before: nothing is done for them. */
    readonly there: number;
    /** After the day up to which the list was to be read. */
    readonly later: number;
  };
  readonly visits: number;
  readonly firstVisits: number;
  readonly schools: number;
}

export interface VisitsFrame {
  readonly district: DistrictId;
  /** The district's own zone. */
  readonly zone: string;
  /** By id, and by folded name where only one school has it. */
  readonly sites: ReadonlyMap<string, Pick<Site, "id" | "zone">>;
  readonly lookFors: ReadonlySet<string>;
  readonly now: Date;
}

interface Options {
  readonly district: DistrictId;
  readonly dryRun: boolean;
}

/** What the rows of a list of visits are read against. */
export async function readVisitsFrame(
  { store, words, clock }: Product,
  district: DistrictId,
): Promise<VisitsFrame> {
  return await store.read(district, function* (tx) {
    const sites = yield* tx.roster.listSites();
    const names = sites.map(({ name }) => fold(name));
    const named = sites.filter(
      (site) => names.filter((key) => key === fold(site.name)).length === 1,
    );
    return {
      district,
      zone: (yield* tx.roster.getDistrict()).zone,
      sites: new Map<string, Site>([
        ...named.map((site) => [fold(site.name), site] as const),
        ...sites.map((site) => [site.id, site] as const),
      ]),
      lookFors: new Set(words.library.lookFors.map(({ id }) => id)),
      now: clock.now(),
    };
  });
}

/**
 * Takes in visits from before the bot was here, all or nothing: their schools have read them long since, so
 * the district sees them at once and nobody is written to. The same list again changes nothing. From the
 * command line only. Throws VISITS_NEED_LEAD.
 */
export async function importVisits(
  product: Product,
  list: PastVisits,
  { district, dryRun }: Options,
): Promise<VisitsReport> {
  const now = product.clock.now();
  const steps = dryRun ? product.store.read : product.store.transaction;
  return await steps(district, function* (tx): Steps<VisitsReport> {
    const work: Work = { tx, product, now };
    const fresh = yield* findFresh(work, list.visits);
    const taken = fresh.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const rowCount = list.visits.reduce((sum, visit) => sum + visit.rowCount, 0);
    const report = {
      district,
      dryRun,
      rows: { taken, there: rowCount - taken, later: list.laterCount },
      visits: fresh.length,
      firstVisits: fresh.filter(({ kind }) => kind === "baseline").length,
      schools: new Set(fresh.map(({ site }) => site)).size,
    };
    if (dryRun || fresh.length === 0) return report;
    for (const visit of fresh) yield* keepVisit(work, visit);
    yield* writeAudit(work, {
      actor: COMMAND_LINE,
      action: "visits_imported",
      subject: "district",
      facts: { rows: String(taken), visits: String(fresh.length) },
    });
    return report;
  });
}

/** A visit of the same school on the same day is known already, wherever it was written down. */
function* findFresh({ tx }: Work, visits: readonly PastVisit[]): Steps<readonly PastVisit[]> {
  const stored = yield* tx.visiting.listExpeditions({});
  const known = new Set(
    stored.filter(({ state }) => state !== "cancelled").map(({ site, day }) => `${site} ${day}`),
  );
  return visits.filter(({ site, day }) => !known.has(`${site} ${day}`));
}

const NOON = "12:00";

function* keepVisit(work: Work, past: PastVisit): Steps<void> {
  const { tx } = work;
  const site = yield* tx.roster.getSite(past.site);
  const lead = yield* findLead(work, site);
  if (!lead) throw new ProductError("VISITS_NEED_LEAD", "The staff roster names no PL lead.");
  const { day, kind, rooms, observations } = past;
  const at = toInstant(`${day}T${NOON}`, site.zone);
  const visit: Expedition = {
    id: toId<ExpeditionId>(`listed-${site.id}-${day}`),
    site: site.id,
    day,
    kind,
    state: "shared",
    plannedBy: lead.id,
    plannedAt: at,
    visitors: [],
    finishedAt: at,
    sharedAt: at,
  };
  yield* tx.visiting.saveExpedition(visit);
  const part = { part: "listed", by: lead.id, rooms, at, revision: 1, observations };
  yield* tx.visiting.savePart({ expedition: visit.id, ...part });
}
