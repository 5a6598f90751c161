import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountId, toId } from "#domain/ids.ts";
import type { Reply } from "#ports/chat.ts";
import { until } from "./script.ts";
import { type SlackRig, startSlackRig } from "./slack-rig.ts";

const note: Reply = { kind: "note", card: { text: "Thank you.", fallback: "Thank you." } };
const RECONNECT_MS = 4000;

let rig: SlackRig;
const unhandled: unknown[] = [];
const keep = (reason: unknown): void => void unhandled.push(reason);

beforeEach(async () => {
  process.on("unhandledRejection", keep);
  rig = await startSlackRig({ appToken: true });
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  rig.answer(note);
  await until(() => rig.slack.socketCount === 2);
});

afterEach(async () => {
  await rig.stop();
  process.off("unhandledRejection", keep);
  expect(unhandled.splice(0)).toEqual([]);
});

const command = () => rig.slack.command({ text: "/pl help", by: "U1" });

test("a command by socket is answered like one by HTTP", async () => {
  const answer = await rig.slack.sendOverSocket(command());
  expect(answer).toMatchObject({ response_type: "ephemeral", text: "Thank you." });
  expect(rig.heard).toMatchObject([{ kind: "command", command: "pl", text: "help" }]);
});

test("an event that could not be kept is not acknowledged, so that it comes again", async () => {
  rig.answer({ kind: "failed", card: { text: "No.", fallback: "No." } });
  const event = () =>
    rig.slack.event({ type: "team_join", user: { id: "U2" } }, { eventId: "Ev1" });
  await expect(rig.slack.sendOverSocket(event(), { waitMs: 200 })).rejects.toThrow();
  rig.answer({ kind: "none" });
  await rig.slack.sendOverSocket(event(), { retryAttempt: 1 });
  expect(rig.heard).toHaveLength(2);
});

test("one event that comes over both connections acts once", async () => {
  const event = () => rig.slack.event({ type: "team_join", user: { id: "U2" } }, { eventId: "E1" });
  await rig.slack.sendOverSocket(event());
  await rig.slack.sendOverSocket(event());
  expect(rig.heard).toHaveLength(1);
});

describe("T4: the library writes its own retries into the options it is given", () => {
  test("a message to a person is still tried once, also after the socket began", async () => {
    rig.slack.fail("chat.postMessage", { status: 503, processed: true });
    const conversation = { kind: "account", id: toId<AccountId>("U1") } as const;
    const to = { platform: "slack", workspace: "T0001", conversation } as const;
    const delivery = { do: "post", to, card: { text: "Hi", fallback: "Hi" } } as const;
    const at = new Date();
    await rig.adapter.deliver({ key: "k", attempt: 1, unsure: false, delivery, at });
    const posts = rig.slack.calls.filter(({ method }) => method === "chat.postMessage");
    expect(posts).toHaveLength(1);
  });
});

describe("T5: the library ends the process when Slack is away while it reconnects", () => {
  test("people are served again as soon as Slack is back", async () => {
    rig.slack.fail("apps.connections.open", { status: 503, processed: false }, 4);
    rig.slack.disconnectSockets("cut");
    await until(() => rig.slack.socketCount === 0);
    await until(() => rig.slack.socketCount === 2, 10_000);
    expect(await rig.slack.sendOverSocket(command())).toMatchObject({ text: "Thank you." });
    expect(unhandled).toEqual([]);
  }, 20_000);
});

describe("T6: the library leaves five seconds without a connection when Slack renews it", () => {
  test("a command is answered long before that", async () => {
    rig.slack.disconnectSockets("refresh_requested");
    await until(() => rig.slack.socketCount === 0 || rig.slack.socketCount === 2, 1000);
    const from = Date.now();
    await until(() => rig.slack.socketCount > 0, RECONNECT_MS);
    expect(await rig.slack.sendOverSocket(command())).toMatchObject({ text: "Thank you." });
    expect(Date.now() - from).toBeLessThan(RECONNECT_MS);
  }, 20_000);
});
