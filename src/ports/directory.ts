import type { DistrictId } from "#domain/ids.ts";

/** The few things that are asked of all districts at once: which of them, and never what is in them. */
export interface Directory {
  /** Districts in which a message or a planned thing is due by then. */
  listDue(until: Date): Promise<readonly DistrictId[]>;
  /** Districts in which nothing of this id is planned. */
  listUnplanned(id: string): Promise<readonly DistrictId[]>;
  /**
   * Moves a time that each district keeps as a setting of this name on to `to`, unless it lies there
   * already. Gives the districts that keep none, or one before `since`: theirs stays.
   */
  moveTimes(name: string, span: { since: Date; to: Date }): Promise<readonly DistrictId[]>;
  /** True for a district that was erased for good, and has not come again. */
  isErased(district: DistrictId): Promise<boolean>;
  /** After an erasure for good: removes what others wrote meanwhile, until nobody can. Gives rows by table. */
  eraseLate(district: DistrictId): Promise<Readonly<Record<string, number>>>;
}
