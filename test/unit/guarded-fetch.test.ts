import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import type { Resolve } from "#edge/exchange.ts";
import { createGuardedFetch, type GuardRules } from "#edge/guarded-fetch.ts";
import { neverSent } from "#edge/never-sent.ts";
import { type Liar, startLiar } from "./web-of-lies.ts";

/** Public, and nobody's: no packet to it leaves for long. */
const NOBODYS = "2fff:ffff::1";

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

const guard = (rules: Partial<GuardRules> = {}) =>
  createGuardedFetch({
    of: "the liar",
    hosts: [],
    named: [liar.origin, other.origin],
    totalMs: 5000,
    mostBytes: 100_000,
    ...rules,
  });

/** How a request ended that must not end well; its body counts. */
async function failure(fetching: Promise<Response>): Promise<unknown> {
  return await fetching.then(
    async (response) =>
      await response.text().then(
        (text) => `answered ${response.status} ${text.length}`,
        (cause: unknown) => cause,
      ),
    (cause: unknown) => cause,
  );
}

const code = async (fetching: Promise<Response>): Promise<string> => {
  const cause = await failure(fetching);
  return cause instanceof ProductError ? cause.code : String(cause);
};

const listOf =
  (...addresses: readonly string[]): Resolve =>
  async () =>
    await Promise.resolve(
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

describe("whom it reaches", () => {
  test("what a caller may reach is reached, with method, headers, body and cookies as with fetch", async () => {
    const fetching = guard();
    for (const target of [
      `${liar.origin}/a`,
      new URL("/a", liar.origin),
      new Request(`${liar.origin}/a`),
    ]) {
      expect((await fetching(target)).status).toBe(200);
    }
    const body = new URLSearchParams({ text: "thank you" });
    const answer = await fetching(`${liar.origin}/b`, { method: "POST", body });
    expect(await answer.text()).toBe("text=thank+you");
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(liar.asked.at(-1)).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
    });
  });

  test.each([
    "http://example.org/",
    "https://example.org/",
    "https://slack.com.example.org/",
    "https://example.org:8443/",
    "https://slack.com:8443/",
    "http://slack.com/",
    "https://name:word@slack.com/",
    "https://slack.com@example.org/",
    "https://evilslack.com/",
    "https://files.slack.com/",
    "ftp://slack.com/",
    "file:///etc/passwd",
    "data:text/plain,x",
    "slack.com",
    "",
  ])("%s is not Slack", async (address) => {
    const fetching = createGuardedFetch({ of: "Slack", hosts: ["slack.com", ".hooks.slack.com"] });
    const cause = await failure(fetching(address));
    expect(cause).toMatchObject({ code: "OUTBOUND_REFUSED" });
    expect(String(cause)).not.toContain("word");
    expect(neverSent(cause)).toBe(true);
  });

  test("every host below a suffix may be meant, and the suffix says where a name begins", async () => {
    const resolve = listOf("10.0.0.1");
    const fetching = createGuardedFetch({ of: "Slack", hosts: [".slack.com"], resolve });
    // Known, and then found to lie at a private address.
    expect(String(await failure(fetching("https://wss.slack.com/")))).toContain("not public");
    expect(String(await failure(fetching("https://wssslack.com/")))).toContain("Not an address");
  });

  test.each([
    "http://127.0.0.1:1/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0/",
    "https://10.1.2.3/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://168.63.129.16/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:8.8.8.8]/",
    "https://[64:ff9b::8.8.8.8]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[ff02::1]/",
  ])("an address typed by an admin cannot be %s", async (address) => {
    expect(await code(createGuardedFetch({ of: "a calendar", hosts: "public" })(address))).toBe(
      "OUTBOUND_REFUSED",
    );
  });

  test.each(["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:10.0.0.7", "fd12::1"])(
    "a public name behind which %s lies is not asked",
    async (address) => {
      const resolve = listOf(address);
      const rules = { of: "a calendar", hosts: "public", resolve } as const;
      const url = `https://calendar.example.org:${liar.port}/feed`;
      expect(await code(createGuardedFetch(rules)(url))).toBe("OUTBOUND_REFUSED");
      expect(liar.asked).toEqual([]);
    },
  );

  test("a name that changes between two looks gains nothing: the address that is checked is the one used", async () => {
    const looks: string[] = [];
    const resolve: Resolve = async (host) => {
      looks.push(host);
      return await listOf(looks.length === 1 ? NOBODYS : "127.0.0.1")(host);
    };
    const fetching = createGuardedFetch({
      of: "a calendar",
      hosts: "public",
      resolve,
      connectMs: 50,
    });
    const url = `https://calendar.example.org:${liar.port}/feed`;
    expect(await code(fetching(url))).toMatch(/OUTBOUND_(FAILED|UNREACHABLE)/);
    // Nobody looked a second time for the connection itself.
    expect(looks).toEqual(["calendar.example.org"]);
    expect(await code(fetching(url))).toBe("OUTBOUND_REFUSED");
    expect(looks).toHaveLength(2);
    expect(liar.asked).toEqual([]);
  });

  test("of several addresses only the public ones are tried", async () => {
    const resolve = listOf("127.0.0.1", NOBODYS, "::1");
    const fetching = createGuardedFetch({
      of: "a calendar",
      hosts: "public",
      resolve,
      connectMs: 50,
    });
    const url = `https://calendar.example.org:${liar.port}/feed`;
    expect(await code(fetching(url))).toMatch(/OUTBOUND_(FAILED|UNREACHABLE)/);
    expect(liar.asked).toEqual([]);
  });

  test("an origin that a setting names may be private by https, and must be this machine by http", async () => {
    const named = [`http://localhost:${liar.port}`, "http://bot.example.org", "http://10.0.0.1"];
    const here = createGuardedFetch({ of: "the liar", hosts: [], named });
    expect((await here(`http://localhost:${liar.port}/`)).status).toBe(200);
    expect(await code(here("http://10.0.0.1/"))).toBe("OUTBOUND_REFUSED");
    const resolve = listOf("10.0.0.1");
    const away = createGuardedFetch({ of: "the liar", hosts: [], named, resolve });
    expect(await code(away("http://bot.example.org/"))).toBe("OUTBOUND_REFUSED");
    const origin = `https://127.0.0.1:${liar.port}`;
    const tls = createGuardedFetch({ of: "the liar", hosts: [], named: [origin] });
    // It is allowed, and then speaks no TLS.
    expect(await code(tls(`${origin}/`))).toBe("OUTBOUND_FAILED");
  });

  test("the identity endpoint of the cloud is an address of this machine, never a name", async () => {
    const fetching = createGuardedFetch({ of: "Azure", hosts: [], onMachine: true });
    expect((await fetching(`${liar.origin}/token`)).status).toBe(200);
    expect(await code(fetching("http://metadata.example.org/"))).toBe("OUTBOUND_REFUSED");
    expect(await code(fetching("http://8.8.8.8/"))).toBe("OUTBOUND_REFUSED");
  });
});
