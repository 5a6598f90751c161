import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { renderCard } from "#adapters/slack/render.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { until } from "./script.ts";
import { answered, asked, firstOf, form, hello, post } from "./slack-cards.ts";
import { type SlackRig, startSlackRig } from "./slack-rig.ts";

const OPENED_MS = 200;

let rig: SlackRig;

beforeEach(async () => {
  rig = await startSlackRig();
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  rig.slack.addPerson({ id: "U2", email: "ben@example.org" });
  rig.slack.addChannel({ id: "C1", name: "lindenwood" });
});

afterEach(async () => {
  expect(rig.logged.filter(({ level }) => level !== "info")).toEqual([]);
  await rig.stop();
});

const openForm = async (): Promise<void> => {
  rig.answer({ kind: "form", form });
  await rig.send(rig.slack.command({ text: "/praise", by: "U1" }));
  await until(() => rig.slack.views.size > 0);
};

/** A press on an element as Slack would send it, whatever stands in it. */
const pressRaw = async (element: object): Promise<Response> => {
  const payload = {
    type: "block_actions",
    user: { id: "U1" },
    team: { id: "T0001" },
    container: { type: "message", message_ts: "1.1", channel_id: "D1" },
    trigger_id: "t9",
    actions: [element],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return await rig.send(rig.slack.sign(body));
};

describe("a command", () => {
  test("alone opens the form at once", async () => {
    const started = Date.now();
    await openForm();
    expect(Date.now() - started).toBeLessThan(OPENED_MS);
    expect(rig.slack.lastView().view).toMatchObject({ callback_id: "praise" });
  });

  test("with words is confirmed in the answer itself, to the person alone", async () => {
    rig.answer({ kind: "note", card: hello });
    const response = await rig.send(rig.slack.command({ text: "/pl help", by: "U1" }));
    expect(await response.json()).toMatchObject({ response_type: "ephemeral", text: "Hello" });
    expect(rig.slack.calls.filter(({ method }) => method.startsWith("chat."))).toEqual([]);
  });

  test("carries its mentions, channel and plain words", async () => {
    const text = "/praise <@U2|ben> for R&amp;D in <#C1|lindenwood> &lt;3";
    await rig.send(rig.slack.command({ text, by: "U1", channel: "C1" }));
    expect(rig.heard).toMatchObject([
      {
        command: "praise",
        text: "\u{E000}U2\u{E001} for R&D in #lindenwood <3",
        account: "U1",
        workspace: "T0001",
        channel: "C1",
      },
    ]);
  });

  test("somebody whose form does not open keeps a way on", async () => {
    rig.slack.fail("views.open", { error: "expired_trigger_id" });
    rig.answer({ kind: "form", form });
    await rig.send(rig.slack.command({ text: "/praise", by: "U1" }));
    await until(() => rig.slack.said.length > 0);
    expect(rig.slack.said[0]?.body).toMatchObject({ response_type: "ephemeral" });
    expect(rig.logged.splice(0)).toMatchObject([{ event: "slack_effect_failed" }]);
  });
});

describe("a button", () => {
  test("changes the message it stands on, and no second message comes", async () => {
    await post(rig, asked);
    rig.answer({ kind: "replace", card: answered });
    await rig.send(rig.slack.press({ by: "U1", message: firstOf(rig), action: "Yes" }));
    await until(() => firstOf(rig).text === answered.fallback);
    expect(rig.heard).toMatchObject([{ kind: "press", action: "answer", value: "w|s|yes" }]);
    expect(rig.slack.messages("U1")).toHaveLength(1);
    expect(JSON.stringify(firstOf(rig).blocks)).not.toContain("Not yet");
  });

  test("says something to the person alone", async () => {
    await post(rig, asked);
    rig.answer({ kind: "note", card: hello });
    await rig.send(rig.slack.press({ by: "U1", message: firstOf(rig), action: "Not yet" }));
    await until(() => rig.slack.said.length > 0);
    expect(rig.slack.said[0]?.body).toMatchObject({ replace_original: false, text: "Hello" });
    expect(firstOf(rig).text).toBe(asked.fallback);
  });

  test("opens a form, and what is sent there changes the message", async () => {
    await post(rig, asked);
    rig.answer({ kind: "form", form });
    await rig.send(rig.slack.press({ by: "U1", message: firstOf(rig), action: "Not yet" }));
    await until(() => rig.slack.views.size > 0);
    rig.answer({ kind: "replace", card: answered });
    const view = rig.slack.lastView();
    const values = { who: ["p2"], saw: "Thanks" };
    const response = await rig.send(rig.slack.submit({ by: "U1", view, values, force: true }));
    expect(await response.json()).toEqual({ response_action: "clear" });
    await until(() => firstOf(rig).text === answered.fallback);
  });

  test("that links somewhere is acknowledged and acts on nothing", async () => {
    expect(
      (await pressRaw({ type: "button", action_id: "link", url: "https://example.org" })).status,
    ).toBe(200);
    expect(rig.heard).toEqual([]);
  });

  test("sealed with a key that is gone says that it is too old, and nothing else happens", async () => {
    const old = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
    const { blocks } = renderCard(asked, { box: old, workspace: "T0001" });
    await post(rig, asked);
    const message = { ...firstOf(rig), blocks: blocks.map((block) => ({ ...block })) };
    rig.answer({ kind: "note", card: hello });
    await rig.send(rig.slack.press({ by: "U1", message, action: "Yes" }));
    await until(() => rig.slack.said.length > 0);
    expect(rig.heard).toMatchObject([{ kind: "press", action: "", value: "" }]);
  });

  test("with a value nobody of us wrote acts on nothing", async () => {
    expect((await pressRaw({ type: "button", action_id: "answer", value: "w|s|yes" })).status).toBe(
      200,
    );
    expect(rig.heard).toEqual([]);
  });
});

describe("a form", () => {
  const submit = (values: Readonly<Record<string, string | readonly string[]>>) =>
    rig.slack.submit({ by: "U1", view: rig.slack.lastView(), values, force: true });

  test("hands over what was typed and picked, and its context", async () => {
    await openForm();
    rig.answer({ kind: "note", card: hello });
    const response = await rig.send(submit({ who: ["p2", "p3"], saw: "You shared." }));
    expect(rig.heard.at(-1)).toMatchObject({
      kind: "submit",
      form: "praise",
      context: "draft-1|",
      values: { who: ["p2", "p3"], saw: "You shared." },
    });
    expect(await response.json()).toMatchObject({ response_action: "update" });
  });

  test("shows what is wrong at its field, keeps the words, and may be sent again", async () => {
    await openForm();
    rig.answer({ kind: "errors", errors: { saw: "Say what they did.", elsewhere: "Hm." } });
    const first = await rig.send(submit({ who: ["p2"], saw: "x" }));
    expect(await first.json()).toEqual({
      response_action: "errors",
      errors: { saw: "Say what they did.", who: "Hm." },
    });
    rig.answer({ kind: "note", card: hello });
    expect((await rig.send(submit({ who: ["p2"], saw: "You shared." }))).status).toBe(200);
    const again = await rig.send(submit({ who: ["p2"], saw: "You shared." }));
    expect(JSON.stringify(await again.json())).toContain("not done twice");
    expect(rig.heard.filter(({ kind }) => kind === "submit")).toHaveLength(2);
  });

  test("keeps the typed words when nothing could be stored", async () => {
    await openForm();
    rig.answer({ kind: "failed", card: { text: "Try again.", fallback: "Try again." } });
    const response = await rig.send(submit({ who: ["p2"], saw: "You shared." }));
    expect(await response.json()).toEqual({
      response_action: "errors",
      errors: { who: "Try again." },
    });
  });

  test("finds colleagues while somebody types", async () => {
    await openForm();
    const options = [{ value: "p2", label: "Ben Cho", hint: "Teacher, Lindenwood" }];
    rig.answer({ kind: "choices", options });
    const view = rig.slack.lastView();
    const response = await rig.send(
      rig.slack.options({ by: "U1", view, field: "who", query: "be" }),
    );
    expect(rig.heard.at(-1)).toMatchObject({
      kind: "search",
      form: "praise",
      field: "who",
      query: "be",
    });
    expect(JSON.stringify(await response.json())).toContain("Ben Cho");
  });
});
