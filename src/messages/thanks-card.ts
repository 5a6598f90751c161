import { displayName } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Button, Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import { details } from "./praise-cards.ts";
import { showButton } from "./show-cards.ts";
import { spreadButton, type Thanks, thankBackButton } from "./spread-cards.ts";
import type { Words } from "./words.ts";

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
  const [first, ...others] = thanks;
  const only = others.length === 0 ? first : undefined;
  return {
    title: words.say("shout_out_direct_title", {}),
    text: [...quotes, note].join("\n"),
    fields: only ? details(words, only.shoutOut) : [],
    buttons: [
      ...(only ? onlyButtons(words, only) : chooseButton(words, first)),
      button(words.say("button_private", {}), "thank-in-private"),
    ],
    fallback: [note, ...quotes].join(" "),
  };
}

/** Of one shout-out: five buttons with the wish to be thanked in private, as many as fit a row. */
function onlyButtons(words: Words, { shoutOut, giver }: Thanks): readonly Button[] {
  const { id, practice, share } = shoutOut;
  const label = words.say("button_hide", {});
  const spoken = words.say("button_hide_of", { giver: displayName(giver) });
  const posted = [
    spreadButton(words, id),
    ...showing(words, shoutOut),
    { ...button(label, "hide-shout-out", [id]), spoken },
  ];
  const rest = share === "private" ? showing(words, { practice }) : posted;
  return [thankBackButton(words, id), ...rest];
}

function showing(words: Words, { practice }: Pick<ShoutOut, "practice">): readonly Button[] {
  return words.label("practice", practice) === "" ? [] : [showButton(words, practice)];
}

/** Of several one is chosen in a form: any of them leads to the note that tells them all. */
function chooseButton(words: Words, first: Thanks | undefined): readonly Button[] {
  if (!first) return [];
  return [button(words.say("button_choose_one", {}), "choose-one", [first.shoutOut.id])];
}
