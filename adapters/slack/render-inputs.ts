import type { types } from "@slack/bolt";
import { clean, isBlank, oneLine, pairBorder } from "#domain/plain-text.ts";
import type { FormField, Option } from "#ports/card.ts";

import { type Block, plain, section } from "./render-text.ts";
import { words } from "./words.ts";

export type SlackOption = types.PlainTextOption;

const ID_LENGTH = 255;
const LABEL_LENGTH = 2000;
const TEXT_LENGTH = 3000;
const PLACEHOLDER_LENGTH = 150;
const OPTION_LENGTH = 75;
const OPTION_VALUE_LENGTH = 150;
const MOST_OPTIONS = 100;
const MOST_BOXES = 10;
const LINE_ENDS = /\s*\n\s*/g;

type FieldOf<T extends FormField["type"]> = Extract<FormField, { readonly type: T }>;

/** The fields as blocks named after them; of two with one name the first counts. */
export function renderInputs(fields: readonly FormField[]): Block[] {
  const named = new Map<string, FormField>();
  for (const field of fields) if (!named.has(field.name)) named.set(field.name, field);
  return [...named.values()].filter(hasName).map(renderInput);
}

function hasName({ name }: FormField): boolean {
  return name !== "" && name.length <= ID_LENGTH && clean(name) === name;
}

/** A field with nothing to choose from says so instead of breaking the form. */
function renderInput(field: FormField): Block {
  const { name, label, help = "", required } = field;
  const element = elementOf(field);
  const title = oneLine(label, name);
  if (!element) return section(`${title}\n${words().nothingToChoose}`);
  const hint = oneLine(help, "");
  return {
    type: "input",
    block_id: name,
    label: plain(title, LABEL_LENGTH),
    optional: !required,
    element,
    ...(hint === "" ? {} : { hint: plain(hint, LABEL_LENGTH) }),
  };
}

function elementOf(field: FormField): types.InputBlock["element"] | undefined {
  switch (field.type) {
    case "text":
      return textElement(field);
    case "choice":
      return choiceElement(field);
    case "choices":
      return choicesElement(field);
    case "people":
      return peopleElement(field);
  }
}

/** Words that are too long already stay in the field, so that their writer can shorten them. */
function textElement({ name, value, multiline, maxLength }: FieldOf<"text">): types.PlainTextInput {
  const cleaned = clean(value ?? "");
  const typed = multiline ? cleaned : cleaned.replace(LINE_ENDS, " ");
  const kept = typed.slice(0, pairBorder(typed, TEXT_LENGTH));
  const most = Math.max(1, Math.floor(maxLength), kept.length);
  return {
    type: "plain_text_input",
    action_id: name,
    multiline,
    max_length: Math.min(TEXT_LENGTH, most),
    ...(isBlank(kept) ? {} : { initial_value: kept }),
  };
}

function choiceElement(field: FieldOf<"choice">): types.StaticSelect | undefined {
  const { name, value = "" } = field;
  const options = optionsOf(field.options, [value]);
  const [chosen] = chosenOf(options, [value]);
  if (options.length === 0) return undefined;
  return {
    type: "static_select",
    action_id: name,
    placeholder: plain(words().choose, PLACEHOLDER_LENGTH),
    options,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  };
}

function choicesElement(
  field: FieldOf<"choices">,
): types.Checkboxes | types.MultiStaticSelect | undefined {
  const { name, values = [] } = field;
  const most = atLeastOne(field.most);
  const options = optionsOf(field.options, values);
  const chosen = chosenOf(options, values).slice(0, most);
  if (options.length === 0) return undefined;
  const initial = chosen.length === 0 ? {} : { initial_options: chosen };
  if (options.length <= MOST_BOXES && !field.folded) {
    return { type: "checkboxes", action_id: name, options, ...initial };
  }
  return {
    type: "multi_static_select",
    action_id: name,
    placeholder: plain(words().chooseSome, PLACEHOLDER_LENGTH),
    options,
    max_selected_items: most,
    ...initial,
  };
}

function peopleElement({ name, most, values = [] }: FieldOf<"people">): types.MultiExternalSelect {
  const chosen = optionsOf(values).slice(0, atLeastOne(most));
  return {
    type: "multi_external_select",
    action_id: name,
    placeholder: plain(words().findPeople, PLACEHOLDER_LENGTH),
    min_query_length: 0,
    max_selected_items: atLeastOne(most),
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  };
}

/** At most so many may be chosen; Slack wants one at least. */
function atLeastOne(most: number): number {
  return Math.min(MOST_OPTIONS, Math.max(1, Math.floor(most)));
}

/** Up to 100 options, each value once; `chosen` ones are never left out for lack of room. */
export function optionsOf(
  options: readonly Option[],
  chosen: readonly string[] = [],
): SlackOption[] {
  const byValue = new Map<string, Option>();
  for (const option of options) if (!byValue.has(option.value)) byValue.set(option.value, option);
  const usable = [...byValue.values()].filter(isUsable);
  const isChosen = ({ value }: Option): boolean => chosen.includes(value);
  const spare = MOST_OPTIONS - Math.min(MOST_OPTIONS, usable.filter(isChosen).length);
  const others = new Set(usable.filter((option) => !isChosen(option)).slice(0, spare));
  const kept = usable.filter((option) => isChosen(option) || others.has(option));
  return kept.slice(0, MOST_OPTIONS).map(toSlackOption);
}

/** A value that Slack cannot carry unchanged is no choice. */
function isUsable({ value }: Option): boolean {
  return !isBlank(value) && value.length <= OPTION_VALUE_LENGTH && clean(value) === value;
}

function toSlackOption({ value, label, hint = "" }: Option): SlackOption {
  const second = oneLine(hint, "");
  return {
    text: plain(oneLine(label, value), OPTION_LENGTH),
    value,
    ...(second === "" ? {} : { description: plain(second, OPTION_LENGTH) }),
  };
}

function chosenOf(options: readonly SlackOption[], values: readonly string[]): SlackOption[] {
  return options.filter(({ value = "" }) => values.includes(value));
}
