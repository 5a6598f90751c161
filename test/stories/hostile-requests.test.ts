import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mostBytes } from "#web/body-limits.ts";
import { createFuzz, notRequests } from "./hostile-fuzz.ts";
import { type Answered, type Everything, startEverything } from "./hostile-rig.ts";

const FUZZED = 10_000;
const AT_ONCE = 16;
/** What no answer may tell: where the product lies, how it is built, and what it fell over. */
const TELLS = new RegExp(
  `${process.cwd()}|node_modules|node:internal|[.]ts:\\d+|\\n\\s+at |SQLITE|Error:|"name": "groundswell"`,
);

let all: Everything;
beforeAll(async () => {
  all = await startEverything();
});
afterAll(async () => await all.stop());

/** Each route once, as it was named, with the method it answers. */
function listRoutes() {
  const routes = all.web.routes.filter(({ path }) => path !== "/*");
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}

function expectHarmless({ status, headers, text }: Answered, place: string): void {
  if (status < 500 && status >= 200 && !TELLS.test(text) && headers["set-cookie"]?.[0] !== "a=1")
    return;
  throw new RangeError(`${place} was answered ${status}: ${text.slice(0, 200)}`);
}

describe("ten thousand made-up requests to every route", () => {
  test("get an answer that breaks nothing and tells nothing", async () => {
    const fuzz = createFuzz(7);
    const routes = listRoutes();
    const count = new Map<number, number>();
    const one = async (): Promise<void> => {
      const { place, asked, isSent } = fuzz(routes);
      const answer = await (isSent ? all.ask(place, asked) : all.answer(place, asked));
      expectHarmless(answer, `${asked.method} ${place}`);
      count.set(answer.status, (count.get(answer.status) ?? 0) + 1);
    };
    let left = FUZZED;
    const worker = async (): Promise<void> => {
      while (left-- > 0) await one();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect([...count.values()].reduce((sum, each) => sum + each, 0)).toBe(FUZZED);
    expect(routes.length).toBeGreaterThan(15);
    expect((await all.ask("/healthz")).text).toBe('{"ok":true}');
  });
});

describe("files that are served", () => {
  const climbs = [
    ...["../../../package.json", "..%2f..%2f..%2fpackage.json", "%2e%2e/%2e%2e/package.json"],
    ...["....//....//package.json", "..%5c..%5cpackage.json", "%252e%252e%252fpackage.json"],
    ...["..;/package.json", "%c0%ae%c0%ae/package.json", "/etc/passwd", "style.css%00.js", "."],
    ...["file:///etc/passwd", "index.ts", ".env", "con", "..", "%2e%2e", "*.js", ""],
  ];

  test.each(["/playground/assets/", "/teams/tab/", "/teams/", "/pages/", "/"])(
    "are no way to the files beside them: %s",
    async (folder) => {
      for (const climb of climbs) {
        const answer = await all.ask(`${folder}${climb}`);
        expectHarmless(answer, `${folder}${climb}`);
        const isPage = answer.status === 200 && /<!doctype html>/i.test(answer.text);
        expect([isPage ? 302 : answer.status, climb]).not.toEqual([200, climb]);
        expect(answer.text).not.toMatch(/root:|devDependencies/);
      }
    },
  );
});

describe("bytes that are no request", () => {
  test.each(notRequests)("are turned away: %s", async (_, bytes) => {
    const said = await all.shout(bytes);
    expect(said).toMatch(/^(HTTP\/1\.1 (302|4\d\d|501|505) |$)/);
    expect(said).not.toMatch(TELLS);
    expect(said).not.toMatch(/^set-cookie: a=1/im);
    expect(said).not.toMatch(/^location: (https?:)?\/\/evil/im);
    expect((await all.ask("/healthz")).status).toBe(200);
  });
});

describe("a body", () => {
  test.each([
    "/slack/events",
    "/api/messages",
    "/teams/tab/act",
    "/playground/api/events",
    "/sign-out",
    "/dashboard/week/calls/1",
    "/dashboard",
    "/nowhere",
  ])("that is larger than %s needs is refused, told or not", async (path) => {
    const most = mostBytes(path);
    const body = Buffer.alloc(most + 1, "a");
    const told = { "content-length": String(body.length) };
    const chunked = { "transfer-encoding": "chunked" };
    for (const headers of [told, chunked]) {
      const answer = await all.ask(path, { method: "POST", headers, body });
      expect([answer.status, answer.headers.connection]).toEqual([413, "close"]);
    }
    const fits = await all.ask(path, { method: "POST", body: body.subarray(1) });
    expect(fits.status).not.toBe(413);
  });
});

/** Says nothing to another site. */
const QUIET = /^(no-referrer|same-origin)$/;

describe("every answer is one that a browser is careful with", () => {
  const careful = {
    "x-content-type-options": "nosniff",
    "referrer-policy": expect.stringMatching(QUIET),
  };
  const places = [
    "/",
    "/playground",
    "/playground/api/clock",
    "/playground/assets/main.js",
    "/healthz",
  ];
  const more = [
    "/nowhere",
    "/dashboard",
    "/sign-in/rbps/x",
    "/pages/style.css",
    "/slack/oauth_redirect",
  ];

  test.each([...places, ...more])("nobody frames %s or guesses what it is", async (path) => {
    const { headers } = await all.ask(path);
    expect(headers).toMatchObject({
      ...careful,
      "x-frame-options": "DENY",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers).not.toHaveProperty("strict-transport-security");
  });

  test("Teams may frame its tab, and nobody else may", async () => {
    for (const path of ["/teams/tab", "/teams/tab/tab.js", "/teams/nowhere"]) {
      const { headers } = await all.ask(path);
      expect(headers).toMatchObject({
        ...careful,
        "content-security-policy": expect.stringContaining(
          "frame-ancestors https://teams.microsoft.com",
        ),
      });
      expect(headers).not.toHaveProperty("x-frame-options");
    }
  });

  test("what a route says itself stays: the playground runs its own script", async () => {
    const { headers } = await all.ask("/playground");
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
  });

  test("refusals and failures are careful, too", async () => {
    const large = { method: "POST", headers: { "content-length": "99999999" } };
    const refused = await all.ask("/sign-out", large);
    expect(refused).toMatchObject({ status: 413, headers: careful });
    const from = { headers: { "x-forwarded-for": "203.0.113.50" } };
    const asked = Array.from({ length: 80 }, async () => await all.ask("/sign-in/rbps/x", from));
    const limited = (await Promise.all(asked)).find(({ status }) => status === 429);
    expect(limited).toMatchObject({
      headers: { ...careful, "retry-after": expect.stringMatching(/^\d+$/) },
      text: expect.stringContaining("Too many requests"),
    });
  });

  test("behind https a browser comes back by https alone", async () => {
    for (const path of ["/healthz", "/dashboard", "/nowhere"]) {
      const { headers } = await all.secured.request(`https://bot.example.org${path}`);
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
    }
  });
});
