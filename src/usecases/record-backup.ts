import type { Backup } from "#ports/backups.ts";
import type { Product } from "./product.ts";
import { writeAudit } from "./write-audit.ts";

type Stored = Pick<Product, "store" | "clock">;

/** The setting that keeps when a copy could not be made, and why: "<instant> <code>". */
const FAILED = "backup_failed";

/** Writes down in every district that a copy was made: of which instant and how large, never where. */
export async function recordBackup(
  { store, clock }: Stored,
  actor: string,
  { madeAt, bytes }: Pick<Backup, "madeAt" | "bytes">,
): Promise<void> {
  const now = clock.now();
  const facts = { made: madeAt.toISOString(), bytes: String(bytes) };
  for (const district of await store.listDistricts()) {
    await store.transaction(district, function* (tx) {
      yield* tx.roster.saveSetting(FAILED, "");
      const said = { actor, action: "backup_made", subject: "district", facts } as const;
      yield* writeAudit({ tx, now }, said);
    });
  }
}

export interface BackupFailure {
  readonly at: Date;
  /** An error code, or the name of the error. */
  readonly code: string;
}

/** Keeps for doctor that a copy could not be made, until one is. */
export async function recordBackupFailure({ store, clock }: Stored, code: string): Promise<void> {
  const value = `${clock.now().toISOString()} ${code}`;
  for (const district of await store.listDistricts()) {
    await store.transaction(district, (tx) => tx.roster.saveSetting(FAILED, value));
  }
}

/** The last copy that could not be made; undefined if one was made since. */
export async function findBackupFailure({
  store,
}: Pick<Stored, "store">): Promise<BackupFailure | undefined> {
  for (const district of await store.listDistricts()) {
    const kept = await store.read(district, (tx) => tx.roster.findSetting(FAILED));
    const [at = "", code] = kept?.split(" ") ?? [];
    if (code !== undefined) return { at: new Date(at), code };
  }
  return undefined;
}
