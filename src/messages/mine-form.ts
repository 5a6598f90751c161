import { shorten } from "#domain/plain-text.ts";
import type { Person } from "#domain/roster.ts";
import type { Form, Option } from "#ports/card.ts";
import type { OwnShoutOut } from "#ports/praise-rows.ts";
import type { FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** What somebody may do with their own: the first two with what they gave, the last with what they received. */
export const ownChanges = ["change", "remove", "hide"] as const;
export type OwnChange = (typeof ownChanges)[number];

export type Side = "given" | "received";

/** One of the own shout-outs, as a form names it. */
export interface OwnChoice {
  readonly side: Side;
  readonly id: string;
}

const HINT_LENGTH = 75;
const SIGN = ":";

/** What can be changed: the newest of each side. */
export interface MineToChange {
  readonly given: readonly OwnShoutOut[];
  readonly received: readonly OwnShoutOut[];
  readonly nameOf: (id: Person["id"]) => string | undefined;
}

/** The form behind "Change or take back". */
export function mineForm(
  words: Words,
  { given, received, nameOf }: MineToChange,
): Form & { id: FormId } {
  const named = (id: Person["id"]) => nameOf(id) ?? words.say("somebody", {});
  const option = (side: Side, { id, text }: OwnShoutOut, label: string): Option => ({
    value: `${side}${SIGN}${id}`,
    label,
    hint: shorten(text, HINT_LENGTH),
  });
  const which = [
    ...given.map((each) => {
      const names = words.list(each.receivers.map(named));
      return option("given", each, words.say("mine_form_given", { names }));
    }),
    ...received.map((each) =>
      option("received", each, words.say("mine_form_received", { giver: named(each.giver) })),
    ),
  ];
  const what = ownChanges.map((value) => ({ value, label: words.say(`mine_do_${value}`, {}) }));
  return {
    id: "change-mine",
    title: words.say("mine_form_title", {}),
    submit: words.say("mine_form_submit", {}),
    context: "",
    fields: [
      choice("which", words.say("mine_form_which", {}), which),
      {
        ...choice("what", words.say("mine_form_what", {}), what),
        help: words.say("mine_form_help", {}),
      },
    ],
  };
}

function choice(name: string, label: string, options: readonly Option[]) {
  return { type: "choice", name, label, required: true, options } as const;
}

/** What was chosen in the form; undefined for anything else. */
export function readOwnChoice(value: string): OwnChoice | undefined {
  const at = value.indexOf(SIGN);
  const side = value.slice(0, Math.max(at, 0));
  if (side !== "given" && side !== "received") return undefined;
  return { side, id: value.slice(at + 1) };
}
