import { identifier } from "./block-objects.ts";
import {
  address,
  all,
  anything,
  type Check,
  flag,
  kind,
  listOf,
  oneOf,
  pattern,
  shape,
  whole,
  words,
} from "./shape.ts";

const head = { type: anything };
const style = shape({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag });
const styled = { style };

const inline = kind({
  text: shape({ ...head, text: words(3000) }, styled),
  link: shape({ ...head, url: address(3000) }, { ...styled, text: words(3000), unsafe: flag }),
  user: shape({ ...head, user_id: identifier }, styled),
  channel: shape({ ...head, channel_id: identifier }, styled),
  usergroup: shape({ ...head, usergroup_id: identifier }, styled),
  emoji: shape({ ...head, name: identifier }, { unicode: identifier, skin_tone: whole(1, 6) }),
  broadcast: shape({ ...head, range: oneOf("here", "channel", "everyone") }),
  color: shape({ ...head, value: pattern(/^#[0-9A-Fa-f]{6}$/, "a colour") }),
  date: shape(
    { ...head, timestamp: whole(0, 1e11), format: words(255) },
    { ...styled, url: address(3000), fallback: words(255) },
  ),
});

const line = listOf(inline, 0, 1000);
const section = shape({ ...head, elements: line });
const bordered = { border: whole(0, 1) };

/** Text that is never markup: people's words can stand in it as they are. */
export const richText: Check = shape(
  {
    ...head,
    elements: listOf(
      kind({
        rich_text_section: section,
        rich_text_preformatted: shape({ ...head, elements: line }, bordered),
        rich_text_quote: shape({ ...head, elements: line }, bordered),
        rich_text_list: shape(
          {
            ...head,
            elements: listOf(kind({ rich_text_section: section }), 1, 1000),
            style: oneOf("bullet", "ordered"),
          },
          { ...bordered, indent: whole(0, 8), offset: whole(0, 100_000) },
        ),
      }),
      1,
      1000,
    ),
  },
  { block_id: identifier },
);

const cell = kind({ raw_text: shape({ ...head, text: words(3000) }), rich_text: richText });
const column = shape({}, { align: oneOf("left", "center", "right"), is_wrapped: flag });

export const table: Check = all(
  shape(
    { ...head, rows: listOf(listOf(cell, 1, 20), 1, 100) },
    { block_id: identifier, column_settings: listOf(column, 0, 20) },
  ),
);
