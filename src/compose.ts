import { existsSync } from "node:fs";
import process from "node:process";
import { createConversation } from "#conversation/create-conversation.ts";
import { systemClock } from "#host/clock.ts";
import { type Config, readConfig } from "#host/config.ts";
import { describeFailure } from "#host/log.ts";
import { keyFileIn } from "#host/secret-key.ts";
import { readCalendarFile } from "#imports/calendar-file.ts";
import { readDistrict } from "#imports/read-district.ts";
import { readRollout } from "#imports/rollout-file.ts";
import { readStudents } from "#imports/student-file.ts";
import { readVisits } from "#imports/visit-file.ts";
import type { Backups } from "#ports/backups.ts";
import type { CalendarSource } from "#ports/calendar-source.ts";
import type { Finding } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import type { FindProfile, Product } from "#usecases/product.ts";
import { planPurges } from "#usecases/purge-records.ts";
import { createCalendarTimer } from "#worker/calendar-timer.ts";
import { createLoop } from "#worker/loop.ts";
import { createMatching } from "#worker/matching.ts";
import { createWatch } from "#worker/watch.ts";
import { createAdapters } from "./compose-adapters.ts";
import {
  type BackupDesk,
  composeBackupDesk,
  createBackups,
  createScheduledBackups,
} from "./compose-backups.ts";
import { createCalendarSource } from "./compose-calendar.ts";
import { composeClock } from "./compose-clock.ts";
import { composeMovingDesk, type MovingDesk } from "./compose-moving.ts";
import { composePlayground } from "./compose-playground.ts";
import {
  type App,
  assemble,
  composeProduct,
  dataFolder,
  PACES,
  startAdapter,
  type Write,
} from "./compose-product.ts";

export type { BackupDesk } from "./compose-backups.ts";
export type { MovingDesk } from "./compose-moving.ts";
export type { App } from "./compose-product.ts";

/** Builds the product from its parts, and starts the platforms it is configured for. */
export async function compose(
  config: Config,
  machine: Clock = systemClock,
  write?: Write,
): Promise<App> {
  if (config.playground) return await composePlayground(config, machine, write);
  const { clock, follow } = composeClock(config, machine);
  const product = await composeProduct(config, clock, write);
  const unfollow = await follow(product);
  if (config.databaseUrl.startsWith("file:")) await releaseLeases(product);
  await planPurges(product);
  const adapters = await createAdapters(config, product);
  const slack = { ...PACES.slack, perSecond: config.slack?.pacePerSecond ?? PACES.slack.perSecond };
  const findProfile: FindProfile = async (platform, workspace, who) =>
    (await adapters.get(platform)?.findProfile(workspace, who)) ?? "nobody";
  const matching = createMatching(product, findProfile);
  const scheduledBackups = createScheduledBackups(config, product);
  const calendars = createCalendarTimer(product, createCalendarSource());
  const loop = createLoop({
    product,
    watch: createWatch(product),
    relay: { ...product, adapters, paces: { ...PACES, slack } },
    afterRound: async (district) => {
      matching.look(district);
      scheduledBackups?.look();
      calendars.look(district);
      await Promise.resolve();
    },
  });
  const onEvent = createConversation({
    product,
    findDistrict: async (platform, workspace) =>
      await product.store.links.find(platform, workspace),
    findProfile,
  });
  for (const adapter of adapters.values()) await startAdapter(adapter, onEvent, product);
  const { metricsToken, trustedProxies } = config;
  const newestBackupAt = async () => await scheduledBackups?.newestAt();
  const shown = { metricsToken, trustedProxies, newestBackupAt };
  const app = assemble({ product, loop }, adapters, shown);
  const stop = async (): Promise<void> => {
    // A calendar that answers slowly must not take the time that deliveries need to end.
    const beside = [matching.stop(), calendars.stop(), scheduledBackups?.stop()];
    await Promise.all([loop.stop(), ...beside]);
    unfollow();
    await app.stop();
  };
  return { ...app, stop };
}

/** One process alone uses a file: what an ended one was sending is looked into at once. */
async function releaseLeases({ store }: Product): Promise<void> {
  for (const district of await store.listDistricts()) {
    await store.transaction(district, (tx) => tx.outbox.releaseLeases());
  }
}

/** What a command of the command line works with; it closes what it opened. */
export interface CommandLine {
  readonly product: Product;
  readonly readDistrict: typeof readDistrict;
  readonly readRollout: typeof readRollout;
  readonly readStudents: typeof readStudents;
  readonly readVisits: typeof readVisits;
  readonly readCalendarFile: typeof readCalendarFile;
  readonly calendars: CalendarSource;
  /** What each platform's adapter finds; empty where none is configured. */
  readonly checks: () => Promise<readonly Finding[]>;
  readonly backups: Backups;
  /** Undefined for PostgreSQL. */
  readonly databaseFile: string | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Opens the product's own database for one command. `onlyLook` makes no file where there is none yet.
 * Throws CONFIG_INVALID and what opening throws.
 */
export async function openCommandLine(
  env: NodeJS.ProcessEnv,
  { onlyLook = false }: { readonly onlyLook?: boolean } = {},
): Promise<CommandLine> {
  const config = readConfig(env, process.cwd());
  const file = databaseFile(config);
  const isNothing = onlyLook && file !== undefined && !existsSync(file);
  const databaseUrl = isNothing ? ":memory:" : config.databaseUrl;
  const product = await composeProduct({ ...config, databaseUrl }, systemClock);
  const checks = async (): Promise<readonly Finding[]> => {
    const adapters = await createAdapters(config, product);
    const found = [...adapters.values()].map(async (adapter) => await adapter.check());
    return (await Promise.all(found)).flat();
  };
  const backups = createBackups(config, systemClock);
  const close = async (): Promise<void> => await product.store.close();
  const calendars = createCalendarSource();
  const readers = {
    readDistrict,
    readRollout,
    readStudents,
    readVisits,
    readCalendarFile,
    calendars,
  };
  return { product, ...readers, checks, backups, databaseFile: file, close };
}

/** What is known before the database is opened. */
export interface Surroundings {
  readonly dataFolder: string;
  /** Undefined for PostgreSQL. */
  readonly databaseFile: string | undefined;
  /** Where this machine keeps a key of its own; undefined where the settings name one. */
  readonly keyFile: string | undefined;
}

/** Reads the settings and opens nothing. Throws CONFIG_INVALID, whose cause is the list of problems. */
export function lookAround(env: NodeJS.ProcessEnv): Surroundings {
  const config = readConfig(env, process.cwd());
  const folder = dataFolder(config.databaseUrl);
  return {
    dataFolder: folder,
    databaseFile: databaseFile(config),
    keyFile: config.secretKeys.length > 0 ? undefined : keyFileIn(folder),
  };
}

function databaseFile({ databaseUrl }: Config): string | undefined {
  return databaseUrl.startsWith("file:") ? databaseUrl.slice("file:".length) : undefined;
}

/** What `backup` and `restore` work with; opens nothing yet. Throws CONFIG_INVALID. */
export function openBackupDesk(env: NodeJS.ProcessEnv, clock?: Clock): BackupDesk {
  return composeBackupDesk(env, clock);
}

/** What `move`, `district` and `migrate` work with; opens nothing yet. Throws CONFIG_INVALID. */
export function openMovingDesk(env: NodeJS.ProcessEnv): MovingDesk {
  return composeMovingDesk(env);
}

/** What to tell whoever typed a command that failed. */
export function explainFailure(error: unknown): string {
  return describeFailure(error);
}
