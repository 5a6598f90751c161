import { afterEach, beforeEach, expect, test } from "vitest";
import { createCaller } from "./fake-teams/client.ts";
import { type FakeActivity, type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { jsonOf } from "./fake-teams/json.ts";
import { addStaff } from "./fake-teams/scene.ts";
import type { Json } from "./fake-teams/types.ts";

let teams: FakeTeams;

beforeEach(async () => {
  teams = await startFakeTeams();
});

afterEach(async () => {
  await teams.stop();
});

/** The app posts a card; it stands there then. */
async function post(conversation: string, card: Json): Promise<FakeActivity> {
  const call = await createCaller(teams);
  const contentType = "application/vnd.microsoft.card.adaptive";
  const attachments = [{ contentType, content: { type: "AdaptiveCard", version: "1.5", ...card } }];
  const body = { type: "message", summary: "A card", attachments };
  await call("POST", `conversations/${conversation}/activities`, body);
  const message = teams.messages(conversation).at(-1);
  if (message === undefined) throw new Error("The card is not up.");
  return message;
}

const execute = (verb: string, more: Json = {}) => ({
  type: "Action.Execute",
  title: verb,
  verb,
  data: { for: verb },
  ...more,
});
const submit = (data: unknown) => ({ type: "Action.Submit", title: "Send", data });

/** What is pressed on a card in Ana's 1:1. */
async function press(card: Json, action: number, inputs: Json = {}): Promise<Json> {
  const { ana } = addStaff(teams);
  const message = await post(ana.conversation, card);
  return jsonOf(await teams.press({ by: ana.id, message, action, inputs }).json());
}

test("an Action.Execute is an invoke that answers to the card", async () => {
  const activity = await press({ actions: [execute("yes")] }, 0);
  expect(activity).toMatchObject({
    type: "invoke",
    name: "adaptiveCard/action",
    value: {
      action: { type: "Action.Execute", title: "yes", verb: "yes", data: { for: "yes" } },
      trigger: "manual",
    },
    replyToId: expect.stringMatching(/^\d+$/),
    conversation: { conversationType: "personal" },
    channelData: { source: { name: "message" } },
  });
});

test("what was typed is sent with the data, and what stands in the card too", async () => {
  const body = [
    { type: "Input.Text", id: "why" },
    { type: "Input.Text", id: "empty" },
    {
      type: "ColumnSet",
      columns: [{ items: [{ type: "Input.ChoiceSet", id: "day", value: "monday" }] }],
    },
    { type: "Container", items: [{ type: "Input.Toggle", id: "share", valueOn: "on" }] },
  ];
  const { value } = await press({ body, actions: [execute("save")] }, 0, { why: "Because" });
  expect(jsonOf(jsonOf(value).action).data).toEqual({
    for: "save",
    why: "Because",
    day: "monday",
    share: "false",
  });
  const alone = execute("skip", { associatedInputs: "none" });
  const skipped = await press({ body, actions: [alone] }, 0, { why: "Because" });
  expect(jsonOf(jsonOf(skipped.value).action).data).toEqual({ for: "skip" });
});

test("actions count through the body first, then the card's own, with those they show", async () => {
  const inner = { body: [{ type: "Input.Text", id: "note" }], actions: [execute("third")] };
  const card = {
    actions: [{ type: "Action.ShowCard", title: "More", card: inner }, execute("last")],
    body: [
      { type: "Container", items: [{ type: "ActionSet", actions: [execute("first")] }] },
      { type: "TextBlock", text: "-", selectAction: execute("not counted") },
    ],
    refresh: { action: execute("not counted") },
  };
  const verbs: unknown[] = [];
  for (const at of [0, 2, 3]) {
    const { value } = await press(card, at, at === 2 ? { note: "x" } : {});
    verbs.push(jsonOf(jsonOf(value).action).data);
  }
  expect(verbs).toEqual([{ for: "first" }, { for: "third", note: "x" }, { for: "last" }]);
  await expect(press(card, 1)).rejects.toThrow("Action.ShowCard sends nothing");
  await expect(press(card, 4)).rejects.toThrow(
    "no action 4 to press, but: first, More, third, last",
  );
});

test("an Action.Submit opens a dialog or writes a message with a value", async () => {
  const dialog = submit({ msteams: { type: "task/fetch" }, form: "f1" });
  expect(await press({ actions: [dialog] }, 0)).toMatchObject({
    type: "invoke",
    name: "task/fetch",
    value: { data: { form: "f1" }, context: { theme: "default" } },
  });
  const plain = await press({ actions: [submit({ answer: "yes" })] }, 0);
  expect(plain).toMatchObject({ type: "message", value: { answer: "yes" } });
  expect(plain).not.toHaveProperty("text");
  const spoken = submit({ msteams: { type: "messageBack", text: "help" }, a: 1 });
  expect(await press({ actions: [spoken] }, 0)).toMatchObject({ text: "help", value: { a: 1 } });
});

test("a greyed-out action cannot be pressed", async () => {
  const grey = execute("yes", { isEnabled: false });
  await expect(press({ actions: [grey] }, 0)).rejects.toThrow("Action 0 is greyed out.");
});

test("a card in a channel is pressed in its thread, by anybody", async () => {
  const { ben, team, channel } = addStaff(teams);
  const message = await post(channel.id, { actions: [execute("yes")] });
  const request = teams.press({ by: ben.id, message, action: 0, id: "f:1" });
  expect(await request.json()).toMatchObject({
    id: "f:1",
    from: { aadObjectId: ben.id },
    replyToId: message.id,
    conversation: { id: `${channel.id};messageid=${message.id}`, conversationType: "channel" },
    channelData: { team: { id: team.id }, channel: { id: channel.id } },
  });
  const answer = await post(`${channel.id};messageid=${message.id}`, { actions: [execute("no")] });
  const second = jsonOf(await teams.press({ by: ben.id, message: answer, action: 0 }).json());
  expect(second.replyToId).toBe(answer.id);
  expect(jsonOf(second.conversation).id).toBe(`${channel.id};messageid=${message.id}`);
});
