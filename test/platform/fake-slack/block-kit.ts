import {
  accessories,
  actionElements,
  identifier,
  image,
  inputElements,
  plainText,
  richestText,
} from "./block-objects.ts";
import { isJson, listOf as objectsOf } from "./json.ts";
import { richText, table } from "./rich-text.ts";
import {
  address,
  all,
  anything,
  below,
  flag,
  kind,
  listOf,
  oneOf,
  type Place,
  reportTwins,
  say,
  shape,
  words,
} from "./shape.ts";
import type { Json } from "./types.ts";

/** Undocumented: above about so many characters of JSON Slack says `msg_blocks_too_long`. */
export const BLOCKS_LIMIT = 13_200;
const MESSAGE_BLOCKS = 50;
const VIEW_BLOCKS = 100;
const TEXT_LIMIT = 40_000;
const MARKDOWN_LIMIT = 12_000;

const head = { type: anything };
const named = { block_id: identifier };

const section = all(
  shape(head, {
    ...named,
    text: richestText(3000),
    fields: listOf(richestText(2000), 1, 10),
    accessory: kind(accessories),
    expand: flag,
  }),
  (value, place) => {
    if (isJson(value) && value.text === undefined && value.fields === undefined) {
      say(place, "must have text or fields");
    }
  },
);

const actions = all(
  shape({ ...head, elements: listOf(kind(actionElements), 1, 25) }, named),
  (value, place) => {
    const ids = objectsOf(isJson(value) ? value.elements : []).map(({ action_id }) => action_id);
    reportTwins(
      ids.filter((id) => typeof id === "string"),
      place,
      "the action_id",
    );
  },
);

const imageBlock = shape(
  { ...head, alt_text: words(2000) },
  { ...named, image_url: address(3000), slack_file: anything, title: plainText(2000) },
);

const contextParts = {
  image,
  plain_text: richestText(2000),
  mrkdwn: richestText(2000),
};

const input = shape(
  { ...head, label: plainText(2000), element: kind(inputElements) },
  { ...named, hint: plainText(2000), optional: flag, dispatch_action: flag },
);

const everywhere = {
  section,
  actions,
  header: shape({ ...head, text: plainText(150) }, named),
  divider: shape(head, named),
  image: imageBlock,
  context: shape({ ...head, elements: listOf(kind(contextParts), 1, 10) }, named),
  rich_text: richText,
};

const blocksOn = {
  message: kind({
    ...everywhere,
    table,
    markdown: shape({ ...head, text: words(MARKDOWN_LIMIT) }, named),
  }),
  modal: kind({ ...everywhere, input }),
  home: kind({ ...everywhere, input }),
};

/** What Slack would refuse in a message; none means that it takes it. */
export function checkMessage(message: {
  readonly text?: unknown;
  readonly blocks?: unknown;
}): string[] {
  const problems: string[] = [];
  const place = placeOn("message", problems);
  const { text, blocks = [] } = message;
  if (text !== undefined) words(TEXT_LIMIT, 0)(text, below(place, "text"));
  checkBlocks(blocks, { place: below(place, "blocks"), most: MESSAGE_BLOCKS });
  const isEmpty = String(text ?? "").trim() === "" && objectsOf(blocks).length === 0;
  if (isEmpty) say(place, "no_text: a message has text or blocks");
  if (JSON.stringify(blocks).length > BLOCKS_LIMIT) {
    say(below(place, "blocks"), `msg_blocks_too_long: more than ${BLOCKS_LIMIT} characters`);
  }
  return problems;
}

function placeOn(surface: Place["surface"], problems: string[]): Place {
  return { at: "", surface, report: (problem) => problems.push(problem) };
}

const shared = {
  ...head,
  blocks: anything,
};
const optional = {
  private_metadata: words(3000, 0),
  callback_id: words(255, 0),
  external_id: words(255, 0),
};
const modal = shape(
  { ...shared, title: plainText(24) },
  {
    ...optional,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
  },
);

/** What Slack would refuse in a modal or in App Home; none means that it takes it. */
export function checkView(view: unknown): string[] {
  const problems: string[] = [];
  const isHome = isJson(view) && view.type === "home";
  const place = placeOn(isHome ? "home" : "modal", problems);
  oneOf("modal", "home")(isJson(view) ? view.type : undefined, below(place, "type"));
  if (!isJson(view)) return problems;
  const check = isHome ? shape(shared, optional) : modal;
  check(view, place);
  checkBlocks(view.blocks, { place: below(place, "blocks"), most: VIEW_BLOCKS });
  if (!isHome) checkSubmit(view, place);
  return problems;
}

function checkSubmit(view: Json, place: Place): void {
  const hasInputs = objectsOf(view.blocks).some(({ type }) => type === "input");
  if (hasInputs && view.submit === undefined) say(place, "has inputs and must have submit");
}

function checkBlocks(blocks: unknown, { place, most }: { place: Place; most: number }): void {
  listOf(blocksOn[place.surface], 0, most)(blocks, place);
  const all = objectsOf(blocks);
  const ids = all.map(({ block_id }) => block_id).filter((id) => typeof id === "string");
  reportTwins(ids, place, "the block_id");
  checkTotals(all, place);
}

/** What only the blocks together can be wrong about. */
function checkTotals(blocks: readonly Json[], place: Place): void {
  const written = blocks.filter(({ type }) => type === "markdown");
  const length = written.reduce((sum, { text }) => sum + String(text).length, 0);
  if (length > MARKDOWN_LIMIT) say(place, `has more than ${MARKDOWN_LIMIT} characters of markdown`);
  if (blocks.filter(({ type }) => type === "table").length > 1) say(place, "has two tables");
  const focused = blocks.flatMap(elementsOf).filter(({ focus_on_load }) => focus_on_load === true);
  if (focused.length > 1) say(place, "has focus_on_load twice");
}

/** What can be pressed, picked or typed in a block. */
export function elementsOf(block: Json): readonly Json[] {
  const single = [block.accessory, block.element].filter(isJson);
  const isRow = block.type === "actions";
  return [...single, ...(isRow ? objectsOf(block.elements) : [])];
}
