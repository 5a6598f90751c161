import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Reply } from "#ports/chat.ts";
import { until } from "./script.ts";
import { type SlackRig, startSlackRig } from "./slack-rig.ts";

const note: Reply = { kind: "note", card: { text: "Thank you.", fallback: "Thank you." } };
const failed: Reply = {
  kind: "failed",
  card: { text: "That did not work.", fallback: "That did not work." },
};
const HOUR_MS = 3_600_000;
const AGO_301_S = 301_000;

let rig: SlackRig;

beforeEach(async () => {
  rig = await startSlackRig();
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  rig.answer(note);
});

afterEach(async () => await rig.stop());

const command = (trigger?: string) =>
  rig.slack.command({ text: "/pl help", by: "U1", ...(trigger ? { trigger } : {}) });

const refusals: readonly (readonly [string, number, () => Request])[] = [
  ["unsigned", 401, () => rig.slack.sign("command=%2Fpl", { unsigned: true })],
  ["forged", 401, () => rig.slack.sign("command=%2Fpl", { secret: "not-the-secret" })],
  [
    "more than 300 s old",
    401,
    () => rig.slack.sign("command=%2Fpl", { at: new Date(Date.now() - AGO_301_S) }),
  ],
  [
    "from more than 300 s ahead",
    401,
    () => rig.slack.sign("command=%2Fpl", { at: new Date(Date.now() + HOUR_MS) }),
  ],
  ["larger than 1 MB", 413, () => rig.slack.sign(`text=${"x".repeat(1024 * 1024)}`)],
  [
    "of a content type Slack never sends",
    415,
    () => rig.slack.sign("x", { contentType: "text/csv" }),
  ],
  [
    "broken JSON",
    400,
    () => rig.slack.sign('{"type": "event_cal', { contentType: "application/json" }),
  ],
  ["broken JSON in a form", 400, () => rig.slack.sign("payload=%7Bnot")],
  ["JSON that is no object", 400, () => rig.slack.sign("[1]", { contentType: "application/json" })],
  ["signed but nothing Slack sends", 400, () => rig.slack.sign("hello=1")],
];

describe("what does not come from Slack as it should is turned away", () => {
  test.each(refusals)("a request that is %s gets %i", async (_name, status, request) => {
    const before = await rig.store.listDistricts();
    const response = await rig.send(request());
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: expect.any(String),
      hint: expect.any(String),
    });
    expect(rig.heard).toEqual([]);
    expect(await rig.store.listDistricts()).toEqual(before);
    expect(rig.slack.calls.filter(({ method }) => method !== "auth.test")).toEqual([]);
  });

  test("while the secret is being changed, both are good", async () => {
    await rig.stop();
    rig = await startSlackRig({ signingSecrets: ["the-new-one", "the-old-one"] });
    rig.slack.addPerson({ id: "U1" });
    for (const secret of ["the-new-one", "the-old-one"]) {
      const body = new URLSearchParams(await command().text()).toString();
      const response = await rig.send(rig.slack.sign(body, { secret }));
      expect(response.status).toBe(200);
    }
    expect(rig.heard).toHaveLength(2);
  });

  test("Slack's own check of the address is answered", async () => {
    const response = await rig.send(rig.slack.urlVerification("c1"));
    expect(await response.json()).toEqual({ challenge: "c1" });
    expect((await rig.send(rig.slack.sslCheck())).status).toBe(200);
    expect(rig.heard).toEqual([]);
  });
});

describe("T11: the library lets a signed request in again and again", () => {
  test("a command that is sent again word for word acts once and is refused", async () => {
    expect((await rig.send(command("t1"))).status).toBe(200);
    expect((await rig.send(command("t1"))).status).toBe(409);
    expect(rig.heard).toHaveLength(1);
  });

  test("an event that Slack sends again acts once, and Slack hears that it was heard", async () => {
    const joined = { type: "team_join", user: { id: "U2", profile: { email: "b@example.org" } } };
    for (const _ of [1, 2, 3]) {
      const response = await rig.send(rig.slack.event(joined, { eventId: "Ev1" }));
      expect(response.status).toBe(200);
    }
    expect(rig.heard).toHaveLength(1);
  });

  test("one message that comes as two events is answered once", async () => {
    const said = { type: "message", channel_type: "im", channel: "D1", user: "U1", text: "hi" };
    await rig.send(rig.slack.event({ ...said, ts: "1.1" }, { eventId: "Ev1" }));
    await rig.send(rig.slack.event({ ...said, ts: "1.1" }, { eventId: "Ev2" }));
    expect(rig.heard).toMatchObject([{ kind: "text", text: "hi" }]);
  });

  test("two who come at the same moment share one answer", async () => {
    let answered = 0;
    rig.answer(async () => {
      answered++;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return note;
    });
    const both = await Promise.all([rig.send(command("t1")), rig.send(command("t1"))]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(answered).toBe(1);
  });
});

describe("T7: the library acknowledges an event before anybody has looked at it", () => {
  const changed = { type: "user_change", user: { id: "U2", profile: {} } };

  test("an event that could not be kept is asked for again, and then acts", async () => {
    rig.answer(failed);
    const first = await rig.send(rig.slack.event(changed, { eventId: "Ev1" }));
    expect(first.status).toBe(503);
    expect(first.headers.get("x-slack-no-retry")).toBeNull();
    rig.answer({ kind: "none" });
    const second = await rig.send(rig.slack.event(changed, { eventId: "Ev1", retryNum: 1 }));
    expect(second.status).toBe(200);
    expect(rig.heard).toHaveLength(2);
  });

  test("an event whose handling breaks is asked for again", async () => {
    rig.answer(async () => await Promise.reject(new RangeError("the disk is full")));
    expect((await rig.send(rig.slack.event(changed))).status).toBe(503);
  });
});

describe("T8: the library acknowledges what it could not authorise", () => {
  test("an event is not lost while the store cannot say whose workspace it is", async () => {
    await rig.stop();
    rig = await startSlackRig({
      access: { kind: "oauth", clientId: "1.2", clientSecret: "shh" },
    });
    await rig.store.close();
    const joined = { type: "team_join", user: { id: "U2" } };
    expect((await rig.send(rig.slack.event(joined))).status).toBe(503);
    rig = await startSlackRig();
  });
});

describe("T9: the library leaves a failed command without an answer for three seconds", () => {
  test("somebody whose command broke is told so at once", async () => {
    rig.answer(failed);
    const response = await rig.send(command());
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      response_type: "ephemeral",
      text: "That did not work.",
    });
  });

  test("a command nobody knows is answered too", async () => {
    const response = await rig.send(rig.slack.command({ text: "/unheard of", by: "U1" }));
    expect(response.status).toBe(200);
    expect(rig.heard).toMatchObject([{ kind: "command", command: "unheard", text: "of" }]);
  });

  test("an answer that takes too long is announced, and follows by itself", async () => {
    let finish: (reply: Reply) => void = () => undefined;
    rig.answer(async () => await new Promise((resolve) => (finish = resolve)));
    const started = Date.now();
    const response = await rig.send(command());
    expect(Date.now() - started).toBeLessThan(3000);
    expect(response.status).toBe(200);
    expect(JSON.stringify(await response.json())).toContain("longer");
    finish(note);
    await until(() => rig.slack.said.length > 0);
    expect(rig.slack.said[0]?.body).toMatchObject({ text: "Thank you." });
  });
});

describe("T10: the library refuses a content type that names its charset", () => {
  test("a proxy may add the charset", async () => {
    const body = await command().text();
    const contentType = "application/x-www-form-urlencoded; charset=utf-8";
    expect((await rig.send(rig.slack.sign(body, { contentType }))).status).toBe(200);
    expect(rig.heard).toHaveLength(1);
  });
});
