import { addDays, weekday } from "./local-time.ts";

const FRIDAY = 5;

/** First and last days of days that follow each other; a weekend parts nothing. */
export function daySpans(days: readonly string[]): readonly (readonly [string, string])[] {
  const spans: [string, string][] = [];
  for (const day of days.toSorted()) {
    const last = spans.at(-1);
    if (last && nextWeekday(last[1]) >= day) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}

function nextWeekday(day: string): string {
  return addDays(day, weekday(day) >= FRIDAY ? 8 - weekday(day) : 1);
}
