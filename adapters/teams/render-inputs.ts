import { clean, isBlank, oneLine, shorten } from "#domain/plain-text.ts";
import type { FormField, Option } from "#ports/card.ts";
import {
  isTyped,
  joinValues,
  peopleIds,
  SKIPPED,
  usableOptions,
  writePerson,
  writeValue,
} from "./choice-values.ts";
import { flat } from "./markdown.ts";
import type { Choice, ChoiceInput, Element, Input, TextInput } from "./render-elements.ts";
import type { Surface } from "./render-place.ts";
import { rich, run } from "./render-text.ts";
import { words } from "./words.ts";

type FieldOf<T extends FormField["type"]> = Extract<FormField, { readonly type: T }>;

export interface InputPlace {
  readonly form: string;
  readonly surface: Surface;
  /** How long names of people may be where many are chosen. */
  readonly nameLength: number;
}

const SENTENCE_END = /[.:?!…]$/;
/** A label that says by itself how many may be chosen. */
const UP_TO = /\bup to\b/i;
const LINE_ENDS = /\s*\n\s*/g;
const HINT_LENGTH = 75;

/** A field's inputs; one with nothing to choose from says so instead of breaking the form. */
export function renderInput(field: FormField, place: InputPlace): Element[] {
  switch (field.type) {
    case "text":
      return [textInput(field)];
    case "choice":
      return choiceInputs(field);
    case "choices":
      return choicesInputs(field);
    case "people":
      return peopleInputs(field, place);
  }
}

/** Label and help together, because that is what a screen reader says at the input. */
function labelOf({ label, help = "", name }: FormField, more = ""): string {
  const parts = [oneLine(label, name), oneLine(help, ""), more].filter((part) => part !== "");
  const said = parts.map((part, at) =>
    at === parts.length - 1 || SENTENCE_END.test(part) ? part : `${part}.`,
  );
  return flat(said.join(" "));
}

/** Teams stops a form without it, and says this at the input. */
function required(
  field: FormField,
  errorMessage: string,
): Pick<Input, "isRequired" | "errorMessage"> {
  return field.required ? { isRequired: true, errorMessage } : {};
}

/** Words that are too long already stay in the field, so that their writer can shorten them. */
function textInput(field: FieldOf<"text">): TextInput {
  const { name, value = "", multiline, maxLength } = field;
  const typed = multiline ? clean(value) : clean(value).replace(LINE_ENDS, " ");
  return {
    type: "Input.Text",
    id: name,
    label: labelOf(field),
    ...required(field, words().fillIn),
    ...(multiline ? { isMultiline: true } : {}),
    maxLength: Math.max(1, Math.floor(maxLength), typed.length),
    ...(isBlank(typed) ? {} : { value: typed }),
    spacing: "medium",
  };
}

/** An optional choice can be taken back: Teams' list has no way to choose nothing again. */
function choiceInputs(field: FieldOf<"choice">): Element[] {
  const { name, value = "" } = field;
  const options = usableOptions(field.options);
  if (options.length === 0) return nothingToChoose(field);
  const chosen = options.find((option) => option.value === value);
  const skip = field.required || chosen ? [] : [{ title: words().skip, value: SKIPPED }];
  return [
    {
      type: "Input.ChoiceSet",
      id: name,
      label: labelOf(field),
      ...required(field, words().chooseOne),
      style: "compact",
      placeholder: words().choose,
      choices: [...skip, ...options.map(toChoice)],
      ...(chosen ? { value: writeValue(chosen.value) } : {}),
      spacing: "medium",
    },
  ];
}

/** More than `most` may be ticked: Teams has no limit, so the product answers at the field. */
function choicesInputs(field: FieldOf<"choices">): Element[] {
  const { name, values = [] } = field;
  const options = usableOptions(field.options);
  if (options.length === 0) return nothingToChoose(field);
  const chosen = options.filter(({ value }) => values.includes(value));
  const most = Math.max(1, Math.floor(field.most));
  const isSaid = UP_TO.test(`${field.label} ${field.help}`) || most >= options.length;
  return [
    {
      type: "Input.ChoiceSet",
      id: name,
      label: labelOf(field, isSaid ? "" : words().upTo(most)),
      ...required(field, words().chooseSome),
      style: "expanded",
      isMultiSelect: true,
      wrap: true,
      choices: options.map(toChoice),
      ...(chosen.length > 0
        ? { value: joinValues(chosen.map(({ value }) => writeValue(value))) }
        : {}),
      spacing: "medium",
    },
  ];
}

/**
 * People are searched for, or typed by name where the search fails. The ones who are chosen already
 * are boxes to untick, because iPhones lose the first value of a searched list. None of the inputs
 * is required: some clients take a person who was found for none, and the product says it itself.
 */
function peopleInputs(field: FieldOf<"people">, place: InputPlace): Element[] {
  const people = field.values ?? [];
  const found = usableOptions(people.filter((person) => !isTyped(person)));
  const names = people.filter(isTyped).map(({ value }) => oneLine(value, ""));
  const ids = peopleIds(field);
  const mark = field.required ? words().required : "";
  const isTab = place.surface === "tab";
  const typed: TextInput = {
    type: "Input.Text",
    id: ids.typed,
    label: isTab ? labelOf(field, `${words().typeNames} ${mark}`.trim()) : words().orTypeNames,
    ...(names.length > 0 ? { value: names.join(", ") } : {}),
    spacing: isTab ? "medium" : "small",
  };
  return [
    ...(found.length > 0 ? [chosenInput(field, found, place)] : []),
    ...(isTab ? [] : [searchInput(field, place.form, mark)]),
    typed,
  ];
}

function chosenInput(
  field: FieldOf<"people">,
  found: readonly Option[],
  { nameLength }: InputPlace,
): ChoiceInput {
  const choices = found.map((person) => ({
    title: titleOf(person),
    value: writePerson(person, nameLength),
  }));
  return {
    type: "Input.ChoiceSet",
    id: peopleIds(field).chosen,
    label: labelOf({ ...field, help: words().chosenAlready }),
    style: "expanded",
    isMultiSelect: true,
    wrap: true,
    choices,
    value: joinValues(choices.map(({ value }) => value)),
    spacing: "medium",
  };
}

function searchInput(field: FieldOf<"people">, form: string, mark: string): ChoiceInput {
  return {
    type: "Input.ChoiceSet",
    id: peopleIds(field).search,
    label: labelOf(field, mark),
    style: "filtered",
    isMultiSelect: true,
    placeholder: words().findPeople,
    choices: [],
    "choices.data": {
      type: "Data.Query",
      dataset: `${writeValue(clean(form))}/${writeValue(field.name)}`,
    },
    spacing: "medium",
  };
}

function nothingToChoose(field: FormField): Element[] {
  return [rich([run(`${oneLine(field.label, field.name)} ${words().nothingToChoose}`)], "medium")];
}

function toChoice(option: Option): Choice {
  return { title: titleOf(option), value: writeValue(option.value) };
}

/** The second line in brackets: a choice has one line only. */
export function titleOf({ value, label, hint = "" }: Option): string {
  const second = shorten(oneLine(hint, ""), HINT_LENGTH);
  const first = oneLine(label, value);
  return flat(second === "" ? first : `${first} (${second})`);
}
