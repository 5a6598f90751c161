import { mondayOf, weekKey } from "./local-time.ts";
import type { MessageKind } from "./message-policy.ts";

/** Each try's key is the one before with this behind it. */
const AGAIN = "~";

/** What a message that was not delivered is about, as far as it decides whether it still makes sense. */
export interface Undelivered {
  readonly kind: MessageKind;
  readonly state: string;
  /** The local day on which it was due. */
  readonly day: string;
  /** The week that it is about, "2025-W34"; undefined for what is about none. */
  readonly week?: string | undefined;
  /** True if it may have arrived all the same. */
  readonly unsure: boolean;
  /** True if it was not wanted any more. */
  readonly takenBack: boolean;
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

/** True if it was lost for sure, and its time is not over today. */
export function maySendAgain(lost: Undelivered, today: string): boolean {
  const { kind, state, day, week, unsure, takenBack } = lost;
  if (!LOST.has(state) || unsure || takenBack || OF_A_DAY.has(kind)) return false;
  if (week !== undefined && week !== weekKey(today)) return false;
  return !OF_A_WEEK.has(kind) || mondayOf(day) === mondayOf(today);
}

/** True for what did not arrive, whatever becomes of it. */
export function isLost(state: string): boolean {
  return LOST.has(state);
}

/** The key of the next try: the same for everybody who presses at once. */
export function nextTry(key: string): string {
  return `${key}${AGAIN}`;
}
