import type { DistrictId } from "#domain/ids.ts";
import type { AuditFault } from "./audit-rows.ts";

/** How far a copy is. */
export interface Told {
  readonly district: DistrictId;
  /** "waiting" while the other database does not answer. */
  readonly step: "copying" | "comparing" | "waiting";
  readonly done: number;
  readonly total: number;
}
export type Tell = (told: Told) => void;

/** One table on both sides, read anew from each. */
export interface ComparedTable {
  readonly table: string;
  readonly rows: { readonly from: number; readonly to: number };
  /** What the district's rows add up to there: SHA-256 of each row, in one form for both engines. */
  readonly sums: { readonly from: string; readonly to: string };
  readonly isSame: boolean;
}

/** What became of one district. */
export interface Copied {
  readonly district: DistrictId;
  readonly tables: readonly ComparedTable[];
  readonly isSame: boolean;
  /** Rows that were there from an earlier try, and were not copied again. */
  readonly before: number;
  /** Rows that were copied now. */
  readonly copied: number;
  readonly copyMs: number;
  /** Messages that were being sent when the bot ended: each is looked for before it is sent again. */
  readonly unsure: number;
  /** Where the audit log is not as it was written; it came like this. */
  readonly auditFault: AuditFault | undefined;
}

/** A district that a database holds, or held. */
export interface FoundDistrict {
  readonly district: DistrictId;
  readonly name: string;
  readonly rows: number;
  /** Where it is now, or on its way; undefined for here. */
  readonly movedTo: string | undefined;
  /** True if it arrived there. */
  readonly isMoved: boolean;
}

export interface MoveAsk {
  /** All that the file holds where none is named. */
  readonly district: DistrictId | undefined;
  /** Erases what an earlier try brought, and begins anew. */
  readonly startOver: boolean;
}

/** What was taken back. */
export interface TakenBack {
  readonly districts: readonly DistrictId[];
  /** When the first of them had moved for good; undefined if none had. */
  readonly movedAt: Date | undefined;
}

/** Brings districts from the SQLite file of the settings to PostgreSQL. */
export interface Moving {
  /** Whose rows the file holds. Throws DATABASE_MISSING, and as opening does. */
  listDistricts(): Promise<readonly FoundDistrict[]>;
  /**
   * Goes on where an earlier try ended. A district is there only when all of its tables are the same.
   * Throws DATABASE_IN_USE, DATABASE_UNAVAILABLE, MOVED, MOVE_TAKEN, MOVE_UNFINISHED, MOVE_REFUSED,
   * DISTRICT_UNCLEAR, and as opening does.
   */
  move(ask: MoveAsk, tell: Tell): Promise<readonly Copied[]>;
  /** Lets the bot work on the file again. Throws DATABASE_IN_USE and DATABASE_MISSING. */
  takeBack(district: DistrictId | undefined): Promise<TakenBack>;
}

/** Copies one district of the database of the settings, of either engine. */
export interface Exporting {
  /** Every district of it. */
  listDistricts(): Promise<readonly FoundDistrict[]>;
  /**
   * Writes the district as it is at one moment into a new SQLite file. Throws BACKUP_EXISTS, and as
   * `move` does; nothing is left behind then.
   */
  exportDistrict(district: DistrictId, file: string, tell: Tell): Promise<Copied>;
}
