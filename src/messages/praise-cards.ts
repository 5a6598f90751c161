import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

export interface ShoutOutPeople {
  readonly giver: Person;
  readonly receivers: readonly Person[];
}

/** The post in a channel. */
export function shoutOutPost(words: Words, shoutOut: ShoutOut, people: ShoutOutPeople): Card {
  const title = words.say("shout_out_title", {
    giver: displayName(people.giver),
    names: words.list(people.receivers.map(displayName)),
  });
  const text = words.say("shout_out_quote", { text: shoutOut.text });
  return { title, text, fields: details(words, shoutOut), fallback: `${title}: ${text}` };
}

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

function details(words: Words, { helped, practice, value }: ShoutOut): readonly Field[] {
  const fields = [
    { label: words.say("shout_out_helped", {}), value: helped },
    { label: words.say("shout_out_practice", {}), value: words.label("practice", practice) },
    { label: words.say("shout_out_value", {}), value: words.label("value", value) },
  ];
  return fields.filter((field) => field.value !== "");
}

/** The giver's own note after posting, with a way to take it back. */
export function givenNote(words: Words, lines: readonly string[], shoutOut: ShoutOut["id"]): Card {
  const text = lines.join("\n");
  return {
    text,
    buttons: [button(words.say("button_remove", {}), "remove-shout-out", [shoutOut])],
    fallback: text,
  };
}

export interface MyShoutOuts {
  readonly me: Person["id"];
  readonly list: readonly ShoutOut[];
  readonly nameOf: (id: Person["id"]) => string;
}

/** One person's own list; shown to nobody else, and never counted. */
export function mineCard(words: Words, { me, list, nameOf }: MyShoutOuts): Card {
  const lines = list.map((shoutOut) =>
    shoutOut.giver === me
      ? words.say("mine_given", {
          names: words.list(shoutOut.receivers.map(nameOf)),
          text: shoutOut.text,
        })
      : words.say("mine_received", { giver: nameOf(shoutOut.giver), text: shoutOut.text }),
  );
  const text = lines.length > 0 ? lines.join("\n") : words.say("mine_empty", {});
  return {
    title: words.say("mine_title", {}),
    text,
    context: words.say("mine_context", {}),
    fallback: text,
  };
}

/** What somebody chose, with the way back. */
export function thanksWishCard(words: Words, thanks: "private" | "public"): Card {
  const text = words.say(`thanks_${thanks}`, {});
  const back =
    thanks === "private"
      ? button(words.say("button_public", {}), "thank-in-public")
      : button(words.say("button_private", {}), "thank-in-private");
  return { text, buttons: [back], fallback: text };
}

/** A plain sentence that only the actor sees. */
export function note(text: string): Card {
  return { text, fallback: text };
}
