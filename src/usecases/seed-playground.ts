import { type AccountId, type DistrictId, toId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Account, Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import {
  channelIdOf,
  type DistrictFiles,
  type ImportReport,
  importDistrict,
} from "./import-district.ts";
import type { Product, Work } from "./product.ts";

/** A district in the playground: as it is imported, with channels and accounts for everybody. */
export async function seedPlayground(
  product: Product,
  files: DistrictFiles,
): Promise<ImportReport> {
  const report = await importDistrict(product, files, { dryRun: false, allowRemovals: true });
  const now = product.clock.now();
  await product.store.transaction(report.district, function* (tx) {
    const work: Work = { tx, product, now };
    const workspace = report.district;
    yield* tx.roster.saveAccounts(files.people.map((person) => localAccount(workspace, person)));
    const siteChannels = (yield* tx.roster.listSites()).map((site) => siteChannel(workspace, site));
    yield* tx.roster.saveChannels([yield* districtChannel(work), ...siteChannels]);
  });
  return report;
}

/**
 * Tries a district's own roster in the playground: its own district goes on with the new staff,
 * another one takes its place from the beginning. A dry run changes nothing.
 */
export async function importIntoPlayground(
  product: Product,
  files: DistrictFiles,
  { current, dryRun }: { readonly current: DistrictId; readonly dryRun: boolean },
): Promise<ImportReport> {
  if (dryRun) return await importDistrict(product, files, { dryRun, allowRemovals: true });
  const next = files.district?.id ?? current;
  if (next === current) return await seedPlayground(product, files);
  // The old district goes last: until the new one can be gone on with, a restart finds the old one.
  const report = await seedOrNothing(product, files, next);
  await keepClock(product, next);
  await product.store.eraseDistrict(current);
  return report;
}

async function seedOrNothing(
  product: Product,
  files: DistrictFiles,
  next: DistrictId,
): Promise<ImportReport> {
  try {
    return await seedPlayground(product, files);
  } catch (error) {
    await product.store.eraseDistrict(next);
    throw error;
  }
}

function localAccount(workspace: DistrictId, person: Person): Account {
  const account = toId<AccountId>(person.id);
  return { platform: "local", workspace, account, person: person.id };
}

function siteChannel(workspace: DistrictId, site: Site): Channel {
  const name = site.channelName ?? `${site.name} staff`;
  return { id: channelIdOf(site.id), site: site.id, name, platform: "local", workspace };
}

function* districtChannel({ tx }: Work): Steps<Channel> {
  const district = yield* tx.roster.getDistrict();
  const name = `${district.shortName.toLowerCase()}-staff`;
  return { id: channelIdOf(district.id), name, platform: "local", workspace: district.id };
}

const KEPT_CLOCK = "playground_clock";
/** The setting that names the scene with which the sample began. */
export const KEPT_SCENE = "playground_scene";

/** Writes the clock down, so that a restart goes on from it. */
export async function keepClock(product: Product, district: DistrictId): Promise<void> {
  const now = product.clock.now().toISOString();
  await product.store.transaction(district, (tx) => tx.roster.saveSetting(KEPT_CLOCK, now));
}

/**
 * The clock as it was last written down, or the last thing that happened after that;
 * undefined before the first time.
 */
export async function readKeptClock(
  product: Product,
  district: DistrictId,
): Promise<Date | undefined> {
  return await product.store.read(district, function* (tx) {
    const kept = yield* tx.roster.findSetting(KEPT_CLOCK);
    if (kept === undefined) return undefined;
    const last = yield* tx.events.lastAt();
    return new Date(Math.max(Date.parse(kept), last?.getTime() ?? 0));
  });
}
