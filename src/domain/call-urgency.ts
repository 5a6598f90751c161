import { type CallTask, callReasons } from "./wave.ts";

/** How a task's clock stands: what a lead reads beside it, never as a color. */
export type Clock =
  | { readonly kind: "none" }
  | { readonly kind: "due_today" }
  | { readonly kind: "due"; readonly day: string }
  | { readonly kind: "overdue"; readonly since: string };

type Timed = Pick<CallTask, "ackBy" | "actBy" | "acknowledgedAt" | "createdOn" | "againOn">;

/**
 * What still runs: to say "I am on it" until somebody did, then to act. The day itself is in time; of two that
 * were missed, a school has waited since the first.
 */
export function clockOf(task: Timed, today: string): Clock {
  const { ackBy, actBy, acknowledgedAt } = task;
  const waitsForWord = acknowledgedAt === undefined ? ackBy : undefined;
  const [next] = [waitsForWord, actBy].filter((day) => day !== undefined).sort();
  if (next === undefined) return { kind: "none" };
  if (next < today) return { kind: "overdue", since: next };
  return next === today ? { kind: "due_today" } : { kind: "due", day: next };
}

/** Since when somebody waits: a school that named a later day has waited since that day. */
export function waitingSince({ createdOn, againOn }: Timed): string {
  return againOn !== undefined && againOn > createdOn ? againOn : createdOn;
}

/** True if the school asked not to be called before a later day. */
function isForLater({ againOn }: Pick<CallTask, "againOn">, today: string): boolean {
  return againOn !== undefined && againOn > today;
}

/**
 * The call list: who should have been answered comes first, then by why somebody should call, then who
 * waits longest. A school that is to be called on a later day is not on it yet.
 */
export function byUrgency<T extends CallTask>(tasks: readonly T[], today: string): readonly T[] {
  return tasks
    .filter((task) => !isForLater(task, today))
    .toSorted(
      (a, b) =>
        lateness(a, today) - lateness(b, today) ||
        callReasons.indexOf(a.reason) - callReasons.indexOf(b.reason) ||
        compareText(waitingSince(a), waitingSince(b)) ||
        compareText(a.site, b.site) ||
        compareText(a.id, b.id),
    );
}

/** Each school once, with the first of its tasks: one call is about all of them. */
export function oncePerSchool<T extends Pick<CallTask, "site">>(tasks: readonly T[]): readonly T[] {
  const first = new Map<CallTask["site"], T>();
  for (const task of tasks) if (!first.has(task.site)) first.set(task.site, task);
  return [...first.values()];
}

/** 0 for one that nobody acted on in time, 1 for one that nobody took up in time, 2 for all others. */
function lateness({ actBy, ackBy, acknowledgedAt }: Timed, today: string): number {
  if (actBy !== undefined && actBy < today) return 0;
  const waits = acknowledgedAt === undefined && ackBy !== undefined && ackBy < today;
  return waits ? 1 : 2;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
