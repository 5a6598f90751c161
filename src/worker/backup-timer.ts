import { isBackupDue } from "#domain/backup-file.ts";
import { ProductError } from "#domain/errors.ts";
import type { Backups } from "#ports/backups.ts";
import type { Product } from "#usecases/product.ts";
import { recordBackup, recordBackupFailure } from "#usecases/record-backup.ts";
import { TIMER } from "#usecases/write-audit.ts";

/** Makes a copy of the database each day, beside the rounds of the loop. */
export interface BackupTimer {
  /** Makes one if it is time, looked at once a minute at most; waits for nothing. */
  look(): void;
  /** When the newest copy was made; undefined if there is none. */
  newestAt(): Promise<Date | undefined>;
  /** Waits a little for what is under way, and no longer; nothing starts after it. */
  stop(): Promise<void>;
}

export interface BackupPlan {
  readonly backups: Backups;
  /** The hour of the day in the zone of the first district. */
  readonly hour: number;
  /** How many copies stay in the folder. */
  readonly keep: number;
}

/** A little less than a minute, so that no heartbeat is passed over. */
const PAUSE_MS = 55_000;
/** A full disk is not free a minute later. */
const RETRY_MS = 60 * 60 * 1000;
/** A copy that ends with its process is no copy: the next start makes another. */
const LAST_WAIT_MS = 3000;

export function createBackupTimer(product: Product, plan: BackupPlan): BackupTimer {
  const { clock } = product;
  let looked = Number.NEGATIVE_INFINITY;
  let pauseMs = PAUSE_MS;
  let running: Promise<void> | undefined;
  let stopped = false;
  let isOver = false;
  return {
    look: () => {
      const nowMs = clock.now().getTime();
      if (stopped || running || Math.abs(nowMs - looked) < pauseMs) return;
      looked = nowMs;
      running = makeIfDue(product, plan)
        .then(
          () => PAUSE_MS,
          async (cause: unknown) => (isOver ? PAUSE_MS : await keepFailure(product, cause)),
        )
        .then((ms) => {
          pauseMs = ms;
          running = undefined;
        });
    },
    newestAt: async () => (await plan.backups.list())[0]?.madeAt,
    stop: async () => {
      stopped = true;
      isOver = running !== undefined && !(await isDoneSoon(running));
    },
  };
}

async function isDoneSoon(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LAST_WAIT_MS);
  });
  return await Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}

/** What the folder holds says whether today's was made: a restart makes no second one. */
async function makeIfDue(product: Product, { backups, hour, keep }: BackupPlan): Promise<void> {
  const { store, clock, log } = product;
  const [district] = await store.listDistricts();
  if (district === undefined) return;
  const { zone } = await store.read(district, (tx) => tx.roster.getDistrict());
  const [newest] = await backups.list();
  if (!isBackupDue(newest?.madeAt, clock.now(), { hour, zone })) return;
  const made = await backups.make();
  await recordBackup(product, TIMER, made);
  const removed = await backups.keepNewest(keep);
  const { bytes, tookMs, brokenAudits } = made;
  log.info("backup_made", { bytes, ms: Math.round(tookMs), removed });
  for (const broken of brokenAudits) log.error("audit_broken", { ...broken });
}

/** Says it in the log and keeps it for doctor; gives how long nothing is tried again. */
async function keepFailure(product: Product, cause: unknown): Promise<number> {
  const { log } = product;
  const code = cause instanceof ProductError ? cause.code : "UNEXPECTED";
  log.error("backup_failed", { code, cause });
  await recordBackupFailure(product, code).catch((error: unknown) =>
    log.error("backup_failure_not_kept", { cause: error }),
  );
  return RETRY_MS;
}
