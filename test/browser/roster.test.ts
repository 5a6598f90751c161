import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { strToU8, zipSync } from "fflate";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startPlayground } from "#test/browser/start-playground.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const FOLDER = "sample-district/oneroster-1.2";
const TABLES = ["manifest.csv", "orgs.csv", "users.csv", "roles.csv"];
const SMALLEST_TARGET_PX = 44;
/** In CI a missing browser is a failure, not a reason to skip. */
const skipped = !(existsSync(CHROMIUM) || process.env.CI);

let playground: Awaited<ReturnType<typeof startPlayground>>;
let browser: Browser;

/** The sample's own export, each table changed by `change`. */
function rosterZip(change: (name: string, text: string) => string) {
  const files = TABLES.map((name) => {
    const text = readFileSync(`${FOLDER}/${name}`, "utf8");
    return [name, strToU8(change(name, text))] as const;
  });
  const buffer = Buffer.from(zipSync(Object.fromEntries(files)));
  return { name: "roster.zip", mimeType: "application/zip", buffer };
}

/** One school gets another name. */
const renamed = () =>
  rosterZip((name, text) =>
    name === "orgs.csv"
      ? text.replace("Alder Cluster", "Elder Cluster").replace(SCHOOL, NEW)
      : text,
  );
/** Somebody has lost the given name. */
const broken = () =>
  rosterZip((name, text) =>
    name === "users.csv" ? text.replace(",Thuy,Morris,", ",,Morris,") : text,
  );
/** Another district with the same staff. */
const another = () =>
  rosterZip((_name, text) =>
    text.replaceAll("rbps", "otherpl").replace("Riverbend Public Schools", "Other Public Schools"),
  );
const SCHOOL = firstSchool();
const NEW = "Newly Named School";

function firstSchool(): string {
  const line = readFileSync(`${FOLDER}/orgs.csv`, "utf8")
    .split("\n")
    .find((each) => each.includes(",school,"));
  return line?.split(",")[3] ?? expect.fail("The sample has no school.");
}

function origin(): string {
  return new URL(playground.url).origin;
}

async function visit(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${origin()}/playground`);
  await page.getByRole("heading", { name: "Try this" }).waitFor();
  return page;
}

/** Opens the dialog from the side, which is a drawer on a phone. */
async function openRoster(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("button", { name: "Try your own staff roster" }).click();
  await page.getByRole("dialog").waitFor();
}

async function preview(page: Page, file: ReturnType<typeof rosterZip>): Promise<void> {
  await page.getByLabel("OneRoster file").setInputFiles(file);
  await page.getByRole("button", { name: "Show what would change" }).click();
}

/** What axe objects to, one line each; empty when all is well. */
async function objections(page: Page): Promise<string> {
  await page.evaluate(axe.source);
  return await page.evaluate<string>(
    `axe.run(document).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(", ")).join("\\n"))`,
  );
}

describe.skipIf(skipped)("a district's own roster in the playground's page", () => {
  beforeAll(async () => {
    playground = await startPlayground();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });
  beforeEach(async () => {
    await fetch(`${origin()}/playground/api/reset`, { method: "POST", body: "{}" });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  test("an IT admin sees what an import would change, and who is left out", async () => {
    const page = await visit();
    await openRoster(page);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Students and families in the file are left out").waitFor();
    expect(await dialog.getByRole("button", { name: "Import it" }).count()).toBe(0);
    await preview(page, renamed());
    const summary = dialog.getByRole("region", { name: "What would change" });
    await summary.getByText("4,895 staff members at 87 schools.").waitFor();
    await summary.getByText("30 students, 10 parents").waitFor();
    await summary.getByText(`${SCHOOL} becomes ${NEW}`).waitFor();
    expect(await dialog.getByRole("button", { name: "Import it" }).isVisible()).toBe(true);
    const query = new URLSearchParams({ q: NEW });
    const response = await fetch(`${origin()}/playground/api/people?${query}`);
    expect(await response.json()).toEqual({ people: [] });
  });

  test("an IT admin whose file has a bad row is told where, and keeps the file", async () => {
    const page = await visit();
    await openRoster(page);
    await preview(page, broken());
    const alert = page.getByRole("dialog").getByRole("alert");
    await alert.getByText("users.csv line 3, column givenName").waitFor();
    await alert.getByText("Correct the named line").waitFor();
    const file = page.getByLabel("OneRoster file");
    expect(await file.inputValue()).toContain("roster.zip");
    expect(await page.getByRole("button", { name: "Import it" }).count()).toBe(0);
    expect(await objections(page)).toBe("");
    await file.setInputFiles({
      name: "notes.zip",
      mimeType: "application/zip",
      buffer: Buffer.from("no zip"),
    });
    expect(await alert.count()).toBe(0);
    await page.getByRole("button", { name: "Show what would change" }).click();
    await alert.getByText("is damaged").waitFor();
  });

  test("an IT admin without a mouse takes a school's new name in, and everybody sees it", async () => {
    const page = await visit();
    await page.getByRole("button", { name: "Try your own staff roster" }).focus();
    await page.keyboard.press("Enter");
    const file = page.getByLabel("OneRoster file");
    const focused = "document.activeElement.type";
    await expect.poll(async () => await page.evaluate(focused)).toBe("file");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Please choose a .zip file.").waitFor();
    await file.setInputFiles(renamed());
    await page.keyboard.press("Enter");
    await page.getByText(`${SCHOOL} becomes ${NEW}`).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("4,895 people at 87 schools are here now.").waitFor();
    await page.getByRole("button", { name: "Someone else" }).click();
    await page.getByLabel("Name or school").fill(NEW);
    await page.getByRole("option", { name: NEW }).first().waitFor();
  });

  test("another district takes the sample's place under its own name, until somebody starts over where they choose", async () => {
    const page = await visit();
    await openRoster(page);
    await preview(page, another());
    await page.getByText("It takes the place of Riverbend Public Schools here").waitFor();
    await page.getByRole("button", { name: "Import it" }).click();
    const side = page.getByRole("navigation");
    await side.getByText("Other Public Schools", { exact: true }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByLabel("Message", { exact: true }).fill("/pl help");
    await page.keyboard.press("Enter");
    await page.getByText("Only you can see this").waitFor();
    await page.getByRole("button", { name: "The playground's clock" }).click();
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await objections(page)).toBe("");
    await page.getByRole("radio", { name: "In the middle of the year" }).check();
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await side.getByText("Riverbend Public Schools", { exact: true }).waitFor();
    await side.getByText("riverbend-staff").waitFor();
    await page.getByText("Tuesday, March 10, 2026").waitFor();
    await page.getByRole("heading", { name: "See where the waves stand" }).waitFor();
  });

  test.each([
    ["a wide light screen", {}],
    ["a wide dark screen", { colorScheme: "dark" }],
    ["a phone", PHONE],
  ] as const)("axe has no objection on %s, and nothing scrolls sideways", async (_name, look) => {
    const page = await visit(look);
    await openRoster(page);
    expect(await objections(page)).toBe("");
    await preview(page, another());
    const take = page.getByRole("button", { name: "Import it" });
    await take.waitFor();
    expect(await objections(page)).toBe("");
    expect((await take.boundingBox())?.height).toBeGreaterThanOrEqual(SMALLEST_TARGET_PX);
    const wide = "document.documentElement.scrollWidth - window.innerWidth";
    expect(await page.evaluate<number>(wide)).toBe(0);
  });
});
