import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { botScopes } from "#adapters/slack/scopes.ts";
import { type AccountId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import { until } from "./script.ts";
import { type SlackRig, startSlackRig } from "./slack-rig.ts";

const BASE = "http://127.0.0.1";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let rig: SlackRig;
const clock = createMovableClock(new Date(), { now: () => new Date() });

beforeEach(async () => {
  rig = await startSlackRig({
    clock,
    access: { kind: "oauth", clientId: "4711.0815", clientSecret: "fake-client-secret" },
  });
});

afterEach(async () => await rig.stop());

interface Begun {
  readonly url: URL;
  readonly cookie: string;
}

async function begin(): Promise<Begun> {
  const response = await rig.send(new Request(`${BASE}/slack/install`));
  expect(response.status).toBe(302);
  const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  return { url: new URL(response.headers.get("location") ?? ""), cookie };
}

/** The admin says yes on Slack's page; gives where Slack sends the browser. */
async function agree({ url }: Begun): Promise<string> {
  const page = await fetch(url, { redirect: "manual" });
  return page.headers.get("location") ?? "";
}

async function comeBack(location: string, cookie: string): Promise<Response> {
  return await rig.send(new Request(location, { headers: { cookie } }));
}

const installed = async () => await rig.store.installations.find("slack", "T0001");

test("an IT admin installs the app: it asks for its scopes, and says the next step", async () => {
  const begun = await begin();
  expect(begun.url.searchParams.get("scope")?.split(",")).toEqual(
    expect.arrayContaining([...botScopes]),
  );
  const response = await comeBack(await agree(begun), begun.cookie);
  expect(response.status).toBe(200);
  const page = await response.text();
  expect(page).toContain("/pl link");
  expect(page).toContain('lang="en"');
  expect(response.headers.get("cache-control")).toBe("no-store");
  const row = await installed();
  expect(row).toMatchObject({ workspace: "T0001", botAccount: rig.slack.workspace.botAccount });
  expect(JSON.stringify(row)).not.toContain("xoxb-");
});

test("the token of one workspace cannot be opened as another's", async () => {
  const begun = await begin();
  await comeBack(await agree(begun), begun.cookie);
  const row = await installed();
  if (!row) throw new RangeError("not installed");
  await rig.store.installations.save({ ...row, workspace: "T0666" });
  const who = { account: toId<AccountId>("U1") };
  expect(await rig.adapter.findProfile("T0666", who)).toBe("unavailable");
  expect(rig.logged).toContainEqual(expect.objectContaining({ event: "slack_token_unreadable" }));
});

describe("T16: the library's state is good more than once, and any site may bring its cookie", () => {
  test("a state is good once", async () => {
    const begun = await begin();
    const back = await agree(begun);
    expect((await comeBack(back, begun.cookie)).status).toBe(200);
    expect((await comeBack(back, begun.cookie)).status).toBe(400);
  });

  test("a state of another browser is refused, and nothing is kept", async () => {
    const mine = await begin();
    const other = await begin();
    expect((await comeBack(await agree(mine), other.cookie)).status).toBe(400);
    expect((await comeBack(await agree(other), "")).status).toBe(400);
    expect(await installed()).toBeUndefined();
  });

  test("a state is too old after ten minutes", async () => {
    const begun = await begin();
    const back = await agree(begun);
    clock.moveTo(new Date(clock.now().getTime() + 11 * MINUTE_MS));
    expect((await comeBack(back, begun.cookie)).status).toBe(400);
    expect(await installed()).toBeUndefined();
  });

  test("the cookie is for this site's own pages, and no script reads it", async () => {
    const response = await rig.send(new Request(`${BASE}/slack/install`));
    const cookie = response.headers.get("set-cookie") ?? "";
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/slack", "Max-Age=600"]) {
      expect(cookie).toContain(part);
    }
  });

  test("an installation outlives the process: it is in the store", async () => {
    const begun = await begin();
    await comeBack(await agree(begun), begun.cookie);
    expect((await rig.store.installations.list("slack")).map(({ workspace }) => workspace)).toEqual(
      ["T0001"],
    );
  });
});

test("an admin who says no, and a Slack that fails, are told so politely", async () => {
  const declined = await begin();
  const state = declined.url.searchParams.get("state");
  const no = `${BASE}/slack/oauth_redirect?error=access_denied&state=${state}`;
  expect((await comeBack(no, declined.cookie)).status).toBe(403);
  const begun = await begin();
  const back = await agree(begun);
  rig.slack.fail("oauth.v2.access", { status: 503, processed: false });
  const failed = await comeBack(back, begun.cookie);
  expect(failed.status).toBe(502);
  expect(await failed.text()).not.toMatch(/503|oauth|token/i);
  expect(await installed()).toBeUndefined();
});

test("where the app is removed nothing of it is kept, and nothing more is sent", async () => {
  const begun = await begin();
  await comeBack(await agree(begun), begun.cookie);
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  const who = { account: toId<AccountId>("U1") };
  expect(await rig.adapter.findProfile("T0001", who)).toMatchObject({ kind: "staff" });
  await rig.send(rig.slack.event({ type: "app_uninstalled" }));
  expect(await installed()).toBeUndefined();
  expect(await rig.adapter.findProfile("T0001", who)).toBe("unavailable");
  expect(rig.heard.at(-1)).toMatchObject({ kind: "uninstalled", workspace: "T0001" });
});

test("revoked bot tokens count as a removal, other people's do not", async () => {
  const begun = await begin();
  await comeBack(await agree(begun), begun.cookie);
  await rig.send(rig.slack.event({ type: "tokens_revoked", tokens: { oauth: ["U1"] } }));
  expect(await installed()).toBeDefined();
  await rig.send(rig.slack.event({ type: "tokens_revoked", tokens: { bot: ["U0BOT"] } }));
  expect(await installed()).toBeUndefined();
});

test("late word of a removal does not undo the installation that came after it", async () => {
  const removedAt = Math.floor(clock.now().getTime() / 1000) - 5;
  const begun = await begin();
  await comeBack(await agree(begun), begun.cookie);
  const body = {
    type: "event_callback",
    event_id: "Ev9",
    event_time: removedAt,
    team_id: "T0001",
    event: { type: "tokens_revoked", tokens: { bot: ["U0BOT"] } },
  };
  const contentType = "application/json";
  const response = await rig.send(rig.slack.sign(JSON.stringify(body), { contentType }));
  expect(response.status).toBe(200);
  expect(await installed()).toBeDefined();
  expect(rig.heard).toEqual([]);
});

describe("T15: the library renews a token inside the request, several at once", () => {
  test("nobody waits for a renewal, and a refresh token is used once", async () => {
    await rig.stop();
    rig = await startSlackRig({
      clock,
      access: { kind: "oauth", clientId: "4711.0815", clientSecret: "fake-client-secret" },
      workspace: { rotation: true },
    });
    rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
    const begun = await begin();
    await comeBack(await agree(begun), begun.cookie);
    const before = await installed();
    expect(before?.expiresAt).toBeDefined();
    clock.moveTo(new Date(clock.now().getTime() + 11 * HOUR_MS));
    const ask = async () =>
      await rig.adapter.findProfile("T0001", { account: toId<AccountId>("U1") });
    const renewals = () => rig.slack.calls.filter(({ method }) => method === "oauth.v2.access");
    const exchanged = renewals().length;
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(renewals()).toHaveLength(exchanged);
    await Promise.all([rig.adapter.start(async () => ({ kind: "none" }))]);
    await until(() => renewals().length === exchanged + 1);
    expect((await installed())?.sealed).not.toBe(before?.sealed);
    expect(await ask()).toMatchObject({ kind: "staff" });
    expect(renewals()).toHaveLength(exchanged + 1);
  });
});
