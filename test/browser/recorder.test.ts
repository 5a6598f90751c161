import { existsSync } from "node:fs";
import process from "node:process";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startPages } from "#test/stories/sign-in-rig.ts";
import { districtId, startTwoDistricts, type TwoDistricts } from "#test/stories/two-districts.ts";
import { plannedVisitId, sharedVisitId } from "#test/stories/two-visits.ts";
import type { Server } from "#web/server.ts";
import { VISITS_PATH } from "#web/visit-paths.ts";
import { enter, type Opening, objections } from "./visit-rig.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
/** Three things, each in more than one room, and two lines: what fits in two minutes. */
const MOST_TAPS = 12;
const SMALLEST_TARGET_PX = 44;

let two: TwoDistricts;
let server: Server;
let browser: Browser;
let opening: Opening;

const pathOf = (school: "own" | "vacant" | "far") =>
  `${VISITS_PATH}/${plannedVisitId("home", school)}/record`;

const toggle = (page: Page, lookFor: string, signal: string) =>
  page.locator(`[data-look=${lookFor}]`).getByRole("radio", { name: signal });
const roomsMore = (page: Page) => page.getByRole("button", { name: "One more: Rooms you were in" });
const save = (page: Page) => page.getByRole("button", { name: "Save" });
const says = async (page: Page, text: string | RegExp) =>
  await page.locator("#record-status").getByText(text).waitFor();

/** What the store has of a visit, part by part. */
async function partsOf(school: "own" | "vacant" | "far") {
  const visit = plannedVisitId("home", school);
  return await two.product.store.read(districtId("home"), (tx) => tx.visiting.listParts(visit));
}

describe.skipIf(skipped)("recording a visit on a phone", () => {
  beforeAll(async () => {
    two = await startTwoDistricts();
    server = await startPages(two.product, "");
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    opening = { browser, two, url: server.url };
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await two?.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  test("a visitor records in few taps, goes on without a network, and two visitors' parts are added up", async () => {
    const phone = await enter(opening, "pl_lead");
    const page = await phone.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(server.url + pathOf("own"));
    let taps = 0;
    const tap = async (target: ReturnType<Page["locator"]>) => {
      taps += 1;
      await target.tap();
    };
    for (let room = 0; room < 3; room += 1) await tap(roomsMore(page));
    await tap(toggle(page, "L01", "Saw"));
    await tap(page.getByRole("button", { name: "One more: How many rooms" }).first());
    await tap(toggle(page, "L05", "Both"));
    await tap(toggle(page, "L13", "Heard"));
    await tap(page.getByLabel("One line, if you like").first());
    await page.keyboard.type("They picked their own book");
    await tap(save(page));
    await says(page, /^Sent at/);
    expect(taps).toBeLessThanOrEqual(MOST_TAPS);
    expect((await partsOf("own"))[0]).toMatchObject({
      rooms: 3,
      observations: [
        { lookFor: "L01", signal: "saw", rooms: 2, note: "They picked their own book" },
        { lookFor: "L05", signal: "both", rooms: 1 },
        { lookFor: "L13", signal: "heard", rooms: 1 },
      ],
    });
    // The worker has the page and its files before the network goes.
    await page.waitForFunction(
      `Promise.all([location.pathname, ...[...document.scripts].map(({ src }) => src), "/pages/record-draft.js"]
        .map((path) => caches.match(path))).then((kept) => kept.every((each) => each))`,
    );

    await phone.setOffline(true);
    await tap(toggle(page, "L02", "Saw"));
    await save(page).tap();
    await says(page, /online again/);
    await page.reload();
    await says(page, /online again/);
    expect(await page.locator("[data-look=L02] input:checked").getAttribute("value")).toBe("saw");

    const other = await (await enter(opening, "coach")).newPage();
    await other.goto(server.url + pathOf("own"));
    await other.locator("#total-text").getByText("1 visitor, 3 rooms, 3 things").waitFor();
    await roomsMore(other).tap();
    await toggle(other, "L01", "Heard").tap();
    await save(other).tap();
    await says(other, /^Sent at/);

    await phone.setOffline(false);
    await says(page, /^Sent at/);
    await page.locator("#total-text").getByText("2 visitors, 4 rooms, 4 things").waitFor();
    const line =
      "Students pick between two or more ways to do the work. Saw and heard it, 3 of 4 rooms.";
    expect(await page.locator("#total-lines").textContent()).toContain(line);
    expect(await partsOf("own")).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test("a line that names somebody is held with its words, and what was typed stays", async () => {
    const page = await (await enter(opening, "pl_lead")).newPage();
    await page.goto(server.url + pathOf("vacant"));
    await toggle(page, "L03", "Saw").tap();
    const note = page.locator('[name="note.L03"]');
    await note.fill("Ms. Rivera let them vote in room 12");
    await save(page).tap();
    await page.locator("#wrong-L03").getByText("room 12").waitFor();
    await says(page, /One line must change/);
    expect(await partsOf("vacant")).toEqual([]);
    expect(await page.evaluate("document.activeElement.name")).toBe("note.L03");
    await page.reload();
    expect(await note.inputValue()).toBe("Ms. Rivera let them vote in room 12");
    await note.fill("They voted on the rules");
    await save(page).tap();
    await says(page, /^Sent at/);
    expect(await partsOf("vacant")).toHaveLength(1);
  });

  test("axe has no objection, the keyboard is enough, and every target is large", async () => {
    const page = await (await enter(opening, "pl_lead")).newPage();
    await page.goto(server.url + pathOf("far"));
    await page.getByRole("spinbutton", { name: "Rooms you were in" }).focus();
    await page.keyboard.type("2");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("[data-look=L01] input:checked").getAttribute("value")).toBe("heard");
    expect(await objections(page)).toBe("");
    const small = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll("#record button, #record .toggles label, #record input:not([type=radio])")]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < ${SMALLEST_TARGET_PX - 0.5})
        .map((each) => each.outerHTML)`,
    );
    expect(small).toEqual([]);
    await page.keyboard.press("Enter");
    await says(page, /^Sent at/);
    await page.goto(`${server.url}${VISITS_PATH}/${sharedVisitId("home", "own")}`);
    expect(await objections(page)).toBe("");
    expect(await page.evaluate("document.scripts.length")).toBe(0);
  });

  test("whoever has no script sends the same form", async () => {
    const options = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
    const page = await (await enter(opening, "coach", options)).newPage();
    await page.goto(server.url + pathOf("vacant"));
    await page.locator('input[name="rooms"]').fill("2");
    await page.locator('[name="signal.L04"][value="both"]').check();
    await page.locator('[name="note.L04"]').fill("Marcus asked");
    await save(page).click();
    await page.locator("#wrong-L04").getByText("Marcus").waitFor();
    await page.locator('[name="note.L04"]').fill("They asked each other");
    await save(page).click();
    await page.getByRole("status").getByText("Saved. Thank you.").waitFor();
    expect((await partsOf("vacant")).map(({ rooms }) => rooms).toSorted()).toEqual([1, 2]);
  });

  test("signing out leaves nothing of a visit on the phone", async () => {
    const page = await (await enter(opening, "pl_lead")).newPage();
    await page.goto(server.url + pathOf("far"));
    await toggle(page, "L07", "Saw").tap();
    await save(page).tap();
    await says(page, /^Sent at/);
    await page.getByRole("button", { name: "Sign out", exact: true }).tap();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.evaluate("localStorage.length")).toBe(0);
    expect(await page.evaluate("caches.keys()")).toEqual([]);
  });
});
