import { addDays } from "./local-time.ts";
import { parseDay } from "./typed-days.ts";

const WEEK = 6;
const YEAR = 364;
const TO_COME = /^\s*(?:tomorrow|mañana)\s*$/i;
const YESTERDAY = /^\s*(?:yesterday|ayer)\s*$/i;

/** A day of the last year as somebody types it: the newest that fits; undefined for what is none. */
export function parsePastDay(typed: string, today: string): string | undefined {
  if (TO_COME.test(typed)) return undefined;
  if (YESTERDAY.test(typed)) return addDays(today, -1);
  if (parseDay(typed, today) === today) return today;
  const days = [WEEK, YEAR].map((back) => parseDay(typed, addDays(today, -back)));
  const first = addDays(today, -YEAR);
  return days.find((day) => day !== undefined && day >= first && day <= today);
}
