import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { renderCard, renderPage } from "#adapters/slack/render.ts";
import { readButton } from "#adapters/slack/view.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { cardGallery } from "#messages/gallery.ts";
import { coachCard, emptyDraft, pickCard, readDraft } from "#messages/praise-form.ts";
import type { Button, Card } from "#ports/card.ts";
import { checkMessage } from "#test/platform/fake-slack/block-kit.ts";
import { words } from "#test/words.ts";

const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
const sealing = { box, workspace: "T0001" };
const hello: Card = { text: "Hello", fallback: "Hello" };

interface Drawn {
  readonly label: string;
  readonly action_id: string;
  readonly value: string;
  readonly spoken: string | undefined;
  readonly style: string | undefined;
}

const drawnIn = (card: Card): Drawn[] =>
  renderCard(card, sealing).blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((element) =>
          element.type === "button" && element.url === undefined
            ? [
                {
                  label: element.text.text,
                  action_id: element.action_id ?? "",
                  value: element.value ?? "",
                  spoken: element.accessibility_label,
                  style: element.style,
                },
              ]
            : [],
        )
      : [],
  );
const press = (label: string, more: Partial<Button> = {}): Button => ({
  label,
  action: "answer",
  value: "w1|s1|yes",
  ...more,
});

test.each(Object.entries(cardGallery(words)))(
  "every button of the card %s comes back as it was",
  (_name, card) => {
    const pressed = drawnIn(card).map(({ action_id, value }) =>
      readButton(action_id, value, sealing),
    );
    expect(pressed).toEqual(card.buttons?.map(({ action, value }) => ({ action, value })) ?? []);
  },
);

test("only a button that asks for it is primary; buttons stand in rows of five", () => {
  const buttons = [
    press("One", { style: "primary" }),
    ...["2", "3", "4", "5", "6"].map((n) => press(n)),
  ];
  const drawn = drawnIn({ ...hello, buttons });
  expect(drawn.map(({ style }) => style)).toEqual(["primary", ...Array(5).fill(undefined)]);
  expect(new Set(drawn.map(({ action_id }) => action_id)).size).toBe(6);
  expect(renderCard({ ...hello, buttons }, sealing).blocks).toHaveLength(3);
});

test("somebody who listens can tell buttons with one label apart", () => {
  const named = press("Hide", { spoken: "Hide what Ana wrote" });
  const drawn = drawnIn({ ...hello, buttons: [press("Hide"), press("Yes"), press("Hide"), named] });
  expect(drawn.map(({ spoken }) => spoken)).toEqual([
    "Hide, 1 of 3",
    undefined,
    "Hide, 2 of 3",
    "Hide what Ana wrote",
  ]);
});

test("on a page no two buttons have the same id", () => {
  const card = { ...hello, buttons: [press("Hide"), press("Show")] };
  const text = JSON.stringify(renderPage({ cards: [card, card, card], fallback: "" }, sealing));
  const ids = [...text.matchAll(/"action_id":"([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(6);
  expect(text).toContain("Hide, 3 of 3");
});

test("a button that was changed, moved or made elsewhere means nothing", () => {
  const [drawn = { action_id: "", value: "" }] = drawnIn({ ...hello, buttons: [press("Yes")] });
  const { action_id, value } = drawn;
  expect(readButton(action_id, value, sealing)).toEqual({ action: "answer", value: "w1|s1|yes" });
  expect(readButton("open-wave#1", value, sealing)).toBeUndefined();
  expect(
    readButton(action_id, `${value.slice(0, -1)}${value.endsWith("A") ? "Q" : "A"}`, sealing),
  ).toBeUndefined();
  expect(readButton(action_id, value, { box, workspace: "T0002" })).toBeUndefined();
  expect(readButton(action_id, "w1|s1|yes", sealing)).toBeUndefined();
  expect(readButton("", "", sealing)).toBeUndefined();
  expect(value).not.toContain("w1|s1");
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
  ["letters", "A", 9],
  ["Greek", "ά", 9],
  ["Chinese", "漢", 4],
  ["emoji", "😀", 1],
])("a draft of the greatest length in %s comes back from its buttons", (_name, first, people) => {
  const draft = longest(first, people);
  const options = [1, 2, 3, 4, 5].map((at) => ({ value: `${id}x${at}`, label: `Ben ${at}` }));
  const card = pickCard(words, draft, { options, reason: "several", others: [] });
  const drawn = drawnIn(card);
  expect(checkMessage(renderCard(card, sealing))).toEqual([]);
  expect(drawn).toHaveLength(6);
  for (const { action_id, value } of drawn) {
    const read = readButton(action_id, value, sealing);
    expect(readDraft(read?.value ?? "")).toMatchObject({ saw: draft.saw, helped: draft.helped });
  }
});

test("words that no button can carry stay readable, and their writer is told", () => {
  const noise = Array.from(randomBytes(2400), (byte) => String.fromCodePoint(0x20000 + byte * 97));
  const draft = { ...longest("A", 10), saw: noise.join("") };
  const card = coachCard(words, draft, "One more detail?");
  const message = renderCard(card, sealing);
  expect(checkMessage(message)).toEqual([]);
  expect(drawnIn(card)).toEqual([]);
  expect(JSON.stringify(message.blocks)).toContain("too long to wait in a button");
  expect(JSON.stringify(message.blocks)).toContain(noise.slice(0, 300).join(""));
});
