import { expect, test } from "vitest";
import { renderCard as renderLocal } from "#adapters/local/render.ts";
import { renderCard as renderSlack } from "#adapters/slack/render.ts";
import { renderCard as renderTeams } from "#adapters/teams/render.ts";
import { openPageCard } from "#messages/open-page-card.ts";
import type { Card } from "#ports/card.ts";
import { checkMessage } from "#test/platform/fake-slack/block-kit.ts";
import { words } from "#test/words.ts";
import { cardFaults, linksOf, placeOn, schemaFaults, sealing, typed } from "./adaptive-cards.ts";

const url = `https://bot.example.org/sign-in/rbps/${"aZ09_-".repeat(7)}x`;
const ownPage = openPageCard(words, { url, number: "042" });
const withUrl = (address: string): Card => ({
  ...ownPage,
  links: [{ label: "Open", url: address }],
});

const inSlack = (card: Card) =>
  renderSlack(card, sealing).blocks.flatMap((block) =>
    block.type === "actions" ? block.elements : [],
  );
const inTeams = (card: Card, surface: "message" | "dialog" | "tab" = "message") =>
  linksOf(renderTeams(card, placeOn(surface)));

test("the link to the own page is a button that opens it, on every platform", () => {
  expect(inSlack(ownPage)).toEqual([
    expect.objectContaining({
      type: "button",
      url,
      text: expect.objectContaining({ text: "Open my page" }),
    }),
  ]);
  for (const surface of ["message", "dialog", "tab"] as const) {
    expect(inTeams(ownPage, surface)).toEqual([
      { type: "Action.OpenUrl", title: "Open my page", url, style: "positive" },
    ]);
  }
  expect(renderLocal(ownPage).links).toEqual([{ label: "Open my page", url }]);
});

test("a link that stands beside buttons leaves them as they are", () => {
  const buttons = [{ label: "Done", action: "log-call", value: "c1" }];
  const card = { ...ownPage, buttons };
  expect(checkMessage(renderSlack(card, sealing))).toEqual([]);
  const ids = inSlack(card).map((element) => ("action_id" in element ? element.action_id : ""));
  expect(new Set(ids).size).toBe(2);
  const drawn = renderTeams(card, placeOn("message"));
  expect([...cardFaults(drawn), ...schemaFaults(drawn)]).toEqual([]);
  expect(typed(drawn, "Action.Execute")).toHaveLength(1);
});

test("what a locked phone shows holds neither the link nor its number", () => {
  const { text } = renderSlack(ownPage, sealing);
  const { fallbackText } = renderTeams(ownPage, placeOn("message"));
  for (const shown of [text, String(fallbackText)]) {
    expect(shown).not.toBe("");
    expect(shown).not.toContain("sign-in");
    expect(shown).not.toContain("042");
  }
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "//evil.example/x",
  "/sign-in/rbps/x",
  "https://user:secret@evil.example/",
  "https://evil.example/|x>",
  `https://bot.example.org/${"a".repeat(1000)}`,
  "no address",
])("an address that a client may read otherwise is no link: %s", (address) => {
  expect(inSlack(withUrl(address))).toEqual([]);
  expect(inTeams(withUrl(address))).toEqual([]);
});

test("more links than a card should have are left out", () => {
  const links = Array.from({ length: 9 }, (_none, at) => ({ label: `${at}`, url }));
  expect(inSlack({ ...ownPage, links })).toHaveLength(3);
  expect(inTeams({ ...ownPage, links })).toHaveLength(3);
});
