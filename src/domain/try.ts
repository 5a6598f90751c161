import type { PersonId, TryId } from "./ids.ts";

/** What became of something small that somebody tried; all three are equally good. */
export const tryOutcomes = ["keep", "change", "drop"] as const;
export type TryOutcome = (typeof tryOutcomes)[number];

/** Something small that one person tries. Nobody else ever sees it, and nothing is counted of it. */
export interface Try {
  readonly id: TryId;
  readonly person: PersonId;
  /** The idea it comes from; undefined for somebody's own. */
  readonly nudge?: string | undefined;
  /** A practice's id; "" for none. */
  readonly practice: string;
  /** In their own words; "" where it comes from an idea. */
  readonly text: string;
  readonly startedAt: Date;
  /** When they were last asked how it went. */
  readonly askedAt?: Date | undefined;
  readonly outcome?: TryOutcome | undefined;
  readonly endedAt?: Date | undefined;
}
