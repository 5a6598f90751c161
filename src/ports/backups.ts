import type { DistrictId, PersonId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import type { AuditFault } from "./audit-rows.ts";

/** What was found in a copy of the database, every row of which was read. */
export interface CheckedCopy {
  readonly bytes: number;
  /** Of the whole file, as `sha256sum` prints it. */
  readonly sha256: string;
  /** How many rows each table holds. */
  readonly rows: Readonly<Record<string, number>>;
  /** How many migrations it waits for: it is of an older version. */
  readonly pending: number;
}

/** Where a district's audit log is not as it was written. */
export interface BrokenAudit extends AuditFault {
  readonly district: DistrictId;
}

export interface Backup extends CheckedCopy {
  readonly file: string;
  /** Everything that was kept before this is in it. */
  readonly madeAt: Date;
  readonly tookMs: number;
  readonly brokenAudits: readonly BrokenAudit[];
}

/** A copy that lies in the folder, by its name. */
export interface BackupFile {
  readonly name: string;
  readonly madeAt: Date;
  readonly bytes: number;
}

/** Copies of a SQLite database. Each throws BACKUP_POSTGRES where the database is another one. */
export interface Backups {
  readonly folder: string;
  /**
   * Copies the database as it is at one instant, while it is in use, and gives the copy its name only
   * when all of it was read and found whole. Throws BACKUP_EXISTS, BACKUP_UNWRITABLE, DATABASE_MISSING,
   * DATABASE_DAMAGED and DATABASE_NEWER; nothing is left behind then.
   */
  make(to?: string): Promise<Backup>;
  /** The copies in the folder, the newest first. */
  list(): Promise<readonly BackupFile[]>;
  /** Removes all but the newest copies of the folder, and nothing else; gives how many. */
  keepNewest(count: number): Promise<number>;
  /**
   * Puts a checked copy beside the database, under another name. Throws BACKUP_UNUSABLE, DATABASE_NEWER,
   * DATABASE_IN_USE, and RESTORE_REPLACES where a database is there and `replace` is not said.
   */
  prepareRestore(file: string, replace: boolean): Promise<Restoring>;
}

/** A copy that waits to take the database's place. It ends with `finish` or `giveUp`. */
export interface Restoring {
  readonly copy: CheckedCopy;
  /** Undefined for a file that `groundswell backup` did not make. */
  readonly madeAt: Date | undefined;
  /** Where it can be opened until then: "file:...". */
  readonly url: string;
  /** Where the database is: "file:...". */
  readonly databaseUrl: string;
  /** Takes over what must outlast the replaced database; undefined where that cannot be read. */
  carryOver(): Lost | undefined;
  /** In one step; gives what the replaced database is called from now on. Throws DATABASE_IN_USE. */
  finish(): Promise<string | undefined>;
  giveUp(): Promise<void>;
}

/** What somebody wished since the copy was made, or before. */
export interface LostWish {
  readonly district: DistrictId;
  readonly person: PersonId;
  readonly stoppedAt: Date | undefined;
  readonly wavesStoppedAt: Date | undefined;
  readonly pausedUntil: Date | undefined;
  readonly thanks: ThanksWish;
  readonly language: Language | undefined;
}

/** What the replaced database knew and the copy does not. */
export interface Lost {
  readonly wishes: readonly LostWish[];
  /** Legal holds that are in the copy now. */
  readonly holds: number;
  /** Shout-outs that had been hidden or taken back, and are hidden again. */
  readonly hidden: number;
  /** Records that had been erased and are back. */
  readonly erased: number;
}
