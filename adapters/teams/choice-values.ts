import { clean, isBlank, oneLine, shorten } from "#domain/plain-text.ts";
import type { FormField, Option } from "#ports/card.ts";

/**
 * What the values of choices look like. Teams joins several by a comma, so nothing of them may hold
 * one: each is percent-encoded, which leaves ordinary ids as they are. A person's value holds the
 * label and the hint too, because Teams hands back no titles: `id/label/hint`.
 */
const PART = "/";
const JOIN = ",";
const LONGEST = 300;
const NAME_LENGTH = 75;
/** No encoded text is a bare percent sign, so this can only mean "none of these". */
export const SKIPPED = "%";

/** Of options with one value the first; a value that no card can carry unchanged is no choice. */
export function usableOptions(options: readonly Option[]): Option[] {
  const byValue = new Map<string, Option>();
  for (const option of options) if (!byValue.has(option.value)) byValue.set(option.value, option);
  return [...byValue.values()].filter(({ value }) => isUsable(value));
}

function isUsable(value: string): boolean {
  return !isBlank(value) && clean(value) === value && encodeURIComponent(value).length <= LONGEST;
}

export function writeValue(value: string): string {
  return encodeURIComponent(value);
}

/** Undefined for what is no value of ours. */
export function readValue(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

export function writePerson({ value, label, hint = "" }: Option, length = NAME_LENGTH): string {
  const named = (text: string): string => encodeURIComponent(shorten(oneLine(text, ""), length));
  return [encodeURIComponent(value), named(label), named(hint)].join(PART);
}

/** A person as they were shown; one without a name is called by their value. */
export function readPerson(written: string): Option | undefined {
  const [value = "", label = "", hint = ""] = written.split(PART).map((part) => readValue(part));
  if (value === "") return undefined;
  return {
    value,
    label: label === "" ? value : label,
    ...(hint === "" ? {} : { hint }),
  };
}

export function joinValues(values: readonly string[]): string {
  return values.join(JOIN);
}

export function splitValues(joined: string): string[] {
  return joined.split(JOIN).filter((value) => value !== "");
}

/** What parts typed names; "and" does not, because it may be in one. */
export const BETWEEN_NAMES = /[,;\n\r]+/;

/** A name that somebody typed, kept among people who were found. */
export function typedPerson(name: string): Option {
  return { value: name, label: name };
}

/** True for a name that was typed: people who were found have an id and another name. */
export function isTyped({ value, label, hint }: Option): boolean {
  const isWhole = !BETWEEN_NAMES.test(value) && value.trim() === value;
  return value === label && hint === undefined && isWhole;
}

type People = Pick<Extract<FormField, { readonly type: "people" }>, "name">;

/** The ids of a field's inputs: a search, the ones who were found before, and names as typed. */
export function peopleIds({ name }: People): { search: string; chosen: string; typed: string } {
  return { search: name, chosen: `${name}.chosen`, typed: `${name}.typed` };
}
