import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { askForCall, type Told, tellStory } from "#test/stories/page-story.ts";
import { actorOf, signInAs } from "#test/stories/page-visitor.ts";
import {
  lead,
  type Product,
  principal,
  school,
  startProduct,
} from "#test/stories/playground-rig.ts";
import { listen, type Server } from "#web/server.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
/** In CI a missing browser is a failure, not a reason to skip. */
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
if (skipped) {
  process.stdout.write(`Browser stories are skipped: there is no Chromium at ${CHROMIUM}.\n`);
}

const SCHOOL = `/dashboard/school/${school}`;
const WEEK = "/dashboard/week";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SMALLEST_OUTLINE_PX = 2;
const SMALLEST_TARGET_PX = 44;

let product: Product;
let server: Server;
let browser: Browser;
let told: Told;
let asked: string[] = [];

interface Focused {
  readonly name: string;
  readonly outline: string;
  readonly width: number;
}

/** A page of a browser in which this person is signed in; nobody for "". */
async function visit(as: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  if (as !== "") {
    const value = await signInAs(product.app.product, actorOf("rbps", as));
    await context.addCookies([{ name: "groundswell", value, url: server.url }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.url + path);
  return page;
}

/** What axe objects to in the light, and to the colours in the dark; empty when all is well. */
async function objections(page: Page): Promise<string> {
  // A list of dozens is the same as its first lines.
  await page.evaluate(
    "for (const each of document.querySelectorAll('details:not(:has(li:nth-child(9)))')) each.open = true",
  );
  await page.evaluate(axe.source);
  const found = [await violations(page, "{}")];
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
  found.push(await violations(page, "{ runOnly: ['color-contrast'] }"));
  return found.filter((each) => each !== "").join("\n");
}

async function violations(page: Page, options: string): Promise<string> {
  return await page.evaluate<string>(
    `axe.run(document, ${options}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(", ")).join("\\n"))`,
  );
}

describe.skipIf(skipped)("the pages in a browser", () => {
  beforeAll(async () => {
    product = await startProduct();
    told = await tellStory(product);
    await askForCall(product, told.silent.site.id);
    server = await listen(product.app.web, { host: "127.0.0.1", port: 0 });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await product?.stop();
  });
  afterEach(async () => {
    asked = [];
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  test.each(["en-US", "es-MX"])(
    "axe has no objection in %s, in the light or in the dark",
    async (locale) => {
      for (const [as, path] of [
        [principal, SCHOOL],
        [lead, `${WEEK}?said=called`],
      ] as const) {
        const page = await visit(as, path, { locale, colorScheme: "light" });
        expect(await page.evaluate("document.documentElement.lang")).toBe(locale.slice(0, 2));
        expect(await objections(page)).toBe("");
      }
    },
  );

  test("axe has no objection to a page that somebody may not see", async () => {
    expect(await objections(await visit("", WEEK))).toBe("");
    expect(await objections(await visit(principal, WEEK))).toBe("");
  });

  test("whoever has no script ticks off a call, and signs out", async () => {
    const page = await visit(lead, WEEK, { ...PHONE, javaScriptEnabled: false });
    const called = page.getByRole("button", { name: `Called ${told.silent.site.name}` });
    await called.click();
    await page.getByRole("status").getByText("Noted.").waitFor();
    expect(await called.count()).toBe(0);
    await page.getByRole("group").getByText("No answer yet").click();
    await page.getByRole("link", { name: told.silent.site.name }).first().click();
    await page.getByRole("heading", { level: 1, name: told.silent.site.name }).waitFor();
    await page.getByRole("link", { name: "Español" }).click();
    await page.getByRole("heading", { name: "Lo que sigue" }).waitFor();
    await page.getByRole("button", { name: "Cerrar sesión", exact: true }).click();
    await page.getByRole("heading", { name: "Sesión cerrada" }).waitFor();
    await page.goto(server.url + WEEK);
    await page.getByRole("heading", { name: "Inicie sesión, por favor" }).waitFor();
  });

  test("a page asks nobody but us, and the browser has no complaint of it", async () => {
    const complaints: string[] = [];
    const page = await visit(principal, "/dashboard");
    page.on("console", (message) => complaints.push(message.text()));
    await page.reload();
    expect([...new Set(asked.map((url) => new URL(url).origin))]).toEqual([server.url]);
    expect(complaints).toEqual([]);
  });

  test("the keyboard reaches everything in its order, and shows where it is", async () => {
    const page = await visit(lead, WEEK);
    const wanted = await page.evaluate<string[]>(
      `[...document.querySelectorAll("a, button, summary")]
        .filter((each) => each.checkVisibility()).map((each) => each.textContent)`,
    );
    const reached: string[] = [];
    for (const _each of wanted) {
      await page.keyboard.press("Tab");
      const { name, outline, width } = await page.evaluate<Focused>(
        `(({ textContent: name }, { outlineStyle: outline, outlineWidth }) =>
          ({ name, outline, width: Number.parseFloat(outlineWidth) })
        )(document.activeElement, getComputedStyle(document.activeElement))`,
      );
      reached.push(name);
      expect(outline).toBe("solid");
      expect(width).toBeGreaterThanOrEqual(SMALLEST_OUTLINE_PX);
    }
    expect(reached).toEqual(wanted);
    expect(reached.length).toBeGreaterThan(10);
  });

  test("the skip link shows itself at the first key, and leads past the header", async () => {
    const page = await visit(principal, SCHOOL);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the content" });
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toBe("#main");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.getAttribute('href')")).toContain("mailto:");
  });

  test("nothing has to be scrolled sideways, on a small phone, zoomed in, or in large letters", async () => {
    const pages = [
      await visit(principal, `${SCHOOL}?lang=es`),
      await visit(lead, `${WEEK}?lang=es`),
    ];
    for (const page of pages) {
      await page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.open = true",
      );
      for (const [size, letters] of [
        [{ width: 320, height: 640 }, "100%"],
        [{ width: 640, height: 400 }, "100%"],
        [{ width: 390, height: 844 }, "200%"],
      ] as const) {
        await page.setViewportSize(size);
        await page.evaluate(`document.documentElement.style.fontSize = "${letters}"`);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
        const least = await page.evaluate(
          "Math.min(...[...document.querySelectorAll('button')].map((each) => each.offsetHeight))",
        );
        expect(least).toBeGreaterThanOrEqual(SMALLEST_TARGET_PX);
      }
    }
  });
});
