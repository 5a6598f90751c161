import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { botScopes, optionalScopes } from "#adapters/slack/scopes.ts";
import { createTokens } from "#adapters/slack/tokens.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { type InstallDesk, openInstallDesk } from "./slack-install-desk.ts";

let desk: InstallDesk;

beforeEach(async () => {
  desk = await openInstallDesk();
});

afterEach(async () => await desk.stop());

async function reopen(options: Parameters<typeof openInstallDesk>[0]): Promise<void> {
  await desk.stop();
  desk = await openInstallDesk(options);
}

/** What every page of the installation has: words, a heading, and nothing from elsewhere. */
async function readPage(response: Response): Promise<string> {
  const page = await response.text();
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page).toMatch(/<html lang="en">/);
  expect(page).toMatch(/<title>.+<\/title>/);
  expect(page).toContain('name="viewport"');
  expect(page.match(/<h1>/g)).toHaveLength(1);
  return page;
}

describe("T16: an installation outlives us, and a link to install works once", () => {
  test("an admin who installs the app reads what the next step is", async () => {
    const response = await desk.installApp();
    expect(response.status).toBe(200);
    const page = await readPage(response);
    expect(page).toContain("Groundswell is in Workspace T0001");
    expect(page).toContain("groundswell link-code");
    expect(page).toContain("/pl link");
    expect(await desk.book.find("T0001")).toEqual({
      token: desk.slack.workspace.botToken,
      botAccount: "U0BOT",
      scopes: new Set(desk.slack.workspace.scopes),
    });
  });

  test("people are served after we started again, since the store keeps the token", async () => {
    await desk.installApp();
    const again = createTokens(desk.config, desk.guarded);
    expect(await again.find("T0001")).toMatchObject({ token: "xoxb-T0001" });
    await again.stop();
  });

  test("what is stored is of no use to somebody who copies the database", async () => {
    await desk.installApp();
    const [row] = await desk.list();
    expect(JSON.stringify(row)).not.toContain("xoxb");
    expect(desk.config.box.open(row?.sealed ?? "", "slack:T0001:token")).toContain("xoxb-T0001");
    expect(desk.config.box.open(row?.sealed ?? "", "slack:T0002:token")).toBeUndefined();
  });

  test("a token whose key is lost counts as not installed, and the log says so", async () => {
    await desk.installApp();
    const box = createSecretBox([readKey(Buffer.alloc(32, 7).toString("base64"))]);
    const other = createTokens({ ...desk.config, box }, desk.guarded);
    expect(await other.find("T0001")).toBeUndefined();
    expect(desk.logged).toContainEqual({
      level: "error",
      event: "slack_token_unreadable",
      facts: { workspace: "T0001" },
    });
    await other.stop();
  });

  test("Slack is asked for the scopes of the manifest, and to come back to us", async () => {
    const { response, authorize } = await desk.begin();
    expect(response.status).toBe(302);
    const { origin, pathname, searchParams } = new URL(authorize);
    expect(`${origin}${pathname}`).toBe(desk.slack.authorizeUrl);
    expect(searchParams.get("scope")?.split(",")).toEqual([...botScopes, ...optionalScopes]);
    expect(searchParams.get("redirect_uri")).toBe("http://127.0.0.1:3000/slack/oauth_redirect");
    expect(Buffer.from(searchParams.get("state") ?? "", "base64url")).toHaveLength(32);
  });

  test("the cookie is no script's and no other site's, and travels by https alone", async () => {
    const read = async () => (await desk.begin()).response.headers.get("set-cookie") ?? "";
    const plain = await read();
    for (const flag of ["HttpOnly", "SameSite=Lax", "Path=/slack", "Max-Age=600"]) {
      expect(plain.split("; ")).toContain(flag);
    }
    expect(plain).not.toContain("Secure");
    await reopen({ publicUrl: "https://bot.example.org" });
    expect((await read()).split("; ")).toContain("Secure");
  });

  test("a link that was used installs nothing a second time", async () => {
    const { back, cookie } = await desk.visitSlack();
    expect((await desk.get(back, cookie)).status).toBe(200);
    const exchanges = desk.slack.calls.length;
    const again = await desk.get(back, cookie);
    expect([400, 403]).toContain(again.status);
    await readPage(again);
    expect(desk.slack.calls).toHaveLength(exchanges);
  });

  test("of two who come with one link at once, one installs", async () => {
    const { back, cookie } = await desk.visitSlack();
    const both = await Promise.all([desk.get(back, cookie), desk.get(back, cookie)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("a link sent to somebody else's browser installs nothing there", async () => {
    const { back } = await desk.visitSlack();
    const victim = await desk.begin();
    for (const cookie of ["", "groundswell_install=", victim.cookie]) {
      const response = await desk.get(back, cookie);
      expect([400, 403]).toContain(response.status);
    }
    expect(await desk.list()).toEqual([]);
    expect(desk.slack.calls).toEqual([]);
  });

  test("a link is good for ten minutes", async () => {
    const { back, cookie } = await desk.visitSlack();
    desk.clock.forward(601);
    expect([400, 403]).toContain((await desk.get(back, cookie)).status);
    expect(await desk.list()).toEqual([]);
  });
});

describe("an installation that does not work out stores nothing and gives nothing away", () => {
  test("an admin who says no at Slack reads that nothing happened", async () => {
    const response = await desk.installApp(null);
    expect(response.status).toBeLessThan(500);
    expect(await readPage(response)).toContain("Nothing was installed");
    expect(await desk.list()).toEqual([]);
  });

  test.each([
    { fault: { error: "invalid_code" } },
    { fault: { error: "bad_client_secret" } },
    { fault: { status: 503, processed: false } },
    { fault: { status429: 30 } },
    { fault: { reset: true, processed: true } },
  ] as const)(
    "when Slack does not give the token ($fault), the page shows no reason",
    async ({ fault }) => {
      desk.slack.fail("oauth.v2.access", fault);
      const response = await desk.installApp();
      expect([400, 403, 502]).toContain(response.status);
      const page = await readPage(response);
      expect(page).toContain("/slack/install");
      expect(page).not.toMatch(/_code|_secret|503|429|reset|code-/);
      expect(JSON.stringify(desk.logged)).not.toMatch(/xoxb|xoxe|code-|hush/);
      expect(await desk.list()).toEqual([]);
    },
  );

  test("a Slack that never answers keeps nobody waiting", async () => {
    await reopen({ timeoutMs: 200 });
    desk.slack.fail("oauth.v2.access", { hang: true, processed: false });
    expect((await desk.installApp()).status).toBe(502);
  });

  test.each(["?", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied"])(
    "the way back with %s and nothing else is refused",
    async (query) => {
      const response = await desk.get(`/slack/oauth_redirect${query}`);
      expect([400, 403]).toContain(response.status);
      await readPage(response);
      expect(desk.slack.calls).toEqual([]);
    },
  );

  test("a store that fails is a page with a way on, not a broken connection", async () => {
    const { back, cookie } = await desk.visitSlack();
    desk.config.installations.save = async () => await Promise.reject(new RangeError("disk full"));
    const response = await desk.get(back, cookie);
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(await readPage(response)).not.toContain("disk full");
  });

  test("a workspace's name is text, whatever it says", async () => {
    const wish = { workspace: { id: "T0009" } };
    desk.slack.addWorkspace(wish.workspace);
    const { createInstall } = await import("#adapters/slack/install.ts");
    const renaming: typeof fetch = async (target, init) => {
      const said: unknown = await (await desk.guarded(target, init)).json();
      const name = "<script>alert(1)</script>&\"'`x`";
      const given = typeof said === "object" && said !== null ? said : {};
      return Response.json({ ...given, team: { id: "T0009", name } });
    };
    desk.slack.nextInstall(wish);
    const { back, cookie } = await desk.visitSlack();
    const parts = { config: desk.config, tokens: desk.book, fetch: renaming };
    const asked = new Request(back, { headers: { cookie } });
    const response = await createInstall(parts).receive(asked);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain("<script");
  });
});

describe("who has the app, and who has it no longer", () => {
  test("installing again takes the place of the old token at once", async () => {
    await desk.installApp();
    await desk.book.find("T0001");
    desk.slack.nextInstall({ workspace: { id: "T0001", rotation: true } });
    await desk.installApp();
    expect(await desk.list()).toHaveLength(1);
    expect((await desk.book.find("T0001"))?.token).toMatch(/^xoxe/);
  });

  test("an app that a whole organisation installs is one installation", async () => {
    const org = { enterprise: "E0001", orgInstall: true };
    const response = await desk.installApp({ workspace: { id: "T0101", ...org } });
    expect(await response.text()).toContain("Org E0001");
    expect((await desk.list()).map(({ workspace }) => workspace)).toEqual(["E0001"]);
    expect(await desk.book.find("E0001")).toMatchObject({ token: "xoxb-E0001" });
    expect(await desk.book.find("T0101")).toBeUndefined();
  });

  test("a workspace that removed the app is served no more, and nothing of it is kept", async () => {
    await desk.installApp();
    await desk.book.find("T0001");
    await desk.install.remove("T0001", desk.config.clock.now());
    expect(await desk.book.find("T0001")).toBeUndefined();
    expect(await desk.list()).toEqual([]);
  });

  test("where one token is set, there is nothing to install", async () => {
    await reopen({ access: { kind: "token", botToken: "xoxb-T0001" } });
    for (const path of ["/slack/install", "/slack/oauth_redirect"]) {
      const response = await desk.get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get("set-cookie")).toBeNull();
      await readPage(response);
    }
  });
});
