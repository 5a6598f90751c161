import { describe, expect, test } from "vitest";
import { readDataset, readInputs, withInputs } from "#adapters/teams/read-inputs.ts";
import { renderChoices, renderForm, renderFormMessage } from "#adapters/teams/render.ts";
import { openMeaning } from "#adapters/teams/sealed-meaning.ts";
import { formGallery } from "#messages/gallery.ts";
import type { Form, FormField, Option } from "#ports/card.ts";
import { words } from "#test/words.ts";
import {
  actionsOf,
  bytesOf,
  cardFaults,
  dataOf,
  inputsOf,
  type Part,
  place,
  placeOn,
  schemaFaults,
  sealing,
  textsOf,
} from "./adaptive-cards.ts";

const forms = formGallery(words);
const ben = { value: "p2", label: "Ben <Cho>", hint: "Teacher, Oak" };
const base = { label: "Label", required: false };
const people = { ...base, name: "who", type: "people", most: 10 } as const;
const options = (count: number): Option[] =>
  Array.from({ length: count }, (_, at) => ({ value: `o${at}`, label: `Option ${at}` }));
const formOf = (...fields: FormField[]): Form => ({
  id: "praise",
  title: "Give thanks",
  submit: "Post",
  context: "w1|s1",
  fields,
});
const inputsFor = (...fields: FormField[]): Part[] => {
  const card = renderForm(formOf(...fields), place);
  expect([schemaFaults(card), cardFaults(card)]).toEqual([[], []]);
  return inputsOf(card);
};
const sentForm = (card: unknown): Form => {
  const [action] = actionsOf(card);
  const meaning = openMeaning(action?.data, sealing);
  if (typeof meaning !== "object" || meaning.kind !== "submit") return expect.fail("No form.");
  return meaning.form;
};

describe.each(Object.entries(forms))("the form %s", (_name, form) => {
  test.each(["message", "dialog", "tab"] as const)("is a card in a %s", (surface) => {
    const card = renderForm(form, placeOn(surface));
    expect([schemaFaults(card), cardFaults(card)]).toEqual([[], []]);
    const ids = inputsOf(card).map(({ id }) => String(id).split(".")[0]);
    expect([...new Set(ids)]).toEqual(form.fields.map(({ name }) => name));
    const labels = inputsOf(card)
      .map(({ label }) => String(label))
      .join("\n");
    for (const { label, help = "" } of form.fields) {
      expect(labels).toContain(label);
      expect(labels).toContain(help);
    }
    expect(textsOf(card).join("\n")).toContain(form.note ?? "");
    const [action, ...others] = actionsOf(card);
    expect(others).toEqual([]);
    const type = surface === "dialog" ? "Action.Submit" : "Action.Execute";
    expect(action).toMatchObject({ type, title: form.submit, style: "positive" });
  });

  test("fits a message, and comes back without what was typed", () => {
    const message = renderFormMessage(form, place);
    expect(bytesOf(message)).toBeLessThan(28_000);
    expect(message.summary).toBe(form.title);
    const sent = sentForm(message);
    expect(sent).toMatchObject({ id: form.id, context: form.context, title: form.title });
    expect(sent.fields.map(({ name }) => name)).toEqual(form.fields.map(({ name }) => name));
    expect(JSON.stringify(sent)).not.toContain("Ben");
  });

  test("is drawn again with what was typed and picked", () => {
    const data = {
      who: "p7/Cy%20Day/Teacher%2C%20Oak,p8/Di/",
      "who.chosen": "p2/Ben/",
      "who.typed": "Ana Ruiz; Constance and Bo",
      saw: "You let them *pick*.\nThat helped, too.",
      practice: "choice",
      share: "private",
      pitfalls: "planning_time,other",
      question: "When?",
    };
    const again = withInputs(sentForm(renderForm(form, place)), data);
    const redrawn = renderForm(again, place, { errors: { who: "Who is Ana?", saw: "Shorter." } });
    expect([schemaFaults(redrawn), cardFaults(redrawn)]).toEqual([[], []]);
    const values = readInputs(again, data);
    expect(readInputs(sentForm(redrawn), dataOf(redrawn))).toEqual(values);
    expect(Object.keys(values)).toEqual(form.fields.map(({ name }) => name));
  });
});

test("people are read from the search, from the boxes and from what was typed, each once", () => {
  const data = {
    who: "p7/Cy/,p2/Ben/",
    "who.chosen": "p2/Ben/",
    "who.typed": " Ana , p7;Bo and Di\nAna",
  };
  expect(readInputs(formOf(people), data)).toEqual({ who: ["p2", "p7", "Ana", "Bo and Di"] });
  expect(readInputs(formOf(people), { who: "p9" })).toEqual({ who: ["p9"] });
  expect(readInputs(formOf(people), { who: ["p9"] })).toEqual({ who: [] });
});

test("colleagues who were chosen are boxes to untick, on every kind of client", () => {
  const required = { ...people, required: true, values: [ben] };
  for (const surface of ["message", "dialog", "tab"] as const) {
    const [chosen] = inputsOf(renderForm(formOf(required), placeOn(surface)));
    expect(chosen).toMatchObject({
      id: "who.chosen",
      isMultiSelect: true,
      choices: [{ title: "Ben ‹Cho› (Teacher, Oak)" }],
    });
    expect(readInputs(formOf(people), { "who.chosen": chosen?.value })).toEqual({ who: ["p2"] });
  }
});

test("a search never stops a form, and the tab has names to type instead", () => {
  const required = { ...people, required: true };
  const [search, names] = inputsFor(required);
  expect(search).toMatchObject({
    id: "who",
    style: "filtered",
    isMultiSelect: true,
    "choices.data": { type: "Data.Query", dataset: "praise/who" },
  });
  for (const input of [search, names]) expect(input).not.toHaveProperty("isRequired");
  expect(search?.label).toContain("(required)");
  const inTab = inputsOf(renderForm(formOf(required), placeOn("tab")));
  expect(inTab).toMatchObject([{ type: "Input.Text", id: "who.typed" }]);
  expect(inTab[0]?.label).toBe("Label. Type names, with a comma between them. (required)");
});

test("a person who was found comes back with name, role and school", () => {
  const { results } = renderChoices([ben, ben, ...options(30)]);
  expect(results).toHaveLength(15);
  const [found] = results;
  expect(found?.title).toBe("Ben ‹Cho› (Teacher, Oak)");
  const [field] = withInputs(formOf(people), { who: found?.value }).fields;
  expect(field).toMatchObject({ values: [ben] });
});

test("a search says for which form and field it is", () => {
  expect(readDataset("praise/who")).toEqual({ form: "praise", field: "who" });
  expect(readDataset("a%2Fb/%C3%A4")).toEqual({ form: "a/b", field: "ä" });
  for (const other of ["", "praise", "praise/", "/who", "a/b/c", "%/who", "graph.microsoft.com"]) {
    expect(readDataset(other)).toBeUndefined();
  }
});

test("what must be filled in is said at its input", () => {
  const required = { label: "Label", required: true, options: options(3) };
  const inputs = inputsFor(
    { ...required, name: "saw", type: "text", multiline: true, maxLength: 300 },
    { ...required, name: "value", type: "choice" },
    { ...required, name: "pitfalls", type: "choices", most: 2 },
  );
  expect(inputs).toMatchObject([
    { isRequired: true, errorMessage: "Please fill this in.", isMultiline: true, maxLength: 300 },
    { isRequired: true, errorMessage: "Please choose one.", style: "compact" },
    { isRequired: true, errorMessage: "Please choose at least one.", label: "Label. Up to 2." },
  ]);
});

test("an optional choice can be taken back, and one that was made is there again", () => {
  const field = { ...base, name: "value", type: "choice", options: options(3) } as const;
  const [fresh] = inputsFor(field);
  expect(fresh).toMatchObject({ choices: [{ title: "Skip this one" }, {}, {}, {}] });
  expect(readInputs(formOf(field), { value: "%" })).toEqual({ value: "" });
  const [made] = inputsFor({ ...field, value: "o1" });
  expect(made).toMatchObject({ value: "o1", choices: { length: 3 } });
  expect(inputsFor({ ...field, value: "gone" })[0]).not.toHaveProperty("value");
});

test("more boxes than may be ticked stay ticked, so that their owner can choose", () => {
  const field = {
    ...base,
    name: "pitfalls",
    type: "choices",
    most: 1,
    options: options(3),
  } as const;
  const [input] = inputsFor({ ...field, values: ["o2", "gone", "o0"] });
  expect(input).toMatchObject({ value: "o0,o2", style: "expanded", isMultiSelect: true });
});

test("words that are too long already stay in the field", () => {
  const field = { ...base, name: "saw", type: "text", multiline: false, maxLength: 5 } as const;
  expect(inputsFor({ ...field, value: "long\nwords" })).toMatchObject([
    { value: "long words", maxLength: 10 },
  ]);
});

test("an error stands at its field, and on top where to look", () => {
  const saw = { ...base, name: "saw", type: "text", multiline: true, maxLength: 300 } as const;
  const errors = { who: "Which Ben?", other: "Try again." };
  const card = renderForm(formOf({ ...people, label: "Who?" }, saw), place, { errors });
  const shown = card.body.map(({ type }) => type);
  expect(textsOf(card)).toEqual([
    "Give thanks",
    "Not sent yet. Please look at: Who?",
    "Try again.",
    "Which Ben?",
  ]);
  expect(shown.slice(3, 5)).toEqual(["RichTextBlock", "Input.ChoiceSet"]);
  const elsewhere = renderForm(formOf(saw), place, { errors: { other: "Try again." } });
  expect(textsOf(elsewhere).slice(1)).toEqual(["Not sent yet.", "Try again."]);
});

test("a field with nothing to choose from says so, and the form still works", () => {
  const card = renderForm(formOf({ ...base, name: "value", type: "choice", options: [] }), place);
  expect(textsOf(card)).toContain("Label There is nothing to choose from yet.");
  expect(actionsOf(card)).toHaveLength(1);
});

test("a form that is too long for a card is shortened, or says that it is too long", () => {
  const many = Array.from({ length: 8 }, (_, at): FormField => {
    return { ...base, name: `f${at}`, type: "choice", options: options(90) };
  });
  const short = renderFormMessage(formOf(...many), place);
  expect(bytesOf(short)).toBeLessThan(28_000);
  expect(sentForm(short).fields).toHaveLength(8);
  expect(inputsOf(short)).toHaveLength(8);
  expect(textsOf(short)).toContain("There is more than fits here.");
  const endless = { ...formOf(people), context: "x".repeat(30_000) };
  const card = renderForm(endless, place);
  expect(actionsOf(card)).toEqual([]);
  expect(textsOf(card).join()).toContain("too long to show here");
});
