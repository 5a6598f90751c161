import { isJson, listOf as objectsOf } from "./json.ts";
import {
  address,
  all,
  anything,
  type Check,
  flag,
  kind,
  listOf,
  oneOf,
  say,
  shape,
  whole,
  words,
} from "./shape.ts";

const type = { type: anything };

export const identifier = words(255);

export function plainText(most: number): Check {
  return kind({ plain_text: shape({ ...type, text: words(most) }, { emoji: flag }) });
}

function mrkdwn(most: number): Check {
  return shape({ ...type, text: words(most) }, { verbatim: flag });
}

export function richestText(most: number): Check {
  const plain = shape({ ...type, text: words(most) }, { emoji: flag });
  return kind({ plain_text: plain, mrkdwn: mrkdwn(most) });
}

const confirm = shape(
  { title: plainText(100), text: richestText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf("primary", "danger") },
);

const option = shape(
  { text: plainText(75), value: words(150) },
  { description: plainText(75), url: address(3000) },
);

/** Checkboxes and radio buttons may use mrkdwn. */
const richOption = shape(
  { text: richestText(75), value: words(150) },
  { description: richestText(75) },
);

const optionGroup = shape({ label: plainText(75), options: listOf(option, 1, 100) });

const placed = { ...type };
const interactive = { action_id: identifier, confirm, focus_on_load: flag };
const select = { ...interactive, placeholder: plainText(150) };
const many = { max_selected_items: whole(1, 100_000) };
const typed = {
  action_id: identifier,
  placeholder: plainText(150),
  focus_on_load: flag,
  dispatch_action_config: shape({
    trigger_actions_on: listOf(oneOf("on_enter_pressed", "on_character_entered"), 1, 2),
  }),
};
const staticOptions = {
  options: listOf(option, 1, 100),
  option_groups: listOf(optionGroup, 1, 100),
};

const button = shape(
  { ...placed, text: plainText(75) },
  {
    action_id: identifier,
    url: address(3000),
    value: words(2000, 0),
    style: oneOf("primary", "danger"),
    confirm,
    accessibility_label: words(75),
  },
);

const overflow = shape(
  { ...placed, options: listOf(option, 1, 5) },
  { action_id: identifier, confirm },
);

export const image = all(
  shape(
    { ...placed, alt_text: words(2000) },
    { image_url: address(3000), slack_file: shape({}, { id: identifier, url: address() }) },
  ),
  exactlyOne("image_url", "slack_file"),
);

function exactlyOne(one: string, other: string): Check {
  return (value, place) => {
    if (!isJson(value)) return;
    if ((value[one] === undefined) === (value[other] === undefined)) {
      say(place, `must have ${one} or ${other}`);
    }
  };
}

function allOptions(value: Record<string, unknown>): readonly unknown[] {
  const grouped = objectsOf(value.option_groups).flatMap((group) => objectsOf(group.options));
  return [...objectsOf(value.options), ...grouped];
}

/** What is chosen at first must be among the options, word for word. */
const startsWithin: Check = (value, place) => {
  if (!isJson(value)) return;
  const known = allOptions(value).map((each) => JSON.stringify(each));
  const one = value.initial_option;
  const chosen = one === undefined ? objectsOf(value.initial_options) : [one];
  for (const each of chosen) {
    if (!known.includes(JSON.stringify(each))) say(place, "starts with an option it does not have");
  }
};

const startsWithFew: Check = (value, place) => {
  if (!isJson(value)) return;
  const most = Number(value.max_selected_items ?? Number.POSITIVE_INFINITY);
  if (objectsOf(value.initial_options).length > most) say(place, "starts with too many options");
};

const lengthsFit: Check = (value, place) => {
  if (!isJson(value)) return;
  const most = Number(value.max_length ?? 3000);
  const least = Number(value.min_length ?? 0);
  if (least > most) say(place, "has a min_length above its max_length");
  if (String(value.initial_value ?? "").length > most) say(place, "starts with too long a text");
};

const oneInitial = { initial_option: option };
const manyInitial = { initial_options: listOf(option, 1, 100) };
const time = /^([01]\d|2[0-3]):[0-5]\d$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const matching = (form: RegExp): Check => {
  return (value, place) => {
    if (typeof value !== "string" || !form.test(value)) say(place, `must look like ${form.source}`);
  };
};

const oneSelects = {
  static_select: all(
    shape(placed, { ...select, ...staticOptions, ...oneInitial }),
    exactlyOne("options", "option_groups"),
    startsWithin,
  ),
  external_select: shape(placed, { ...select, ...oneInitial, min_query_length: whole(0, 1000) }),
  users_select: shape(placed, { ...select, initial_user: identifier }),
  channels_select: shape(placed, { ...select, initial_channel: identifier }),
  conversations_select: shape(placed, {
    ...select,
    initial_conversation: identifier,
    default_to_current_conversation: flag,
    filter: anything,
  }),
};

const manySelects = {
  multi_static_select: all(
    shape(placed, { ...select, ...staticOptions, ...manyInitial, ...many }),
    exactlyOne("options", "option_groups"),
    all(startsWithin, startsWithFew),
  ),
  multi_external_select: all(
    shape(placed, { ...select, ...manyInitial, ...many, min_query_length: whole(0, 1000) }),
    startsWithFew,
  ),
  multi_users_select: shape(placed, {
    ...select,
    ...many,
    initial_users: listOf(identifier, 0, 100),
  }),
  multi_channels_select: shape(placed, {
    ...select,
    ...many,
    initial_channels: listOf(identifier, 0, 100),
  }),
};

const boxes = (initial: Record<string, Check>): Check =>
  all(
    shape({ ...placed, options: listOf(richOption, 1, 10) }, { ...interactive, ...initial }),
    startsWithin,
  );

const pickers = {
  checkboxes: boxes({ initial_options: listOf(richOption, 1, 10) }),
  radio_buttons: boxes({ initial_option: richOption }),
  datepicker: shape(placed, { ...select, initial_date: matching(date) }),
  timepicker: shape(placed, { ...select, initial_time: matching(time), timezone: identifier }),
};

const typedInputs = {
  plain_text_input: all(
    shape(placed, {
      ...typed,
      initial_value: words(3000, 0),
      multiline: flag,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
    }),
    lengthsFit,
  ),
  email_text_input: shape(placed, { ...typed, initial_value: words(3000, 0) }),
  url_text_input: shape(placed, { ...typed, initial_value: words(3000, 0) }),
  number_input: shape(
    { ...placed, is_decimal_allowed: flag },
    { ...typed, initial_value: words(100), min_value: words(100), max_value: words(100) },
  ),
};

/** What an actions block takes. */
export const actionElements = { button, overflow, ...oneSelects, ...manySelects, ...pickers };
/** What stands beside a section's text. */
export const accessories = { ...actionElements, image };
/** What an input block takes. */
export const inputElements = { ...oneSelects, ...manySelects, ...pickers, ...typedInputs };
