import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { chooseCloud } from "#adapters/teams/cloud.ts";
import type { TokenOptions } from "./fake-teams/index.ts";
import { publish } from "./fake-teams/keys.ts";
import { startTabDesk } from "./teams-tab-desk.ts";

type Desk = Awaited<ReturnType<typeof startTabDesk>>;
type Token = TokenOptions & { readonly tid?: string };

const OTHER = "99999999-9999-4999-8999-999999999999";
const ENTRA = "https://login.microsoftonline.com";
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const desks: Desk[] = [];

/** The real time, which a test may move on. */
async function start(options: Parameters<typeof startTabDesk>[0] = {}) {
  let moved = 0;
  const clock = { now: () => new Date(Date.now() + moved) };
  const desk = await startTabDesk({ ...options, clock });
  desks.push(desk);
  const page = { kind: "page", page: { cards: [], fallback: "Your week." } } as const;
  desk.answer(page);
  const wait = (ms: number): void => {
    moved += ms;
  };
  return { ...desk, wait };
}

const refusal = { error: expect.any(String), hint: expect.any(String) };

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.stop();
});

const keysRead = ({ teams }: Desk): number =>
  teams.calls.filter(({ path }) => path.includes("/discovery/v2.0/keys")).length;

test("a teacher is known by the word of Microsoft alone", async () => {
  const desk = await start();
  const response = await desk.openPage();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ cards: [], fallback: "Your week.", failed: false });
  expect(desk.heard).toMatchObject([
    { kind: "opened", platform: "teams", workspace: desk.teams.tenant, account: desk.ana.id },
  ]);
});

test.each<[string, string]>([
  ["brings nothing", ""],
  ["brings a password", "Basic YTpi"],
  ["brings a word", "Bearer token"],
  ["brings three words", "Bearer a.b.c"],
  ["brings no signature", "Bearer e30.e30."],
])("somebody who %s is refused", async (_what, authorization) => {
  const desk = await start();
  const response = await desk.openPage(authorization);
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual(refusal);
  expect(desk.heard).toEqual([]);
});

test.each<[string, Token, number]>([
  ["forged", { forged: true }, 401],
  ["unsigned", { alg: "none" }, 401],
  ["signed with the public key as a secret", { alg: "HS256" }, 401],
  ["of a key that nobody published", { kid: "unknown" }, 401],
  ["an hour old", { expiresInSeconds: -3600 }, 401],
  ["an hour early", { notBeforeInSeconds: 3600 }, 401],
  ["for another app", { aud: OTHER }, 401],
  ["from somebody else", { iss: "https://evil.example/v2.0" }, 401],
  ["from another organization's door", { iss: `${ENTRA}/${OTHER}/v2.0` }, 401],
  ["of the first version", { extra: { ver: "1.0" } }, 401],
  ["without a version", { extra: { ver: undefined } }, 401],
  ["without a scope", { extra: { scp: undefined } }, 401],
  ["with another scope", { extra: { scp: "openid access_as_user_too" } }, 401],
  ["about nobody", { extra: { oid: undefined } }, 401],
  ["about something that is no account", { extra: { oid: "ana" } }, 401],
  ["without an organization", { extra: { tid: undefined } }, 401],
  ["of a path for an organization", { tid: "../common" }, 401],
  ["without an end", { extra: { exp: undefined } }, 401],
  ["without a beginning", { extra: { nbf: undefined } }, 401],
  ["with an end in words", { extra: { exp: "tomorrow" } }, 401],
  ["for several apps", { extra: { aud: [OTHER] } }, 401],
  ["of an organization that is not linked", { tid: OTHER }, 403],
])("a token that is %s opens nothing", async (_how, token, status) => {
  const desk = await start();
  const response = await desk.openPage(desk.token(token));
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual(refusal);
  expect(await desk.ask("act", {}, { authorization: desk.token(token) })).toMatchObject({ status });
  expect(desk.heard).toEqual([]);
});

test.each<[string, Token]>([
  ["ran out two minutes ago, as clocks differ", { expiresInSeconds: -120 }],
  ["begins in two minutes", { notBeforeInSeconds: 120 }],
  ["has more scopes than ours", { extra: { scp: "openid access_as_user" } }],
])("a token that %s is taken", async (_how, token) => {
  const desk = await start();
  expect((await desk.openPage(desk.token(token))).status).toBe(200);
});

test("the app may be called by its address", async () => {
  const desk = await start();
  const aud = `api://127.0.0.1/${desk.teams.appId}`;
  expect((await desk.openPage(desk.token({ aud }))).status).toBe(200);
  const elsewhere = `api://evil.example/${desk.teams.appId}`;
  expect((await desk.openPage(desk.token({ aud: elsewhere }))).status).toBe(401);
});

test.each([
  ["every organization's", `${ENTRA}/{tenantid}/v2.0`, 200],
  ["another organization's", `${ENTRA}/${OTHER}/v2.0`, 401],
])("a key that Microsoft says is %s is taken as such", async (_whose, issuer, status) => {
  const keys = createServer((_, response) => {
    response.end(JSON.stringify({ keys: [{ kty: "EC" }, { ...publish("entra"), issuer }] }));
  });
  keys.listen(0, "127.0.0.1");
  await once(keys, "listening");
  const address = keys.address();
  const loginUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const names = {
    channelService: "",
    openIdUrl: "",
    loginUrl,
    serviceHosts: [],
    privateReplies: true,
  };
  const desk = await start({ config: { cloud: chooseCloud(names) } });
  expect((await desk.openPage()).status).toBe(status);
  keys.closeAllConnections();
  keys.close();
});

test("people of every linked organization are served, by that organization's keys", async () => {
  const desk = await start({ linked: [OTHER] });
  expect((await desk.openPage(desk.token({ tid: OTHER }))).status).toBe(200);
  expect(desk.heard).toMatchObject([{ workspace: OTHER, account: desk.ana.id }]);
  expect(desk.teams.calls.map(({ path }) => path)).toContain(`/${OTHER}/discovery/v2.0/keys`);
});

test("keys are read once for everybody, and again after a day", async () => {
  const desk = await start();
  const day = { expiresInSeconds: 3 * 24 * 3600 };
  await Promise.all([desk.openPage(), desk.openPage(), desk.openPage()]);
  await desk.openPage();
  expect(keysRead(desk)).toBe(1);
  desk.wait(DAY_MS);
  expect((await desk.openPage(desk.token(day))).status).toBe(200);
  expect(keysRead(desk)).toBe(2);
});

test("keys that nobody knows are asked for once a minute, however often they come", async () => {
  const desk = await start();
  const invented = desk.token({ kid: "invented" });
  expect((await desk.openPage(invented)).status).toBe(401);
  expect((await desk.openPage(invented)).status).toBe(401);
  expect(keysRead(desk)).toBe(1);
  desk.wait(MINUTE_MS);
  await Promise.all([desk.openPage(invented), desk.openPage(invented)]);
  await desk.openPage(invented);
  expect(keysRead(desk)).toBe(2);
  expect((await desk.openPage()).status).toBe(200);
});

test("while Microsoft's keys cannot be read, a teacher is asked to come again", async () => {
  const desk = await start();
  desk.teams.fail("keys", { status: 500 });
  const response = await desk.openPage();
  expect(response.status).toBe(503);
  expect(desk.logged).toMatchObject([{ level: "error", event: "teams_tab_keys_unavailable" }]);
  expect((await desk.openPage()).status).toBe(200);
  desk.wait(MINUTE_MS);
  desk.teams.fail("keys", { reset: "before" });
  expect((await desk.openPage(desk.token({ kid: "new" }))).status).toBe(503);
  expect((await desk.openPage()).status).toBe(200);
});
