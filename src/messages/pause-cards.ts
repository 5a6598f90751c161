import { isTold } from "#domain/pause-words.ts";
import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** A pause before it is confirmed, and what it would hold back. */
export interface PausePlan {
  /** Undefined for the whole district. */
  readonly school: { readonly id: string; readonly name: string } | undefined;
  readonly from: string;
  readonly until: string;
  readonly moved: number;
  readonly over: number;
}

/** What is held back and until when, and who is told: nothing happens before its button is pressed. */
export function pausePlanCard(words: Words, plan: PausePlan): Card {
  const { school, from, until, moved, over } = plan;
  const text = daysLine(words, plan);
  const value = [school?.id ?? "", from, until];
  const yes = button(words.say("pause_yes", {}), "confirm-pause", value);
  return {
    title: school
      ? words.say("pause_school_title", { school: school.name })
      : words.say("pause_district_title", {}),
    text: [
      text,
      words.say("pause_held", { moved: String(moved), over: String(over) }).trim(),
      words.say(isTold(plan) ? "pause_told_week" : "pause_told_nobody", {}),
      words.say("pause_still", {}),
    ].join("\n"),
    buttons: [{ ...yes, style: "primary" }, button(words.say("pause_no", {}), "keep-as-is")],
    fallback: text,
  };
}

function daysLine(words: Words, { from, until }: Pick<PausePlan, "from" | "until">): string {
  const day = words.day(from);
  if (from === until) return words.say("pause_text_day", { day });
  return words.say("pause_text_days", { day, until: words.day(until) });
}

/** A pause that holds now or is to come. */
export interface PauseLine {
  /** Undefined for the whole district. */
  readonly school: string | undefined;
  readonly from: string;
  readonly until: string;
}

export function pauseLine(words: Words, { school, from, until }: PauseLine): string {
  const days = { day: words.day(from), until: words.day(until) };
  if (from === until) {
    return school === undefined
      ? words.say("pause_line_district_day", { day: days.day })
      : words.say("pause_line_school_day", { school, day: days.day });
  }
  return school === undefined
    ? words.say("pause_line_district", days)
    : words.say("pause_line_school", { school, ...days });
}

/** Nothing while there is no pause. */
export function pauseFields(words: Words, pauses: readonly PauseLine[]): readonly Field[] {
  if (pauses.length === 0) return [];
  const value = pauses.map((each) => pauseLine(words, each)).join("\n");
  return [{ label: words.say("pause_current", {}), value }];
}
