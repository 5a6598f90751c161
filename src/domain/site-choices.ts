import type { SiteId } from "./ids.ts";

/** A school works on at most so many practices at a time. */
export const MOST_FOCUS = 2;

/** Monday is 1. */
export const nudgeDays = [1, 2, 3, 4, 5] as const;
export type NudgeDay = (typeof nudgeDays)[number];

/** What a school chose for its own channel. */
export interface SiteChoices {
  readonly site: SiteId;
  /** Practices it works on now; at most two. */
  readonly focus: readonly string[];
  /** The weekday of its weekly idea; undefined for Tuesday. */
  readonly nudgeDay?: NudgeDay | undefined;
  /** True where the idea comes inside the Friday roundup instead of by itself. */
  readonly inRoundup: boolean;
}
