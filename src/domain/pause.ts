import type { PauseId, PersonId, SiteId } from "./ids.ts";

/** Why nothing is sent for some days: the weather, or because somebody wants a quiet week. */
export type PauseReason = "weather" | "quiet";

/** Days on which the bot starts nothing at a school, or anywhere in the district. */
export interface Pause {
  readonly id: PauseId;
  /** Undefined for the whole district. */
  readonly site?: SiteId | undefined;
  /** Local days, both included. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: PauseReason;
  readonly by: PersonId;
  readonly at: Date;
  /** When somebody ended it early. */
  readonly endedAt?: Date | undefined;
}
