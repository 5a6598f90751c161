import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut, ThanksWish } from "#domain/shout-out.ts";
import type { Button, Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { spreadButton } from "./spread-cards.ts";
import type { Words } from "./words.ts";

export interface ShoutOutPeople {
  readonly giver: Person;
  readonly receivers: readonly Person[];
}

/** More names than this would not fit a title on a phone. */
const MOST_IN_TITLE = 3;

/** The post in a channel. */
export function shoutOutPost(words: Words, shoutOut: ShoutOut, people: ShoutOutPeople): Card {
  const giver = displayName(people.giver);
  const names = words.list(people.receivers.map(displayName));
  const { length } = people.receivers;
  const isCrowd = length > MOST_IN_TITLE;
  const title = isCrowd
    ? words.say("shout_out_title_many", { giver, count: String(length) })
    : words.say("shout_out_title", { giver, names });
  const text = words.say("shout_out_quote", { text: shoutOut.text });
  const crowd = isCrowd ? [{ label: words.say("shout_out_to", {}), value: names }] : [];
  return {
    title,
    text,
    fields: [...crowd, ...details(words, shoutOut)],
    buttons: [button(words.say("button_report", {}), "report-shout-out", [shoutOut.id])],
    fallback: `${title}: ${text}`,
  };
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

/** A shout-out that was just given or changed, and what its giver is told of it. */
export interface GivenFacts {
  readonly id: ShoutOut["id"];
  readonly lines: readonly string[];
  /** A practice that its words speak of, where it has none. */
  readonly suggested?: string | undefined;
  /** True where it is in a channel: then other schools may read it too. */
  readonly isPosted?: boolean | undefined;
}

/** The giver's own note after posting: it can be changed, tagged and taken back. */
export function givenNote(words: Words, facts: GivenFacts): Card {
  const { id, lines, suggested, isPosted } = facts;
  const text = lines.join("\n");
  const label = suggested === undefined ? "" : words.label("practice", suggested);
  const tag = button(words.say("button_tag", { practice_label: label }), "tag-shout-out", [
    id,
    suggested ?? "",
  ]);
  return {
    text,
    buttons: [
      button(words.say("button_change", {}), "change-shout-out", [id]),
      button(words.say("button_remove", {}), "remove-shout-out", [id]),
      ...(label === "" ? [] : [tag]),
      ...(isPosted ? [spreadButton(words, id)] : []),
    ],
    fallback: text,
  };
}

/** What somebody chose, with the other two ways. */
export function thanksWishCard(words: Words, thanks: ThanksWish): Card {
  const text = words.say(`thanks_${thanks}`, {});
  return { text, buttons: wishButtons(words, thanks), fallback: text };
}

/** How else somebody may be thanked. */
export function wishButtons(words: Words, thanks: ThanksWish): readonly Button[] {
  const all = [
    { wish: "public", made: button(words.say("button_public", {}), "thank-in-public") },
    { wish: "school", made: button(words.say("button_school", {}), "thank-in-school") },
    { wish: "private", made: button(words.say("button_private", {}), "thank-in-private") },
  ] as const;
  return all.filter(({ wish }) => wish !== thanks).map(({ made }) => made);
}

/** A plain sentence that only the actor sees. */
export function note(text: string): Card {
  return { text, fallback: text };
}
