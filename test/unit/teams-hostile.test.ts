import fc from "fast-check";
import { expect, test } from "vitest";
import { flat } from "#adapters/teams/markdown.ts";
import { readDataset, readInputs, withInputs } from "#adapters/teams/read-inputs.ts";
import {
  renderChoices,
  renderForm,
  renderFormMessage,
  renderMessage,
  renderPage,
} from "#adapters/teams/render.ts";
import { openMeaning } from "#adapters/teams/sealed-meaning.ts";
import { clean, isBlank } from "#domain/plain-text.ts";
import type { Card, Form, FormField } from "#ports/card.ts";
import {
  actionsOf,
  bytesOf,
  cardFaults,
  dataOf,
  inputsOf,
  place,
  placeOn,
  schemaFaults,
  sealing,
} from "./adaptive-cards.ts";
import { card, form, list, option, text } from "./hostile-cards.ts";
import { readMarkdown } from "./markdown-model.ts";

const MOST_BYTES = 28_000;

/** The shared words try to break out of Slack; these do the same in Teams. */
const inTeams: readonly (readonly [string, string])[] = [
  ["<!channel>", "[bank](https://evil.example)"],
  ["<!here|all>", "<at>Ana</at>"],
  ["<@U123>", "{{DATE(2025-01-01T00:00:00Z, SHORT)}}"],
  ["<#C123|x>", "1. one\n- two"],
  [":tada:", "**bold** __b__ ~~gone~~"],
  ["<!subteam^S1>", "{{{TIME(2025-01-01T00:00:00Z)}}}"],
  ["<!date^1^{date}|x>", "&#42;b&#42; \\*"],
];
const toTeams = (words: string): string =>
  inTeams.reduce((all, [from, to]) => all.replaceAll(from, to), words);

function inWords<T>(given: T): T;
function inWords(given: unknown): unknown {
  if (typeof given === "string") return toTeams(given);
  if (Array.isArray(given)) return given.map(inWords);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, inWords(value)]));
}

const value = fc.oneof(fc.nat(500), fc.double(), fc.constant(undefined));
const chart = fc.record({
  kind: fc.constantFrom("bars", "stacks", "lines"),
  title: text,
  says: text,
  axis: text,
  labels: list(text, 15),
  series: list(fc.record({ name: text, values: list(value, 15) }), 3),
});
const wildCard: fc.Arbitrary<Card> = fc
  .tuple(card, fc.option(chart, { nil: undefined }))
  .map(([plain, drawn]) => inWords({ ...plain, charts: drawn ? [drawn] : undefined }));
const wildForm: fc.Arbitrary<Form> = form.map((plain) => inWords(plain));
const surface = fc.constantFrom("message", "dialog", "tab");

function expectMessage(given: Card): void {
  const message = renderMessage(given, place);
  const { content } = message.attachments[0];
  expect([...schemaFaults(content), ...cardFaults(content)]).toEqual([]);
  expect(content.body.length).toBeGreaterThan(0);
  expect(bytesOf(message)).toBeLessThan(MOST_BYTES);
  expect(isBlank(message.summary)).toBe(false);
  const wanted = (given.buttons ?? []).map(({ action, value }) => ({
    kind: "press",
    token: "token-1",
    action,
    value,
  }));
  for (const { data } of actionsOf(content)) {
    expect(wanted).toContainEqual(openMeaning(data, sealing));
  }
}

test("no card can be read as markdown, mention anybody or break a message", {
  timeout: 60_000,
}, () => {
  fc.assert(fc.property(wildCard, expectMessage), { numRuns: 400 });
});

test("no card can break a page or a dialog", () => {
  const page = fc.record({ cards: list(wildCard, 4), fallback: text });
  const expectCards = (given: { readonly cards: Card[]; readonly fallback: string }): void => {
    for (const one of renderPage(given, placeOn("tab"))) {
      expect([...schemaFaults(one), ...cardFaults(one)]).toEqual([]);
    }
  };
  fc.assert(fc.property(page, expectCards), { numRuns: 200 });
});

const errorsFor = fc.dictionary(fc.oneof(fc.constantFrom("who", "saw"), text), text, {
  maxKeys: 4,
});

test("no form can break a card, and each comes back from its button", { timeout: 60_000 }, () => {
  const expectForm = (
    given: Form,
    on: "message" | "dialog" | "tab",
    errors: Record<string, string>,
  ) => {
    const drawn = renderForm(given, placeOn(on), { errors: inWords(errors) });
    expect([...schemaFaults(drawn), ...cardFaults(drawn)]).toEqual([]);
    expect(bytesOf(renderFormMessage(given, placeOn(on)))).toBeLessThan(MOST_BYTES);
    for (const { data } of actionsOf(drawn)) {
      const meaning = openMeaning(data, sealing);
      const { id, title, context, submit } = given;
      expect(meaning).toMatchObject({ kind: "submit", form: { id, title, context, submit } });
    }
    expect(actionsOf(drawn).length === 1 || inputsOf(drawn).length === 0).toBe(true);
  };
  fc.assert(fc.property(wildForm, surface, errorsFor, expectForm), { numRuns: 300 });
});

/** What a text input can hold again: without what nobody can see, and in one line where it has one. */
const asHeld = (field: FormField | undefined, value: string | readonly string[] = ""): unknown => {
  if (typeof value !== "string") return value.map(clean).sort();
  const isLine = field?.type === "text" && !field.multiline;
  const held = isLine ? clean(value).replace(/\s*\n\s*/g, " ") : clean(value);
  return isBlank(held) ? "" : held;
};

test("what was typed and picked is there again, however often it is sent", {
  timeout: 60_000,
}, () => {
  const typed = fc.oneof(fc.constantFrom("Ana, Bo", "p2/Ben/,p3"), fc.string({ maxLength: 90 }));
  const expectKept = (given: Form, words: string, on: "message" | "dialog" | "tab"): void => {
    const drawn = renderForm(given, placeOn(on));
    const [action] = actionsOf(drawn);
    const meaning = openMeaning(action?.data, sealing);
    if (typeof meaning !== "object" || meaning.kind !== "submit") return;
    const texts = inputsOf(drawn).filter(({ type }) => type === "Input.Text");
    const data = {
      ...dataOf(drawn),
      ...Object.fromEntries(texts.map(({ id }) => [String(id), words])),
    };
    const again = renderForm(withInputs(meaning.form, data), placeOn(on));
    expect([...schemaFaults(again), ...cardFaults(again)]).toEqual([]);
    const values = readInputs(meaning.form, data);
    const kept = readInputs(meaning.form, dataOf(again));
    for (const field of meaning.form.fields) {
      const held = kept[field.name] ?? "";
      const sorted = typeof held === "string" ? held : [...held].sort();
      expect(sorted).toEqual(asHeld(field, values[field.name]));
    }
  };
  fc.assert(fc.property(wildForm, typed, surface, expectKept), { numRuns: 300 });
});

test("no data that was made up breaks the reading of a form", () => {
  const made = fc.oneof(fc.anything(), fc.dictionary(text, fc.oneof(text, fc.anything())));
  const expectValues = (given: Form, data: unknown): void => {
    const values = readInputs(given, data);
    for (const { name } of given.fields) {
      expect(Object.hasOwn(values, name)).toBe(true);
    }
    expect(withInputs(given, data).fields).toHaveLength(given.fields.length);
    expect(openMeaning(data, sealing)).toBeUndefined();
  };
  fc.assert(fc.property(wildForm, made, expectValues), { numRuns: 300 });
});

test("no search can break its answer", () => {
  const expectChoices = (given: readonly { value: string; label: string }[]): void => {
    const { results } = renderChoices(given);
    expect(results.length).toBeLessThanOrEqual(15);
    expect(new Set(results.map(({ value }) => value)).size).toBe(results.length);
    for (const { title, value } of results) {
      expect([readMarkdown(title), value.includes(","), title.trim()]).not.toContain("");
      expect(readMarkdown(title)).toEqual([]);
    }
  };
  fc.assert(
    fc.property(
      list(
        option.map((one) => inWords(one)),
        40,
      ),
      expectChoices,
    ),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(text, (made) => {
      const read = readDataset(made);
      if (read) expect(made).toContain("/");
    }),
  );
});

test("flattened words are read as nothing but words, and say the same", () => {
  const letters = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, "");
  const expectFlat = (words: string): void => {
    const flattened = flat(clean(toTeams(words)));
    expect(readMarkdown(flattened)).toEqual([]);
    expect(letters(flattened).replace(/[ˍˋ]/g, "")).toBe(letters(clean(toTeams(words))));
  };
  fc.assert(fc.property(text, expectFlat), { numRuns: 1500 });
});
