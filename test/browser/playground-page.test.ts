import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startPlayground } from "#test/browser/start-playground.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DEED = "letting students choose the order of their tasks, so that nobody had to wait";
/** More presses than the page has stops. */
const MOST_TABS = 80;
const MARKS = /\p{M}/gu;
const ACCENTED = /[^\p{ASCII}]/u;
/** In CI a missing browser is a failure, not a reason to skip. */
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
if (skipped) {
  process.stdout.write(`Browser stories are skipped: there is no Chromium at ${CHROMIUM}.\n`);
}

const peopleSchema = z.object({
  people: z.array(
    z.object({ id: z.string(), name: z.string(), site: z.object({ id: z.string() }) }),
  ),
});

let playground: Awaited<ReturnType<typeof startPlayground>>;
let browser: Browser;
let asked: string[] = [];
async function findPeople(query: Record<string, string>): Promise<z.infer<typeof peopleSchema>> {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${origin()}/playground/api/people?${search}`);
  return peopleSchema.parse(await response.json());
}

/** A teacher of the first teacher's school whose name nobody else has. */
async function nameOfColleague(): Promise<string> {
  const [teacher] = (await findPeople({ role: "teacher", limit: "1" })).people;
  const site = teacher?.site.id ?? "";
  const { people } = await findPeople({ role: "teacher", site, limit: "10" });
  for (const { id, name } of people) {
    const same = await findPeople({ q: name });
    if (id !== teacher?.id && same.people.length === 1) return name;
  }
  return expect.fail("Every colleague shares a name with somebody.");
}

function origin(): string {
  return new URL(playground.url).origin;
}

function withoutAccents(name: string): string {
  return name.normalize("NFD").replace(MARKS, "").toLowerCase();
}

/** A first visit: nothing is remembered, the steps for newcomers are there. */
async function visit(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${origin()}/playground`);
  await page.getByRole("heading", { name: "Try this" }).waitFor();
  await page.getByRole("log").waitFor();
  return page;
}

/** Tabs to the control with this name, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate<string>(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
    );
    if (label.trim().startsWith(name)) return;
  }
  expect.fail(`Tab never reached "${name}".`);
}

/** What axe objects to, one line each; empty when all is well. */
async function objections(page: Page): Promise<string> {
  await page.evaluate(axe.source);
  return await page.evaluate<string>(
    `axe.run(document).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(", ")).join("\\n"))`,
  );
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.keyboard.press("Enter");
}

async function askForHelp(page: Page): Promise<void> {
  await write(page, "/pl help");
  await page.getByText("Only you can see this").waitFor();
}

/** Opens Wave 1 as its lead, then looks through a principal's eyes. */
async function openWave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Become the PL lead" }).click();
  const message = page.getByLabel("Message", { exact: true });
  await expect.poll(async () => await message.inputValue()).toContain("/pl wave open");
  await message.press("Enter");
  await page.getByRole("button", { name: "Open it for" }).click();
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await page.getByText("No answer yet").waitFor();
  await page.getByRole("button", { name: "Principal" }).click();
}

describe.skipIf(skipped)("the playground's page", () => {
  beforeAll(async () => {
    playground = await startPlayground();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });
  beforeEach(async () => {
    asked = [];
    await fetch(`${origin()}/playground/api/reset`, { method: "POST", body: "{}" });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  test("a teacher without a mouse thanks a colleague, who finds it in the own inbox", async () => {
    const colleague = await nameOfColleague();
    const page = await visit();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.type("/praise");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type(colleague);
    await page.getByRole("option", { name: colleague, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEED);
    await tabTo(page, "Send the thanks");
    await page.keyboard.press("Enter");
    await page.getByText("Only you can see this").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await tabTo(page, "Someone else");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type(colleague);
    await page.getByRole("option", { name: colleague, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(`as ${colleague} ·`).waitFor();
    await page.getByRole("log").getByText(DEED).waitFor();
  });

  test("a principal answers by button, and the message shows the answer", async () => {
    const page = await visit();
    await openWave(page);
    const yes = page.getByRole("log").getByRole("button", { name: "Yes" });
    await yes.click();
    await yes.waitFor({ state: "detached" });
    await page.getByRole("log").getByText("Answered by").waitFor();
  });

  test("a principal who says not yet picks at most three reasons", async () => {
    const page = await visit();
    await openWave(page);
    await page.getByRole("log").getByRole("button", { name: "Not yet" }).click();
    const boxes = page.getByRole("dialog").getByRole("checkbox");
    for (const index of [0, 1, 2]) await boxes.nth(index).check();
    expect(await boxes.nth(3).isDisabled()).toBe(true);
    await page.getByText("3 picked").waitFor();
  });

  test("a colleague with an accent in the name is found by typing without it", async () => {
    const { people } = await findPeople({ limit: "400" });
    const name = people.find((person) => ACCENTED.test(person.name))?.name ?? "";
    expect(withoutAccents(name)).not.toBe(name.toLowerCase());
    const page = await visit();
    await page.getByRole("button", { name: "Someone else" }).click();
    await page.getByLabel("Name or school").fill(withoutAccents(name));
    await page.getByRole("option", { name }).first().click();
    await page.getByText(`as ${name} ·`).waitFor();
  });

  test("somebody who forgot a field is told where, and keeps what was typed", async () => {
    const page = await visit();
    await write(page, "/praise");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What did they do?").fill(DEED);
    await dialog.getByRole("button", { name: "Send the thanks" }).click();
    await dialog.getByText("Please choose a colleague.").waitFor();
    expect(await dialog.getByLabel("What did they do?").inputValue()).toBe(DEED);
  });

  test("a name that looks like markup is shown as it was typed", async () => {
    const page = await visit();
    const text = "/praise <img src=x onerror=document.title='broken'> for nothing";
    await write(page, text);
    await page.getByRole("log").getByText(text).waitFor();
    expect(await page.getByRole("log").locator("img[src=x]").count()).toBe(0);
  });

  test("somebody who starts over is asked first, and then sees a fresh district", async () => {
    const page = await visit();
    await askForHelp(page);
    await page.getByRole("button", { name: "The playground's clock" }).click();
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await page.getByText("Nothing here yet").waitFor();
  });

  test("somebody on a phone reaches everything without scrolling sideways", async () => {
    const page = await visit(PHONE);
    const wide = (): Promise<number> =>
      page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    expect(await wide()).toBe(0);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("button", { name: "PL lead" }).click();
    await write(page, "/pl wave open Wave 1");
    await page.getByRole("button", { name: "Open it for" }).waitFor();
    expect(await wide()).toBe(0);
    expect(await objections(page)).toBe("");
    await write(page, "/praise");
    await page.getByRole("dialog").waitFor();
    expect(await wide()).toBe(0);
    const send = await page.getByRole("button", { name: "Send the thanks" }).boundingBox();
    expect(send?.height).toBeGreaterThanOrEqual(44);
  });

  test.each(["light", "dark"] as const)("axe has no objection in the %s look", async (look) => {
    const page = await visit({ colorScheme: look });
    expect(await objections(page)).toBe("");
    await askForHelp(page);
    expect(await objections(page)).toBe("");
    await write(page, "/praise");
    await page.getByRole("dialog").waitFor();
    await page.getByRole("button", { name: "Send the thanks" }).click();
    await page.getByText("Please choose a colleague.").waitFor();
    expect(await objections(page)).toBe("");
  });

  test("nothing the page does leaves its own origin", async () => {
    await askForHelp(await visit());
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((url) => new URL(url).origin !== origin())).toEqual([]);
  });
});
