import { mondayOf } from "./local-time.ts";
import type { MessageKind } from "./message-policy.ts";

/** Each try's key is the one before with this behind it. */
const AGAIN = "~";

/** What a message that was not delivered is about, as far as it decides whether it still makes sense. */
export interface Undelivered {
  readonly kind: MessageKind;
  readonly state: string;
  /** The local day on which it was due. */
  readonly day: string;
  /** True while the wave that it belongs to still asks the school; undefined for no wave. */
  readonly isAsked?: boolean | undefined;
}

/** Never what arrived or may have arrived: those look first. */
const LOST: ReadonlySet<string> = new Set(["refused", "dead", "expired"]);
/** Their hour is over with their day. */
const OF_A_DAY: ReadonlySet<MessageKind> = new Set(["roundup", "weekly_ask", "pause_notice"]);
const OF_A_WEEK: ReadonlySet<MessageKind> = new Set([
  "nudge",
  "digest",
  "principal_note",
  "visit_post",
  "visit_direct",
]);

/** True if it was lost, and sending it again would still make sense today. */
export function maySendAgain({ kind, state, day, isAsked }: Undelivered, today: string): boolean {
  if (!LOST.has(state) || OF_A_DAY.has(kind)) return false;
  if (OF_A_WEEK.has(kind)) return mondayOf(day) === mondayOf(today);
  return isAsked ?? true;
}

/** True for what did not arrive, whatever becomes of it. */
export function isLost(state: string): boolean {
  return LOST.has(state);
}

/** The key of the next try: the same for everybody who presses at once. */
export function nextTry(key: string): string {
  return `${key}${AGAIN}`;
}
