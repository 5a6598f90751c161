import { createPublicKey, verify } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAuthentication, createLogin } from "./fake-teams/client.ts";
import { type FakeTeams, startFakeTeams, type TokenOptions } from "./fake-teams/index.ts";
import { jsonOf, listOf, parseJson, textOf } from "./fake-teams/json.ts";

let teams: FakeTeams;

beforeEach(async () => {
  // The library writes what it refuses to the console.
  vi.spyOn(console, "error").mockImplementation(() => {});
  teams = await startFakeTeams();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await teams.stop();
});

/** What the bot's own library makes of a request; rejects where it refuses. */
async function authenticate(request: Request, changes: Record<string, unknown> = {}) {
  const activity: Record<string, unknown> = { ...jsonOf(await request.json()), ...changes };
  const { channelId, serviceUrl } = activity;
  return createAuthentication(teams).authenticateRequest(
    { ...emptyActivity, channelId: textOf(channelId), serviceUrl: textOf(serviceUrl) },
    request.headers.get("authorization") ?? "",
  );
}

const emptyActivity = {
  type: "message",
  text: "",
  label: "",
  valueType: "",
  listenFor: [],
  channelId: "",
  serviceUrl: "",
  localTimezone: "",
  callerId: "",
  from: { id: "", name: "" },
  recipient: { id: "", name: "" },
  conversation: { id: "", name: "", isGroup: false, conversationType: "" },
};

const hello = (token: TokenOptions = {}) => {
  const ana = teams.addPerson({ name: "Ana Ruiz" });
  return teams.message({ by: ana.id, text: "hello", token });
};

describe("a message to the bot", () => {
  test("is accepted by Bot Framework's own library when its token is good", async () => {
    const { claimsIdentity } = await authenticate(hello());
    expect(claimsIdentity.getClaimValue("aud")).toBe(teams.appId);
    expect(claimsIdentity.getClaimValue("serviceurl")).toBe(teams.serviceUrl);
    expect(teams.calls.map(({ kind, status }) => [kind, status])).toEqual([
      ["openid", 200],
      ["keys", 200],
    ]);
  });

  test.each<[string, TokenOptions, RegExp]>([
    ["forged", { forged: true }, /invalid signature/],
    ["unsigned", { alg: "none" }, /signature is required/],
    ["signed with the public key as a secret", { alg: "HS256" }, /invalid algorithm/],
    ["old", { expiresInSeconds: -3600 }, /expired/],
    ["from the future", { notBeforeInSeconds: 3600 }, /not active/],
    ["for another app", { aud: "another-app" }, /Invalid AppId/],
    ["from somebody else", { iss: "https://evil.example" }, /Is not authenticated|No valid/],
    ["of an unknown key", { kid: "unknown" }, /Signing Key could not be retrieved/],
    ["endorsed for Slack only", { endorsedForOthers: true }, /Could not validate endorsement/],
    ["for another service", { serviceUrl: "https://evil.example/" }, /[Ss]erviceUrl/],
    ["for no service", { serviceUrl: null }, /[Ss]erviceUrl/],
  ])("is refused when its token is %s", async (_how, token, reason) => {
    await expect(authenticate(hello(token))).rejects.toThrow(reason);
  });

  test("is accepted when its token ran out two minutes ago, as clocks differ", async () => {
    const { claimsIdentity } = await authenticate(hello({ expiresInSeconds: -120 }));
    expect(claimsIdentity.isAuthenticated).toBe(true);
  });

  test("has the header that a test asked for, or none", () => {
    const ana = teams.addPerson();
    const own = teams.message({ by: ana.id, text: "hi", authorization: "Basic abc" });
    const none = teams.message({ by: ana.id, text: "hi", authorization: null });
    expect(own.headers.get("authorization")).toBe("Basic abc");
    expect(none.headers.has("authorization")).toBe(false);
  });

  test("is refused while the keys cannot be read", async () => {
    teams.fail("keys", { status: 503 });
    await expect(authenticate(hello())).rejects.toThrow(/Failed to load Keys: 503/);
    await expect(authenticate(hello())).resolves.toBeDefined();
  });
});

describe("the app's own token", () => {
  const scopes = ["https://api.botframework.com/.default"];

  test("comes from MSAL with a secret, once, and is asked for in the open", async () => {
    const login = createLogin(teams);
    const first = await login.acquireTokenByClientCredential({ scopes });
    const second = await login.acquireTokenByClientCredential({ scopes });
    expect(first?.accessToken).toMatch(/^[\w-]{60,}$/);
    expect(second?.accessToken).toBe(first?.accessToken);
    expect(teams.tokenRequests()).toBe(1);
    expect(teams.calls.find(({ kind }) => kind === "token")).toMatchObject({
      method: "POST",
      path: expect.stringContaining(`/${teams.tenant}/oauth2/v2.0/token`),
      body: { grant_type: "client_credentials", client_id: teams.appId },
    });
  });

  test("comes with a certificate's assertion too", async () => {
    const { appId, tenant } = teams;
    const aud = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
    const good = teams.token({ iss: appId, aud, extra: { sub: appId } });
    const other = teams.token({ iss: "another-app", aud, extra: { sub: appId } });
    const ask = (clientAssertion: string) =>
      createLogin(teams, { clientAssertion }).acquireTokenByClientCredential({ scopes });
    await expect(ask(good)).resolves.toMatchObject({ accessToken: expect.any(String) });
    await expect(ask(other)).rejects.toMatchObject({ errorCode: "invalid_client" });
  });

  test("is refused with a wrong secret, in Entra's words", async () => {
    const login = createLogin(teams, { clientSecret: "wrong" });
    await expect(login.acquireTokenByClientCredential({ scopes })).rejects.toMatchObject({
      errorCode: "invalid_client",
      errorMessage: expect.stringContaining("AADSTS7000215"),
    });
    expect(teams.calls.at(-1)?.status).toBe(400);
  });

  test("is not there while Entra is down", async () => {
    teams.fail("token", { status: 400, code: "temporarily_unavailable" });
    const login = createLogin(teams);
    await expect(login.acquireTokenByClientCredential({ scopes })).rejects.toMatchObject({
      errorCode: "temporarily_unavailable",
    });
    await expect(login.acquireTokenByClientCredential({ scopes })).resolves.toBeDefined();
  });
});

describe("the token of a tab", () => {
  /** True where the signature is that of a published key. */
  async function isGenuine(token: string): Promise<boolean> {
    const at = `${teams.loginUrl}/${teams.tenant}/v2.0/.well-known/openid-configuration`;
    const { jwks_uri } = jsonOf(await (await fetch(at)).json());
    const { keys } = jsonOf(await (await fetch(textOf(jwks_uri))).json());
    const [header = "", payload = "", signature = ""] = token.split(".");
    const { kid } = jsonOf(parseJson(Buffer.from(header, "base64url").toString()));
    const key = listOf(keys).find((each) => each.kid === kid);
    if (key === undefined) return false;
    return verify(
      "sha256",
      Buffer.from(`${header}.${payload}`),
      createPublicKey({ key, format: "jwk" }),
      Buffer.from(signature, "base64url"),
    );
  }

  const claimsOf = (token: string) =>
    parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

  test("verifies against the published keys and says who opened the tab", async () => {
    const ana = teams.addPerson({ name: "Ana Ruiz", upn: "ana@district.example" });
    const token = teams.ssoToken(ana.id);
    expect(await isGenuine(token)).toBe(true);
    expect(claimsOf(token)).toMatchObject({
      iss: `https://login.microsoftonline.com/${teams.tenant}/v2.0`,
      aud: teams.appId,
      tid: teams.tenant,
      oid: ana.id,
      name: "Ana Ruiz",
      preferred_username: "ana@district.example",
      scp: "access_as_user",
    });
  });

  test("can be forged, from elsewhere, or without a claim", async () => {
    const ana = teams.addPerson();
    expect(await isGenuine(teams.ssoToken(ana.id, { forged: true }))).toBe(false);
    expect(await isGenuine(teams.token())).toBe(false);
    const changed = teams.ssoToken(ana.id, { tid: "elsewhere", extra: { oid: undefined } });
    expect(claimsOf(changed)).toMatchObject({
      tid: "elsewhere",
      iss: expect.stringContaining("/elsewhere/"),
    });
    expect(claimsOf(changed)).not.toHaveProperty("oid");
  });
});
