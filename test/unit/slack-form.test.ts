import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readMetadata, readState, renderForm } from "#adapters/slack/view.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { formGallery } from "#messages/gallery.ts";
import type { Form, FormField } from "#ports/card.ts";
import { checkView } from "#test/platform/fake-slack/block-kit.ts";
import { words } from "#test/words.ts";

const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
const sealing = { box, workspace: "T0001" };
const base = { label: "Label", required: true };

const formOf = (...fields: FormField[]): Form => ({
  id: "praise",
  title: "Give thanks",
  submit: "Post",
  context: "",
  fields,
});
const viewOf = (form: Form) => renderForm(form, {}, sealing);
const elementOf = (field: FormField): unknown => {
  const view = viewOf(formOf(field));
  expect(checkView(view)).toEqual([]);
  const [block] = view.blocks;
  return block && "element" in block ? block.element : undefined;
};
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `o${at}`, label: `Option ${at}` }));

describe.each(Object.entries(formGallery(words)))("the form %s", (_name, form) => {
  test("is a modal that Slack takes, with a named block for each field", () => {
    const view = viewOf(form);
    expect(checkView(view)).toEqual([]);
    const inputs = view.blocks.filter(({ type }) => type === "input");
    expect(inputs.map(({ block_id }) => block_id)).toEqual(form.fields.map(({ name }) => name));
    for (const { label, required } of form.fields) {
      expect(inputs).toContainEqual(
        expect.objectContaining({
          label: expect.objectContaining({ text: label }),
          optional: !required,
        }),
      );
    }
    expect(view).toMatchObject({ callback_id: form.id, type: "modal" });
    expect(JSON.stringify(view.blocks)).toContain(JSON.stringify(form.note ?? "").slice(1, -1));
  });

  test("brings its context back", () => {
    const from = { channel: "C1", ts: "1.2", responseUrl: "https://hooks.slack.com/actions/T/1" };
    const view = renderForm(form, { ...from, ephemeral: true }, sealing);
    const openedFrom = { ...from, ephemeral: true };
    const sealed = view.private_metadata ?? "";
    expect(readMetadata(sealed, sealing)).toEqual({ context: form.context, openedFrom });
    expect(readMetadata(sealed, { box, workspace: "T0002" })).toBeUndefined();
    expect(readMetadata(`${sealed}x`, sealing)).toBeUndefined();
    expect(readMetadata("{}", sealing)).toBeUndefined();
    expect(readMetadata("", sealing)).toBeUndefined();
  });
});

test("a value that was sealed for a button is no form's context", () => {
  const sealed = box.seal("tanswer\nw1", "slack:T0001:value");
  expect(readMetadata(sealed, sealing)).toBeUndefined();
});

test("a long context is kept, at the price of the way back", () => {
  const noise = randomBytes(1500).toString("base64");
  const from = { responseUrl: `https://hooks.slack.com/${randomBytes(500).toString("hex")}` };
  const view = renderForm({ ...formOf(), context: noise }, from, sealing);
  expect(checkView(view)).toEqual([]);
  const read = readMetadata(view.private_metadata ?? "", sealing);
  expect(read).toEqual({ context: noise, openedFrom: {} });
});

test("words that are too long already stay in the field", () => {
  const field = { ...base, name: "saw", type: "text", multiline: true, maxLength: 300 } as const;
  expect(elementOf(field)).toMatchObject({ max_length: 300 });
  expect(elementOf(field)).not.toHaveProperty("initial_value");
  const long = "a🎉".repeat(200);
  expect(elementOf({ ...field, value: long })).toMatchObject({
    initial_value: long,
    max_length: 600,
  });
  expect(elementOf({ ...field, value: "a".repeat(4000) })).toMatchObject({ max_length: 3000 });
  expect(elementOf({ ...field, maxLength: 9000 })).toMatchObject({ max_length: 3000 });
});

test("a choice that was made is there again, also far down the list", () => {
  const field = { ...base, name: "value", type: "choice" } as const;
  expect(elementOf({ ...field, options: options(300), value: "o250" })).toMatchObject({
    type: "static_select",
    initial_option: { value: "o250" },
    options: { length: 100 },
  });
  expect(elementOf({ ...field, options: options(3), value: "gone" })).not.toHaveProperty(
    "initial_option",
  );
});

test("few choices are boxes to tick, many a list", () => {
  const field = { ...base, name: "pitfalls", type: "choices", most: 3, values: ["o1"] } as const;
  const initial = { initial_options: [{ value: "o1" }] };
  expect(elementOf({ ...field, options: options(10) })).toMatchObject({
    type: "checkboxes",
    ...initial,
  });
  expect(elementOf({ ...field, options: options(11) })).toMatchObject({
    type: "multi_static_select",
    max_selected_items: 3,
    ...initial,
  });
  expect(elementOf({ ...field, options: options(10), folded: true })).toMatchObject({
    type: "multi_static_select",
    max_selected_items: 3,
  });
});

test("colleagues who were chosen are there again, with role and school", () => {
  const ben = { value: "p2", label: "Ben <Cho>", hint: "Teacher, Lindenwood" };
  const field = { ...base, name: "who", type: "people", most: 10, values: [ben] } as const;
  expect(elementOf(field)).toMatchObject({
    type: "multi_external_select",
    min_query_length: 0,
    max_selected_items: 10,
    initial_options: [
      { value: "p2", text: { text: "Ben <Cho>" }, description: { text: "Teacher, Lindenwood" } },
    ],
  });
  expect(elementOf({ ...field, values: [] })).not.toHaveProperty("initial_options");
});

test("a field with nothing to choose from says so", () => {
  const field = { ...base, name: "value", type: "choice", options: [] } as const;
  const view = viewOf(formOf(field));
  expect(checkView(view)).toEqual([]);
  expect(view.blocks).toMatchObject([
    { type: "section", text: { text: "Label\nThere is nothing to choose from yet." } },
  ]);
});

test("two fields with one name, and one without, do not break a form", () => {
  const field = { ...base, name: "saw", type: "text", multiline: false, maxLength: 9 } as const;
  const view = viewOf(formOf(field, { ...field, label: "Twin" }, { ...field, name: "" }));
  expect(checkView(view)).toEqual([]);
  expect(view.blocks).toHaveLength(1);
});

test("what a person typed and picked is read back from every kind of field", () => {
  const option = (value: string) => ({ value, text: { type: "plain_text", text: value } });
  const state = readState({
    who: { who: { selected_options: [option("p1"), option("p2")] } },
    nobody: { nobody: { selected_options: [] } },
    saw: { saw: { value: "a & <b> \u{E000}U1\u{E001}" } },
    helped: { helped: { value: null } },
    practice: { practice: { selected_option: option("choice") } },
    value: { value: { selected_option: null } },
    empty: {},
    ["__proto__"]: { x: { value: "1" } },
  });
  expect(Object.entries(state)).toEqual([
    ["who", ["p1", "p2"]],
    ["nobody", []],
    ["saw", "a & <b> U1"],
    ["helped", ""],
    ["practice", "choice"],
    ["value", ""],
    ["__proto__", "1"],
  ]);
});
