import { localDay, mondayOf, weekKey } from "./local-time.ts";
import { type MessageKind, messagePolicy } from "./message-policy.ts";

/** What came once for a week is no news in another one. */
const WEEKLY: ReadonlySet<MessageKind> = new Set([
  "nudge",
  "weekly_ask",
  "roundup",
  "digest",
  "principal_note",
]);

/** A message that has waited while nothing was sent. */
export interface Waited {
  readonly kind: MessageKind;
  /** When it should have gone. */
  readonly dueAt: Date;
  /** The week whose budget it counts in; undefined where no budget counts it. */
  readonly week?: string | undefined;
}

/**
 * What becomes of a message that has waited: it goes as it is, it goes if its reader has room in this
 * week, or its time is over.
 */
export type Becomes = "goes" | "needs_room" | "over";

/** Nothing of a past week comes as if it were new, and nobody gets two weeks' messages in one. */
export function becomesOf({ kind, dueAt, week }: Waited, now: Date, zone: string): Becomes {
  const today = localDay(now, zone);
  if (WEEKLY.has(kind) && mondayOf(localDay(dueAt, zone)) < mondayOf(today)) return "over";
  return week !== undefined && week < weekKey(today) ? "needs_room" : "goes";
}

/** Who goes first where a week has room for some: invitations before ideas, then what is older. */
export function compareWaited(a: Waited, b: Waited): number {
  const urgency = messagePolicy[a.kind].priority - messagePolicy[b.kind].priority;
  return urgency || a.dueAt.getTime() - b.dueAt.getTime();
}
