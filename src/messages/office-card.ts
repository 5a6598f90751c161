import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** How it runs, for an IT admin: counts and states, no names. */
export interface OfficeFacts {
  readonly halted: boolean;
  /** Messages of the last two weeks that did not arrive, or may not have. */
  readonly troubled: number;
  /** Whether a person said that this year's calendar was understood. */
  readonly confirmed: boolean;
}

/** On the bot's own page of an IT admin, before everything else. */
export function officeCard(words: Words, { halted, troubled, confirmed }: OfficeFacts): Card {
  const sending = words.say(halted ? "office_halted" : "office_sending", {});
  const failed = words.say("office_failed", { count: String(troubled) });
  const calendar = words.say(confirmed ? "office_confirmed" : "office_unconfirmed", {});
  const look = button(words.say("button_look_calendar", {}), "look-calendar");
  return {
    title: words.say("office_title", {}),
    text: [sending, failed, calendar].join("\n"),
    buttons: confirmed ? [] : [look],
    fallback: [sending, failed, calendar].join(" "),
  };
}
