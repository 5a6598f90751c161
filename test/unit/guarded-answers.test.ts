import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { createGuardedFetch, type GuardRules } from "#edge/guarded-fetch.ts";
import { neverSent } from "#edge/never-sent.ts";
import { type Liar, startLiar } from "./web-of-lies.ts";

let liar: Liar;
let other: Liar;
beforeAll(async () => {
  liar = await startLiar();
  other = await startLiar();
});
afterAll(() => {
  liar.stop();
  other.stop();
});
beforeEach(() => {
  liar.asked.splice(0);
  other.asked.splice(0);
});

const MOST = 100_000;

function ask(path: string, rules: Partial<GuardRules> = {}, init: RequestInit = {}) {
  const named = [liar.origin, other.origin];
  const known = { of: "the liar", hosts: [], named, totalMs: 5000, mostBytes: MOST };
  return createGuardedFetch({ ...known, ...rules })(`${liar.origin}${path}`, init);
}

/** How a request ended that must not end well; its body counts. */
async function failure(fetching: Promise<Response>): Promise<unknown> {
  try {
    const response = await fetching;
    return `answered ${response.status} ${(await response.text()).length}`;
  } catch (cause) {
    return cause;
  }
}

describe("how much it takes", () => {
  test.each(["/told-too-much", "/told-nothing", "/endless", "/bomb/gzip", "/bomb/br"])(
    "an answer that is larger than it may be is cut off, whatever it says of itself: %s",
    async (path) => {
      const cause = await failure(ask(path));
      expect(cause).toMatchObject({ code: "OUTBOUND_TOO_LARGE" });
      expect(neverSent(cause)).toBe(false);
    },
  );

  test("more than was announced is not read", async () => {
    expect(await (await ask("/told-too-little")).text()).toBe("xxxx");
  });

  test("a packed answer is unpacked, and no longer called packed", async () => {
    const answer = await ask("/packed");
    expect(await answer.text()).toBe("unpacked");
    expect(answer.headers.get("content-encoding")).toBeNull();
  });

  test("an answer without a body, and one to a question for the head, are answers", async () => {
    expect((await ask("/empty")).status).toBe(204);
    expect((await ask("/told-too-much", {}, { method: "HEAD" })).status).toBe(200);
  });

  test.each(["/broken", "/not-packed", "/no-http", "/odd", "/switch"])(
    "what is no whole answer is a failure after sending: %s",
    async (path) => {
      const cause = await failure(ask(path));
      expect(cause).toMatchObject({ code: "OUTBOUND_FAILED" });
      expect(neverSent(cause)).toBe(false);
    },
  );
});

describe("how long it waits", () => {
  test.each(["/silence", "/trickle"])(
    "nobody waits for an answer that does not end: %s",
    async (path) => {
      const cause = await failure(ask(path, { totalMs: 40 }));
      expect(cause).toMatchObject({ code: "OUTBOUND_TOO_SLOW" });
    },
  );

  test("a caller's own signal ends it with the caller's own reason, early or late", async () => {
    const enough = new RangeError("enough");
    expect(await failure(ask("/", {}, { signal: AbortSignal.abort(enough) }))).toBe(enough);
    const later = new AbortController();
    const begun = await ask("/trickle", {}, { signal: later.signal });
    later.abort(enough);
    expect(await failure(Promise.resolve(begun))).toBe(enough);
    expect(liar.asked).toHaveLength(1);
  });

  test("a host that takes no connection was never sent anything", async () => {
    // Public, and nobody's.
    const resolve = async () => await Promise.resolve([{ address: "2fff:ffff::1", family: 6 }]);
    const rules = { of: "a calendar", hosts: "public", resolve, connectMs: 40 } as const;
    const cause = await failure(createGuardedFetch(rules)("https://calendar.example.org/secret"));
    expect(cause).toMatchObject({ code: expect.stringMatching(/OUTBOUND_(FAILED|UNREACHABLE)/) });
    expect(neverSent(cause)).toBe(true);
    const silent = async () => await new Promise<never>(() => undefined);
    const lookup = await failure(
      createGuardedFetch({ ...rules, resolve: silent })("https://calendar.example.org/secret"),
    );
    expect(lookup).toMatchObject({ code: "OUTBOUND_UNREACHABLE" });
    expect(String(lookup)).not.toContain("secret");
  });
});

describe("where it lets itself be led", () => {
  test("nowhere, unless it was told to follow", async () => {
    for (const redirect of ["follow", "manual", "error"] as const) {
      const cause = await failure(ask("/?to=/landed", {}, { redirect }));
      expect(cause).toMatchObject({ code: "OUTBOUND_REDIRECTED" });
    }
    const cause = await failure(ask("/?to=/landed", { redirects: 3 }, { redirect: "error" }));
    expect(cause).toMatchObject({ code: "OUTBOUND_REDIRECTED" });
    expect(liar.asked.map(({ path }) => path)).toEqual(["/", "/", "/", "/"]);
  });

  test("three steps at most, however many it was told", async () => {
    expect((await ask("/?to=/landed", { redirects: 1 })).status).toBe(200);
    liar.asked.splice(0);
    const cause = await failure(ask("/round", { redirects: 50 }));
    expect(cause).toMatchObject({ code: "OUTBOUND_REDIRECTED" });
    expect(liar.asked).toHaveLength(4);
  });

  test.each([
    "http://127.0.0.1:1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://example.org/",
    "https://name:word@example.org/",
    "file:///etc/passwd",
    "//[",
  ])("never where its own rules do not reach: %s", async (to) => {
    const cause = await failure(ask(`/?to=${encodeURIComponent(to)}`, { redirects: 3 }));
    expect(cause).toMatchObject({ code: "OUTBOUND_REDIRECTED" });
    expect(String(cause)).not.toContain(to);
    expect(neverSent(cause)).toBe(false);
  });

  test("a name that is met on the way is held to public addresses, too", async () => {
    const resolve = async () => await Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    const rules = { hosts: "public", redirects: 3, resolve } as const;
    const to = encodeURIComponent(`https://calendar.example.org:${other.port}/`);
    expect(await failure(ask(`/?to=${to}`, rules))).toBeInstanceOf(ProductError);
    expect(other.asked).toEqual([]);
  });

  test("another origin hears no token and no cookie, and the same one does", async () => {
    const headers = { authorization: "Bearer secret", cookie: "a=1", "x-kept": "yes" };
    await ask(`/?to=${other.origin}/landed`, { redirects: 1 }, { headers });
    expect(other.asked[0]?.headers).toMatchObject({ "x-kept": "yes" });
    expect(other.asked[0]?.headers).not.toHaveProperty("authorization");
    expect(other.asked[0]?.headers).not.toHaveProperty("cookie");
    await ask("/?to=/landed", { redirects: 1 }, { headers });
    expect(liar.asked.at(-1)?.headers).toMatchObject({ authorization: "Bearer secret" });
  });

  test.each([
    [302, "GET"],
    [303, "GET"],
    [307, "POST"],
    [308, "POST"],
  ])("after %i a post goes on as %s", async (status, method) => {
    const init = { method: "POST", body: "words" };
    const answer = await ask(`/?to=/landed&status=${status}`, { redirects: 1 }, init);
    expect(await answer.text()).toBe(method === "POST" ? "words" : "");
    expect(liar.asked.at(-1)).toMatchObject({ path: "/landed", method });
  });
});
