import { withoutMentions } from "#domain/mentions.ts";
import type { Form, FormField, Option } from "#ports/card.ts";
import type { FormValues } from "#ports/chat.ts";
import {
  BETWEEN_NAMES,
  isTyped,
  peopleIds,
  readPerson,
  readValue,
  SKIPPED,
  splitValues,
  typedPerson,
} from "./choice-values.ts";

type PeopleField = Extract<FormField, { readonly type: "people" }>;
/** What an input holds, by its id; "" for one that Teams left out because it is empty. */
type Held = (id: string) => string;

const DATASET = /^[^/]+\/[^/]+$/;

/** What a form's inputs hold, by field name; words that read as a mention are only words. */
export function readInputs(form: Form, data: unknown): FormValues {
  const held = readHeld(data);
  return Object.fromEntries(form.fields.map((field) => [field.name, heldIn(field, held)]));
}

function heldIn(field: FormField, held: Held): string | readonly string[] {
  switch (field.type) {
    case "text":
      return withoutMentions(held(field.name));
    case "choice":
      return chosenOf(held(field.name));
    case "choices":
      return listOf(held(field.name));
    case "people":
      return [...new Set(peopleOf(field, held).map(({ value }) => withoutMentions(value)))];
  }
}

/** The same form with what was typed and picked in the place of its own values. */
export function withInputs(form: Form, data: unknown): Form {
  const held = readHeld(data);
  return { ...form, fields: form.fields.map((field) => filled(field, held)) };
}

function filled(field: FormField, held: Held): FormField {
  switch (field.type) {
    case "text":
      return { ...field, value: withoutMentions(held(field.name)) };
    case "choice":
      return { ...field, value: chosenOf(held(field.name)) };
    case "choices":
      return { ...field, values: listOf(held(field.name)) };
    case "people":
      return { ...field, values: peopleOf(field, held) };
  }
}

function chosenOf(written: string): string {
  return written === SKIPPED ? "" : (readValue(written) ?? "");
}

function listOf(joined: string): string[] {
  return splitValues(joined).flatMap((written) => readValue(written) ?? []);
}

/** Each person once, the ones who were found before names that were typed. */
function peopleOf(field: PeopleField, held: Held): Option[] {
  const { search, chosen, typed } = peopleIds(field);
  const found = [chosen, search].flatMap((id) =>
    splitValues(held(id)).flatMap((written) => readPerson(written) ?? []),
  );
  const names = held(typed).split(BETWEEN_NAMES);
  const people = [
    ...found,
    ...names
      .map((name) => name.trim())
      .filter(Boolean)
      .map(typedPerson),
  ];
  const byValue = new Map<string, Option>();
  for (const person of people) {
    const known = byValue.get(person.value);
    if (!known || isTyped(known)) byValue.set(person.value, person);
  }
  return [...byValue.values()];
}

function readHeld(data: unknown): Held {
  const entries = typeof data === "object" && data !== null ? Object.entries(data) : [];
  const held = new Map<string, unknown>(entries);
  return (id) => {
    const value = held.get(id);
    return typeof value === "string" ? value : "";
  };
}

/** The form and field that a search is for; undefined for anything else. */
export function readDataset(
  dataset: string,
): { readonly form: string; readonly field: string } | undefined {
  if (!DATASET.test(dataset)) return undefined;
  const [form, field] = dataset.split("/").map((part) => readValue(part));
  return form === undefined || field === undefined ? undefined : { form, field };
}
