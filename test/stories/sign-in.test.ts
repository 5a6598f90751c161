import { describe, expect, test } from "vitest";
import { cardOf, colleague, lead, principal, teacher } from "./playground-rig.ts";
import { isSignedIn, press, ticketIn, usePages } from "./sign-in-rig.ts";

const CHAT_COOKIE =
  /^groundswell(-browser)?=rbps\.[A-Za-z0-9_-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/;

const rig = usePages();
const { open, signedIn, audited, ask } = rig;

const unusable = async (path: string): Promise<string> => {
  const seen = await open().go(path);
  expect(seen.status).toBe(404);
  return seen.text.replaceAll(path, "");
};

describe("a link from the chat", () => {
  test("opens the own page by one press and the number, and is spent by it", async () => {
    const browser = open();
    const { path, number } = await ask(principal);
    const first = await browser.go(path);
    expect(first).toMatchObject({ status: 200, text: expect.stringContaining("Open my page") });
    expect(first.text).not.toContain("rbps-u");
    const pressed = await browser.go(path, { form: { ticket: ticketIn(first), number } });
    expect(pressed).toMatchObject({ status: 303, location: "/dashboard" });
    const kept = pressed.cookies.filter((each) => !each.includes("Max-Age=0"));
    expect(kept).toEqual([expect.stringMatching(CHAT_COOKIE), expect.stringMatching(CHAT_COOKIE)]);
    expect(await isSignedIn(browser)).toBe(true);
    const again = await press(browser, path, { number });
    expect(again.status).toBe(404);
    const subject = `person:${principal}`;
    expect((await audited(1))[0]).toMatchObject({ action: "signed_in", actor: subject, subject });
  });

  test("says who may see it: only the actor gets a link, and the words hold no number to guess", async () => {
    const reply = await rig.product.say(teacher, "/pl dashboard");
    expect(reply.kind).toBe("note");
    const card = cardOf(reply);
    expect(card.links).toEqual([
      { label: "Open my page", url: expect.stringMatching(/^\/sign-in\/rbps\/[A-Za-z0-9_-]{43}$/) },
    ]);
    expect(card.fallback).not.toMatch(/\d/);
  });

  test("is also what the word and the button of the own page give", async () => {
    const said = await rig.product.event({ as: lead, kind: "text", text: "dashboard" });
    expect(cardOf(said).links).toHaveLength(1);
    const home = await rig.product.event({ as: lead, kind: "opened" });
    const week = home.page?.cards[0];
    const pressed = week && (await rig.product.press(lead, week, "Open my page"));
    expect(pressed?.card?.links).toHaveLength(1);
  });

  test("that was used, is over, or was made up is refused in the same words", async () => {
    const used = await ask(teacher);
    await press(open(), used.path, { number: used.number });
    const made = used.path.replace(/.{43}$/, "x".repeat(43));
    const [first, ...others] = [await unusable(used.path), await unusable(made)];
    const old = await ask(teacher);
    const browser = open();
    const ticket = ticketIn(await browser.go(old.path));
    await rig.product.advance("PT10M");
    const pressed = await browser.go(old.path, { form: { ticket, number: old.number } });
    expect(pressed.status).toBe(404);
    expect(new Set([first, ...others, await unusable(old.path)]).size).toBe(1);
    expect(first).toContain("/pl dashboard");
  });

  test("that was only looked at works: previews, scanners and prefetches spend nothing", async () => {
    const { path, number } = await ask(teacher);
    const before = await audited(1);
    for (const headers of [
      { "sec-purpose": "prefetch;prerender" },
      { purpose: "prefetch" },
      { "user-agent": "Slackbot-LinkExpanding 1.0" },
    ]) {
      expect((await open().go(path, { headers })).status).toBe(200);
      expect((await open().go(path, { headers, method: "HEAD" })).text).toBe("");
    }
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
      expect((await open().go(path, { method })).status).toBe(404);
    }
    expect(await audited(1)).toEqual(before);
    expect((await press(open(), path, { number })).status).toBe(303);
  });

  test("pressed twice at once signs in once", async () => {
    const { path, number } = await ask(teacher);
    const browsers = [open(), open()];
    const pressed = await Promise.all(
      browsers.map(async (browser) => await press(browser, path, { number })),
    );
    expect(pressed.map(({ status }) => status).toSorted()).toEqual([303, 404]);
    const inside = await Promise.all(browsers.map(isSignedIn));
    expect(inside.toSorted()).toEqual([false, true]);
  });
});

describe("a link in somebody else's hands", () => {
  test("asks for the number; two wrong ones end it, also for its owner, and are written down", async () => {
    const { path, number, wrong } = await ask(colleague);
    const thief = open();
    expect((await thief.go(path)).text).toContain('name="number"');
    const alone = await press(thief, path);
    expect(alone).toMatchObject({ status: 422, text: expect.stringContaining("three digits") });
    const first = await press(thief, path, { number: wrong });
    expect(first).toMatchObject({ status: 422, text: expect.stringContaining("one more try") });
    expect((await press(thief, path, { number: wrong })).status).toBe(404);
    expect((await press(open(), path, { number })).status).toBe(404);
    expect(await isSignedIn(thief)).toBe(false);
    const subject = `person:${colleague}`;
    expect(await audited(2)).toMatchObject([
      { action: "sign_in_refused", subject, facts: { tries_left: "0" } },
      { action: "sign_in_refused", subject, facts: { tries_left: "1" } },
    ]);
    await signedIn(colleague);
  });

  test("guessed from many browsers at once takes two tries, not more", async () => {
    const { path, number } = await ask(teacher);
    const wrong = Array.from({ length: 999 }, (_none, at) => String(at + 1).padStart(3, "0"));
    const guesses = wrong.filter((each) => each !== number).slice(0, 12);
    const head = (await audited(1))[0]?.number ?? 0;
    await Promise.all(guesses.map(async (each) => await press(open(), path, { number: each })));
    expect((await audited(1))[0]?.number).toBe(head + 2);
    expect((await press(open(), path, { number })).status).toBe(404);
  });

  test("with a form from another browser or for another link is not pressed, and stays usable", async () => {
    const [mine, other] = [await ask(teacher), await ask(teacher)];
    const owner = open();
    const ticket = ticketIn(await owner.go(mine.path));
    const thief = open();
    const { number } = mine;
    expect((await thief.go(mine.path, { form: { ticket, number } })).status).toBe(403);
    await thief.go(mine.path);
    expect((await thief.go(mine.path, { form: { ticket, number } })).status).toBe(403);
    const swapped = await owner.go(other.path, { form: { ticket, number: other.number } });
    expect(swapped.status).toBe(403);
    expect((await owner.go(mine.path, { form: { number } })).status).toBe(403);
    expect((await owner.go(mine.path, { form: { ticket, number } })).status).toBe(303);
  });

  test.each([
    ["another site's origin", { origin: "https://evil.example" }, 403],
    ["our host on another port", { origin: "http://127.0.0.1:1" }, 403],
    ["a page of another site", { "sec-fetch-site": "cross-site" }, 403],
    ["a page of a neighbouring host", { "sec-fetch-site": "same-site" }, 403],
    ["a hidden origin that nobody vouches for", { origin: "null" }, 403],
    ["a hidden origin of our own page", { origin: "null", "sec-fetch-site": "same-origin" }, 303],
  ])("is pressed from our own page alone: %s", async (_name, headers, status) => {
    const { path, number } = await ask(teacher);
    const browser = open();
    const ticket = ticketIn(await browser.go(path));
    const pressed = await browser.go(path, { form: { ticket, number }, headers });
    expect(pressed.status).toBe(status);
    expect(await isSignedIn(browser)).toBe(status === 303);
  });
});
