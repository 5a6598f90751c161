import type { PersonId, ShoutOutId, SiteId } from "./ids.ts";
import type { Language } from "./language.ts";
import type { NudgeDay } from "./site-choices.ts";

export const shares = ["site", "district", "private"] as const;
/** Where a shout-out is posted besides the receiver's own conversation. */
export type Share = (typeof shares)[number];

export function isShare(value: string): value is Share {
  return shares.some((share) => share === value);
}

/** Who took a shout-out out of everybody's sight: the giver, somebody thanked, or a lead after a report. */
export type HiddenBy = "giver" | "receiver" | "lead" | "erased";

/** Thanks from one person to colleagues, for one act and its effect. */
export interface ShoutOut {
  readonly id: ShoutOutId;
  readonly giver: PersonId;
  readonly receivers: readonly PersonId[];
  readonly text: string;
  readonly helped: string;
  readonly practice: string;
  readonly value: string;
  readonly share: Share;
  /** The school whose channel carries it; undefined between district staff. */
  readonly site?: SiteId | undefined;
  readonly at: Date;
  /** "2025-W34" in the site's zone. */
  readonly week: string;
  /** Raised by each change; undefined until the store has it. */
  readonly revision?: number | undefined;
  readonly editedAt?: Date | undefined;
}

/** For so long the giver may also change whom it thanks and where it goes. */
const UNDO_MS = 10 * 60 * 1000;

/** Until when the giver may change everything about it. */
export function undoUntil({ at }: Pick<ShoutOut, "at">): Date {
  return new Date(at.getTime() + UNDO_MS);
}

/** Why somebody thinks a post should not be up. */
export const reportReasons = ["student", "private", "unkind", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

/** Somebody's hint to a lead that a post should not be up; never words of their own. */
export interface ShoutOutReport {
  readonly shoutOut: ShoutOutId;
  readonly by: PersonId;
  readonly reason: ReportReason;
  readonly at: Date;
  /** Undefined while nobody has looked. */
  readonly outcome?: "hidden" | "left_up" | undefined;
  readonly settledBy?: PersonId | undefined;
  readonly settledAt?: Date | undefined;
}

/** How somebody wants to be thanked. "school" keeps a post out of the district's channel and digest. */
export type ThanksWish = "public" | "school" | "private";

/** What a person has chosen; a stop silences everything the bot would start. */
export interface Preferences {
  readonly stoppedAt?: Date | undefined;
  /** Set by the poll's "stop these messages": no wave messages to this person. */
  readonly wavesStoppedAt?: Date | undefined;
  /** Set by /pl pause: nothing the bot would start before this. */
  readonly pausedUntil?: Date | undefined;
  /** Set by /pl start: a weekly nudge in a direct message. */
  readonly nudgesAskedAt?: Date | undefined;
  /** The weekday they chose for it with /pl when; undefined for the usual one. */
  readonly nudgeDay?: NudgeDay | undefined;
  /** Set by /pl when: the idea comes inside what they read anyway, never by itself. */
  readonly digestOnlyAt?: Date | undefined;
  readonly thanks: ThanksWish;
  /** Chosen with /pl language; undefined follows the person's own program. */
  readonly language?: Language | undefined;
}

export const defaultPreferences: Preferences = { thanks: "public" };

/** When the pause somebody asked for ends; undefined if there is none any more. */
export function pauseOf({ pausedUntil }: Preferences, now: Date): Date | undefined {
  return pausedUntil && pausedUntil > now ? pausedUntil : undefined;
}
