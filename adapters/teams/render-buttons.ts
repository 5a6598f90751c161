import { oneLine, shorten } from "#domain/plain-text.ts";
import { withSpokenLabels as speakLabels } from "#edge/spoken-labels.ts";
import type { Button, Card } from "#ports/card.ts";
import { flat, inert } from "./markdown.ts";
import type { Action, ActionSet, Element } from "./render-elements.ts";
import type { Place } from "./render-place.ts";
import { bytesOf } from "./render-stack.ts";
import { texts } from "./render-text.ts";
import { sealMeaning } from "./sealed-meaning.ts";
import { words } from "./words.ts";

const LABEL_LENGTH = 75;
const MOST_BUTTONS = 25;
/** Teams shows six actions of a set, and a phone three next to each other. */
const IN_A_ROW = 3;
/** What a phone of 320 pixels has for a row, in characters, and what a button's edges take of it. */
const ROW_CHARS = 40;
const EDGE_CHARS = 5;
/** Teams cuts off a longer label on a phone, and shows it nowhere. */
const LONGEST_SHOWN = ROW_CHARS - EDGE_CHARS;

export interface Buttons {
  readonly elements: readonly Element[];
  /** True where a value was too long for a card, or there were too many. */
  readonly leftOut: boolean;
}

interface Drawn {
  readonly action: Action;
  /** The whole label, where a phone would cut off words that stand nowhere else. */
  readonly above: readonly Element[];
}

/** A card's buttons in rows; the ones that fit, the smallest first where not all do. */
export function renderButtons(card: Card, place: Place, bytes: number): Buttons {
  const { buttons = [] } = card;
  const drawn = buttons.flatMap((button) => drawButton(button, card, place));
  const kept = keepSmallest(drawn, bytes);
  return { elements: toRows(kept), leftOut: kept.length < buttons.length };
}

/** None where a card could not carry what the button means. */
function drawButton(button: Button, card: Card, place: Place): Drawn[] {
  const { spoken = "", action, value, style } = button;
  const { sealing, token, aside } = place;
  const data = sealMeaning({ kind: "press", token, action, value, aside }, sealing);
  if (data === undefined) return [];
  const aloud = oneLine(spoken, "");
  const label = labelOf(button);
  const drawn: Action = {
    ...actionOf(place, "press"),
    title: inert(label),
    data,
    ...(style === "primary" ? { style: "positive" } : {}),
    ...(aloud === "" ? {} : { tooltip: flat(shorten(aloud, LABEL_LENGTH)) }),
  };
  const isCut = label.length > LONGEST_SHOWN && !saysEnd(card, label);
  return [{ action: drawn, above: isCut && place.surface !== "tab" ? texts(label, "medium") : [] }];
}

/** True where the card says the end of a label anyway, such as a school's name. */
function saysEnd({ title = "", text }: Card, label: string): boolean {
  return `${title}\n${text}`.includes(label.slice(LONGEST_SHOWN));
}

/** Dialogs know no Action.Execute, and everything else answers it in its place. */
export function actionOf(
  { surface }: Place,
  verb: "press" | "submit",
): Pick<Action, "type" | "verb"> {
  return surface === "dialog" ? { type: "Action.Submit" } : { type: "Action.Execute", verb };
}

function keepSmallest(drawn: readonly Drawn[], bytes: number): Drawn[] {
  const sizes = new Map(
    drawn.map((one) => [one, bytesOf([one.action, setOf([], "medium"), ...one.above])]),
  );
  const first = drawn.slice(0, MOST_BUTTONS);
  const bySize = [...first].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
  let left = bytes;
  const kept = new Set(
    bySize.filter((one) => {
      left -= sizes.get(one) ?? 0;
      return left >= 0;
    }),
  );
  return first.filter((one) => kept.has(one));
}

/** As many in a row as stand there with their whole labels on a small phone. */
function toRows(drawn: readonly Drawn[]): Element[] {
  const rows: Drawn[][] = [];
  for (const one of drawn) {
    const row = rows.at(-1);
    if (row && fits([...row, one])) row.push(one);
    else rows.push([one]);
  }
  return rows.flatMap((row, at) => {
    const [above = []] = row.map((one) => one.above);
    const actions = row.map(({ action }) => action);
    return [...above, setOf(actions, at === 0 && above.length === 0 ? "medium" : "small")];
  });
}

function setOf(actions: readonly Action[], spacing: "medium" | "small"): ActionSet {
  return { type: "ActionSet", spacing, actions };
}

function fits(row: readonly Drawn[]): boolean {
  const chars = row.reduce((sum, { action }) => sum + action.title.length + EDGE_CHARS, 0);
  return row.length <= IN_A_ROW && chars <= ROW_CHARS;
}

/** Cards whose buttons can be told apart by ear, also across a page. */
export function withSpokenLabels(cards: readonly Card[]): Card[] {
  return speakLabels(cards, { labelOf, oneOfSame: words().oneOfSame });
}

/** The label as people see it. */
function labelOf({ label }: Button): string {
  return shorten(oneLine(label, words().unnamed), LABEL_LENGTH);
}
