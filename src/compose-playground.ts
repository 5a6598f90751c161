import path from "node:path";
import { createLocalAdapter } from "#adapters/local/index.ts";
import { createConversation } from "#conversation/create-conversation.ts";
import { type DistrictId, toId } from "#domain/ids.ts";
import { DAY_MS, toInstant } from "#domain/local-time.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Config } from "#host/config.ts";
import { readDistrict, readUploadedDistrict } from "#imports/read-district.ts";
import { readRollout } from "#imports/rollout-file.ts";
import { readVisits } from "#imports/visit-file.ts";
import type { ChatAdapter, OnEvent, Platform } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import type { PlaygroundScene } from "#ports/playground.ts";
import { importAnswers } from "#usecases/import-answers.ts";
import { importVisits, readVisitsFrame } from "#usecases/import-visits.ts";
import type { Product } from "#usecases/product.ts";
import { planPurges } from "#usecases/purge-records.ts";
import { readAnswersFrame } from "#usecases/read-answers-frame.ts";
import {
  importIntoPlayground,
  KEPT_SCENE,
  keepClock,
  readKeptClock,
  seedPlayground,
} from "#usecases/seed-playground.ts";
import { createLoop } from "#worker/loop.ts";
import { createPlayground } from "#worker/playground.ts";
import type { MovableClock } from "#worker/time-travel.ts";
import { createWatch } from "#worker/watch.ts";
import {
  type App,
  assemble,
  composeProduct,
  PACES,
  ROOT,
  startAdapter,
  type Write,
} from "./compose-product.ts";

const SAMPLE = path.join(ROOT, "sample-district/oneroster-1.2");
const SAMPLE_DISTRICT = toId<DistrictId>("rbps");
const SAMPLE_ANSWERS = path.join(ROOT, "sample-district/rollout_events.csv");
const SAMPLE_VISITS = path.join(ROOT, "sample-district/visits.csv");

const startOf: Readonly<Record<PlaygroundScene, Date>> = {
  "first-morning": toInstant("2025-08-18T09:30", "America/New_York"),
  "mid-year": toInstant("2026-03-10T09:30", "America/New_York"),
};

const KEEP_EVERY_MS = 1000;

/** The sample district with a clock that can be moved, in a database of its own. */
export async function composePlayground(
  config: Config,
  machine: Clock,
  write?: Write,
): Promise<App> {
  const firstMorning = config.testClock ?? startOf["first-morning"];
  const clock = createMovableClock(firstMorning, machine);
  const databaseUrl = playgroundUrl(config.databaseUrl);
  const product = await composeProduct({ ...config, databaseUrl }, clock, write);
  const adapters = new Map<Platform, ChatAdapter>();
  const loop = createLoop({
    product,
    watch: createWatch(product),
    relay: { ...product, adapters, paces: PACES },
    afterRound: keepNowAndThen(product),
  });
  let current = SAMPLE_DISTRICT;
  const reset = async (scene: PlaygroundScene = "first-morning"): Promise<void> => {
    await loop.alone(async () => {
      const start = scene === "first-morning" ? firstMorning : startOf[scene];
      await resetSample(product, { clock, start, current, scene });
      current = SAMPLE_DISTRICT;
    });
  };
  current = await openSample(product, clock, reset);
  const importRoster = async (zip: Uint8Array, dryRun: boolean): Promise<object> => {
    const files = await readUploadedDistrict(zip);
    return await loop.alone(async () => {
      const report = await importIntoPlayground(product, files, { current, dryRun });
      if (!dryRun) current = report.district;
      return report;
    });
  };
  const district = (): DistrictId => current;
  const parts = { product, clock, loop, district, importRoster, reset };
  const local = createLocalAdapter({
    playground: createPlayground(parts),
    workspace: district,
    pageFolder: path.join(ROOT, "adapters/local/page"),
  });
  adapters.set("local", local);
  await startAdapter(local, converse(product, district), product);
  const { metricsToken, trustedProxies } = config;
  const app = assemble({ product, loop }, adapters, { metricsToken, trustedProxies });
  const stop = async (): Promise<void> => {
    await loop.stop();
    await keepClock(product, current);
    await app.stop();
  };
  return { ...app, stop };
}

/** Everybody in the playground has an account already. */
function converse(product: Product, district: () => DistrictId): OnEvent {
  return createConversation({
    product,
    findDistrict: async () => await Promise.resolve(district()),
    findProfile: async () => await Promise.resolve("nobody"),
  });
}

/** A second lost is no harm; a write for every round of a burst would be. */
function keepNowAndThen(product: Product): (district: DistrictId) => Promise<void> {
  let keptMs = 0;
  return async (district) => {
    const nowMs = product.clock.now().getTime();
    if (Math.abs(nowMs - keptMs) < KEEP_EVERY_MS) return;
    keptMs = nowMs;
    await keepClock(product, district);
  };
}

/** The sample's own database, beside the product's: nothing of it can reach a real platform. */
function playgroundUrl(databaseUrl: string): string {
  const file = databaseUrl.startsWith("file:") ? databaseUrl.slice("file:".length) : "data/none";
  return `file:${path.join(path.dirname(file), "playground.db")}`;
}

/** Goes on where the last run ended, or begins with the first morning; gives the district. */
async function openSample(
  product: Product,
  clock: MovableClock,
  reset: () => Promise<void>,
): Promise<DistrictId> {
  const latest = await findLatest(product);
  if (!latest) {
    await reset();
    return SAMPLE_DISTRICT;
  }
  const { district, kept } = latest;
  clock.moveTo(kept);
  // This process alone uses the file: what an ended one had leased is free again.
  await product.store.transaction(district, (tx) => tx.outbox.releaseLeases());
  await planPurges(product);
  return district;
}

/** The district that was played last; what an import that was cut off left is erased. */
async function findLatest(product: Product) {
  let latest: { readonly district: DistrictId; readonly kept: Date } | undefined;
  const { store } = product;
  const districts = await store.listDistricts();
  for (const district of districts) {
    const kept = await readKeptClock(product, district);
    if (kept && (!latest || kept >= latest.kept)) latest = { district, kept };
  }
  for (const district of districts) {
    if (district !== latest?.district) await store.eraseDistrict(district);
  }
  return latest;
}

interface Scene {
  readonly clock: MovableClock;
  readonly start: Date;
  readonly current: DistrictId;
  readonly scene: PlaygroundScene;
}

/** Read once: the files of the sample do not change while we run. */
let sample: ReturnType<typeof readDistrict> | undefined;

async function resetSample(
  product: Product,
  { clock, start, current, scene }: Scene,
): Promise<void> {
  const { store } = product;
  await store.eraseDistrict(current);
  clock.moveTo(start);
  const name = `${scene} ${start.toISOString()}`;
  // The sample is the same each time: it is made once, and then put back.
  if (!(await store.putSceneBack(SAMPLE_DISTRICT, name))) {
    await makeSample(product, scene, start);
    await store.keepScene(name);
  }
  // Last: a start that was cut off begins again.
  await keepClock(product, SAMPLE_DISTRICT);
}

async function makeSample(product: Product, scene: PlaygroundScene, start: Date): Promise<void> {
  sample ??= readDistrict(SAMPLE);
  await seedPlayground(product, await sample);
  if (scene === "mid-year") await takePastIn(product, start);
  await product.store.transaction(SAMPLE_DISTRICT, (tx) =>
    tx.roster.saveSetting(KEPT_SCENE, scene),
  );
}

/** What the schools of the sample answered before this moment, as a district's own list tells it. */
async function takePastIn(product: Product, until: Date): Promise<void> {
  const frame = await readAnswersFrame(product, SAMPLE_DISTRICT);
  const list = await readRollout(SAMPLE_ANSWERS, { ...frame, until });
  await importAnswers(product, list, { district: SAMPLE_DISTRICT, dryRun: false });
  await takeVisitsIn(product, new Date(until.getTime() - DAY_MS));
}

/** What visits before this day noticed, as a district's own list tells it. */
async function takeVisitsIn(product: Product, until: Date): Promise<void> {
  const frame = await readVisitsFrame(product, SAMPLE_DISTRICT);
  const list = await readVisits(SAMPLE_VISITS, { ...frame, until });
  await importVisits(product, list, { district: SAMPLE_DISTRICT, dryRun: false });
}
