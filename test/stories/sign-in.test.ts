import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import type { AuditEntry } from "#ports/audit-rows.ts";
import { listen, type Server } from "#web/server.ts";
import {
  cardOf,
  colleague,
  lead,
  type Product,
  principal,
  startProduct,
  teacher,
} from "./playground-rig.ts";
import {
  askForLink,
  type Browser,
  createBrowser,
  isSignedIn,
  press,
  ticketIn,
} from "./sign-in-rig.ts";

const district = toId<DistrictId>("rbps");
const CHAT_COOKIE =
  /^groundswell(-browser)?=rbps\.[A-Za-z0-9_-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/;

let product: Product;
let server: Server;

beforeAll(async () => {
  product = await startProduct();
  server = await listen(product.app.web, { host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await server.stop();
  await product.stop();
});

const open = (): Browser => createBrowser(server.url);

/** A browser in which this person is signed in. */
async function signedIn(as: string): Promise<Browser> {
  const browser = open();
  const { path, number } = await askForLink(product, as);
  expect((await press(browser, path, { number })).status).toBe(303);
  return browser;
}

async function audited(count: number): Promise<readonly AuditEntry[]> {
  return await product.app.product.store.read(district, (tx) => tx.audit.list(count));
}

const unusable = async (path: string): Promise<string> => {
  const seen = await open().go(path);
  expect(seen.status).toBe(404);
  return seen.text.replaceAll(path, "");
};

describe("a link from the chat", () => {
  test("opens the own page by one press and the number, and is spent by it", async () => {
    const browser = open();
    const { path, number } = await askForLink(product, principal);
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
    const reply = await product.say(teacher, "/pl dashboard");
    expect(reply.kind).toBe("note");
    const card = cardOf(reply);
    expect(card.links).toEqual([
      { label: "Open my page", url: expect.stringMatching(/^\/sign-in\/rbps\/[A-Za-z0-9_-]{43}$/) },
    ]);
    expect(card.fallback).not.toMatch(/\d/);
  });

  test("is also what the word and the button of the own page give", async () => {
    const said = await product.event({ as: lead, kind: "text", text: "dashboard" });
    expect(cardOf(said).links).toHaveLength(1);
    const home = await product.event({ as: lead, kind: "opened" });
    const week = home.page?.cards[0];
    const pressed = week && (await product.press(lead, week, "Open my page"));
    expect(pressed?.card?.links).toHaveLength(1);
  });

  test("that was used, is over, or was made up is refused in the same words", async () => {
    const used = await askForLink(product, teacher);
    await press(open(), used.path, { number: used.number });
    const made = used.path.replace(/.{43}$/, "x".repeat(43));
    const [first, ...others] = [await unusable(used.path), await unusable(made)];
    const old = await askForLink(product, teacher);
    const browser = open();
    const ticket = ticketIn(await browser.go(old.path));
    await product.advance("PT10M");
    const pressed = await browser.go(old.path, { form: { ticket, number: old.number } });
    expect(pressed.status).toBe(404);
    expect(new Set([first, ...others, await unusable(old.path)]).size).toBe(1);
    expect(first).toContain("/pl dashboard");
  });

  test("that was only looked at works: previews, scanners and prefetches spend nothing", async () => {
    const { path, number } = await askForLink(product, teacher);
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
    const { path, number } = await askForLink(product, teacher);
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
    const { path, number, wrong } = await askForLink(product, colleague);
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
    const { path, number } = await askForLink(product, teacher);
    const wrong = Array.from({ length: 999 }, (_none, at) => String(at + 1).padStart(3, "0"));
    const guesses = wrong.filter((each) => each !== number).slice(0, 12);
    const head = (await audited(1))[0]?.number ?? 0;
    await Promise.all(guesses.map(async (each) => await press(open(), path, { number: each })));
    expect((await audited(1))[0]?.number).toBe(head + 2);
    expect((await press(open(), path, { number })).status).toBe(404);
  });

  test("with a form from another browser or for another link is not pressed, and stays usable", async () => {
    const [mine, other] = [await askForLink(product, teacher), await askForLink(product, teacher)];
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
    const { path, number } = await askForLink(product, teacher);
    const browser = open();
    const ticket = ticketIn(await browser.go(path));
    const pressed = await browser.go(path, { form: { ticket, number }, headers });
    expect(pressed.status).toBe(status);
    expect(await isSignedIn(browser)).toBe(status === 303);
  });
});

describe("a browser", () => {
  test("that its person has used before needs no number, and nobody else's link comes in with it", async () => {
    const browser = await signedIn(teacher);
    const own = await askForLink(product, teacher);
    expect((await browser.go(own.path)).text).not.toContain('name="number"');
    expect((await press(browser, own.path)).status).toBe(303);
    const others = await askForLink(product, colleague);
    const pressed = await press(browser, others.path);
    expect(pressed).toMatchObject({ status: 422, text: expect.stringContaining('name="number"') });
    expect((await press(browser, others.path, { number: others.number })).status).toBe(303);
    // From now on it is the colleague's: nobody keeps an old key to a browser that others use.
    const back = await askForLink(product, teacher);
    expect((await press(browser, back.path)).status).toBe(422);
  });

  test("that nobody used for half a year is new again", async () => {
    const { store, clock } = product.app.product;
    const browser = await signedIn(teacher);
    const old = new Date(clock.now().getTime() - 181 * 86_400_000);
    const hash = await hashOf(browser.jar.get("groundswell-browser")?.split(".")[1] ?? "");
    const seen = { hash, person: toId<PersonId>(teacher), seenAt: old };
    await store.transaction(district, (tx) => tx.access.saveBrowser(seen));
    const { path, number } = await askForLink(product, teacher);
    expect((await press(browser, path)).status).toBe(422);
    expect((await press(browser, path, { number })).status).toBe(303);
  });

  test("gets a new session at every press, and the one before it is over", async () => {
    const browser = open();
    const planted = `rbps.${"A".repeat(43)}`;
    browser.jar.set("groundswell", planted);
    const first = await askForLink(product, teacher);
    await press(browser, first.path, { number: first.number });
    const session = browser.jar.get("groundswell") ?? "";
    expect(session).not.toBe(planted);
    const second = await askForLink(product, teacher);
    await press(browser, second.path);
    expect(browser.jar.get("groundswell")).not.toBe(session);
    const thief = open();
    thief.jar.set("groundswell", session);
    expect(await isSignedIn(thief)).toBe(false);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test("shows nothing any more once its person has left, and a link of theirs is dead", async () => {
    const leaver = "rbps-u00010";
    const browser = await signedIn(leaver);
    const { path, number } = await askForLink(product, leaver);
    const fresh = open();
    const ticket = ticketIn(await fresh.go(path));
    await product.app.product.store.transaction(district, (tx) =>
      tx.roster.deactivatePeople([toId<PersonId>(leaver)]),
    );
    expect(await isSignedIn(browser)).toBe(false);
    expect((await fresh.go(path, { form: { ticket, number } })).status).toBe(404);
  });

  test("is signed in for eight hours, not a moment longer, whatever it does meanwhile", async () => {
    const browser = await signedIn(teacher);
    await product.advance("PT7H59M");
    expect(await isSignedIn(browser)).toBe(true);
    await product.advance("PT1M");
    expect(await isSignedIn(browser)).toBe(false);
  });
});

async function hashOf(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return Buffer.from(bytes).toString("hex");
}
