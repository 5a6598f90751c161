import type { types } from "@slack/bolt";
import { clean, oneLine, shorten } from "#domain/plain-text.ts";
import type { Seal } from "#edge/sealing.ts";
import { withSpokenLabels as speakLabels } from "#edge/spoken-labels.ts";
import type { Button, Card } from "#ports/card.ts";
import { type Block, plain } from "./render-text.ts";
import { words } from "./words.ts";

/** Slack's longest label, value and id of a button. */
const LABEL_LENGTH = 75;
const VALUE_LENGTH = 2000;
const ID_LENGTH = 255;
/** More than five in a row are hard to tell apart. */
const IN_A_ROW = 5;
const MOST_BUTTONS = 25;
const NUMBER = /#\d+$/;
const SEPARATOR = "\n";

export interface ButtonRoom {
  /** Characters of JSON for all buttons together. */
  readonly chars: number;
  /** The number of the first one, so that no two ids of a view are equal. */
  readonly first: number;
}

export interface Buttons {
  readonly blocks: readonly Block[];
  /** True where a value was too long for Slack, or there were too many. */
  readonly leftOut: boolean;
}

/** Rows of buttons; the ones that fit, the smallest first where not all do. */
export function renderButtons(
  buttons: readonly Button[],
  seal: Seal,
  { chars, first }: ButtonRoom,
): Buttons {
  const drawn = buttons.flatMap((button, at) => drawButton(button, first + at, seal));
  const kept = keepSmallest(drawn, chars);
  const blocks: Block[] = [];
  for (let at = 0; at < kept.length; at += IN_A_ROW) {
    blocks.push({ type: "actions", elements: kept.slice(at, at + IN_A_ROW) });
  }
  return { blocks, leftOut: kept.length < buttons.length };
}

/** None where Slack could not carry what the button means. */
function drawButton(button: Button, number: number, seal: Seal): types.Button[] {
  const { spoken, action, value, style } = button;
  const id = `${action}#${number}`;
  const sealed = seal(action + SEPARATOR + value, VALUE_LENGTH);
  if (sealed === undefined || id.length > ID_LENGTH || clean(action) !== action) return [];
  const aloud = spoken === undefined ? "" : oneLine(spoken, "");
  return [
    {
      type: "button",
      text: plain(labelOf(button), LABEL_LENGTH),
      action_id: id,
      value: sealed,
      ...(style === "primary" ? { style } : {}),
      ...(aloud === "" ? {} : { accessibility_label: shorten(aloud, LABEL_LENGTH) }),
    },
  ];
}

function keepSmallest(drawn: readonly types.Button[], chars: number): types.Button[] {
  const sizes = new Map(drawn.map((button) => [button, JSON.stringify(button).length + 1]));
  const first = drawn.slice(0, MOST_BUTTONS);
  const bySize = [...first].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
  let left = chars;
  const kept = new Set(
    bySize.filter((button) => {
      left -= sizes.get(button) ?? 0;
      return left >= 0;
    }),
  );
  return first.filter((button) => kept.has(button));
}

/** What a pressed button means, from its opened value; undefined where its id says another thing. */
export function readPress(
  actionId: string,
  opened: string,
): Pick<Button, "action" | "value"> | undefined {
  const action = actionId.replace(NUMBER, "");
  const start = action + SEPARATOR;
  return opened.startsWith(start) ? { action, value: opened.slice(start.length) } : undefined;
}

/** Cards whose buttons can be told apart by ear, also across a page. */
export function withSpokenLabels(cards: readonly Card[]): Card[] {
  return speakLabels(cards, { labelOf, oneOfSame: words().oneOfSame });
}

/** The label as people see it. */
function labelOf({ label }: Button): string {
  return shorten(oneLine(label, words().unnamed), LABEL_LENGTH);
}
