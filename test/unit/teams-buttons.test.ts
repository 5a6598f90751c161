import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { renderCard, renderMessage, renderPage } from "#adapters/teams/render.ts";
import { openMeaning } from "#adapters/teams/sealed-meaning.ts";
import { coachCard, emptyDraft, pickCard, readDraft } from "#messages/praise-form.ts";
import type { Card } from "#ports/card.ts";
import { words } from "#test/words.ts";
import {
  actionsOf,
  bytesOf,
  cardFaults,
  place,
  placeOn,
  schemaFaults,
  sealing,
  textsOf,
  typed,
} from "./adaptive-cards.ts";

const MOST_BYTES = 28_000;
const hello: Card = { text: "Hello", fallback: "Hello" };

test("a dialog gets the buttons it knows, a message and the tab the others", () => {
  const card = { ...hello, buttons: [{ label: "Yes", action: "answer", value: "w1" }] };
  const [inDialog] = actionsOf(renderCard(card, placeOn("dialog")));
  expect(inDialog).toMatchObject({ type: "Action.Submit" });
  expect(inDialog).not.toHaveProperty("verb");
  for (const surface of ["message", "tab"] as const) {
    const [action] = actionsOf(renderCard(card, placeOn(surface)));
    expect(action).toMatchObject({ type: "Action.Execute", verb: "press" });
  }
});

test("a button that was sealed elsewhere means nothing", () => {
  const card = { ...hello, buttons: [{ label: "Yes", action: "answer", value: "w1" }] };
  const [action] = actionsOf(renderCard(card, place));
  const data = action?.data;
  expect(openMeaning(data, sealing)).toMatchObject({ action: "answer", value: "w1" });
  expect(openMeaning(data, { ...sealing, workspace: "other" })).toBe("lost");
  expect(JSON.stringify(data)).not.toContain("answer");
});

test("buttons stand where their whole labels have room on a phone, and none is lost", () => {
  const labels = ["Yes, count us in", "Not yet", "Not this year", "I have a question", "Stop it"];
  const buttons = labels.map((label) => ({ label, action: "answer", value: label }));
  const sets = typed(renderCard({ ...hello, buttons }, place), "ActionSet");
  const rows = sets.map((set) => actionsOf(set).map(({ title }) => String(title)));
  expect(rows.flat()).toEqual(labels);
  for (const row of rows) expect(row.length === 1 || row.join("").length < 40).toBe(true);
  const many = Array.from({ length: 30 }, (_, at) => ({ label: `${at}`, action: "a", value: "" }));
  const crowded = renderCard({ ...hello, buttons: many }, place);
  expect(actionsOf(crowded)).toHaveLength(25);
  expect(cardFaults(crowded)).toEqual([]);
  expect(textsOf(crowded).join()).toContain("too long to wait in a button");
});

test("a label that a phone cuts off is said above its button, if it is said nowhere else", () => {
  const label = "Ben Cho (Principal, Lindenwood Elementary)";
  const buttons = [{ label, action: "pick-receiver", value: "p2" }];
  expect(textsOf(renderCard({ ...hello, buttons }, place))).toEqual(["Hello", label]);
  const school = [
    { label: "I called Lindenwood Elementary School", action: "log-call", value: "" },
  ];
  const named = { ...hello, text: "Lindenwood Elementary School: no answer yet", buttons: school };
  expect(textsOf(renderCard(named, place))).toEqual([named.text]);
  expect(textsOf(renderCard({ ...hello, buttons }, placeOn("tab")))).toEqual(["Hello"]);
});

test("only a button that asks for it is the first choice, and twins are told apart by ear", () => {
  const press = { action: "hide", value: "" };
  const buttons = [
    { ...press, label: "Hide", style: "primary" as const },
    { ...press, label: "Hide" },
    { ...press, label: "Hide", spoken: "Hide what Ana wrote" },
    { ...press, label: "Show" },
  ];
  expect(actionsOf(renderCard({ ...hello, buttons }, place))).toMatchObject([
    { style: "positive", tooltip: "Hide, 1 of 3" },
    { tooltip: "Hide, 2 of 3" },
    { tooltip: "Hide what Ana wrote" },
    { title: "Show" },
  ]);
  const page = {
    cards: [
      { ...hello, buttons: buttons.slice(1, 2) },
      { ...hello, buttons },
    ],
    fallback: "",
  };
  expect(JSON.stringify(renderPage(page, place))).toContain("Hide, 3 of 4");
});

test("words that no button can carry stay readable, and their writer is told", () => {
  const noise = Array.from({ length: 15_000 }, (_, at) =>
    String.fromCharCode(0x4e00 + ((at * 7919) % 9000)),
  );
  const card = {
    ...hello,
    buttons: [{ label: "Post", action: "post-as-is", value: noise.join("") }],
  };
  expect(actionsOf(renderCard(card, place))).toEqual([]);
  expect(textsOf(renderCard(card, place)).join()).toContain("too long to wait in a button");
});

const id = "7f2c1f3e-5a1b-4c7d-9e2f-0a1b2c3d4e5";
const mostOf = (field: string): number =>
  words.library.praiseForm.find((one) => one.field === field)?.maxChars ?? 0;
/** So many characters of 64 different ones, in an order that does not repeat. */
const signs = (first: string, count: number): string =>
  Array.from(createHash("shake256", { outputLength: count }).update(first).digest(), (byte) =>
    String.fromCodePoint((first.codePointAt(0) ?? 0) + (byte % 64)),
  ).join("");
const longest = (first: string, people: number) => ({
  ...emptyDraft,
  id: `trigger:${id}`,
  who: Array.from({ length: people }, (_, at) => `${id}${at}`),
  typed: "Constance McAllister",
  saw: signs(first, mostOf("saw")),
  helped: signs(first, mostOf("helped")),
  practice: "choice",
  value: "trust",
});

test.each([
  ["letters", "A"],
  ["Greek", "ά"],
  ["Chinese", "漢"],
  ["emoji", "😀"],
])("a draft of the greatest length in %s comes back from its buttons", (_name, first) => {
  const draft = longest(first, 9);
  const options = [1, 2, 3, 4, 5].map((at) => ({ value: `${id}x${at}`, label: `Ben ${at}` }));
  for (const card of [
    pickCard(words, draft, { options, reason: "several", others: [] }),
    coachCard(words, draft, "One more detail?"),
  ]) {
    const message = renderMessage(card, place);
    expect(schemaFaults(message.attachments[0].content)).toEqual([]);
    expect(bytesOf(message)).toBeLessThan(MOST_BYTES);
    const drawn = actionsOf(message);
    expect(drawn).toHaveLength(card.buttons?.length ?? 0);
    for (const { data } of drawn) {
      const meaning = openMeaning(data, sealing);
      const value = typeof meaning === "object" && meaning.kind === "press" ? meaning.value : "";
      expect(readDraft(value)).toMatchObject({ saw: draft.saw, helped: draft.helped });
    }
  }
});
