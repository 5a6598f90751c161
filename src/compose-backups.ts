import path from "node:path";
import process from "node:process";
import { systemClock } from "#host/clock.ts";
import { type Config, readConfig } from "#host/config.ts";
import type { Backups } from "#ports/backups.ts";
import type { Clock } from "#ports/clock.ts";
import { postgresBackups, sqliteBackups } from "#store/backups.ts";
import type { Product } from "#usecases/product.ts";
import { type BackupTimer, createBackupTimer } from "#worker/backup-timer.ts";
import { composeProduct, dataFolder, ROOT } from "./compose-product.ts";

const FILE = "file:";

/** Copies of the configured database; those without a folder go beside it. */
export function createBackups({ databaseUrl, backup }: Config, clock: Clock): Backups {
  const folder = backup.folder || path.join(dataFolder(databaseUrl), "backups");
  if (!databaseUrl.startsWith(FILE)) return postgresBackups(folder);
  return sqliteBackups({
    clock,
    folder,
    file: databaseUrl.slice(FILE.length),
    migrationsFolder: path.join(ROOT, "migrations/sqlite"),
    thread: path.join(ROOT, "src/store/copy-thread.js"),
  });
}

/** Undefined where no folder is set. */
export function createScheduledBackups(config: Config, product: Product): BackupTimer | undefined {
  const { folder, hour, keep } = config.backup;
  if (folder === "") return undefined;
  const backups = createBackups(config, product.clock);
  return createBackupTimer(product, { backups, hour, keep });
}

/** What `backup` and `restore` work with: the database is opened only when they ask for it. */
export interface BackupDesk {
  readonly backups: Backups;
  readonly clock: Clock;
  /** Opens the product's database, or another file of it, and brings it up to date. */
  open(url?: string): Promise<Product>;
}

/** Reads the settings and opens nothing. Throws CONFIG_INVALID. */
export function composeBackupDesk(env: NodeJS.ProcessEnv, clock: Clock = systemClock): BackupDesk {
  const config = readConfig(env, process.cwd());
  return {
    backups: createBackups(config, clock),
    clock,
    open: async (url = config.databaseUrl) =>
      await composeProduct({ ...config, databaseUrl: url }, clock),
  };
}
