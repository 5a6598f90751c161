import path from "node:path";
import process from "node:process";
import { systemClock } from "#host/clock.ts";
import { type Config, readConfig } from "#host/config.ts";
import { createLog } from "#host/log.ts";
import { createRandom } from "#host/random.ts";
import { keyFileIn } from "#host/secret-key.ts";
import type { Backups } from "#ports/backups.ts";
import type { Clock } from "#ports/clock.ts";
import type { Exporting, Moving } from "#ports/moving.ts";
import { createMoving } from "#store/copy-desk.ts";
import { createExporting } from "#store/copy-export.ts";
import type { DbOptions } from "#store/open-db.ts";
import { countPending } from "#store/pending.ts";
import type { Product } from "#usecases/product.ts";
import { COMMAND_LINE } from "#usecases/write-audit.ts";
import { createBackups } from "./compose-backups.ts";
import { composeProduct, dataFolder, ROOT } from "./compose-product.ts";

/** What takes a whole district at once may take long: a million rows are one statement a table. */
const LONG_SECONDS = 3600;
const FILE = "file:";

/** What `move`, `district` and `migrate` work with. Nothing is opened before they ask for it. */
export interface MovingDesk {
  /** The database of the settings, or another file of it. */
  open(url?: string): Promise<Product>;
  /** How many migrations it waits for. */
  countPending(): Promise<number>;
  readonly exporting: Exporting;
  /** Undefined where the settings name PostgreSQL already. Throws CONFIG_INVALID. */
  readonly moving: ((to: string) => Moving) | undefined;
  /** Where the key lies that tokens are sealed with; undefined where the settings hold it. */
  readonly keyFile: string | undefined;
  /** Undefined for PostgreSQL. */
  readonly databaseFile: string | undefined;
  readonly backups: Backups;
}

/** Reads the settings and opens nothing. Throws CONFIG_INVALID. */
export function composeMovingDesk(
  env: NodeJS.ProcessEnv,
  clock: Clock = systemClock,
  patienceMs?: number,
): MovingDesk {
  const config = readOwn(env);
  const { databaseUrl: url, secretKeys } = config;
  const file = url.startsWith(FILE) ? url.slice(FILE.length) : undefined;
  const source = toDbOptions(config);
  const own = { source, clock, random: createRandom(clock), actor: COMMAND_LINE, patienceMs };
  const movingFrom = (from: string) => (to: string) =>
    createMoving({ ...own, file: from, target: toDbOptions(readTarget(env, to)) });
  return {
    exporting: createExporting(source),
    moving: file === undefined ? undefined : movingFrom(file),
    countPending: async () => await countPending(source),
    keyFile: secretKeys.length > 0 ? undefined : keyFileIn(dataFolder(url)),
    databaseFile: file,
    backups: createBackups(config, clock),
    open: async (databaseUrl = url) => {
      const postgres = { ...config.postgres, statementSeconds: LONG_SECONDS };
      return await composeProduct({ ...config, postgres, databaseUrl }, clock);
    },
  };
}

/** The owner's account may be named already while the bot still has its file. */
function readOwn(env: NodeJS.ProcessEnv): Config {
  const config = readConfig({ ...env, DATABASE_DIRECT_URL: "" }, process.cwd());
  return config.databaseUrl.startsWith(FILE) ? config : readConfig(env, process.cwd());
}

/** The settings as the bot will have them; a folder for copies is for a file alone. */
function readTarget(env: NodeJS.ProcessEnv, to: string): Config {
  return readConfig({ ...env, DATABASE_URL: to, BACKUP_FOLDER: "" }, process.cwd());
}

function toDbOptions({ databaseUrl: url, postgres, logLevel: level }: Config): DbOptions {
  return { url, postgres, migrations: path.join(ROOT, "migrations"), log: createLog({ level }) };
}
