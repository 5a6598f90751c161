import { describe, expect, test } from "vitest";
import { checkMessage, checkView } from "./fake-slack/block-kit.ts";
import { readTokens } from "./fake-slack/mrkdwn-tokens.ts";
import type { Json } from "./fake-slack/types.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const button = (more: Json = {}) => ({ type: "button", text: plain("Go"), ...more });
const actions = (...elements: Json[]) => ({ type: "actions", elements });
const accessory = (element: Json) => ({ type: "section", text: mrkdwn("x"), accessory: element });
const option = (value: string) => ({ text: plain("Label"), value });
const select = (more: Json) => accessory({ type: "static_select", action_id: "a", ...more });
const input = (element: Json, more: Json = {}) => ({
  type: "input",
  label: plain("Label"),
  element,
  ...more,
});
const times = (count: number, item: Json) => Array.from({ length: count }, () => item);
const long = (length: number) => "x".repeat(length);

describe("Slack takes what keeps its limits", () => {
  test.each<[string, Json[]]>([
    ["fifty dividers", times(50, { type: "divider" })],
    ["a full section", [{ type: "section", text: mrkdwn(long(3000)) }]],
    ["ten fields", [{ type: "section", fields: times(10, mrkdwn("x")) }]],
    ["25 buttons", [actions(...times(25, button()))]],
    ["a full button", [actions(button({ value: long(2000), style: "danger" }))]],
    ["a select", [select({ options: [option("a")], initial_option: option("a") })]],
  ])("%s", (_name, blocks) => {
    expect(checkMessage({ text: "x", blocks })).toEqual([]);
  });

  test("a modal with inputs and a home page", () => {
    const words = { type: "plain_text_input", action_id: "w", max_length: 3000 };
    const blocks = [input(words)];
    const modal = { type: "modal", title: plain(long(24)), submit: plain("Send"), blocks };
    expect(checkView(modal)).toEqual([]);
    expect(checkView({ type: "home", blocks: times(100, { type: "divider" }) })).toEqual([]);
  });
});

describe("Slack refuses a message with", () => {
  test.each<[string, Json[]]>([
    ["51 blocks", times(51, { type: "divider" })],
    ["a block it does not know", [{ type: "sparkle" }]],
    ["a disabled button", [actions(button({ disabled: true }))]],
    ["a plain style", [actions(button({ style: "default" }))]],
    ["a long label", [actions({ type: "button", text: plain(long(76)) })]],
    ["a mrkdwn label", [actions({ type: "button", text: mrkdwn("Go") })]],
    ["a long value", [actions(button({ value: long(2001) }))]],
    ["a long spoken label", [actions(button({ accessibility_label: long(76) }))]],
    ["a script for a link", [actions(button({ url: "javascript:alert(1)" }))]],
    ["26 buttons", [actions(...times(26, button()))]],
    ["no buttons", [actions()]],
    ["a twin action", [actions(button({ action_id: "a" }), button({ action_id: "a" }))]],
    ["twin blocks", times(2, { type: "divider", block_id: "b" })],
    ["a long block id", [{ type: "divider", block_id: long(256) }]],
    ["a mrkdwn header", [{ type: "header", text: mrkdwn("x") }]],
    ["a long header", [{ type: "header", text: plain(long(151)) }]],
    ["a long section", [{ type: "section", text: mrkdwn(long(3001)) }]],
    ["an empty section", [{ type: "section" }]],
    ["an empty text", [{ type: "section", text: mrkdwn("") }]],
    ["eleven fields", [{ type: "section", fields: times(11, mrkdwn("x")) }]],
    ["a long field", [{ type: "section", fields: [mrkdwn(long(2001))] }]],
    ["eleven small prints", [{ type: "context", elements: times(11, mrkdwn("x")) }]],
    ["an image without words", [{ type: "image", image_url: "https://example.org/a.png" }]],
    ["no options", [select({ options: [] })]],
    ["101 options", [select({ options: times(101, option("a")) })]],
    ["a long option value", [select({ options: [option(long(151))] })]],
    ["a strange start", [select({ options: [option("a")], initial_option: option("b") })]],
    ["eleven boxes", [accessory({ type: "checkboxes", options: times(11, option("a")) })]],
    ["six overflows", [accessory({ type: "overflow", options: times(6, option("a")) })]],
    ["a field to type in", [input({ type: "plain_text_input" })]],
    ["too much of all", times(5, { type: "section", text: mrkdwn(long(2900)) })],
    ["a long word in UTF-16", [{ type: "header", text: plain("🎉".repeat(76)) }]],
    ["a confirmation without words", [actions(button({ confirm: { title: plain("x") } }))]],
    ["an emoji in mrkdwn", [{ type: "section", text: { ...mrkdwn("x"), emoji: true } }]],
  ])("%s", (_name, blocks) => {
    expect(checkMessage({ text: "x", blocks })).not.toEqual([]);
  });

  test("neither text nor blocks", () => {
    expect(checkMessage({ text: " " })).toHaveLength(1);
  });
});

describe("Slack refuses a view with", () => {
  const modal = (more: Json) => ({ type: "modal", title: plain("Title"), blocks: [], ...more });
  const words = (more: Json = {}) => input({ type: "plain_text_input", ...more });

  test.each<[string, Json]>([
    ["inputs and no submit", modal({ blocks: [words()] })],
    ["a long title", modal({ title: plain(long(25)) })],
    ["long metadata", modal({ private_metadata: long(3001) })],
    ["a long callback", modal({ callback_id: long(256) })],
    ["101 blocks", modal({ blocks: times(101, { type: "divider" }) })],
    ["a long field", modal({ submit: plain("Go"), blocks: [words({ max_length: 3001 })] })],
    [
      "a long start",
      modal({ submit: plain("Go"), blocks: [words({ initial_value: long(3001) })] }),
    ],
    ["a button as field", modal({ submit: plain("Go"), blocks: [input(button())] })],
    [
      "two focuses",
      modal({ submit: plain("Go"), blocks: times(2, words({ focus_on_load: true })) }),
    ],
    ["a title on the home page", { type: "home", title: plain("x"), blocks: [] }],
    ["markdown", modal({ blocks: [{ type: "markdown", text: "x" }] })],
    ["another type", { type: "sheet", blocks: [] }],
  ])("%s", (_name, view) => {
    expect(checkView(view)).not.toEqual([]);
  });
});

describe("tokens in mrkdwn are read as Slack reads them", () => {
  test.each([
    ["<!channel> hi", "everyone"],
    ["<!here|here>", "everyone"],
    ["<@U0ANA>", "person"],
    ["<@W0ANA|ana>", "person"],
    ["<#C0STAFF|staff>", "channel"],
    ["<!subteam^S012|@all>", "group"],
    ["<https://example.org|click>", "link"],
    ["<!date^1763900000^{date_short_pretty} at {time}|Monday>", "date"],
    ["<!date^1763900000^{time}>", "malformed"],
    ["a < b", "malformed"],
    ["R&D", "malformed"],
    ["<javascript:x|y>", "malformed"],
  ])("%s is %s", (text, kind) => {
    expect(readTokens(text).map((token) => token.kind)).toEqual([kind]);
  });

  test("escaped text holds none", () => {
    expect(readTokens("&lt;!channel&gt; R&amp;D > quoted")).toEqual([]);
  });
});
