import type { FocusGroupId, PersonId, SiteId } from "./ids.ts";

export const groupTypes = ["teacher", "student"] as const;
export type GroupType = (typeof groupTypes)[number];

export const LEAST_GROUP = 4;
export const MOST_GROUP = 8;

/** One theme an adult wrote down; never a quote with a name. */
export interface Theme {
  readonly id: string;
  /** A practice's id; "" for none. */
  readonly practice: string;
  /** A pitfall's code; "" for none. */
  readonly pitfall: string;
  readonly text: string;
}

/** Four to eight people who talked; who they were is nowhere. */
export interface FocusGroup {
  readonly id: FocusGroupId;
  readonly site: SiteId;
  readonly type: GroupType;
  readonly day: string;
  readonly size: number;
  readonly by: PersonId;
  readonly at: Date;
  readonly themes: readonly Theme[];
}
