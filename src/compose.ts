import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createLocalAdapter } from "#adapters/local/index.ts";
import { createConversation } from "#conversation/create-conversation.ts";
import { type DistrictId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { createMovableClock, systemClock } from "#host/clock.ts";
import { type Config, readConfig } from "#host/config.ts";
import { createLog } from "#host/log.ts";
import { createRandom } from "#host/random.ts";
import { readContent } from "#imports/content-files.ts";
import { readDistrict, readUploadedDistrict } from "#imports/read-district.ts";
import { createWords } from "#messages/words.ts";
import type { ChatAdapter, Platform } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import { openStore } from "#store/open-store.ts";
import type { Product } from "#usecases/product.ts";
import {
  importIntoPlayground,
  keepClock,
  readKeptClock,
  seedPlayground,
} from "#usecases/seed-playground.ts";
import { createWeb } from "#web/server.ts";
import { createLoop, type Loop } from "#worker/loop.ts";
import { createPlayground } from "#worker/playground.ts";
import type { Pace } from "#worker/relay.ts";
import type { MovableClock } from "#worker/time-travel.ts";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const SAMPLE = path.join(ROOT, "sample-district/oneroster-1.2");
const SAMPLE_DISTRICT = toId<DistrictId>("rbps");
/** The scene "first morning": Wave 1 ready to open, nothing sent. */
const FIRST_MORNING = toInstant("2025-08-18T09:30", "America/New_York");

const KEEP_EVERY_MS = 1000;

const PACES: Readonly<Record<Platform, Pace>> = {
  local: { laneMs: 0, perSecond: 10_000 },
  slack: { laneMs: 1000, perSecond: 3 },
  teams: { laneMs: 1000, perSecond: 3 },
};

export interface App {
  readonly product: Product;
  readonly web: ReturnType<typeof createWeb>;
  readonly loop: Loop;
  stop(): Promise<void>;
}

/** What every command needs: store, words, clock and log. */
export async function composeProduct(config: Config, clock: Clock): Promise<Product> {
  const log = createLog(config.logLevel);
  const random = createRandom(clock);
  const words = createWords(readContent(path.join(ROOT, "src/messages/content")));
  const url = config.databaseUrl;
  const store = await openStore({ url, migrations: path.join(ROOT, "migrations"), random, log });
  return { store, clock, random, words, log };
}

/** Builds the product from its parts. The only file that knows every room. */
export async function compose(config: Config, machine: Clock = systemClock): Promise<App> {
  if (config.playground) return await composePlayground(config, machine);
  const clock = config.testClock ? createMovableClock(config.testClock, machine) : machine;
  const product = await composeProduct(config, clock);
  const adapters = new Map<Platform, ChatAdapter>();
  const loop = createLoop({
    product,
    relay: { ...product, adapters, paces: PACES },
    afterRound: async () => await Promise.resolve(),
  });
  return assemble(product, loop, adapters);
}

async function composePlayground(config: Config, machine: Clock): Promise<App> {
  const clock = createMovableClock(config.testClock ?? FIRST_MORNING, machine);
  const databaseUrl = playgroundUrl(config.databaseUrl);
  const product = await composeProduct({ ...config, databaseUrl }, clock);
  const adapters = new Map<Platform, ChatAdapter>();
  const loop = createLoop({
    product,
    relay: { ...product, adapters, paces: PACES },
    afterRound: keepNowAndThen(product),
  });
  const start = config.testClock ?? FIRST_MORNING;
  let current = SAMPLE_DISTRICT;
  const reset = async (): Promise<void> => {
    await loop.alone(async () => {
      await resetSample(product, { clock, start, current });
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
  const onEvent = createConversation(product, district);
  await local.start(async (event) => {
    const reply = await onEvent(event);
    loop.wake();
    return reply;
  });
  const app = assemble(product, loop, adapters);
  const stop = async (): Promise<void> => {
    await loop.stop();
    await keepClock(product, current);
    await app.stop();
  };
  return { ...app, stop };
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
}

async function resetSample(product: Product, { clock, start, current }: Scene): Promise<void> {
  const files = await readDistrict(SAMPLE);
  await product.store.eraseDistrict(current);
  clock.moveTo(start);
  await seedPlayground(product, files);
  await keepClock(product, SAMPLE_DISTRICT);
}

function assemble(product: Product, loop: Loop, adapters: ReadonlyMap<Platform, ChatAdapter>): App {
  return {
    product,
    loop,
    web: createWeb({ adapters, store: product.store }),
    stop: async () => {
      await loop.stop();
      for (const adapter of adapters.values()) await adapter.stop();
      await product.store.close();
    },
  };
}

/** What a command of the command line works with; it closes what it opened. */
export interface CommandLine {
  readonly product: Product;
  readonly readDistrict: typeof readDistrict;
  readonly close: () => Promise<void>;
}

/** Opens the product's own database for one command. Throws CONFIG_INVALID and what opening throws. */
export async function openCommandLine(env: NodeJS.ProcessEnv): Promise<CommandLine> {
  const config = readConfig(env, process.cwd());
  const product = await composeProduct(config, systemClock);
  return { product, readDistrict, close: async () => await product.store.close() };
}
