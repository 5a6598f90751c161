import { isValidSlackRequest } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { LogLevel, type WebClient } from "@slack/web-api";
import { afterEach, describe, expect, test, vi } from "vitest";
import { addAna, createClient } from "./fake-slack/client.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import { jsonOf, parseJson } from "./fake-slack/json.ts";
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

const modal = {
  type: "modal" as const,
  callback_id: "praise",
  title: { type: "plain_text" as const, text: "Say thanks" },
  submit: { type: "plain_text" as const, text: "Send" },
  blocks: [
    {
      type: "input",
      block_id: "words",
      label: { type: "plain_text", text: "What happened?" },
      element: { type: "plain_text_input", action_id: "words", max_length: 20 },
    },
    {
      type: "input",
      block_id: "who",
      label: { type: "plain_text", text: "Who?" },
      element: { type: "multi_external_select", action_id: "who", min_query_length: 0 },
    },
  ],
};

async function payloadOf(request: Request): Promise<Record<string, unknown>> {
  const fields = new URLSearchParams(await request.clone().text());
  return jsonOf(parseJson(fields.get("payload") ?? ""));
}

describe("modals live as long as Slack lets them", () => {
  test("a trigger opens one modal within three seconds", async () => {
    let now = 1_763_900_000_000;
    const web = await open({ clock: { now: () => new Date(now) } });
    const show = (trigger_id: string) => web.apiCall("views.open", { trigger_id, view: modal });
    const used = slack.mintTrigger("U0ANA");
    await show(used);
    await expect(show(used)).rejects.toMatchObject({ data: { error: "exchanged_trigger_id" } });
    const late = slack.mintTrigger("U0ANA");
    now += 3001;
    await expect(show(late)).rejects.toMatchObject({ data: { error: "expired_trigger_id" } });
    const view_id = slack.lastView().id;
    const change = web.apiCall("views.update", { view_id, view: modal, hash: "old" });
    await expect(change).rejects.toMatchObject({ data: { error: "hash_conflict" } });
  });

  test("what a person types and picks comes as a signed submission", async () => {
    const web = await open();
    const command = slack.command({ by: "U0ANA", text: "/praise @bo thanks", channel: "C0STAFF" });
    const fields = new URLSearchParams(await command.text());
    expect(fields.get("text")).toBe("@bo thanks");
    expect(command.headers.get("x-slack-signature")).toMatch(/^v0=[0-9a-f]{64}$/);
    await web.apiCall("views.open", { trigger_id: fields.get("trigger_id"), view: modal });
    const view = slack.lastView();
    const sent = slack.submit({ by: "U0ANA", view, values: { words: "You", who: ["p1"] } });
    expect(await payloadOf(sent)).toMatchObject({
      type: "view_submission",
      view: {
        callback_id: "praise",
        state: {
          values: {
            words: { words: { type: "plain_text_input", value: "You" } },
            who: { who: { selected_options: [{ value: "p1" }] } },
          },
        },
      },
    });
    expect(() => slack.submit({ by: "U0ANA", view, values: { words: "You" } })).toThrow(
      "who is empty",
    );
    expect(slack.settle(view, { response_action: "errors", errors: { nobody: "x" } })).toEqual([
      "no input block nobody",
    ]);
    expect(slack.settle(view, undefined)).toEqual([]);
    expect(slack.views.size).toBe(0);
  });

  test("a press carries the message, and its response_url works five times", async () => {
    const web = await open();
    const blocks = [{ type: "actions", elements: [button("No", "no#1"), button("Yes", "yes#2")] }];
    await web.apiCall("chat.postMessage", { channel: "U0ANA", text: "Well?", blocks });
    const [message] = slack.messages("U0ANA");
    if (message === undefined) throw new Error("Nothing was posted.");
    const pressed = await payloadOf(slack.press({ by: "U0ANA", message, action: "Yes" }));
    expect(pressed).toMatchObject({
      container: { type: "message", message_ts: message.ts },
      actions: [{ action_id: "yes#2", value: "yes#2-value", type: "button" }],
    });
    const answer = { method: "POST", headers: { "content-type": "application/json" } };
    const say = (body: unknown) =>
      fetch(String(pressed.response_url), { ...answer, body: JSON.stringify(body) });
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) {
      statuses.push((await say({ replace_original: true, text: `Done ${at}` })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(slack.messages("U0ANA")).toMatchObject([{ text: "Done 4", blocks: [] }]);
  });
});

describe("the app is installed by OAuth", () => {
  test("a code works once, and a refresh token works once", async () => {
    const web = await open();
    slack.nextInstall({ workspace: { id: "T0002", rotation: true } });
    const query = new URLSearchParams({
      client_id: slack.clientId,
      redirect_uri: "http://127.0.0.1:9/slack/oauth_redirect",
      state: "s1",
    });
    const gone = await fetch(`${slack.authorizeUrl}?${query}`, { redirect: "manual" });
    const back = new URL(gone.headers.get("location") ?? "");
    expect(back.searchParams.get("state")).toBe("s1");
    const client = { client_id: slack.clientId, client_secret: slack.clientSecret };
    const code = back.searchParams.get("code") ?? "";
    const redirect_uri = "http://127.0.0.1:9/slack/oauth_redirect";
    const exchange = () => web.oauth.v2.access({ ...client, code, redirect_uri });
    const granted = await exchange();
    expect(granted).toMatchObject({ team: { id: "T0002" }, expires_in: 43_200 });
    await expect(exchange()).rejects.toMatchObject({ data: { error: "code_already_used" } });
    const refresh_token = String(granted.refresh_token);
    const renew = () =>
      web.oauth.v2.access({ ...client, grant_type: "refresh_token", refresh_token });
    await renew();
    await expect(renew()).rejects.toMatchObject({ data: { error: "invalid_refresh_token" } });
  });
});

describe("Socket Mode is served", () => {
  test("an envelope goes over the socket and its ack comes back", async () => {
    await open();
    const socket = new SocketModeClient({
      appToken: slack.appToken,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    socket.on("slack_event", async (given: unknown) => {
      const { ack, body } = jsonOf(given);
      if (typeof ack === "function") await ack({ text: `heard ${jsonOf(body).text}` });
    });
    await socket.start();
    expect(slack.socketCount).toBe(1);
    const request = slack.command({ by: "U0ANA", text: "/pl help" });
    expect(await slack.sendOverSocket(request)).toEqual({ text: "heard help" });
    await socket.disconnect();
    await vi.waitFor(() => expect(slack.socketCount).toBe(0));
    await expect(slack.sendOverSocket(request)).rejects.toThrow("No socket is connected.");
  });

  test("envelopes go round the connections, and one that must leave gets no more", async () => {
    await open();
    const heard: number[] = [];
    const sockets = [1, 2].map((number) => {
      const socket = new SocketModeClient({
        appToken: slack.appToken,
        logLevel: LogLevel.ERROR,
        clientOptions: { slackApiUrl: slack.apiUrl },
      });
      socket.on("slack_event", async (given: unknown) => {
        heard.push(number);
        const { ack } = jsonOf(given);
        if (typeof ack === "function") await ack();
      });
      return socket;
    });
    for (const socket of sockets) await socket.start();
    for (let sent = 0; sent < 4; sent++) {
      await slack.sendOverSocket(slack.event({ type: "app_home_opened", user: "U0ANA" }));
    }
    expect(heard).toEqual([1, 2, 1, 2]);
    slack.disconnectSockets("refresh_requested");
    expect(slack.socketCount).toBe(0);
    await Promise.all(sockets.map((socket) => socket.disconnect()));
  });
});

describe("requests are what Slack's own library accepts", () => {
  const isAccepted = async (request: Request): Promise<boolean> =>
    isValidSlackRequest({
      signingSecret: slack.signingSecret,
      body: await request.text(),
      headers: {
        "x-slack-signature": request.headers.get("x-slack-signature") ?? "",
        "x-slack-request-timestamp": Number(request.headers.get("x-slack-request-timestamp")),
      },
    });

  test("a command is signed, and a forged or old one is not accepted", async () => {
    await open();
    const ask = { by: "U0ANA", text: "/pl help" };
    expect(await isAccepted(slack.command(ask))).toBe(true);
    expect(await isAccepted(slack.command({ ...ask, secret: "guessed" }))).toBe(false);
    const old = new Date(Date.now() - 301_000);
    expect(await isAccepted(slack.command({ ...ask, at: old }))).toBe(false);
    expect(await isAccepted(slack.command({ ...ask, unsigned: true }))).toBe(false);
  });

  test("an organisation's app acts in all its workspaces with one token", async () => {
    await open();
    const wish = { enterprise: "E0001", orgInstall: true };
    const first = slack.addWorkspace({ id: "T0101", ...wish });
    const second = slack.addWorkspace({ id: "T0102", ...wish });
    expect(first.botToken).toBe(second.botToken);
    slack.addPerson({ id: "W0BO", workspace: "T0102" });
    const web = createClient(slack, first.botToken);
    await web.chat.postMessage({ channel: "W0BO", text: "Hello" });
    expect(slack.messages("W0BO", "T0102")).toHaveLength(1);
    const posting = createClient(slack).chat.postMessage({ channel: "W0BO", text: "Hello" });
    await expect(posting).rejects.toMatchObject({ data: { error: "channel_not_found" } });
    const event = slack.event({ type: "team_join" }, { workspace: "T0102", retryNum: 1 });
    expect(event.headers.get("x-slack-retry-num")).toBe("1");
    expect(await event.json()).toMatchObject({
      enterprise_id: "E0001",
      authorizations: [{ enterprise_id: "E0001", is_enterprise_install: true }],
    });
  });
});
