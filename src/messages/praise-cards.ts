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

/** What it did for students, and the practice and value it is tagged with. */
export function details(words: Words, { helped, practice, value }: ShoutOut): readonly Field[] {
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
