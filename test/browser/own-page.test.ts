import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPlayground } from "#test/browser/start-playground.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
/** One for each side of a printed page. */
const SIDE = /\/Type \/Page\b/g;
const NUMBER = /type (\d{3})\./;
/** In CI a missing browser is a failure, not a reason to skip. */
const skipped = !(existsSync(CHROMIUM) || process.env.CI);

describe.skipIf(skipped)("the own page, from the chat to the browser", () => {
  let playground: Awaited<ReturnType<typeof startPlayground>>;
  let browser: Browser;

  beforeAll(async () => {
    playground = await startPlayground();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  /** A principal's chat in a browser of its own. */
  async function visit(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${playground.url}/playground`);
    await page.getByRole("button", { name: "Principal" }).click();
    await page.getByText("· Principal").first().waitFor();
    return page;
  }

  /** How many sides of paper the one page of what is in the way takes. */
  async function onePaper(page: Page): Promise<number> {
    await page.goto(`${playground.url}/dashboard/one-page/plate_full`);
    await page.getByRole("heading", { name: "Our plate is already full" }).waitFor();
    expect(await objections(page)).toBe("");
    const paper = await page.pdf({ format: "Letter" });
    await page.close();
    return paper.toString("latin1").match(SIDE)?.length ?? 0;
  }

  /** What the chat answers to "/pl dashboard": its link, opened in a new tab, and its number. */
  async function openLink(chat: Page) {
    const notes = chat.getByRole("article").filter({ hasText: "The link works once" });
    const before = await notes.count();
    await chat.getByLabel("Message", { exact: true }).fill("/pl dashboard");
    await chat.keyboard.press("Enter");
    await expect.poll(async () => await notes.count()).toBe(before + 1);
    const note = notes.last();
    const number = NUMBER.exec((await note.textContent()) ?? "")?.[1] ?? "";
    const opened = chat.waitForEvent("popup");
    await note.getByRole("link", { name: "Open my page" }).click();
    const page = await opened;
    await page.getByRole("heading", { name: "Open your page" }).waitFor();
    return { page, number };
  }

  test("a link, a press and a number open it; the next time the press is enough", async () => {
    const context = await browser.newContext();
    const chat = await visit(context);
    const { page, number } = await openLink(chat);
    expect(await objections(page)).toBe("");
    await page.getByLabel("three-digit number").fill(number);
    await page.keyboard.press("Enter");
    await page.getByText("Signed in as").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/dashboard/);
    expect(await onePaper(await context.newPage())).toBe(1);
    await chat.bringToFront();
    const next = await openLink(chat);
    expect(await next.page.getByLabel("three-digit number").count()).toBe(0);
    await next.page.getByRole("button", { name: "Open my page" }).click();
    await next.page.getByText("Signed in as").waitFor();
    await next.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await next.page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Please sign in" }).waitFor();
    await context.close();
  });

  test("works without a script in Spanish, and says what was wrong where it was", async () => {
    const chat = await visit(await browser.newContext());
    const { page: opened, number } = await openLink(chat);
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: "es-US" });
    const page = await plain.newPage();
    await page.goto(opened.url());
    const wrong = number === "000" ? "001" : "000";
    await page.getByLabel("tres cifras").fill(wrong);
    await page.getByRole("button", { name: "Abrir mi página" }).click();
    await page.getByText("Le queda un intento").waitFor();
    await page.getByLabel("tres cifras").fill(number);
    await page.getByRole("button", { name: "Abrir mi página" }).click();
    await page.getByText("Sesión de").waitFor();
    await plain.close();
  });

  test("a form on another site neither signs in nor out", async () => {
    const context = await browser.newContext();
    const chat = await visit(context);
    const { page, number } = await openLink(chat);
    const evil = await context.newPage();
    const ticket = await page.locator('input[name="ticket"]').inputValue();
    const fields = `<input name="ticket" value="${ticket}"><input name="number" value="${number}">`;
    await evil.setContent(
      `<form method="post" action="${page.url()}">${fields}<button>Go</button>`,
    );
    await evil.getByRole("button", { name: "Go" }).click();
    await evil.getByRole("heading", { name: "Please press the button here" }).waitFor();
    await evil.getByRole("link", { name: "Open the link in this browser" }).click();
    await evil.getByLabel("three-digit number").fill(number);
    await evil.getByRole("button", { name: "Open my page" }).click();
    await evil.getByText("Signed in as").waitFor();
    const foreign = await context.newPage();
    await foreign.setContent(
      `<form method="post" action="${playground.url}/sign-out"><button>Go</button>`,
    );
    await foreign.getByRole("button", { name: "Go" }).click();
    await foreign.getByRole("heading", { name: "Please try that again" }).waitFor();
    await evil.reload();
    await evil.getByText("Signed in as").waitFor();
    await context.close();
  });
});

/** What axe objects to, one line each; empty when all is well. */
async function objections(page: Page): Promise<string> {
  // A page without scripts refuses them; the tool brings its own.
  return await page.evaluate<string>(
    `${axe.source}; axe.run(document).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(", ")).join("\\n"))`,
  );
}
