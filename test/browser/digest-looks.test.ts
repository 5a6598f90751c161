import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderCard as renderSlack } from "#adapters/slack/render.ts";
import { renderCard as renderTeams } from "#adapters/teams/render.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { cardGallery } from "#messages/gallery.ts";
import type { Card } from "#ports/card.ts";
import { placeOn } from "#test/unit/adaptive-cards.ts";
import { words } from "#test/words.ts";
import { drawPng } from "#web/draw-chart.ts";
import { drawAll, objections } from "./card-looks.ts";
import { drawMessages } from "./slack-blocks.ts";
import { type CardPage, startCardPage } from "./teams-page.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
/** Where pictures are kept for somebody who wants to look. */
const { SHOTS } = process.env;
const NAMES = ["digest", "principal_note", "roundup"] as const;
const PICTURE = "https://bot.example.org/charts/growth.png";
const PHONE = { width: 390, height: 844 };

const cards: readonly (readonly [string, Card])[] = NAMES.map((name) => {
  const card = cardGallery(words)[name];
  if (!card) throw new RangeError(`The gallery has no "${name}".`);
  return [name, withPicture(card)];
});

/** As with an https address: the headline chart has a picture. */
function withPicture(card: Card): Card {
  const [first, ...others] = card.charts ?? [];
  if (!first) return card;
  const picture = { url: PICTURE, alt: `${first.title}. ${first.says}` };
  return { ...card, charts: [{ ...first, picture }, ...others] };
}

let browser: Browser;
let page: Page;
let teams: CardPage;
beforeAll(async () => {
  if (skipped) return;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  teams = await startCardPage();
  page = await browser.newPage({ viewport: PHONE });
  const chart = cards.flatMap(([, card]) => card.charts ?? [])[0];
  const png = chart ? Buffer.from(await drawPng(chart)) : "";
  await page.route(
    PICTURE,
    async (route) => await route.fulfill({ body: png, contentType: "image/png" }),
  );
});
afterAll(async () => {
  await browser?.close();
  await teams?.stop();
});

async function lookAt(name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  const wide = await page.evaluate<string[]>(
    `[...document.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > innerWidth).map((each) => each.outerHTML.slice(0, 90))`,
  );
  expect(wide).toEqual([]);
}

test.skipIf(skipped)(
  "on Slack a phone shows every section, the headline chart with its sentence, and its numbers as a table",
  async () => {
    const sealing = {
      box: createSecretBox([readKey(randomBytes(32).toString("base64"))]),
      workspace: "T1",
    };
    const messages = cards.map(
      ([name, card]) => [name, renderSlack(card, sealing).blocks] as const,
    );
    await page.setContent(await drawMessages(messages));
    await page.waitForFunction(
      "[...document.images].every((each) => each.complete && each.naturalWidth > 0)",
    );
    await page.evaluate(axe.source);
    expect(await objections(page)).toEqual([]);
    const said = await page.evaluate<string>("document.body.innerText.replace(/\\s+/g, ' ')");
    for (const [, { fields = [], charts = [] }] of cards) {
      for (const { label } of fields) expect(said).toContain(label);
      for (const { name = "", values } of charts[0]?.series ?? [])
        expect([name, said.includes(String(values[0] ?? ""))]).toEqual([name, true]);
    }
    expect(await page.getByRole("img").getAttribute("alt")).toContain(
      cards[0]?.[1].charts?.[0]?.says,
    );
    await lookAt("slack");
  },
);

test.skipIf(skipped)(
  "on Teams a phone without charts reads their sentences and the table, after what is to do",
  async () => {
    await page.goto(teams.url);
    const drawn = cards.map(
      ([name, card]) => [name, renderTeams(card, placeOn("message"))] as const,
    );
    expect((await drawAll(page, drawn)).flatMap(([, said]) => said)).toEqual([]);
    const said = await page.evaluate<string>(
      "document.querySelector('main').textContent.replace(/\\s+/g, ' ')",
    );
    const { charts = [], fields = [] } = cards[0]?.[1] ?? {};
    const places = [fields[0]?.label ?? "", ...charts.map(({ says }) => says)].map((text) =>
      said.indexOf(text),
    );
    expect(places.every((at) => at >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await lookAt("teams");
  },
);
