import { type CalendarLabel, meaningKinds } from "#domain/calendar-review.ts";
import type { DayKind } from "#domain/school-calendar.ts";
import type { Words } from "./words.ts";

/** What a kind of day is called. */
export function sayKind(words: Words, kind: DayKind): string {
  return words.say(`calendar_kind_${kind === "paused_everywhere" ? "paused" : kind}`, {});
}

/** What a label is called; apart from whole days of that name, where there are. */
export function sayLabel(words: Words, { label, timed }: CalendarLabel): string {
  return timed ? words.say("calendar_timed", { label }) : label;
}

/** What was understood of a label. */
export function sayMeaning(words: Words, { kind, mixed }: CalendarLabel): string {
  return mixed ? words.say("calendar_kind_mixed", {}) : sayKind(words, kind);
}

/** What a label may mean; where its days differ, also that they stay as they are. */
export function meaningOptions(words: Words, { mixed }: CalendarLabel) {
  const stay = { value: "mixed", label: words.say("calendar_kind_mixed", {}) };
  const kinds = meaningKinds.map((value) => ({ value, label: sayKind(words, value) }));
  return mixed ? [stay, ...kinds] : kinds;
}
