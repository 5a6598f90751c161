import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  focused,
  said,
  skipped,
  startTabBrowser,
  type TabBrowser,
  tabTo,
} from "./teams-tab-visit.ts";

const DEED = "waited two hours with a family";

let desk: TabBrowser;

describe.skipIf(skipped)("what people do in the tab", () => {
  beforeAll(async () => {
    desk = await startTabBrowser();
  });
  afterAll(async () => {
    await desk?.stop();
  });
  beforeEach(async () => {
    await desk.begin();
  });

  test("a teacher without a mouse thanks a colleague, and is told whom nobody knows", async () => {
    const seen = await desk.visitWeek();
    const { page, frame } = seen;
    await tabTo(seen, "Thank a colleague");
    await page.keyboard.press("Enter");
    await frame.getByRole("dialog", { name: "Thank a colleague" }).waitFor();
    await expect.poll(async () => await focused(seen)).toContain("Who did it?");
    await page.keyboard.type("Bob");
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEED);
    await tabTo(seen, "Send the thanks");
    await page.keyboard.press("Enter");
    await frame.getByRole("alert").filter({ hasText: said.wrong }).waitFor();
    await expect.poll(async () => await focused(seen)).toContain("Who did it?");
    const deed = frame.getByRole("textbox", { name: "What did they do?" });
    expect(await deed.inputValue()).toBe(DEED);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Ben Cho");
    await tabTo(seen, "Send the thanks");
    await page.keyboard.press("Enter");
    await frame.getByRole("status").filter({ hasText: said.sent }).waitFor();
    expect(await frame.getByRole("dialog").count()).toBe(0);
    expect(await focused(seen)).toBe("Thank a colleague");
    const sent = desk.tab.heard.filter(({ kind }) => kind === "submit");
    expect(sent).toMatchObject([{}, { values: { who: ["Ben Cho"], saw: DEED } }]);
  });

  test("a teacher who forgot a field is told there, before anything is sent", async () => {
    const seen = await desk.visitWeek();
    const { frame } = seen;
    await frame.getByRole("button", { name: "Thank a colleague" }).click();
    await frame.getByRole("button", { name: "Send the thanks" }).click();
    await frame.getByText("Please fill this in.").waitFor();
    expect(await focused(seen)).toContain("What did they do?");
    expect(desk.tab.heard.filter(({ kind }) => kind === "submit")).toEqual([]);
  });

  test("after a press the page shows what is true now, and keeps the reader's place", async () => {
    const seen = await desk.visitWeek();
    const { frame } = seen;
    await frame.getByRole("button", { name: "Pause for two weeks" }).click();
    await frame.getByRole("status").filter({ hasText: said.paused }).waitFor();
    await frame.getByRole("button", { name: "Pause for two weeks" }).waitFor({ state: "detached" });
    expect(await focused(seen)).toBe("Your settings");
  });

  test("a principal answers, and the card that comes of it opens over the page", async () => {
    const seen = await desk.visitWeek();
    const { page, frame } = seen;
    await frame.getByRole("button", { name: "Not yet" }).click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByRole("button", { name: "Say what is in the way" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await frame.getByRole("dialog").count()).toBe(0);
    await expect.poll(async () => await focused(seen)).toBe("Not yet");
  });

  test("the own page opens beside Teams, in the browser of the machine", async () => {
    const { page, frame } = await desk.visitWeek();
    await page.context().route("https://bot.example.org/**", async (route) => {
      await route.fulfill({ contentType: "text/html", body: "<title>Own page</title>" });
    });
    await frame.getByRole("button", { name: "Open my page" }).click();
    const dialog = frame.getByRole("dialog");
    const opened = page.context().waitForEvent("page");
    await dialog.getByText("type 042").waitFor();
    await dialog.getByRole("link", { name: "Open my page" }).click();
    const own = await opened;
    await own.waitForURL("https://bot.example.org/sign-in/rbps/**");
    expect(await own.evaluate("window.opener")).toBeNull();
    expect(desk.tab.heard.filter(({ kind }) => kind === "press")).toHaveLength(1);
  });

  test("words that are not sent yet are not lost by one press of Escape", async () => {
    const seen = await desk.visitWeek();
    const { page, frame } = seen;
    await frame.getByRole("button", { name: "Thank a colleague" }).click();
    const deed = frame.getByRole("textbox", { name: "What did they do?" });
    await deed.fill(DEED);
    await page.keyboard.press("Escape");
    await frame.getByRole("alert").filter({ hasText: "not sent yet" }).waitFor();
    expect(await deed.inputValue()).toBe(DEED);
    await page.keyboard.press("Escape");
    await deed.waitFor({ state: "detached" });
  });

  test("a press whose answer is lost on the way acts once", async () => {
    const seen = await desk.visitWeek();
    const { page, frame } = seen;
    let lost = 0;
    await page.context().route("**/teams/tab/act", async (route) => {
      if (lost > 0) return await route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await frame.getByRole("button", { name: "Pause for two weeks" }).click();
    await frame.getByRole("status").filter({ hasText: "was not done twice" }).waitFor();
    const presses = desk.tab.heard.filter(({ kind }) => kind === "press");
    expect([lost, presses.length]).toEqual([1, 1]);
  });
});
