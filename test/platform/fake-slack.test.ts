import type { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, test } from "vitest";
import { addAna, createClient } from "./fake-slack/client.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import { jsonOf } from "./fake-slack/json.ts";
import type { FakeSlackOptions } from "./fake-slack/types.ts";

let slack: FakeSlack;

afterEach(async () => {
  await slack.stop();
});

/** A Slack with Ana in it, and a client that tries once. */
async function open(options: FakeSlackOptions = {}): Promise<WebClient> {
  slack = await startFakeSlack(options);
  addAna(slack);
  return createClient(slack);
}

const button = (label: string, id: string) => ({
  type: "button",
  text: { type: "plain_text", text: label },
  action_id: id,
  value: `${id}-value`,
});

const longSection = () => ({
  type: "section",
  text: { type: "mrkdwn", text: "x".repeat(2900) },
});

describe("what the app writes is there to be read", () => {
  test("a post to a person stands in one conversation, with its metadata, and can change", async () => {
    const web = await open();
    slack.setScopes([...slack.workspace.scopes, "im:history"]);
    const metadata = { event_type: "delivery", event_payload: { key: "k1" } };
    const blocks = [{ type: "actions", elements: [button("Yes", "yes#1")] }];
    const first = jsonOf(
      await web.apiCall("chat.postMessage", {
        channel: "U0ANA",
        text: "Hello &amp; welcome",
        blocks,
        metadata,
        unfurl_links: false,
      }),
    );
    const second = await web.chat.postMessage({ channel: "U0ANA", text: "Again" });
    expect(first.channel).toBe(second.channel);
    const channel = String(first.channel);
    await web.chat.update({ channel, ts: String(first.ts), text: "Changed" });
    const history = await web.conversations.history({ channel, include_all_metadata: true });
    expect(history.messages?.map(({ text }) => text)).toEqual(["Again", "Changed"]);
    expect(history.messages?.[1]?.metadata).toEqual(metadata);
    expect(slack.messages("U0ANA")).toMatchObject([
      { channel, text: "Changed", blocks: [], metadata, updatedAt: expect.any(Date) },
      { text: "Again", updatedAt: undefined },
    ]);
    expect(slack.calls.map(({ method, status }) => [method, status])).toEqual([
      ["chat.postMessage", 200],
      ["chat.postMessage", 200],
      ["chat.update", 200],
      ["conversations.history", 200],
    ]);
  });

  test("history without its scope says which one is missing", async () => {
    const web = await open();
    const posted = await web.chat.postMessage({ channel: "U0ANA", text: "Hello" });
    const asking = web.conversations.history({ channel: String(posted.channel) });
    await expect(asking).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "im:history", provided: expect.any(String) },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ["channel_not_found", { channel: "C0GONE", text: "x" }],
    ["is_archived", { channel: "C0OLD", text: "x" }],
    ["not_in_channel", { channel: "C0OTHER", text: "x" }],
    ["no_text", { channel: "C0STAFF", text: " " }],
    ["invalid_blocks", { channel: "C0STAFF", blocks: [{ type: "divider", colour: 1 }] }],
    ["msg_blocks_too_long", { channel: "C0STAFF", blocks: Array.from({ length: 6 }, longSection) }],
  ])("a post that cannot be is refused: %s", async (error, args) => {
    const web = await open();
    slack.addChannel({ id: "C0OLD", name: "old", archived: true });
    slack.addChannel({ id: "C0OTHER", name: "other", botIn: false });
    await expect(web.apiCall("chat.postMessage", args)).rejects.toMatchObject({ data: { error } });
    expect(slack.calls[0]?.error).toBe(error);
  });

  test("a message that is not there, or not the app's, is not changed", async () => {
    const web = await open();
    const { ts } = slack.write({ by: "U0ANA", channel: "C0STAFF", text: "mine" });
    const change = (at: string) => web.chat.update({ channel: "C0STAFF", ts: at, text: "x" });
    await expect(change("1.000001")).rejects.toMatchObject({
      data: { error: "message_not_found" },
    });
    await expect(change(ts)).rejects.toMatchObject({ data: { error: "cant_update_message" } });
  });
});

describe("calls fail as they do at Slack", () => {
  test("an overloaded method says how long to wait, once", async () => {
    const web = await open();
    slack.fail("chat.postMessage", { status429: 7 });
    const post = () => web.chat.postMessage({ channel: "C0STAFF", text: "x" });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    expect(slack.messages("C0STAFF")).toHaveLength(0);
    await post();
    expect(slack.messages("C0STAFF")).toHaveLength(1);
  });

  test.each([
    [{ reset: true as const, processed: true }, 1],
    [{ reset: true as const, processed: false }, 0],
    [{ status: 503, processed: true }, 1],
    [{ status: 503, processed: false }, 0],
    [{ hang: true as const, processed: true }, 1],
    [{ error: "internal_error" }, 0],
  ])("after %j the message is there or not", async (fault, count) => {
    const web = await open();
    slack.fail("chat.postMessage", fault);
    await expect(web.chat.postMessage({ channel: "C0STAFF", text: "x" })).rejects.toThrow();
    expect(slack.messages("C0STAFF")).toHaveLength(count);
  });

  test("with limits, a channel takes a few at once and then one a second", async () => {
    let now = 1_763_900_000_000;
    const web = await open({ limits: true, clock: { now: () => new Date(now) } });
    const post = () => web.chat.postMessage({ channel: "C0STAFF", text: "x" });
    for (let sent = 0; sent < 3; sent++) await post();
    await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
    now += 1000;
    await post();
    const { members } = await web.users.list({});
    expect(members).toHaveLength(2);
    for (let asked = 1; asked < 20; asked++) await web.users.list({});
    await expect(web.users.list({})).rejects.toMatchObject({ retryAfter: 60 });
  });

  test("a token that ended, or none, opens nothing", async () => {
    const web = await open();
    await expect(createClient(slack, "xoxb-other").auth.test()).rejects.toMatchObject({
      data: { error: "invalid_auth" },
    });
    slack.endToken(slack.workspace.botToken, "token_revoked");
    await expect(web.auth.test()).rejects.toMatchObject({ data: { error: "token_revoked" } });
    await expect(web.apiCall("chat.dance")).rejects.toMatchObject({
      data: { error: "unknown_method" },
    });
  });
});

describe("people are found as Slack finds them", () => {
  test("by e-mail in any case, but not when they have left", async () => {
    const web = await open();
    slack.addPerson({ id: "U0GONE", email: "gone@example.org", deleted: true });
    const { user } = await web.users.lookupByEmail({ email: "ANA@example.org" });
    expect(user).toMatchObject({ id: "U0ANA", profile: { email: "ana@example.org" } });
    const asking = web.users.lookupByEmail({ email: "gone@example.org" });
    await expect(asking).rejects.toMatchObject({ data: { error: "users_not_found" } });
  });

  test("the list goes on where the cursor says, and the scopes are in a header", async () => {
    const web = await open();
    const first = await web.users.list({ limit: 1 });
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await web.users.list({ limit: 1, cursor });
    expect([first.members?.[0]?.id, second.members?.[0]?.id]).toEqual(["U0BOT", "U0ANA"]);
    expect(first.response_metadata?.scopes).toContain("chat:write");
  });
});
