import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import { details } from "./praise-cards.ts";
import type { Words } from "./words.ts";

export interface Thanks {
  readonly shoutOut: ShoutOut;
  readonly giver: Person;
}

/** Slack shows five buttons in a row; one is for the wish to be thanked in private. */
const MOST_HIDE_BUTTONS = 4;

/** What the receiver gets: one note, also for several shout-outs that waited. */
export function thanksCard(words: Words, thanks: readonly Thanks[]): Card {
  const givers = [...new Set(thanks.map(({ giver }) => displayName(giver)))];
  const posted = thanks.filter(({ shoutOut }) => shoutOut.share !== "private");
  const key = posted.length > 0 ? "praise_received" : "praise_received_private";
  const note = words.say(key, { giver: words.list(givers) });
  const quotes = thanks.map(({ shoutOut, giver }) => {
    const quote = words.say("shout_out_quote", { text: shoutOut.text });
    return thanks.length > 1 ? `${displayName(giver)}: ${quote}` : quote;
  });
  const only = thanks.length === 1 ? thanks[0] : undefined;
  return {
    title: words.say("shout_out_direct_title", {}),
    text: [...quotes, note].join("\n"),
    fields: only ? details(words, only.shoutOut) : [],
    buttons: [
      ...posted.slice(0, MOST_HIDE_BUTTONS).map(({ shoutOut, giver }) => {
        const spoken = words.say("button_hide_of", { giver: displayName(giver) });
        const label = only ? words.say("button_hide", {}) : spoken;
        return { ...button(label, "hide-shout-out", [shoutOut.id]), spoken };
      }),
      button(words.say("button_private", {}), "thank-in-private"),
    ],
    fallback: [note, ...quotes].join(" "),
  };
}
