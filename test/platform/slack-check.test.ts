import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { check } from "#adapters/slack/check.ts";
import { botScopes } from "#adapters/slack/scopes.ts";
import { type CheckDesk, openCheckDesk } from "./slack-check-desk.ts";

let desk: CheckDesk;

beforeEach(async () => {
  desk = await openCheckDesk();
});

afterEach(async () => await desk.close());

test("an IT admin whose Slack app is well reads no FIX", async () => {
  const findings = await desk.look();
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual([
    "The signing secret has the right form.",
    "Slack accepts the bot token of workspace T0001.",
    "Every permission it needs is granted.",
    "chat:write.public is granted: public channels need no invitation.",
    "im:history is granted: a message whose fate is unknown is looked for.",
    "This machine's clock agrees with Slack's.",
    "Slack is on this machine, too.",
  ]);
});

test.each(["invalid_auth", "token_revoked", "account_inactive", "token_expired"] as const)(
  "an IT admin whose token is %s reads what to do",
  async (how) => {
    desk.slack.endToken(desk.slack.workspace.botToken, how);
    const [first, ...others] = await desk.problems();
    expect(first?.what).toBe(`Slack does not accept the bot token: ${how}.`);
    expect(first?.todo.length).toBeGreaterThan(30);
    expect(others).toEqual([]);
  },
);

test("missing permissions are named, with the way to grant them", async () => {
  desk.slack.setScopes(["commands", "chat:write", "im:write", "im:history"]);
  expect(await desk.problems()).toEqual([
    {
      ok: false,
      what: "Permissions are missing for the bot token: users:read, users:read.email.",
      todo: expect.stringContaining("Reinstall"),
    },
  ]);
});

test("a district that declined the optional permissions is well, and reads what it means", async () => {
  desk.slack.setScopes(botScopes);
  const findings = await desk.look();
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ what }) => what)).toContain(
    "im:history is not granted, which is fine: a message whose fate is unknown is shown to the lead, and never sent again blindly.",
  );
});

test.each([
  { seconds: 75, says: "ahead of" },
  { seconds: -90, says: "behind" },
])("a clock that is $seconds s off is found before Slack's requests are refused", async (drift) => {
  const wrong = { now: () => new Date(Date.now() + drift.seconds * 1000) };
  const [found, ...others] = await desk.problems({ clock: wrong });
  expect(found?.what).toMatch(new RegExp(`clock is (7|8|9)\\d s ${drift.says} Slack's`));
  expect(found?.todo).toContain("300 s");
  expect(others).toEqual([]);
});

test("a clock that is half a minute off is let pass", async () => {
  expect(await desk.problems({ clock: { now: () => new Date(Date.now() - 30_000) } })).toEqual([]);
});

test("somebody without a way to Slack reads which address to open", async () => {
  const [found] = await desk.problems({ apiUrl: "http://127.0.0.1:9/api/" });
  expect(found).toEqual({
    ok: false,
    what: "Slack does not answer at 127.0.0.1:9.",
    todo: "Let this machine reach https://127.0.0.1:9.",
  });
});

test.each([
  { fault: { status: 503, processed: false } },
  { fault: { reset: true, processed: true } },
  { fault: { hang: true, processed: false } },
] as const)("the check ends also when Slack fails with $fault", async ({ fault }) => {
  desk.slack.fail("auth.test", fault);
  expect((await desk.problems({}, 300)).map(({ what }) => what)).toEqual([
    expect.stringContaining("Slack does not answer at"),
  ]);
});

test("who runs doctor too often is asked to wait", async () => {
  desk.slack.fail("auth.test", { status429: 30 });
  expect(await desk.problems()).toEqual([
    { ok: false, what: "Slack was asked too often.", todo: "Run doctor again in a minute." },
  ]);
});

test("Socket Mode needs neither an address nor a signing secret", async () => {
  const findings = await desk.look({
    appToken: desk.slack.appToken,
    publicUrl: "",
    signingSecrets: [],
  });
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  const words = findings.map(({ what }) => what);
  expect(words).toContain("Socket Mode is open: Slack needs no way in.");
  expect(words).toContain("Socket Mode needs no signing secret.");
});

test("a wrong app token is told from a wrong bot token", async () => {
  const appToken = desk.slack.workspace.botToken;
  const [found, ...others] = await desk.problems({ appToken, publicUrl: "" });
  expect(found?.what).toBe("Slack does not accept the app token: not_allowed_token_type.");
  expect(found?.todo).toContain("connections:write");
  expect(others).toEqual([]);
});

test.each([
  { publicUrl: "", says: "PUBLIC_URL is not set." },
  { publicUrl: "http://bot.example.org", says: "PUBLIC_URL is not https: http://bot.example.org." },
  { publicUrl: "https://127.0.0.1:9", says: "Slack cannot reach https://127.0.0.1:9" },
  { publicUrl: "https://bot.invalid", says: "https://bot.invalid does not answer at /healthz." },
])("Slack could not reach PUBLIC_URL=$publicUrl, and doctor says so", async (given) => {
  // Slack itself does not answer, so that its address can be the real one and is not asked.
  const refused = async () => await Promise.reject(new TypeError("no network"));
  const changed = { ...desk.config, apiUrl: "https://slack.com/api/", publicUrl: given.publicUrl };
  const words = (await check({ config: changed, fetch: refused })).map(({ what }) => what);
  expect(words.some((what) => what.startsWith(given.says))).toBe(true);
});

test.each([
  { secrets: ["xyz"], says: "A signing secret is not 32 hexadecimal digits." },
  { secrets: [], says: "There is no signing secret." },
])("a signing secret that cannot be one is found: $secrets", async ({ secrets, says }) => {
  expect((await desk.problems({ signingSecrets: secrets })).map(({ what }) => what)).toEqual([
    says,
  ]);
});

test("two signing secrets are fine while one of them is being changed", async () => {
  const two = [...desk.config.signingSecrets, randomBytes(16).toString("hex")];
  expect(await desk.problems({ signingSecrets: two })).toEqual([]);
});

test("nothing secret is in what doctor prints, whatever Slack answers", async () => {
  const server = await answerWith(
    JSON.stringify({ ok: false, error: `no such token ${desk.slack.workspace.botToken}` }),
  );
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const secrets = [
    desk.slack.workspace.botToken,
    desk.slack.appToken,
    ...desk.config.signingSecrets,
    "ticket",
  ];
  const looks = [
    await desk.look({ appToken: desk.slack.appToken }),
    await desk.look({ appToken: desk.slack.appToken, apiUrl: `http://127.0.0.1:${port}/api/` }),
  ];
  server.close();
  const printed = JSON.stringify(looks);
  expect(printed).toContain("unknown_error");
  expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
});

test("the check does not throw when the store does", async () => {
  const list = async () => await Promise.reject(new RangeError("disk"));
  const access = { kind: "oauth", clientId: "1.2", clientSecret: "hush" } as const;
  const broken = { ...desk.config.installations, list };
  expect(await desk.problems({ access, installations: broken })).toEqual([
    { ok: false, what: "The look at Slack broke off.", todo: expect.stringContaining("again") },
  ]);
});

async function answerWith(body: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
