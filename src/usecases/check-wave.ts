import { fold } from "#domain/names.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { parseDay } from "#domain/typed-days.ts";
import type { ReminderPlan, Wave } from "#domain/wave.ts";
import {
  FIRST_AFTER_DAYS,
  isWindow,
  LEAST_APART_DAYS,
  LEAST_BEFORE_CLOSE_DAYS,
  LONGEST_WINDOW_DAYS,
  MOST_OFFSETS,
  planFault,
  SHORTEST_WINDOW_DAYS,
} from "#domain/wave-plan.ts";
import { NAME_LENGTH, TIME_LENGTH, type TypedWave } from "#messages/wave-forms.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import { freeTextProblem, quoteProblem } from "./free-text.ts";
import type { Work } from "./product.ts";

/** What is typed is checked against this; what is wrong is gathered by field. */
export interface Checking {
  readonly work: Work;
  readonly words: Words;
  readonly schoolDays: SchoolDays;
  /** The district's local day. */
  readonly today: string;
  readonly errors: Map<string, string>;
}

const MOST_SCHOOLS = 9999;
/** Words that `/pl wave` reads as something to do, before or behind a name. */
const COMMANDS = ["new", "edit", "add", "remove", "changed", "open", "close"];
const LISTS = ["silent", "notyet", "calls"];
const SIGN = /[:|"{}<>*]/;
/** A platform may take them for marks of its own. */
const MARK = /[{}<>*]/;
const WHOLE = /^\d{1,5}$/;
const BETWEEN = /[\s,;]+/;

/** A day as it is written, to show how: the next school day. */
export function exampleDay({ schoolDays, today }: Pick<Checking, "schoolDays" | "today">): string {
  return schoolDays.nextSchoolDay(today) ?? today;
}

/** A name that no other wave has, and that no command hides. */
export function* checkName(
  { work, words, errors }: Checking,
  typed: string,
  others: readonly Wave[],
): Steps<string> {
  const parts = fold(typed).split(" ");
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  const word = COMMANDS.find((each) => each === first) ?? LISTS.find((each) => each === last);
  const problem =
    quoteProblem(words, typed, SIGN) ?? (yield* freeTextProblem(work, typed, NAME_LENGTH));
  if (typed === "" || fold(typed) === "")
    errors.set("name", words.say("wave_error_name_missing", {}));
  else if (problem) errors.set("name", problem);
  else if (word) errors.set("name", words.say("wave_error_name_word", { word }));
  else if (others.some((other) => fold(other.name) === fold(typed))) {
    errors.set("name", words.say("wave_error_name_taken", { name: typed }));
  }
  return typed;
}

type Goal = Pick<Wave, "target" | "capacity">;

/** How many schools are hoped for, and how many can be served. */
export function checkGoal(checking: Checking, { target, capacity }: TypedWave): Goal {
  const { words, errors } = checking;
  const goal = {
    target: checkCount(checking, "target", target),
    capacity: checkCount(checking, "capacity", capacity),
  };
  if (goal.target !== undefined && goal.capacity !== undefined && goal.capacity < goal.target) {
    errors.set("capacity", words.say("wave_error_capacity", { target: String(goal.target) }));
  }
  return goal;
}

function checkCount({ words, errors }: Checking, field: string, typed: string): number | undefined {
  if (typed === "") return undefined;
  const count = WHOLE.test(typed) ? Number(typed) : 0;
  if (count >= 1 && count <= MOST_SCHOOLS) return count;
  errors.set(field, words.say("wave_error_number", { least: "1", most: String(MOST_SCHOOLS) }));
  return undefined;
}

/** A school day from today on. */
export function checkOpens(checking: Checking, typed: string): string {
  const { words, schoolDays, today, errors } = checking;
  const found = parseDay(typed, today);
  if (found === undefined) {
    errors.set("opens", words.say("wave_error_day", { example: exampleDay(checking) }));
    return typed;
  }
  const day = words.day(found);
  if (found < today) {
    const next = dayInWords(words, exampleDay(checking));
    errors.set("opens", words.say("wave_error_day_past", { day, next }));
  } else if (!schoolDays.isSchoolDay(found)) {
    const next = dayInWords(words, schoolDays.nextSchoolDay(found) ?? found);
    errors.set("opens", words.say("wave_error_day_quiet", { day, next }));
  }
  return found;
}

/** "Tuesday, September 2 (2025-09-02)": as people say it and as it is written. */
function dayInWords(words: Words, day: string): string {
  return `${words.day(day)} (${day})`;
}

/** School days from the opening to the close, within the caps. */
export function checkWindow({ words, errors }: Checking, typed: string): number {
  const days = WHOLE.test(typed) ? Number(typed) : 0;
  if (isWindow(days)) return days;
  errors.set("window", words.say("wave_error_window", windowCaps));
  return SHORTEST_WINDOW_DAYS;
}

const windowCaps = { least: String(SHORTEST_WINDOW_DAYS), most: String(LONGEST_WINDOW_DAYS) };

type Close = Pick<Wave, "windowDays" | "closesOn">;

interface OpenWave {
  readonly wave: Wave;
  readonly openedOn: string;
}

/**
 * The window of an open wave: school days from its opening, or its last day. It never ends in the past, and
 * what was not changed stays, whatever the calendar says now.
 */
export function checkClose(checking: Checking, typed: string, open: OpenWave): Close {
  const { words, errors } = checking;
  const { windowDays, closesOn } = open.wave;
  const kept = { windowDays, closesOn };
  if (typed === String(windowDays) || typed === closesOn) return kept;
  const day = WHOLE.test(typed) ? typed : parseDay(typed, checking.today);
  if (day === undefined) {
    errors.set("window", words.say("wave_error_window", windowCaps));
    return kept;
  }
  const close = closeOn(checking.schoolDays, day, open.openedOn);
  const problem = closeProblem(checking, close, open.openedOn);
  if (problem) errors.set("window", problem);
  return close;
}

interface NewClose {
  readonly windowDays: number;
  readonly closesOn: string;
}

function closeOn(schoolDays: SchoolDays, typed: string, openedOn: string): NewClose {
  if (!WHOLE.test(typed)) {
    return { windowDays: schoolDays.schoolDaysBetween(openedOn, typed), closesOn: typed };
  }
  const windowDays = Number(typed);
  const day = isWindow(windowDays) ? schoolDays.addSchoolDays(openedOn, windowDays) : undefined;
  return { windowDays, closesOn: day ?? openedOn };
}

function closeProblem(
  checking: Checking,
  { windowDays, closesOn }: NewClose,
  openedOn: string,
): string | undefined {
  const { words, schoolDays, today } = checking;
  const earliest = schoolDays.addSchoolDays(openedOn, SHORTEST_WINDOW_DAYS) ?? openedOn;
  const day = dayInWords(words, today < earliest ? earliest : exampleDay(checking));
  if (!isWindow(windowDays)) {
    const latest = schoolDays.addSchoolDays(openedOn, LONGEST_WINDOW_DAYS) ?? openedOn;
    const span = { ...windowCaps, day, next: dayInWords(words, latest) };
    return words.say("wave_error_until_range", { ...span, count: String(windowDays) });
  }
  if (closesOn <= today) return words.say("wave_error_until_past", { next: day });
  if (schoolDays.isSchoolDay(closesOn)) return undefined;
  const next = dayInWords(words, schoolDays.nextSchoolDay(closesOn) ?? closesOn);
  return words.say("wave_error_day_quiet", { day: words.day(closesOn), next });
}

type Months = Pick<Wave, "startMonth" | "nextWaveMonth" | "timeNeeded">;

/** The words that messages use: two months and how much time it takes. */
export function* checkMonths(
  { work, words, errors }: Checking,
  { start, next, time }: TypedWave,
  months: readonly string[],
): Steps<Months> {
  for (const [field, month] of Object.entries({ start, next })) {
    if (!months.includes(month)) errors.set(field, words.say("wave_error_month", {}));
  }
  const problem =
    quoteProblem(words, time, MARK) ?? (yield* freeTextProblem(work, time, TIME_LENGTH));
  if (time === "") errors.set("time", words.say("wave_error_time", {}));
  else if (problem) errors.set("time", problem);
  return { startMonth: start, nextWaveMonth: next, timeNeeded: time };
}

/** A wave's own reminders, within the hard caps. */
export function checkPlan(
  { words, errors }: Checking,
  { reminders, last }: TypedWave,
  windowDays: number,
): ReminderPlan {
  const offsets = reminders
    .split(BETWEEN)
    .filter((each) => each !== "")
    .map(toNumber);
  const plan = { offsets, beforeClose: last === "" ? undefined : toNumber(last) };
  const fault = planFault(plan, windowDays);
  if (fault) {
    const close = { least: String(LEAST_BEFORE_CLOSE_DAYS) };
    const sayings = {
      no_number: words.say("wave_plan_no_number", {}),
      too_many: words.say("wave_plan_too_many", { most: String(MOST_OFFSETS) }),
      first_too_early: words.say("wave_plan_first_too_early", { least: String(FIRST_AFTER_DAYS) }),
      too_close: words.say("wave_plan_too_close", { least: String(LEAST_APART_DAYS) }),
      close_too_near: words.say("wave_plan_close_too_near", close),
      after_close: words.say("wave_plan_after_close", {}),
    };
    errors.set(fault.part, sayings[fault.problem]);
  }
  return plan;
}

function toNumber(text: string): number {
  return WHOLE.test(text) ? Number(text) : Number.NaN;
}
