import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFetch } from "#adapters/slack/fetch.ts";
import { createSocket, type SocketParts } from "#adapters/slack/socket.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import { until } from "./script.ts";
import { startSlackRig } from "./slack-rig.ts";

const OPEN = "apps.connections.open";

let slack: FakeSlack;
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  slack = await startFakeSlack();
  process.on("unhandledRejection", note);
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await slack.stop();
  process.off("unhandledRejection", note);
  expect(unhandled.splice(0)).toEqual([]);
});

type Take = SocketParts["take"];
const taken = { status: 200, settled: true } as const;

function createLines(take: Take = async () => await Promise.resolve(taken)) {
  const quiet = () => undefined;
  const socket = createSocket({
    config: { apiUrl: slack.apiUrl, log: { info: quiet, warn: quiet, error: quiet } },
    appToken: slack.appToken,
    fetch: createFetch({ apiUrl: slack.apiUrl, timeoutMs: 5000 }),
    take,
  });
  stops.push(async () => await socket.stop());
  return socket;
}

async function openLines(take?: Take) {
  const socket = createLines(take);
  await socket.start();
  await until(() => slack.socketCount === 2);
  return socket;
}

const opened = () => slack.calls.filter(({ method }) => method === OPEN).length;
const say = async () =>
  await slack.sendEnvelope({ kind: "slash_commands", payload: { command: "/pl", text: "help" } });

/** Milliseconds of real time that something took. */
async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

describe("T4: Socket Mode does not make a person's click a hundred clicks", () => {
  test("a form that Slack does not open is tried once", async () => {
    const rig = await startSlackRig({ appToken: true });
    stops.push(rig.stop);
    await until(() => rig.slack.socketCount === 2);
    rig.slack.addPerson({ id: "U0ANA", email: "ana@example.org" });
    rig.answer({
      kind: "form",
      form: { id: "praise", title: "Thanks", submit: "Send", fields: [], context: "" },
    });
    rig.slack.fail("views.open", { status: 503, processed: false }, 5);
    await rig.slack.sendOverSocket(rig.slack.command({ by: "U0ANA", text: "/praise" }));
    await until(() => rig.slack.calls.some(({ method }) => method === "views.open"));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(rig.slack.calls.filter(({ method }) => method === "views.open")).toHaveLength(1);
  });
});

describe("T5: a Slack that is away for a while does not end us", () => {
  test("people are served again once Slack lets us connect", async () => {
    await openLines();
    slack.fail(OPEN, { status: 503, processed: false }, 4);
    slack.disconnectSockets("cut");
    await until(() => slack.socketCount === 0);
    await until(() => slack.socketCount === 2, 10_000);
    await say();
  });

  test("a refusal for good is tried again, too: the app token may be set right meanwhile", async () => {
    slack.fail(OPEN, { error: "invalid_auth" }, 4);
    await createLines().start();
    await until(() => slack.socketCount === 2, 10_000);
  });

  test("connections that break as soon as they stand are opened ever more slowly", async () => {
    await openLines();
    const before = opened();
    const cutting = setInterval(() => slack.disconnectSockets("cut"), 20);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    clearInterval(cutting);
    expect(opened() - before).toBeLessThanOrEqual(10);
  });

  test("whoever stops us while Slack is slow waits for nothing, and nothing stays open", async () => {
    slack.setLatency(700);
    const socket = createLines();
    void socket.start();
    await until(() => opened() === 2);
    expect(await timeOf(async () => await socket.stop())).toBeLessThan(3000);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(slack.socketCount).toBe(0);
  });

  test("whoever stops us while Slack has told us to wait does not wait as long", async () => {
    slack.fail(OPEN, { status429: 20 }, 2);
    const socket = createLines();
    void socket.start();
    await until(() => opened() === 2);
    expect(await timeOf(async () => await socket.stop())).toBeLessThan(3000);
  });

  test("stopping closes both connections, and no new one is opened", async () => {
    const socket = await openLines();
    await socket.stop();
    await until(() => slack.socketCount === 0);
    const before = opened();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(opened()).toBe(before);
  });
});

describe("T6: while Slack renews one connection, people are served over the other", () => {
  test("a command that comes in between is answered", async () => {
    await openLines();
    await tellOneToGo();
    const began = performance.now();
    while (performance.now() - began < 600) await say();
    await until(() => slack.socketCount === 2);
  });

  test("even when both are renewed at once, the gap is far below five seconds", async () => {
    await openLines();
    slack.disconnectSockets("refresh_requested");
    const ms = await timeOf(async () => await until(() => slack.socketCount === 2, 5000));
    expect(ms).toBeLessThan(2000);
    await say();
  });

  test("what was not stored is not acknowledged, so that Slack sends it again", async () => {
    const settle = [503, 200];
    await openLines(async () => ({
      ...taken,
      status: await Promise.resolve(settle.shift() ?? 200),
    }));
    const wish = { kind: "events_api", payload: { event: { type: "app_uninstalled" } } } as const;
    await expect(slack.sendEnvelope({ ...wish, waitMs: 300 })).rejects.toThrow("No ack");
    await slack.sendEnvelope({ ...wish, retryAttempt: 1, retryReason: "timeout" });
  });

  test("what a person gets to see travels in the acknowledgement, whatever breaks in between", async () => {
    let turns = 0;
    await openLines(async () => {
      turns += 1;
      if (turns === 1) throw new RangeError("a bug");
      return await Promise.resolve({ ...taken, body: { text: "Here is help." } });
    });
    const wish = { kind: "slash_commands", payload: { command: "/pl" } } as const;
    await expect(slack.sendEnvelope({ ...wish, waitMs: 300 })).rejects.toThrow("No ack");
    expect(await slack.sendEnvelope(wish)).toEqual({ text: "Here is help." });
  });
});

/** Slack tells the connection whose turn it is, and no other, that it will be renewed. */
async function tellOneToGo(): Promise<void> {
  const kind = JSON.parse('"disconnect"');
  const told = slack.sendEnvelope({ kind, payload: {} });
  await expect(told).rejects.toThrow("closed before the ack");
}
