import type { PersonId, ShoutOutId, SiteId } from "./ids.ts";

export const shares = ["site", "district", "private"] as const;
/** Where a shout-out is posted besides the receiver's own conversation. */
export type Share = (typeof shares)[number];

export function isShare(value: string): value is Share {
  return shares.some((share) => share === value);
}

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
  readonly thanks: ThanksWish;
}

export const defaultPreferences: Preferences = { thanks: "public" };

/** When the pause somebody asked for ends; undefined if there is none any more. */
export function pauseOf({ pausedUntil }: Preferences, now: Date): Date | undefined {
  return pausedUntil && pausedUntil > now ? pausedUntil : undefined;
}
