import { oneLine, shorten } from "#domain/plain-text.ts";
import type { Button, Card } from "#ports/card.ts";
import { flat, inert } from "./markdown.ts";
import type { Action, ActionSet } from "./render-elements.ts";
import type { Place } from "./render-place.ts";
import { bytesOf } from "./render-stack.ts";
import { sealMeaning } from "./sealed-meaning.ts";
import { words } from "./words.ts";

const LABEL_LENGTH = 75;
/** Leaves room for which of several it is. */
const SPOKEN_LENGTH = 55;
const MOST_BUTTONS = 25;
/** Teams shows six actions of a set, and a phone three next to each other. */
const IN_A_ROW = 3;
/** What a phone of 320 pixels has for a row, in characters, and what a button's edges take of it. */
const ROW_CHARS = 40;
const EDGE_CHARS = 5;
/** What a set costs around its actions. */
const SET: ActionSet = { type: "ActionSet", spacing: "medium", actions: [] };

export interface Buttons {
  readonly rows: readonly ActionSet[];
  /** True where a value was too long for a card, or there were too many. */
  readonly leftOut: boolean;
}

/** Rows of buttons; the ones that fit, the smallest first where not all do. */
export function renderButtons(buttons: readonly Button[], place: Place, bytes: number): Buttons {
  const drawn = buttons.flatMap((button) => drawButton(button, place));
  const kept = keepSmallest(drawn, bytes);
  return { rows: toRows(kept), leftOut: kept.length < buttons.length };
}

/** None where a card could not carry what the button means. */
function drawButton(button: Button, place: Place): Action[] {
  const { spoken = "", action, value, style } = button;
  const { sealing, token } = place;
  const data = sealMeaning({ kind: "press", token, action, value }, sealing);
  if (data === undefined) return [];
  const aloud = oneLine(spoken, "");
  return [
    {
      ...actionOf(place, "press"),
      title: inert(labelOf(button)),
      data,
      ...(style === "primary" ? { style: "positive" } : {}),
      ...(aloud === "" ? {} : { tooltip: flat(shorten(aloud, LABEL_LENGTH)) }),
    },
  ];
}

/** Dialogs know no Action.Execute, and everything else answers it in its place. */
export function actionOf(
  { surface }: Place,
  verb: "press" | "submit",
): Pick<Action, "type" | "verb"> {
  return surface === "dialog" ? { type: "Action.Submit" } : { type: "Action.Execute", verb };
}

function keepSmallest(drawn: readonly Action[], bytes: number): Action[] {
  const sizes = new Map(drawn.map((action) => [action, bytesOf([action, SET])]));
  const first = drawn.slice(0, MOST_BUTTONS);
  const bySize = [...first].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
  let left = bytes;
  const kept = new Set(
    bySize.filter((action) => {
      left -= sizes.get(action) ?? 0;
      return left >= 0;
    }),
  );
  return first.filter((action) => kept.has(action));
}

/** As many in a row as stand there with their whole labels on a small phone. */
function toRows(actions: readonly Action[]): ActionSet[] {
  const rows: Action[][] = [];
  for (const action of actions) {
    const row = rows.at(-1);
    if (row && fits([...row, action])) row.push(action);
    else rows.push([action]);
  }
  return rows.map((row, at) => ({
    type: "ActionSet",
    spacing: at === 0 ? "medium" : "small",
    actions: row,
  }));
}

function fits(row: readonly Action[]): boolean {
  const chars = row.reduce((sum, { title }) => sum + title.length + EDGE_CHARS, 0);
  return row.length <= IN_A_ROW && chars <= ROW_CHARS;
}

/** Cards whose buttons can be told apart by ear, also across a page. */
export function withSpokenLabels(cards: readonly Card[]): Card[] {
  const labels = cards.flatMap(({ buttons = [] }) => buttons.map(labelOf));
  if (new Set(labels).size === labels.length) return [...cards];
  const seen = new Map<string, number>();
  const speak = (button: Button): Button => {
    const label = labelOf(button);
    const number = (seen.get(label) ?? 0) + 1;
    seen.set(label, number);
    const count = labels.filter((each) => each === label).length;
    if (button.spoken !== undefined || count < 2) return button;
    const spoken = words.oneOfSame(shorten(label, SPOKEN_LENGTH), { number, count });
    return { ...button, spoken };
  };
  return cards.map((card) => ({ ...card, buttons: card.buttons?.map(speak) }));
}

/** The label as people see it. */
function labelOf({ label }: Button): string {
  return shorten(oneLine(label, words.unnamed), LABEL_LENGTH);
}
