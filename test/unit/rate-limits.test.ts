import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { createFindClient, keyOf } from "#web/client-address.ts";
import { classOf, limitRate, rates } from "#web/rate-limits.ts";

const PROXY = "10.0.0.5";

interface Asked {
  readonly from?: string;
  /** X-Forwarded-For. */
  readonly for?: string;
  readonly accept?: string;
}

/** A server's connection, as far as anybody looks at it. */
const connectionFrom = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

function headersOf({ for: forwarded, accept }: Asked): Record<string, string> {
  return {
    ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
    ...(accept === undefined ? {} : { accept }),
  };
}

function startLimited(trusted: readonly string[] = [PROXY]) {
  const web = new Hono();
  web.use(limitRate(trusted));
  web.all("*", (context) => context.text("here"));
  return async (path: string, asked: Asked = {}): Promise<Response> =>
    await web.request(path, { headers: headersOf(asked) }, connectionFrom(asked.from ?? "8.8.4.4"));
}

/** How many of so many requests at one instant are answered. */
async function answered(ask: () => Promise<Response>, count: number): Promise<number> {
  const all = await Promise.all(Array.from({ length: count }, ask));
  return all.filter(({ status }) => status === 200).length;
}

describe("who asks too often", () => {
  test("to sign in is told in plain words when to come back, and nobody else is", async () => {
    const ask = startLimited();
    const most = rates.signIn.requests;
    expect(await answered(async () => await ask("/sign-in/rbps/x"), most + 5)).toBe(most);
    const refused = await ask("/sign-in/rbps/y", { accept: "text/html,*/*" });
    const wait = Number(refused.headers.get("retry-after"));
    expect(refused.status).toBe(429);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(rates.signIn.seconds);
    expect(await refused.text()).toContain(`Please wait ${wait} seconds, then try again.`);
    expect(await (await ask("/sign-out")).json()).toMatchObject({ hint: expect.any(String) });
    // Another address, and another kind of page.
    expect((await ask("/sign-in/rbps/x", { from: "8.8.4.5" })).status).toBe(200);
    expect((await ask("/dashboard")).status).toBe(200);
  });

  test("for pages is stopped later, and for the files of the tab later still", async () => {
    const ask = startLimited();
    const page = rates.page.requests;
    expect(await answered(async () => await ask("/dashboard"), page + 1)).toBe(page);
    expect((await ask("/no-such-page")).status).toBe(429);
    const tab = rates.tab.requests;
    expect(await answered(async () => await ask("/teams/tab/x.js"), tab + 1)).toBe(tab);
  });

  test("a school morning's answers come from few addresses of Slack and Teams, all at one instant", async () => {
    const ask = startLimited();
    expect(await answered(async () => await ask("/slack/events"), 900)).toBe(900);
    expect(await answered(async () => await ask("/api/messages"), 900)).toBe(900);
    // Forged ones meet an end, too.
    expect(await answered(async () => await ask("/slack/events"), 3000)).toBe(200);
  });

  test("this machine's own requests are not counted, and a test's without a connection neither", async () => {
    const ask = startLimited();
    for (const from of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      expect(await answered(async () => await ask("/playground", { from }), 400)).toBe(400);
    }
    const web = new Hono();
    web.use(limitRate([]));
    web.get("*", (context) => context.text("here"));
    expect(await answered(async () => await web.request("/sign-out"), 400)).toBe(400);
  });

  test.each([
    ["/sign-in/rbps/secret", "signIn"],
    ["/slack/install", "signIn"],
    ["/sign-info", "page"],
    ["/slack/events", "webhook"],
    ["/slack/events/more", "page"],
    ["/teams/tab", "tab"],
    ["/healthz", "health"],
    ["/", "page"],
  ])("%s counts as %s", (path, name) => expect(classOf(path)).toBe(name));
});

describe("who it is that asks", () => {
  async function clientOf(trusted: readonly string[], asked: Asked) {
    const web = new Hono();
    const find = createFindClient(trusted);
    web.get("*", (context) => context.json(find(context) ?? null));
    const from = connectionFrom(asked.from ?? PROXY);
    return await (await web.request("/", { headers: headersOf(asked) }, from)).json();
  }

  test.each([
    ["the one that the proxy saw", "203.0.113.9", "203.0.113.9"],
    ["not whom somebody claims to ask for", "1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["seen through two proxies", "203.0.113.9, 10.0.7.7", "203.0.113.9"],
    ["without the port", "203.0.113.9:4711", "203.0.113.9"],
    ["an IPv6 one without brackets", "[2001:db8::1]:4711", "2001:db8:0:0"],
    ["an IPv4 one within IPv6", "::ffff:203.0.113.9", "203.0.113.9"],
    ["the proxy, where it says no address", "unknown", PROXY],
    ["the last known one, where nonsense stands before it", "x y, 10.0.7.7", "10.0.7.7"],
    ["the first one, where all are proxies", "10.0.0.7, 10.0.0.8", "10.0.0.7"],
    ["the proxy, where it says nothing", "", PROXY],
  ])("behind a trusted proxy it is %s", async (_, forwarded, key) => {
    expect(await clientOf(["10.0.0.0/8"], { for: forwarded })).toMatchObject({ key });
  });

  test("nobody else is believed", async () => {
    const asked = { from: "203.0.113.9", for: "1.1.1.1" };
    expect(await clientOf([PROXY], asked)).toEqual({ key: "203.0.113.9", isHere: false });
    const here = { from: "127.0.0.1", for: "1.1.1.1" };
    expect(await clientOf([], here)).toEqual({ key: "127.0.0.1", isHere: false });
    expect(await clientOf(["127.0.0.1"], here)).toEqual({ key: "1.1.1.1", isHere: false });
  });

  test("a household's many IPv6 addresses are one caller", () => {
    const own = ["2001:db8:1:2::1", "2001:db8:1:2:ffff:1:2:3", "2001:0db8:0001:0002:0:0:0:9"];
    expect(new Set(own.map(keyOf))).toEqual(new Set(["2001:db8:1:2"]));
    expect(keyOf("2001:db8:1:3::1")).toBe("2001:db8:1:3");
    expect(["::1", "::", "1::", "2001:db8::8:800:200c:417a"].map(keyOf)).toEqual([
      ...["0:0:0:0", "0:0:0:0", "1:0:0:0", "2001:db8:0:0"],
    ]);
  });
});
