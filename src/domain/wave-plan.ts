import type { ReminderPlan, Wave } from "./wave.ts";

/** What a wave gets that names no plan of its own: the usual policy. */
export const defaultReminderPlan: ReminderPlan = { offsets: [4, 10], beforeClose: 2 };

/** Hard caps: no wave goes beyond them, whoever edits it. All counts are school days. */
export const MOST_REMINDERS = 3;
/** Counted from the invitation; the third, near the close, has a place of its own. */
export const MOST_OFFSETS = 2;
export const FIRST_AFTER_DAYS = 3;
export const LEAST_APART_DAYS = 3;
export const LEAST_BEFORE_CLOSE_DAYS = 1;
export const SHORTEST_WINDOW_DAYS = 10;
export const LONGEST_WINDOW_DAYS = 60;
/** What a new wave starts from where there is none before it. */
export const USUAL_WINDOW_DAYS = 26;

export const planProblems = [
  "no_number",
  "too_many",
  "first_too_early",
  "too_close",
  "close_too_near",
  "after_close",
] as const;

/** What is wrong with a plan, and in which part: those after the invitation, or the last one. */
export interface PlanFault {
  readonly part: "reminders" | "last";
  readonly problem: (typeof planProblems)[number];
}

/**
 * The first fault of a plan in a window of so many school days; undefined for one within the caps. A plan
 * without any reminder is one.
 */
export function planFault(plan: ReminderPlan, windowDays: number): PlanFault | undefined {
  const problem = offsetsProblem(plan.offsets, windowDays);
  if (problem) return { part: "reminders", problem };
  const last = lastProblem(plan, windowDays);
  return last && { part: "last", problem: last };
}

function offsetsProblem(
  offsets: readonly number[],
  windowDays: number,
): PlanFault["problem"] | undefined {
  if (!offsets.every(Number.isInteger)) return "no_number";
  if (offsets.length > MOST_OFFSETS) return "too_many";
  if (offsets[0] !== undefined && offsets[0] < FIRST_AFTER_DAYS) return "first_too_early";
  const gaps = offsets.slice(1).map((offset, index) => offset - (offsets[index] ?? 0));
  if (gaps.some((gap) => gap < LEAST_APART_DAYS)) return "too_close";
  return offsets.some((offset) => offset >= windowDays) ? "after_close" : undefined;
}

function lastProblem(
  { offsets, beforeClose }: ReminderPlan,
  windowDays: number,
): PlanFault["problem"] | undefined {
  if (beforeClose === undefined) return undefined;
  if (!Number.isInteger(beforeClose)) return "no_number";
  if (beforeClose < LEAST_BEFORE_CLOSE_DAYS) return "close_too_near";
  const before = offsets.at(-1);
  const least = before === undefined ? FIRST_AFTER_DAYS : before + LEAST_APART_DAYS;
  return windowDays - beforeClose < least ? "too_close" : undefined;
}

/** As much of the plan as a window has room for. */
export function fittingPlan(plan: ReminderPlan, windowDays: number): ReminderPlan {
  const offsets = plan.offsets.filter((offset) => offset < windowDays);
  const whole = { offsets, beforeClose: plan.beforeClose };
  return planFault(whole, windowDays) ? { offsets } : whole;
}

/** True for a window, in school days, that a wave may have. */
export function isWindow(days: number): boolean {
  return Number.isInteger(days) && days >= SHORTEST_WINDOW_DAYS && days <= LONGEST_WINDOW_DAYS;
}

/** What a person may change of a wave. */
const EDITABLE = [
  "name",
  "target",
  "capacity",
  "opensOn",
  "windowDays",
  "closesOn",
  "startMonth",
  "nextWaveMonth",
  "timeNeeded",
  "reminders",
  "changes",
] as const satisfies readonly (keyof Wave)[];

/** The names of what is different between two states of a wave. */
export function changedParts(before: Wave, after: Wave): readonly string[] {
  return EDITABLE.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A short text that is another one after every edit: what a form has shown is compared with what is stored. */
export function stampOf(wave: Wave): string {
  const text = JSON.stringify([wave.state, ...EDITABLE.map((part) => wave[part] ?? null)]);
  let hash = FNV_START;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), FNV_PRIME);
  return (hash >>> 0).toString(36);
}

/** A first press that no second one followed for so long is over. */
const ARMED_MS = 15 * 60 * 1000;

/** Until when somebody's first press waits for their second; undefined where nobody's does. */
export function armedUntil({ armedBy, armedAt }: Wave, now: Date): Date | undefined {
  if (armedBy === undefined || armedAt === undefined) return undefined;
  const until = new Date(armedAt.getTime() + ARMED_MS);
  return until > now ? until : undefined;
}
