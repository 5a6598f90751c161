import type { SiteId } from "#domain/ids.ts";
import { addDays } from "#domain/local-time.ts";
import { type NudgeDay, nudgeDays } from "#domain/site-choices.ts";
import type { Button, Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** What carries somebody's idea where it does not come by itself. */
export type Inside = "note" | "digest" | "roundup";

interface WithInside {
  /** Undefined where they read nothing that carries ideas. */
  readonly inside: Inside | undefined;
}

/** When somebody's weekly idea comes. */
export type NudgeTime =
  | ({
      readonly kind: "day";
      readonly day: NudgeDay;
      /** Undefined during a pause, and after the last known calendar. */
      readonly nextAt: Date | undefined;
      readonly now: Date;
      readonly zone: string;
      readonly chosen: boolean;
    } & WithInside)
  | ({ readonly kind: "inside"; readonly chosen: boolean } & WithInside)
  | ({ readonly kind: "not_asked" } & WithInside)
  /** There is nothing it could come inside. */
  | { readonly kind: "nowhere" }
  | { readonly kind: "stopped" };

/** A week to take weekdays' names from. */
const ANY_MONDAY = "2025-08-18";

/** The weekday's name: "Tuesday". */
function weekdayName(words: Words, day: NudgeDay): string {
  return words.weekday(addDays(ANY_MONDAY, day - 1));
}

/** When my idea comes, and every way to have it otherwise. */
export function nudgeTimeCard(words: Words, time: NudgeTime): Card {
  const title = words.say("nday_title", {});
  const text = timeText(words, time);
  return { title, text, buttons: timeButtons(words, time), fallback: `${title}. ${text}` };
}

function timeText(words: Words, time: NudgeTime): string {
  switch (time.kind) {
    case "stopped":
      return words.say("nday_stopped", {});
    case "nowhere":
      return words.say("nday_nowhere", {});
    case "not_asked":
      return words.say("nday_not_asked", {});
    case "inside":
      return words.say(`nday_inside_${time.inside ?? "none"}`, {});
    case "day":
      return dayText(words, time);
  }
}

function dayText(words: Words, time: Extract<NudgeTime, { kind: "day" }>): string {
  const { day, nextAt, now, zone, chosen } = time;
  const send_day = weekdayName(words, day);
  const said = words.say(chosen ? "nday_chosen" : "nday_now", { send_day });
  if (!nextAt) return said;
  return `${said} ${words.say("nday_next", { when: words.when(nextAt, now, zone) })}`;
}

function timeButtons(words: Words, time: NudgeTime): readonly Button[] {
  if (time.kind === "stopped") {
    return [button(words.say("button_start_again", {}), "start-messages")];
  }
  const days = nudgeDays
    .filter((day) => time.kind !== "day" || day !== time.day)
    .map((day) => button(weekdayName(words, day), "choose-day", [String(day)]));
  const inside = "inside" in time && time.kind !== "inside" ? time.inside : undefined;
  if (inside === undefined) return days;
  return [...days, button(words.say(`button_nday_${inside}`, {}), "choose-day", ["inside"])];
}

/** When a school's channel gets its idea. */
export interface SchoolWeek {
  readonly site: SiteId;
  readonly school: string;
  readonly day: NudgeDay;
  readonly inRoundup: boolean;
  /** True once the school has joined. */
  readonly hasIdeas: boolean;
  readonly hasChannel: boolean;
}

/** When the school's channel gets its idea, and every way to have it otherwise. */
export function schoolWeekCard(words: Words, week: SchoolWeek): Card {
  const { site, school, day, inRoundup } = week;
  const title = words.say("nday_school_title", { school });
  const said = inRoundup
    ? words.say("nday_school_roundup", { school })
    : words.say("nday_school_day", { school, send_day: weekdayName(words, day) });
  const text = [said, lackText(words, week)].join(" ").trim();
  const days = nudgeDays
    .filter((each) => inRoundup || each !== day)
    .map((each) => button(weekdayName(words, each), "choose-school-day", [site, String(each)]));
  const roundup = button(words.say("button_nday_roundup", {}), "choose-school-day", [
    site,
    "roundup",
  ]);
  return {
    title,
    text,
    buttons: inRoundup ? days : [...days, roundup],
    fallback: `${title}. ${text}`,
  };
}

function lackText(words: Words, { hasIdeas, hasChannel }: SchoolWeek): string {
  if (!hasIdeas) return words.say("nday_school_not_joined", {});
  return hasChannel ? "" : words.say("nday_school_no_channel", {});
}

/** What a school works on. */
export interface SchoolFocus {
  readonly site: SiteId;
  readonly school: string;
  readonly focus: readonly string[];
  /** True where one more was wanted than there may be. */
  readonly isFull: boolean;
}

/** What a school works on, with every practice to take on or off. */
export function focusCard(words: Words, { site, school, focus, isFull }: SchoolFocus): Card {
  const title = words.say("focus_title", { school });
  const names = words.list(focus.map((practice) => words.label("practice", practice)));
  const said =
    focus.length > 0 ? words.say("focus_text", { school, names }) : words.say("focus_none", {});
  const text = isFull ? `${words.say("focus_full", {})} ${said}` : said;
  const buttons = words.library.practices.map(({ id, label }) => {
    const key = focus.includes(id) ? "button_focus_off" : "button_focus_on";
    return button(words.say(key, { practice_label: label }), "choose-focus", [site, id]);
  });
  return { title, text, buttons, context: words.say("focus_context", {}), fallback: text };
}
