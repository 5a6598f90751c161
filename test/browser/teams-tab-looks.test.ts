import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createGalleryProduct,
  objections,
  said,
  skipped,
  startTabBrowser,
  type TabBrowser,
  tooWide,
} from "./teams-tab-visit.ts";

const SMALLEST_TARGET_PX = 44;
const DEED = "waited two hours with a family";
const CHAT = "Open the chat with Groundswell";

let desk: TabBrowser;

describe.skipIf(skipped)("how the tab looks, and where", () => {
  beforeAll(async () => {
    desk = await startTabBrowser();
  });
  afterAll(async () => {
    await desk?.stop();
  });
  beforeEach(async () => {
    await desk.begin();
  });

  test.each(["default", "dark", "contrast"] as const)(
    "axe has no objection in Teams' %s theme",
    async (theme) => {
      const { frame } = await desk.visitWeek({ theme, size: { width: 360, height: 640 } });
      expect(await frame.evaluate("document.documentElement.dataset.theme")).toBe(theme);
      expect(await objections(frame)).toBe("");
      await frame.getByRole("button", { name: "Pause for two weeks" }).click();
      await frame.getByRole("status").filter({ hasText: said.paused }).waitFor();
      expect(await objections(frame)).toBe("");
      await frame.getByRole("button", { name: "Thank a colleague" }).click();
      await frame.getByRole("dialog").waitFor();
      expect(await objections(frame)).toBe("");
      await frame.getByRole("textbox", { name: "Who did it?" }).fill("Bob");
      await frame.getByRole("textbox", { name: "What did they do?" }).fill(DEED);
      await frame.getByRole("button", { name: "Send the thanks" }).click();
      await frame.getByText("Not sent yet").waitFor();
      expect(await objections(frame)).toBe("");
    },
  );

  test.each([
    ["on a phone", { width: 360, height: 640 }],
    ["at four times its size", { width: 320, height: 256 }],
  ])("everything is reached %s without scrolling sideways", async (_where, size) => {
    const seen = await desk.visitWeek({ size });
    const { frame } = seen;
    expect(await tooWide(seen)).toBe(0);
    for (const button of await frame.getByRole("button").all()) {
      const box = (await button.isVisible()) ? await button.boundingBox() : undefined;
      if (box) expect(box.height).toBeGreaterThanOrEqual(SMALLEST_TARGET_PX);
    }
    await frame.getByRole("button", { name: "Thank a colleague" }).click();
    await frame.getByRole("dialog").waitFor();
    expect(await tooWide(seen)).toBe(0);
    expect(await frame.evaluate("dialog.scrollWidth - dialog.clientWidth")).toBe(0);
  });

  test("when Teams turns dark, the page does, and what was typed stays", async () => {
    const { page, frame } = await desk.visitWeek();
    await frame.getByRole("button", { name: "Thank a colleague" }).click();
    const deed = frame.getByRole("textbox", { name: "What did they do?" });
    await deed.fill(DEED);
    const colour = async (): Promise<unknown> =>
      await frame.evaluate("getComputedStyle(dialog).backgroundColor");
    const before = await colour();
    await page.evaluate("changeTheme('dark')");
    await expect.poll(colour).not.toBe(before);
    expect(await deed.inputValue()).toBe(DEED);
  });

  test("without single sign-on a teacher is told so, and has a way to the chat", async () => {
    const { page, frame } = await desk.visit({ token: undefined });
    await frame.getByText("your IT admin has to give consent").waitFor();
    expect(await objections(frame)).toBe("");
    await frame.getByRole("link", { name: CHAT }).click();
    const opened = async (): Promise<unknown> =>
      await page.evaluate("asked.find(({ func }) => func === 'executeDeepLink')?.args");
    await expect
      .poll(opened)
      .toEqual([`https://teams.microsoft.com/l/chat/0/0?users=28:${desk.tab.teams.appId}`]);
    expect(desk.tab.heard).toEqual([]);
  });

  test("whoever our server does not know is told what an IT admin can do", async () => {
    const token = desk.tab.teams.ssoToken(desk.tab.person.id, { aud: "another-app" });
    const { frame } = await desk.visit({ token });
    await frame.getByText("does not say who you are").waitFor();
    await frame.getByText("Application ID URI").waitFor();
    expect(await frame.getByRole("link", { name: CHAT }).isVisible()).toBe(true);
  });

  test("a page that cannot be worked out now says so, and can be asked for again", async () => {
    const text = "I cannot look you up just now.";
    desk.tab.answer({ kind: "failed", card: { text, fallback: text } });
    const { frame } = await desk.visit();
    await frame.getByText(text).waitFor();
    desk.tab.answer(createGalleryProduct());
    await frame.getByRole("button", { name: "Try again" }).click();
    await frame.getByRole("heading", { name: "Your week" }).waitFor();
  });

  test("outside of Teams the page says where it belongs", async () => {
    const page = await desk.newPage(undefined);
    await page.goto(desk.tab.url);
    await page.getByText("please open Groundswell there").waitFor();
    expect(await objections(page)).toBe("");
    expect(await page.getByRole("link", { name: CHAT }).isVisible()).toBe(true);
    expect(desk.tab.heard).toEqual([]);
  });

  test("while Teams says nothing the page says so, and a late word is not too late", async () => {
    const { page, frame } = await desk.visit({ asleep: true });
    await frame.getByText("please open Groundswell there").waitFor();
    await page.evaluate("wake()");
    await frame.getByRole("heading", { name: "Your week" }).waitFor();
    expect(await frame.getByText("please open Groundswell there").isVisible()).toBe(false);
  });

  test("no other page can show the tab", async () => {
    const { frame } = await desk.visit({ host: "https://evil.example" });
    await expect.poll(() => frame.url()).toContain("chrome-error:");
    expect(desk.tab.heard).toEqual([]);
  });

  test("the page, with both of Microsoft's libraries, asks our server alone", async () => {
    const { frame } = await desk.visitWeek();
    await frame.getByRole("button", { name: "Thank a colleague" }).click();
    await frame.getByRole("dialog").waitFor();
    const hosts = new Set(desk.asked.map((url) => new URL(url).origin));
    expect([...hosts].sort()).toEqual([desk.tab.origin, "https://teams.microsoft.com"]);
    const names = desk.asked.map((url) => new URL(url).pathname);
    expect(names).toContain("/teams/tab/teams-js.js");
    expect(names).toContain("/teams/tab/adaptivecards.js");
    // The one thing that Teams' library would ask elsewhere; without it it has a list of its own.
    const others = desk.complaints.filter((line) => !line.includes("res.cdn.office.net"));
    expect(others).toEqual([]);
  });

  test.each(["about", "privacy", "terms"])("axe has no objection to the page %s", async (name) => {
    const page = await desk.newPage({ width: 320, height: 640 });
    await page.goto(`${desk.tab.origin}/teams/${name}`);
    expect(await objections(page)).toBe("");
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  });
});
