import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, dateToken, escapeText } from "#adapters/slack/mrkdwn.ts";
import { renderCard, renderOptions, renderPage } from "#adapters/slack/render.ts";
import { readButton, readMetadata, renderForm, renderResult } from "#adapters/slack/view.ts";
import { clean, shorten } from "#domain/plain-text.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Card, Form, Option } from "#ports/card.ts";
import { checkMessage, checkView } from "#test/platform/fake-slack/block-kit.ts";
import { readTokens } from "#test/platform/fake-slack/mrkdwn-tokens.ts";
import { card, form, list, option, text } from "./hostile-cards.ts";

const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
const sealing = { box, workspace: "T0001" };
/** Of a link that stands in a card as such; words never become one. */
const WEB = /^https?:\/\/[\w.-]+\//;
const MOST_JSON = 12_000;
const UNSEEN = /(?![\n\t])\p{Cc}|\p{Cs}|[\u{E000}\u{E001}\u{202A}-\u{202E}]/u;

/** Every text that Slack would read as markup, however deep. */
function mrkdwnIn(given: unknown): string[] {
  if (typeof given !== "object" || given === null) return [];
  const inside = Object.values(given).flatMap(mrkdwnIn);
  const isMarkup = "type" in given && given.type === "mrkdwn" && "text" in given;
  return isMarkup ? [String(given.text), ...inside] : inside;
}

/** Every string that a person reads: what is locked is not. */
function stringsIn(given: unknown): string[] {
  if (typeof given === "string") return [given];
  return typeof given === "object" && given !== null ? Object.values(given).flatMap(stringsIn) : [];
}

function expectHarmless(given: unknown): void {
  const tokens = mrkdwnIn(given).flatMap(readTokens);
  expect(tokens.filter(({ kind }) => kind !== "date")).toEqual([]);
  expect(stringsIn(given).filter((one) => UNSEEN.test(one))).toEqual([]);
}

function expectMessage(given: Card): void {
  const message = renderCard(given, sealing);
  expect(checkMessage(message)).toEqual([]);
  expect(JSON.stringify(message.blocks).length).toBeLessThan(MOST_JSON);
  expect(readTokens(message.text)).toEqual([]);
  expectHarmless(message);
  const wanted = (given.buttons ?? []).map(({ action, value }) => ({ action, value }));
  for (const { action_id = "", value = "", url } of pressable(message.blocks)) {
    if (url === undefined) expect(wanted).toContainEqual(readButton(action_id, value, sealing));
    else expect([url, value]).toEqual([expect.stringMatching(WEB), ""]);
  }
}

const pressable = (blocks: ReturnType<typeof renderCard>["blocks"]) =>
  blocks
    .flatMap((block) => (block.type === "actions" ? block.elements : []))
    .flatMap((element) => (element.type === "button" ? [element] : []));

test("no card can mention everyone, fake a link or break a message", { timeout: 60_000 }, () => {
  fc.assert(fc.property(card, expectMessage), { numRuns: 1700 });
});

test("no card can break a modal or a page", () => {
  const page = fc.record({ cards: list(card, 4), fallback: text });
  const expectViews = (given: { readonly cards: Card[]; readonly fallback: string }): void => {
    const views = [
      renderPage(given, sealing),
      ...given.cards.map((one) => renderResult(one, sealing)),
    ];
    for (const view of views) {
      expect(checkView(view)).toEqual([]);
      expectHarmless(view);
    }
  };
  fc.assert(fc.property(page, expectViews), { numRuns: 600 });
});

test("no form can break a modal, and each remembers its context", () => {
  const expectForm = (given: Form): void => {
    const view = renderForm(given, { channel: "C1", ts: "1.2" }, sealing);
    expect(checkView(view)).toEqual([]);
    expectHarmless(view);
    const read = readMetadata(view.private_metadata ?? "", sealing);
    if (given.context.length <= 300) expect(read?.context).toBe(given.context);
    else expect([given.context, undefined]).toContain(read?.context);
  };
  fc.assert(fc.property(form, expectForm), { numRuns: 1500 });
});

test("no search can break a list of choices", () => {
  const asField = (options: readonly Option[]) => ({
    type: "modal",
    title: { type: "plain_text", text: "T" },
    submit: { type: "plain_text", text: "S" },
    blocks: [
      {
        type: "input",
        label: { type: "plain_text", text: "L" },
        element: { type: "static_select", ...renderOptions(options) },
      },
    ],
  });
  const expectOptions = (options: readonly Option[]): void => {
    const first = { value: "first", label: "First" };
    expect(checkView(asField([first, ...options]))).toEqual([]);
    expectHarmless(renderOptions(options));
  };
  fc.assert(fc.property(list(option, 120), expectOptions), { numRuns: 1500 });
});

test("escaped words that are cut keep whole entities and whole characters", () => {
  const limit = fc.integer({ min: 1, max: 200 });
  const expectWhole = (given: string, at: number): void => {
    const escaped = escapeText(clean(given));
    const short = cut(escaped, at);
    expect(short.length).toBeLessThanOrEqual(at);
    expect(readTokens(short)).toEqual([]);
    expect(short).not.toMatch(/\p{Cs}/u);
    expect(escaped.startsWith(short.replace(/…$/, ""))).toBe(true);
    expect(shorten(clean(given), at)).not.toMatch(/\p{Cs}/u);
  };
  fc.assert(fc.property(text, limit, expectWhole), { numRuns: 2000 });
});

test("a date's words cannot leave their token, and a token that is cut is left out", () => {
  const expectOne = (given: string): void => {
    const token = dateToken(new Date("2025-09-24T21:00:00Z"), given);
    const kinds = readTokens(token).map(({ kind }) => kind);
    expect(kinds).toEqual(token.startsWith("<!date^") ? ["date"] : []);
    expect(readTokens(cut(`By ${token}`, 20))).toEqual([]);
  };
  fc.assert(fc.property(text, expectOne), { numRuns: 1000 });
});

test("nobody can press a button or send a context that was made up", () => {
  fc.assert(
    fc.property(text, text, (id, made) => {
      expect(readButton(id, made, sealing)).toBeUndefined();
      expect(readMetadata(made, sealing)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});
