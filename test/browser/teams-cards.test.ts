import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readInputs, withInputs } from "#adapters/teams/read-inputs.ts";
import { type AdaptiveCard, renderCard, renderForm, renderPage } from "#adapters/teams/render.ts";
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
import { type CardPage, startCardPage } from "./teams-page.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
/** More presses than any card has stops. */
const MOST_TABS = 60;
const MORE_TABS = 5;
const PHONE = 360;
/** In CI a missing browser is a failure, not a reason to skip. */
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
if (skipped) process.stdout.write(`Cards are not drawn: there is no Chromium at ${CHROMIUM}.\n`);

/** What the library says of what only Teams knows: a chart, and a search that brings its choices. */
const KNOWN = [
  /^\d+: Unknown element type "Chart\.(HorizontalBar|HorizontalBar\.Stacked|Line)"\. Fallback will be used if present\.$/,
  /^\d+: An Input\.ChoiceSet must have at least one choice defined\.$/,
];

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
function drawnOn(surface: "message" | "tab"): (readonly [string, AdaptiveCard])[] {
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

/** Draws a card, and tells what the library objects to. */
async function draw(card: AdaptiveCard): Promise<string[]> {
  const said = await page.evaluate<string[]>(`draw(${JSON.stringify(card)})`);
  return said.filter((line) => !KNOWN.some((known) => known.test(line)));
}

/** What axe finds serious, one line each. */
async function objections(): Promise<string> {
  return await page.evaluate<string>(`axe.run(document).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(", ")).join("\\n"))`);
}

interface Look {
  /** All words of the card, with single spaces. */
  readonly shown: string;
  /** How many buttons there are. */
  readonly controls: number;
  /** Words that stand outside of the page, or of what holds them. */
  readonly overflowing: readonly string[];
}

/** What a card looks like, in one question: the way to the browser takes longer than the answer. */
async function look(): Promise<Look> {
  return await page.evaluate<Look>(`({
    shown: document.querySelector("main").textContent.replace(/\\s+/g, " "),
    controls: document.querySelectorAll("main button").length,
    overflowing: [...document.querySelectorAll("body, main *")]
      .filter((each) => each.getBoundingClientRect().right > innerWidth)
      .map((each) => each.outerHTML.slice(0, 120)),
  })`);
}

const STOPS = "main input:not([list]), main textarea, main select, main button";

/** The inputs and buttons that Tab has not been to. */
async function missed(): Promise<string[]> {
  return await page.evaluate<string[]>(`[...document.querySelectorAll("${STOPS}")]
    .filter((each) => each.dataset.reached !== "yes").map((each) => each.outerHTML.slice(0, 120))`);
}

/** The names of all inputs and buttons that Tab does not reach. */
async function unreached(): Promise<string[]> {
  const count = await page.evaluate<number>(`(() => {
    document.activeElement.blur();
    const stops = [...document.querySelectorAll("${STOPS}")];
    for (const each of stops) delete each.dataset.reached;
    return stops.length;
  })()`);
  for (let at = 0; at < Math.min(count, MOST_TABS); at += 1) await page.keyboard.press("Tab");
  let left = await missed();
  // Other things than these may be on the way.
  for (let more = 0; left.length > 0 && more < MORE_TABS; more += 1) {
    await page.keyboard.press("Tab");
    left = await missed();
  }
  return left;
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
    ["tab", 800],
  ] as const)(
    "everybody can read and reach all of each %s at %i pixels",
    async (surface, width) => {
      await visit(width);
      for (const [name, card] of drawnOn(surface)) {
        expect([name, await draw(card)]).toEqual([name, []]);
        const { shown, controls, overflowing } = await look();
        for (const text of textsOf(card)) expect(shown).toContain(text.replace(/\s+/g, " ").trim());
        const links = linksOf(card).length;
        expect([name, controls]).toEqual([name, links + actionsOf(card).length]);
        expect([name, overflowing]).toEqual([name, []]);
        // Which keys and names there are is the same at any width: it is looked at on a phone.
        if (width > PHONE) continue;
        expect([name, await unreached()]).toEqual([name, []]);
        expect([name, await objections()]).toEqual([name, ""]);
      }
    },
  );

  describe("on a phone", () => {
    beforeEach(async () => {
      await visit(360);
    });

    test("a teacher fills in the form with the keyboard, and it arrives as it was typed", async () => {
      const form = forms.praise ?? expect.fail("No form.");
      await draw(renderForm(form, placeOn("tab")));
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
      await draw(renderForm(picked, placeOn("message")));
      await page.getByRole("checkbox", { name: "Something else" }).uncheck();
      await page.getByRole("button", { name: "Send" }).click();
      const { data } = await page.evaluate<{ data: unknown }>("pressed");
      const read = { pitfalls: ["planning_time"], more: ["vacancies"], other: "" };
      expect(readInputs(form, data)).toEqual(read);
    });

    test("somebody who forgot what is needed is told at the input, and nothing is sent", async () => {
      const form = forms.question ?? expect.fail("No form.");
      await draw(renderForm(form, placeOn("message")));
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
      await draw(renderCard({ title: wild, text, fallback: "x" }, placeOn("message")));
      const shown = (await page.locator("main").textContent()) ?? "";
      expect(shown.replaceAll("\u200B", "")).toContain(text);
      expect(await page.locator("main :is(img, a, strong, em)").count()).toBe(0);
      expect(await page.getByRole("heading").textContent()).toContain("‹img src=x");
    });

    test("the inputs of a form are the ones that were drawn, each with its name", async () => {
      for (const form of Object.values(forms)) {
        const card = renderForm(form, placeOn("tab"));
        await draw(card);
        for (const { label } of inputsOf(card)) {
          expect(await page.getByText(String(label), { exact: false }).count()).toBeGreaterThan(0);
        }
      }
    });
  });
});
