import { addDays, dayNumber } from "./local-time.ts";
import { parseDay } from "./typed-days.ts";

/** What somebody typed after "pause school" or "pause district". */
export type TypedPause =
  | { readonly kind: "days"; readonly name: string; readonly from: string; readonly until: string }
  | { readonly kind: "unreadable" };

/** These stand in names of schools too: they count before a day alone. */
const SPANISH_UNTIL = /^(.*)(?:^|\s)al?\s+(.+)$/i;
/** "del 22" of "del 22 al 29 de agosto" */
const BARE_DAY = /(?<=^|\s)\d{1,2}$/;
const OF_MONTH = /^\d{1,2}\s+(de\s+\p{L}+.*)$/iu;
const BEFORE_DAY = /(?:^|\s+)(?:from|on|del?|desde(?:\s+el)?)$/i;
const UNTIL = /(?:^|\s)(?:until|till|to|through|hasta(?:\s+el)?)\s+(.+)$/i;
const WEEK = /^(?:(?:this|a|one|esta|una)\s+)?(?:week|semana)$/i;
/** "next week" is no week from today on. */
const OTHER_WEEK = /(?:^|\s)(?:next|last|pr[oó]xima|siguiente|otra)$/i;
/** "el 6 de octubre de 2025" */
const MOST_WORDS = 6;
const DAYS_IN_WEEK = 7;
/** Bad weather; what is longer was planned. */
const SHORT_DAYS = 2;

/** "Lindenwood today", "monday until friday", "week" or nothing, which is today. */
export function readTypedPause(typed: string, today: string): TypedPause {
  const text = typed.trim().replace(/\s+/g, " ");
  const { head, end } = splitEnd(text, today);
  const { name, from = today, until } = splitDay(head, today);
  const last = end === undefined ? (until ?? from) : parseDay(end, from);
  return last === undefined ? { kind: "unreadable" } : { kind: "days", name, from, until: last };
}

/** What stands before "until", and the day behind it. */
function splitEnd(text: string, today: string): { head: string; end?: string | undefined } {
  const until = UNTIL.exec(text)?.[1];
  if (until !== undefined) return { head: text.replace(UNTIL, "").trim(), end: until };
  const [, head = "", end = ""] = SPANISH_UNTIL.exec(text) ?? [];
  if (parseDay(end, today) === undefined) return { head: text };
  const month = OF_MONTH.exec(end)?.[1];
  return { head: month ? head.replace(BARE_DAY, (day) => `${day} ${month}`) : head, end };
}

interface Split {
  readonly name: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The longest end that is a day, or a week from today; what stands before it is a name. */
function splitDay(head: string, today: string): Split {
  const words = head === "" ? [] : head.split(" ");
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--) {
    const end = words.slice(-count).join(" ");
    const name = words.slice(0, -count).join(" ");
    if (WEEK.test(end) && !OTHER_WEEK.test(name))
      return { name, from: today, until: addDays(today, DAYS_IN_WEEK - 1) };
    const from = parseDay(end, today);
    if (from !== undefined) return { name: name.replace(BEFORE_DAY, ""), from };
  }
  return { name: words.join(" ") };
}

export type PauseProblem = "past" | "order" | "too_long";

interface Days {
  readonly from: string;
  readonly until: string;
}

/** Why such a pause cannot be; undefined if it can. `most` is how many days it may have. */
export function findPauseProblem(
  { from, until }: Days,
  { today, most }: { readonly today: string; readonly most: number },
): PauseProblem | undefined {
  if (from < today) return "past";
  if (until < from) return "order";
  return countDays({ from, until }) > most ? "too_long" : undefined;
}

function countDays({ from, until }: Days): number {
  return dayNumber(until) - dayNumber(from) + 1;
}

/** A day of bad weather needs no note; several quiet days are told rather than left to wonder. */
export function isTold(days: Days): boolean {
  return countDays(days) > SHORT_DAYS;
}
