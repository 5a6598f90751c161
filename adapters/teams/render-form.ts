import { oneLine, pairBorder, shorten } from "#domain/plain-text.ts";
import type { Form, FormField, Option } from "#ports/card.ts";
import { peopleIds } from "./choice-values.ts";
import { inert } from "./markdown.ts";
import { actionOf } from "./render-buttons.ts";
import { bytesForBody, frame, summaryOf } from "./render-card.ts";
import type { AdaptiveCard, Element } from "./render-elements.ts";
import { renderInput } from "./render-inputs.ts";
import type { Place } from "./render-place.ts";
import { bytesOf } from "./render-stack.ts";
import { heading, smallPrint, texts, warning } from "./render-text.ts";
import { sealMeaning } from "./sealed-meaning.ts";
import { words } from "./words.ts";

/** By field name; said at the field. */
export type Errors = Readonly<Record<string, string>>;

/** How much of a form is drawn; a smaller one is tried where the card grows too long. */
interface Limits {
  readonly options: number;
  readonly typed: number;
  readonly label: number;
  readonly people: number;
}

/** The first one cuts nothing of the product's forms. */
const LIMITS: readonly Limits[] = [
  { options: 100, typed: 4000, label: 300, people: 25 },
  { options: 40, typed: 1500, label: 150, people: 15 },
  { options: 15, typed: 500, label: 75, people: 10 },
  { options: 4, typed: 150, label: 40, people: 3 },
];
const NOTE_PARAGRAPHS = 3;
const SUBMIT_LENGTH = 60;
const ID_LENGTH = 100;
const ERROR_LENGTH = 600;
const NAME_LENGTH = 75;
/** What Teams and we put into an action's data beside the inputs. */
const TAKEN = new Set(["", "groundswell", "msteams"]);

/** A form as a card; what it needs to be drawn again is locked into its button. */
export function drawForm(form: Form, place: Place, errors: Errors): AdaptiveCard {
  const fallback = titleOf(form);
  const bytes = bytesForBody(fallback);
  for (const limits of LIMITS) {
    const body = tryBody({ form, place, errors }, limits);
    if (body && bytesOf(body) <= bytes) return frame(body, { fallback, isWide: false });
  }
  const body = [...heading(fallback), ...warning(words().formTooLong)];
  return frame(body, { fallback, isWide: false });
}

/** What a form is called, also where it cannot be shown. */
export function titleOf({ title }: Form): string {
  return summaryOf({ fallback: oneLine(title, words().bot), text: "" });
}

interface Drawing {
  readonly form: Form;
  readonly place: Place;
  readonly errors: Errors;
}

/** Undefined where the form is too long for its button. */
function tryBody({ form, place, errors }: Drawing, limits: Limits): Element[] | undefined {
  const short = shortened(form, limits);
  const { token, alone, aside } = place;
  const meaning = { kind: "submit", token, form: withoutValues(short), alone, aside } as const;
  const data = sealMeaning(meaning, place.sealing);
  if (data === undefined) return undefined;
  const nameLength = Math.min(NAME_LENGTH, limits.label);
  const inputs = short.fields.flatMap((field) =>
    underError(
      warning(errorOf(errors, field.name)),
      renderInput(field, { form: short.id, surface: place.surface, nameLength }),
    ),
  );
  const title = inert(shorten(oneLine(form.submit, words().submit), SUBMIT_LENGTH));
  const action = { ...actionOf(place, "submit"), title, data, style: "positive" as const };
  return [
    ...heading(form.title),
    ...errorsOnTop(short, errors),
    ...texts(shorten(form.note ?? "", limits.typed)).slice(0, NOTE_PARAGRAPHS),
    ...(limits === LIMITS[0] ? [] : smallPrint(words().cut)),
    ...inputs,
    { type: "ActionSet", spacing: "medium", actions: [action] },
  ];
}

/** An error stands close above the input that it is about. */
function underError(error: readonly Element[], inputs: readonly Element[]): Element[] {
  const [first, ...others] = inputs;
  if (error.length === 0 || !first) return [...error, ...inputs];
  return [...error, { ...first, spacing: "small" }, ...others];
}

function errorOf(errors: Errors, name: string): string {
  return Object.hasOwn(errors, name) ? shorten(errors[name] ?? "", ERROR_LENGTH) : "";
}

/** What a screen reader meets first: where to look, and what belongs to no field. */
function errorsOnTop({ fields }: Form, errors: Errors): Element[] {
  const names = Object.keys(errors);
  if (names.length === 0) return [];
  const labels = fields
    .filter(({ name }) => names.includes(name))
    .map(({ label, name }) => oneLine(label, name));
  const others = names.filter((name) => fields.every((field) => field.name !== name));
  return [
    ...warning(labels.length > 0 ? words().lookAgain(labels.join(" · ")) : words().notSent),
    ...others.slice(0, fields.length + 1).flatMap((name) => warning(errorOf(errors, name))),
  ];
}

/** A form that needs no more than its limits; fields that Teams could not name are left out. */
function shortened(form: Form, limits: Limits): Form {
  const taken = new Set(TAKEN);
  const fields = form.fields.filter((field) => {
    const ids = field.type === "people" ? Object.values(peopleIds(field)) : [field.name];
    const isFree = isName(field.name) && !ids.some((id) => taken.has(id));
    if (isFree) for (const id of ids) taken.add(id);
    return isFree;
  });
  return { ...form, fields: fields.map((field) => shortenedField(field, limits)) };
}

function isName(name: string): boolean {
  return name.length <= ID_LENGTH && oneLine(name, "") === name;
}

function shortenedField(field: FormField, limits: Limits): FormField {
  const base = {
    label: shorten(field.label, limits.label),
    help: field.help === undefined ? undefined : shorten(field.help, limits.label),
  };
  switch (field.type) {
    case "text": {
      const { value = "" } = field;
      return { ...field, ...base, value: value.slice(0, pairBorder(value, limits.typed)) };
    }
    case "choice":
      return { ...field, ...base, options: some(field.options, [field.value ?? ""], limits) };
    case "choices":
      return { ...field, ...base, options: some(field.options, field.values ?? [], limits) };
    case "people":
      return { ...field, ...base, values: field.values?.slice(0, limits.people) };
  }
}

/** The first options, but none of the chosen ones is left out for lack of room. */
function some(
  options: readonly Option[],
  chosen: readonly string[],
  { options: most, label: length }: Limits,
): Option[] {
  const isChosen = ({ value }: Option): boolean => chosen.includes(value);
  const spare = Math.max(0, most - options.filter(isChosen).length);
  const others = new Set(options.filter((option) => !isChosen(option)).slice(0, spare));
  return options
    .filter((option) => isChosen(option) || others.has(option))
    .slice(0, most)
    .map(({ value, label, hint }) => ({
      value,
      label: shorten(label, length),
      ...(hint === undefined ? {} : { hint: shorten(hint, length) }),
    }));
}

/** What is needed to draw the form again: what people typed is in the inputs. */
function withoutValues(form: Form): Form {
  return {
    ...form,
    fields: form.fields.map((field): FormField => {
      if (field.type === "choices" || field.type === "people") {
        return { ...field, values: undefined };
      }
      return { ...field, value: undefined };
    }),
  };
}
