import { describe, expect, test } from "vitest";
import { type PersonId, toId } from "#domain/ids.ts";
import { colleague, teacher } from "./playground-rig.ts";
import { csrfIn, district, isSignedIn, press, ticketIn, usePages } from "./sign-in-rig.ts";

const rig = usePages();
const { open, signedIn, audited, ask } = rig;

describe("a browser", () => {
  test("goes on in the language that its person reads in chat, unless another one was chosen there", async () => {
    const pages = async (visited?: string) => {
      const browser = open();
      if (visited) await browser.go(visited);
      const { path, number } = await ask(colleague);
      await rig.product.say(colleague, "/pl language español");
      await press(browser, path, { number });
      await rig.product.say(colleague, "/pl language auto");
      return (await browser.go("/dashboard/nowhere")).text;
    };
    expect(await pages()).toContain('<html lang="es"');
    expect(await pages("/dashboard?lang=en")).toContain('<html lang="en"');
  });

  test("that its person has used before needs no number, and nobody else's link comes in with it", async () => {
    const browser = await signedIn(teacher);
    const own = await ask(teacher);
    expect((await browser.go(own.path)).text).not.toContain('name="number"');
    expect((await press(browser, own.path)).status).toBe(303);
    const others = await ask(colleague);
    const pressed = await press(browser, others.path);
    expect(pressed).toMatchObject({ status: 422, text: expect.stringContaining('name="number"') });
    expect((await press(browser, others.path, { number: others.number })).status).toBe(303);
    // From now on it is the colleague's: nobody keeps an old key to a browser that others use.
    const back = await ask(teacher);
    expect((await press(browser, back.path)).status).toBe(422);
  });

  test("that nobody used for half a year is new again", async () => {
    const { store, clock } = rig.product.app.product;
    const browser = await signedIn(teacher);
    const old = new Date(clock.now().getTime() - 181 * 86_400_000);
    const hash = await hashOf(browser.jar.get("groundswell-browser")?.split(".")[1] ?? "");
    const seen = { hash, person: toId<PersonId>(teacher), seenAt: old };
    await store.transaction(district, (tx) => tx.access.saveBrowser(seen));
    const { path, number } = await ask(teacher);
    expect((await press(browser, path)).status).toBe(422);
    expect((await press(browser, path, { number })).status).toBe(303);
  });

  test("gets a new session at every press, and the one before it is over", async () => {
    const browser = open();
    const planted = `rbps.${"A".repeat(43)}`;
    browser.jar.set("groundswell", planted);
    const first = await ask(teacher);
    await press(browser, first.path, { number: first.number });
    const session = browser.jar.get("groundswell") ?? "";
    expect(session).not.toBe(planted);
    const second = await ask(teacher);
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
    const { path, number } = await ask(leaver);
    const fresh = open();
    const ticket = ticketIn(await fresh.go(path));
    await rig.product.app.product.store.transaction(district, (tx) =>
      tx.roster.deactivatePeople([toId<PersonId>(leaver)]),
    );
    expect(await isSignedIn(browser)).toBe(false);
    expect((await fresh.go(path, { form: { ticket, number } })).status).toBe(404);
  });

  test("is signed in for eight hours, not a moment longer, whatever it does meanwhile", async () => {
    const browser = await signedIn(teacher);
    await rig.product.advance("PT7H59M");
    expect(await isSignedIn(browser)).toBe(true);
    await rig.product.advance("PT1M");
    expect(await isSignedIn(browser)).toBe(false);
  });
});

async function hashOf(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return Buffer.from(bytes).toString("hex");
}

describe("signing out", () => {
  test("ends this browser's session for whoever holds its cookie, and no other", async () => {
    const [desk, phone] = [await signedIn(teacher), await signedIn(teacher)];
    const stolen = desk.jar.get("groundswell") ?? "";
    const csrf = csrfIn(await desk.go("/dashboard/mine"));
    const out = await desk.go("/sign-out", { form: { csrf } });
    expect(out).toMatchObject({ status: 200, text: expect.stringContaining("You are signed out") });
    expect(desk.jar.has("groundswell")).toBe(false);
    const thief = open();
    thief.jar.set("groundswell", stolen);
    expect(await isSignedIn(thief)).toBe(false);
    expect(await isSignedIn(phone)).toBe(true);
    expect((await audited(1))[0]).toMatchObject({ action: "signed_out" });
  });

  test("everywhere ends every session, link and known browser of that person, and nobody else's", async () => {
    const [desk, phone, other] = [
      await signedIn(teacher),
      await signedIn(teacher),
      await signedIn(colleague),
    ];
    const stolen = new Map(phone.jar);
    const unspent = await ask(teacher);
    const csrf = csrfIn(await desk.go("/dashboard/mine"));
    expect((await desk.go("/sign-out-everywhere", { form: { csrf } })).status).toBe(200);
    expect(desk.jar.size).toBe(0);
    const thief = open();
    for (const [name, value] of stolen) thief.jar.set(name, value);
    expect(await isSignedIn(thief)).toBe(false);
    expect((await thief.go(unspent.path)).status).toBe(404);
    const { path } = await ask(teacher);
    expect((await press(thief, path)).status).toBe(422);
    expect(await isSignedIn(other)).toBe(true);
    expect((await audited(1))[0]).toMatchObject({ action: "signed_out_everywhere" });
  });

  test("can be done from the chat, for a browser that is out of reach", async () => {
    const lost = await signedIn(teacher);
    for (const text of ["/pl sign-out", "sign-out"]) {
      const reply = await rig.product.event({ as: teacher, kind: "text", text });
      expect(reply.text).toContain("signed out everywhere");
    }
    expect(await isSignedIn(lost)).toBe(false);
  });

  test.each([
    ["without a token", "", {}],
    ["with another one", "A".repeat(43), {}],
    ["with another session's", "other", {}],
    ["from another site", "own", { origin: "https://evil.example" }],
    ["from a page of another site", "own", { "sec-fetch-site": "cross-site" }],
    ["from a hidden origin", "own", { origin: "null" }],
  ])("is not done by a form %s", async (_name, token, headers) => {
    const [browser, other] = [await signedIn(teacher), await signedIn(teacher)];
    const tokens = new Map([
      ["own", csrfIn(await browser.go("/dashboard/mine"))],
      ["other", csrfIn(await other.go("/dashboard/mine"))],
    ]);
    const form = { csrf: tokens.get(token) ?? token };
    for (const path of ["/sign-out", "/sign-out-everywhere"]) {
      const refused = await browser.go(path, { form, headers });
      expect([refused.status, refused.cookies]).toEqual([403, []]);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test("cannot be done by another site even where the cookie does not travel", async () => {
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const seen = await open().go("/sign-out", { form: {}, headers });
    expect([seen.status, seen.cookies]).toEqual([403, []]);
    expect((await open().go("/sign-out", { form: {} })).status).toBe(200);
    expect((await open().go("/sign-out", { method: "GET" })).status).toBe(404);
  });
});
