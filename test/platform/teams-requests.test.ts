import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FakePerson, TokenOptions } from "./fake-teams/index.ts";
import { startTeamsRig, type TeamsRig } from "./teams-rig.ts";

const OTHER = "0d1f7c7e-1111-4222-8333-944455556666";
const HOUR_S = 3600;
const FIVE_MB = 5 * 1024 * 1024;

let rig: TeamsRig;
let ana: FakePerson;

beforeEach(async () => {
  rig = await startTeamsRig();
  ana = rig.teams.addPerson({ name: "Ana" });
});

afterEach(async () => await rig.stop());

async function expectRefused(response: Response, status: number): Promise<void> {
  expect(response.status).toBe(status);
  const said: unknown = await response.json();
  expect(said).toMatchObject({ error: expect.any(String), hint: expect.any(String) });
  expect(rig.heard).toEqual([]);
  expect(rig.reaches.size).toBe(0);
  expect(rig.late).toEqual([]);
}

/** The cases that were run against the library itself, with our own answers. */
const tokens: readonly (readonly [string, number, TokenOptions])[] = [
  ["for another app", 401, { aud: OTHER }],
  ["of another issuer", 401, { iss: "https://sts.windows.net/x/" }],
  ["for another address", 401, { serviceUrl: "https://smba.trafficmanager.net/teams/" }],
  ["for no address", 401, { serviceUrl: null }],
  ["that ended an hour ago", 401, { expiresInSeconds: -HOUR_S }],
  ["with a key nobody published", 401, { kid: "unknown" }],
  ["forged with another key", 401, { forged: true }],
  ["without a signature", 401, { alg: "none" }],
  ["signed with the public key as a secret", 401, { alg: "HS256" }],
  ["that begins in an hour", 401, { notBeforeInSeconds: HOUR_S }],
  ["whose key is endorsed for others", 401, { endorsedForOthers: true }],
  [
    "of an emulator",
    401,
    { iss: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", extra: { ver: "1.0" } },
  ],
];

describe("only Microsoft's word for this bot is taken", () => {
  test("a valid token of the right organization is heard", async () => {
    const response = await rig.send(rig.teams.message({ by: ana.id, text: "help" }));
    expect(response.status).toBe(200);
    expect(rig.heard).toMatchObject([{ kind: "text", text: "help", account: ana.id }]);
  });

  test("a token that ended two minutes ago is still good: clocks differ", async () => {
    const token = { expiresInSeconds: -120 };
    const response = await rig.send(rig.teams.message({ by: ana.id, text: "help", token }));
    expect(response.status).toBe(200);
    expect(rig.heard).toHaveLength(1);
  });

  test.each(tokens)("a token %s gets %i, and nobody hears it", async (_name, status, token) => {
    const response = await rig.send(rig.teams.message({ by: ana.id, text: "help", token }));
    await expectRefused(response, status);
  });

  test.each([
    ["no header", null],
    ["an empty one", ""],
    ["garbage", "Bearer garbage"],
    ["a password", "Basic YTpi"],
  ])("a request with %s gets 401", async (_name, authorization) => {
    const request = rig.teams.message({ by: ana.id, text: "help", authorization });
    await expectRefused(await rig.send(request), 401);
  });

  test("an activity of another channel of the Bot Framework gets 401", async () => {
    const more = { channelId: "directline" };
    const request = rig.teams.message({ by: ana.id, text: "help", more });
    await expectRefused(await rig.send(request), 401);
  });

  test("another organization gets 403, and a linked one is heard", async () => {
    const request = () => rig.teams.message({ by: ana.id, text: "help", tenant: OTHER });
    await expectRefused(await rig.send(request()), 403);
    await rig.stop();
    rig = await startTeamsRig({ linked: [OTHER] });
    ana = rig.teams.addPerson({ name: "Ana" });
    expect((await rig.send(request())).status).toBe(200);
    expect(rig.heard).toMatchObject([{ workspace: OTHER }]);
  });

  test("an activity whose two organizations differ, or that names none, gets 403", async () => {
    const differing = { channelData: { tenant: { id: OTHER } } };
    const none = { channelData: { tenant: undefined }, conversation: { tenantId: undefined } };
    for (const more of [differing, none]) {
      const request = rig.teams.message({ by: ana.id, text: "help", more });
      await expectRefused(await rig.send(request), 403);
    }
  });

  test("an address that is not Microsoft's gets 403, also with a token for it", async () => {
    const serviceUrl = "https://evil.example/teams/";
    const request = rig.teams.message({
      by: ana.id,
      text: "help",
      more: { serviceUrl },
      token: { serviceUrl },
    });
    await expectRefused(await rig.send(request), 403);
  });

  test("while Microsoft's keys are away it is asked for again", async () => {
    rig.teams.fail("keys", { status: 500 }, 10);
    const response = await rig.send(rig.teams.message({ by: ana.id, text: "help" }));
    await expectRefused(response, 503);
    expect(rig.logged.map(({ event }) => event)).toContain("teams_keys_unavailable");
  });
});

test("with TEAMS_AUTH=off an emulator needs no token and no organization, and nothing else is looser", async () => {
  await rig.stop();
  rig = await startTeamsRig({ config: { credential: { kind: "none" } } });
  ana = rig.teams.addPerson({ name: "Ana" });
  const unsigned = { authorization: null };
  const more = { channelData: { tenant: undefined }, conversation: { tenantId: undefined } };
  const request = rig.teams.message({ by: ana.id, text: "help", ...unsigned, more });
  expect((await rig.send(request)).status).toBe(200);
  expect(rig.heard).toMatchObject([{ workspace: rig.teams.tenant }]);
  const serviceUrl = "https://evil.example/";
  const elsewhere = { by: ana.id, text: "help", ...unsigned, more: { serviceUrl } };
  expect((await rig.send(rig.teams.message(elsewhere))).status).toBe(403);
  expect((await rig.send(rig.teams.sign({}, unsigned))).status).toBe(400);
});

describe("what is no activity is turned away", () => {
  test.each([
    ["an empty object", {}],
    ["a list", []],
    ["null", null],
    ["a number", 5],
    ["broken JSON", '{"type":"mess'],
    ["nothing", ""],
    ["an activity without a type", { channelId: "msteams", serviceUrl: "https://x.example" }],
  ])("%s gets 400, and the process lives", async (_name, body) => {
    await expectRefused(await rig.send(rig.teams.sign(body)), 400);
    const unsigned = await rig.send(rig.teams.sign(body, { authorization: null }));
    await expectRefused(unsigned, 401);
  });

  test("five megabytes get 413, and no more of them is read than we take", async () => {
    const body = JSON.stringify({ type: "message", text: "x".repeat(FIVE_MB) });
    await expectRefused(await rig.send(rig.teams.sign(body)), 413);
    const [request, read] = endless(rig.teams.sign("").headers);
    await expectRefused(await rig.send(request), 413);
    expect(read()).toBeLessThan(FIVE_MB / 4);
  });

  test("an invoke that nobody knows gets 400", async () => {
    const request = rig.teams.invoke({ by: ana.id, name: "signin/verifyState", value: {} });
    await expectRefused(await rig.send(request), 400);
  });

  test("a button that we did not make does nothing", async () => {
    const value = { action: { type: "Action.Execute", data: { groundswell: "v1.forged" } } };
    const request = rig.teams.invoke({ by: ana.id, name: "adaptiveCard/action", value });
    await expectRefused(await rig.send(request), 400);
  });

  test("typing and reactions are taken politely, and mean nothing", async () => {
    for (const type of ["typing", "messageReaction"] as const) {
      expect((await rig.send(rig.teams.event({ by: ana.id, type }))).status).toBe(200);
    }
    expect(rig.heard).toEqual([]);
  });
});

/** A body without an end, and how many bytes of it were taken. */
function endless(headers: Headers): [Request, () => number] {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => {
      taken += 65_536;
      stream.enqueue(new Uint8Array(65_536));
    },
  });
  const kept = new Headers(headers);
  kept.delete("content-length");
  const init = { method: "POST", headers: kept, body, duplex: "half" } as const;
  return [new Request("http://127.0.0.1/api/messages", init), () => taken];
}
