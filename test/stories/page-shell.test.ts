import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { type AccountId, type ChannelId, type OutboxKey, toId } from "#domain/ids.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import type { Server } from "#web/server.ts";
import { actorOf, browserOf, wordsIn } from "./page-visitor.ts";
import { type Browser, createBrowser, csrfIn, startPages } from "./sign-in-rig.ts";
import {
  districtId,
  personId,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
  taskId,
  waveId,
} from "./two-districts.ts";

const STYLE = /href="(\/pages\/style[^"]+)"/;
const OTHER_LANGUAGE = /class="language" href="([^"]+)" lang="es"/;
const ACTIVE = /<script|<iframe|<object|style="| on[a-z]+=|javascript:|https?:\/\//;
const WEEK = "/dashboard/week";
const CALL = `${WEEK}/calls/${taskId("home", "own")}`;

const CHANNEL = toId<ChannelId>("C1");
const CHANNEL_PLACE = { platform: "slack", workspace: "W" } as const;

let two: TwoDistricts;
let server: Server;
let lead: Browser;
let areaLead: Browser;
let nobody: Browser;

beforeAll(async () => {
  two = await startTwoDistricts();
  server = await startPages(two.product, "");
  const browser = async (role: string) =>
    await browserOf(two.product, actorOf("home", `home-${role}`), server.url);
  lead = await browser("pl_lead");
  areaLead = await browser("area_lead");
  nobody = createBrowser(server.url);
});
afterAll(async () => {
  await server.stop();
  await two.stop();
});

describe("every page", () => {
  test("runs nothing, frames nothing, asks nobody else, and is kept nowhere", async () => {
    const seen = [
      await lead.go(WEEK),
      await lead.go("/dashboard/school/home-own"),
      await lead.go("/dashboard/school/zorn-own"),
      await lead.go(CALL, { form: {} }),
      await nobody.go(WEEK),
    ];
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 404, 403, 401]);
    for (const { headers, text } of seen) {
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(ACTIVE.exec(text)?.[0]).toBeUndefined();
      expect(text.split("<h1>")).toHaveLength(2);
      expect(text.split("<main ")).toHaveLength(2);
    }
  });

  test("asks for a style that is kept for good, until its content is another", async () => {
    const path = STYLE.exec((await lead.go(WEEK)).text)?.[1] ?? "";
    const style = await nobody.go(path);
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(style.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(style.text).toContain("prefers-color-scheme: dark");
    const old = await nobody.go("/pages/style.css?v=old");
    expect(old.headers.get("cache-control")).toBe("no-cache");
    expect((await nobody.go("/pages/..%2fserver.ts")).status).toBe(404);
  });
});

describe("the language of a page", () => {
  const languageOf = ({ text }: { readonly text: string }) => text.slice(0, 60).split('"')[1];

  test.each([
    ["es-MX,es;q=0.9,en;q=0.8", "es"],
    ["de-DE,de;q=0.9,es;q=0.4,en;q=0.3", "es"],
    ["en-US,en;q=0.9,es;q=0.8", "en"],
    ["es;q=0", "en"],
    ["fr", "en"],
    ["es;q=nonsense, ,;;;", "en"],
  ])("is what the browser wishes: %s is %s", async (wish, language) => {
    const headers = { "accept-language": wish };
    expect(languageOf(await nobody.go(WEEK, { headers }))).toBe(language);
  });

  test("is switched by a link that stays on the page, and is remembered", async () => {
    const browser = createBrowser(server.url);
    const english = await browser.go("/dashboard/school/home-own?said=x");
    const other = OTHER_LANGUAGE.exec(english.text)?.[1]?.replace("&amp;", "&") ?? "";
    expect(other).toBe("/dashboard/school/home-own?said=x&lang=es");
    const spanish = await browser.go(other);
    expect(languageOf(spanish)).toBe("es");
    expect(spanish.headers.get("content-language")).toBe("es");
    expect(spanish.cookies).toContainEqual(
      expect.stringMatching(/^groundswell-language=es; .*HttpOnly; SameSite=Lax/),
    );
    expect(languageOf(await browser.go(WEEK))).toBe("es");
    expect(languageOf(await browser.go(`${WEEK}?lang=en`))).toBe("en");
    expect(languageOf(await browser.go(`${WEEK}?lang=xx`))).toBe("en");
  });
});

describe("what goes wrong", () => {
  test("a form without its token, or from another site, changes nothing and says so", async () => {
    const csrf = csrfIn(await lead.go(WEEK));
    const origin = "https://evil.example";
    for (const sent of [
      { form: {} },
      { form: { csrf: "guess" } },
      { form: { csrf }, headers: { origin, "sec-fetch-site": "cross-site" } },
    ]) {
      const seen = await lead.go(CALL, sent);
      expect(seen.status).toBe(403);
      expect(wordsIn(seen)).toContain("nothing was changed");
    }
    expect((await lead.go(WEEK)).text).toContain(CALL);
  });

  const away = new ProductError("DATABASE_UNAVAILABLE", "secret fault");
  test.each([
    { fault: new RangeError("secret fault"), status: 500, again: null },
    { fault: away, status: 503, again: "10" },
  ])("a fault of ours is told in words, without a trace of what it was: $status", async (one) => {
    const faults: object[] = [];
    const log = {
      ...two.product.log,
      error: (_event: string, facts?: object) => faults.push(facts ?? {}),
    };
    const transaction = async () => await Promise.reject(one.fault);
    const store = { ...two.product.store, transaction };
    const broken = await startPages({ ...two.product, store, log }, "");
    const browser = createBrowser(broken.url);
    browser.jar.set("groundswell", lead.jar.get("groundswell") ?? "");
    const seen = await browser.go(WEEK);
    await broken.stop();
    expect(seen.status).toBe(one.status);
    expect(seen.headers.get("retry-after")).toBe(one.again);
    expect(wordsIn(seen)).toContain("Something went wrong on our side");
    expect(seen.text).not.toContain("secret");
    expect(faults).toEqual([{ path: WEEK, cause: one.fault }]);
  });
});

/** A message that a platform refused: to somebody, or in the school's channel. */
async function refuse(kind: MessageKind, who: string | undefined): Promise<void> {
  const at = two.product.clock.now();
  const conversation = who
    ? ({ kind: "account", id: toId<AccountId>(who) } as const)
    : ({ kind: "channel", id: CHANNEL } as const);
  const to = { platform: "slack", workspace: "W", conversation } as const;
  const card = { text: kind, fallback: kind };
  await two.product.store.transaction(districtId("home"), function* ({ outbox }) {
    const key = toId<OutboxKey>(`${kind}-${who}`);
    const recipient = who ? personId("home", who) : undefined;
    yield* outbox.queue({ key, kind, delivery: { do: "post", to, card }, dueAt: at, recipient });
    const pace = { limit: 9, laneMs: 0, perSecond: 100, leaseUntil: new Date(+at + 60_000) };
    for (const message of yield* outbox.claim({ platform: "slack", now: at, ...pace })) {
      yield* outbox.settle({ message, outcome: { kind: "refused", reason: "" }, at });
    }
  });
}

describe("what did not arrive, and who stopped messages", () => {
  test("is told to a PL lead; an area lead reads of schools and of nobody's own messages", async () => {
    await refuse("invitation", "principal");
    await refuse("shout_out_direct", "teacher");
    await two.product.store.transaction(districtId("home"), (tx) =>
      tx.roster.linkChannel({
        ...CHANNEL_PLACE,
        id: CHANNEL,
        site: siteId("home", "own"),
        name: "own-staff",
      }),
    );
    await refuse("roundup", undefined);
    const all = wordsIn(await lead.go(WEEK));
    expect(all).toContain(
      "home principal, home own school The invitation, Monday, August 18: could not be delivered.",
    );
    expect(all).toContain("Tell them yourself. If they open Groundswell in chat once");
    expect(all).toContain("home teacher, home own school A thank-you");
    const some = wordsIn(await areaLead.go(WEEK));
    expect(some).toContain("home principal, home own school The invitation");
    expect(some).toContain("own-staff, home own school The week's thank-yous");
    expect(some).toContain("Invite Groundswell into the channel again");
    expect(some).not.toContain("home teacher");
  });

  test("a school that stopped the messages has not answered, as far as an area lead sees", async () => {
    const act = { platform: "local", workspace: "W", eventKey: "stop-1" } as const;
    await answerInvitation(
      two.product,
      { ...actorOf("home", "home-principal"), ...act },
      { wave: waveId("home"), site: siteId("home", "own"), kind: "stop" },
    );
    for (const path of [WEEK, "/dashboard/school/home-own"]) {
      expect(wordsIn(await lead.go(path))).toContain("Stopped the messages");
      const words = wordsIn(await areaLead.go(path));
      expect(words).toMatch(/No answer yet|Could not be asked/);
      expect(words).not.toContain("Stopped");
    }
  });
});
