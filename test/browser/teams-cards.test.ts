import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readInputs, withInputs } from "#adapters/teams/read-inputs.ts";
import { renderCard, renderForm, renderPage } from "#adapters/teams/render.ts";
import { openMeaning } from "#adapters/teams/sealed-meaning.ts";
import { cardGallery, formGallery, pageGallery } from "#messages/gallery.ts";
import {
  actionsOf,
  inputsOf,
  linksOf,
  placeOn,
  sealing,
  textsOf,
} from "#test/unit/adaptive-cards.ts";
import { words } from "#test/words.ts";
import {
  AT_ONCE,
  draw,
  drawAll,
  lookAtAll,
  type Named,
  objections,
  unreached,
} from "./card-looks.ts";
import { type CardPage, startCardPage } from "./teams-page.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
const PHONE = 360;
/** In CI a missing browser is a failure, not a reason to skip. */
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
if (skipped) process.stdout.write(`Cards are not drawn: there is no Chromium at ${CHROMIUM}.\n`);

const forms = formGallery(words);
const wrong = {
  who: 'I can\'t find "Ana". Did you mean Ben Cho (Principal, Lindenwood)?',
  saw: "Can you add what they did?",
  pitfalls: "Pick at most three.",
  question: "Please write your question.",
};
const typed = {
  who: "p2/Ben%20Cho/Teacher%2C%20Oak",
  "who.typed": "Ana",
  saw: "Great job!",
  share: "site",
  pitfalls: "planning_time,other",
  question: "When?",
};

/** The gallery's cards and forms in messages, and its forms and pages in the tab. */
function drawnOn(surface: "message" | "tab"): Named[] {
  const place = placeOn(surface);
  const cards = Object.entries(cardGallery(words)).map(
    ([name, card]) => [name, renderCard(card, place)] as const,
  );
  const filled = Object.entries(forms).flatMap(([name, form]) => {
    const again = renderForm(withInputs(form, typed), place, { errors: wrong });
    return [[name, renderForm(form, place)] as const, [`${name} with errors`, again] as const];
  });
  const pages = Object.entries(pageGallery(words)).flatMap(([name, page]) =>
    renderPage(page, place).map((card, at) => [`${name} ${at}`, card] as const),
  );
  return surface === "message" ? [...cards, ...filled] : [...filled, ...pages];
}

let served: CardPage;
let browser: Browser;
let page: Page;

async function visit(width: number): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 740 } });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(served.url);
  await page.evaluate(axe.source);
  await page.evaluate(
    "document.addEventListener('focusin', ({ target }) => { target.dataset.reached = 'yes' })",
  );
}

/** Draws the cards, and finds each as it was meant. */
async function expectReadable(cards: readonly Named[]): Promise<void> {
  expect(await drawAll(page, cards)).toEqual(cards.map(([name]) => [name, []]));
  const looks = await lookAtAll(page);
  for (const [at, [name, card]] of cards.entries()) {
    const { shown, controls, overflowing } = looks[at] ?? expect.fail(`${name} is not drawn.`);
    for (const text of textsOf(card)) expect(shown).toContain(text.replace(/\s+/g, " ").trim());
    const links = linksOf(card).length;
    expect([name, controls]).toEqual([name, links + actionsOf(card).length]);
    expect([name, overflowing]).toEqual([name, []]);
  }
}

describe.skipIf(skipped)("cards drawn by Microsoft's library", () => {
  beforeAll(async () => {
    served = await startCardPage();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  test.each([
    ["message", 360],
    ["message", 800],
    ["tab", 360],
  ] as const)(
    "everybody can read and reach all of each %s at %i pixels",
    async (surface, width) => {
      await visit(width);
      const all = drawnOn(surface);
      for (let at = 0; at < all.length; at += AT_ONCE) {
        await expectReadable(all.slice(at, at + AT_ONCE));
        // Which keys and names there are is the same at any width: it is looked at on a phone.
        if (width > PHONE) continue;
        expect(await unreached(page)).toEqual([]);
        expect(await objections(page)).toEqual([]);
      }
    },
  );

  describe("on a phone", () => {
    beforeEach(async () => {
      await visit(360);
    });

    test("a teacher fills in the form with the keyboard, and it arrives as it was typed", async () => {
      const form = forms.praise ?? expect.fail("No form.");
      await draw(page, renderForm(form, placeOn("tab")));
      await page.getByLabel("Who did it?").fill("Ben Cho; Ana Ruiz");
      await page.getByLabel("What did they do?").fill("Two *ways*, one room");
      await page.getByLabel("Which practice?").selectOption("Small groups");
      await page.getByRole("button", { name: "Send the thanks" }).focus();
      await page.keyboard.press("Enter");
      const { data } = await page.evaluate<{ data: unknown }>("pressed");
      const meaning = openMeaning(data, sealing);
      if (typeof meaning !== "object" || meaning.kind !== "submit") return expect.fail("Lost.");
      expect(readInputs(meaning.form, data)).toEqual({
        who: ["Ben Cho", "Ana Ruiz"],
        saw: "Two *ways*, one room",
        helped: "",
        practice: "targeted",
        value: "",
        share: "site",
      });
    });

    test("a principal unticks one reason of three, and the others arrive", async () => {
      const form = forms.pitfalls ?? expect.fail("No form.");
      const picked = withInputs(form, { pitfalls: "planning_time,other", more: "vacancies" });
      await draw(page, renderForm(picked, placeOn("message")));
      await page.getByRole("checkbox", { name: "Something else" }).uncheck();
      await page.getByRole("button", { name: "Send" }).click();
      const { data } = await page.evaluate<{ data: unknown }>("pressed");
      const read = { pitfalls: ["planning_time"], more: ["vacancies"], other: "" };
      expect(readInputs(form, data)).toEqual(read);
    });

    test("somebody who forgot what is needed is told at the input, and nothing is sent", async () => {
      const form = forms.question ?? expect.fail("No form.");
      await draw(page, renderForm(form, placeOn("message")));
      await page.getByRole("button", { name: "Ask" }).click();
      await page.getByText("Please fill this in.").waitFor();
      expect(await page.evaluate("pressed")).toBeUndefined();
      await page.getByLabel("Your question").fill("When?");
      await page.getByRole("button", { name: "Ask" }).click();
      const { data } = await page.evaluate<{ data: unknown }>("pressed");
      expect(readInputs(form, data)).toEqual({ question: "When?" });
    });

    test("what people wrote is shown as they wrote it, in a heading too", async () => {
      const wild = '<img src=x onerror="document.title=1"> **bold** [a](https://evil.example)';
      const text = `${wild} {{DATE(2025-01-01T00:00:00Z, SHORT)}}`;
      await draw(page, renderCard({ title: wild, text, fallback: "x" }, placeOn("message")));
      const shown = (await page.locator("main").textContent()) ?? "";
      expect(shown.replaceAll("\u200B", "")).toContain(text);
      expect(await page.locator("main :is(img, a, strong, em)").count()).toBe(0);
      expect(await page.getByRole("heading").textContent()).toContain("‹img src=x");
    });

    test("the inputs of a form are the ones that were drawn, each with its name", async () => {
      for (const form of Object.values(forms)) {
        const card = renderForm(form, placeOn("tab"));
        await draw(page, card);
        for (const { label } of inputsOf(card)) {
          expect(await page.getByText(String(label), { exact: false }).count()).toBeGreaterThan(0);
        }
      }
    });
  });
});
