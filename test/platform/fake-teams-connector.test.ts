import type { ConnectorClient } from "botframework-connector";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createConnector } from "./fake-teams/client.ts";
import { type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { jsonOf, textOf } from "./fake-teams/json.ts";
import { addStaff, toOne, write } from "./fake-teams/scene.ts";

let teams: FakeTeams;
/** Bot Framework's own client. */
let app: ConnectorClient["conversations"];

beforeEach(async () => {
  teams = await startFakeTeams();
  app = (await createConnector(teams)).conversations;
});

afterEach(async () => {
  await teams.stop();
});

const openFor = (person: string) => ({ ...toOne(teams, person), activity: write("Welcome") });

const threadIn = (channel: string, text: string) => ({
  isGroup: true,
  bot: { id: teams.botId, name: "Groundswell" },
  channelData: { channel: { id: channel } },
  activity: write(text),
});

/** The library's types call its promises void too. */
const settle = <T>(promise: Promise<T>): Promise<T> => promise;

test("a person's conversation opens by object id or MRI, and it is the same one", async () => {
  const { ana } = addStaff(teams);
  const first = await settle(app.createConversation(openFor(ana.id)));
  const second = await settle(app.createConversation(openFor(ana.mri)));
  expect([first.id, second.id]).toEqual([ana.conversation, ana.conversation]);
  expect(teams.messages(ana.conversation).map(({ id }) => id)).toEqual([
    first.activityId,
    second.activityId,
  ]);
  expect(teams.calls.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    "token 200",
    "create 201",
    "create 201",
  ]);
});

test("a message to a person is written, changed and deleted", async () => {
  const { ana } = addStaff(teams);
  const { id } = await settle(app.sendToConversation(ana.conversation, write("Hello")));
  const sent = teams.messages(ana.conversation);
  expect(sent).toMatchObject([{ id, conversation: ana.conversation, edited: false }]);
  expect(sent[0]?.body).toMatchObject({ type: "message", text: "Hello" });
  await settle(app.updateActivity(ana.conversation, id, write("Hello again")));
  expect(teams.messages(ana.conversation)).toMatchObject([
    { id, body: { text: "Hello again" }, edited: true },
  ]);
  await settle(app.deleteActivity(ana.conversation, id));
  expect(teams.messages(ana.conversation)).toEqual([]);
  const gone = { statusCode: 404, code: "ActivityNotFoundInConversation" };
  await expect(
    settle(app.updateActivity(ana.conversation, id, write("Too late"))),
  ).rejects.toMatchObject(gone);
  await expect(settle(app.deleteActivity(ana.conversation, id))).rejects.toMatchObject(gone);
});

test("a channel gets a thread, and answers in it", async () => {
  const { channel } = addStaff(teams);
  const opened = await settle(app.createConversation(threadIn(channel.id, "Friday's roundup")));
  expect(opened.id).toBe(`${channel.id};messageid=${opened.activityId}`);
  await settle(app.sendToConversation(opened.id, write("An answer")));
  await settle(app.replyToActivity(channel.id, opened.activityId, write("Another")));
  await settle(app.sendToConversation(channel.id, write("A new root")));
  expect(teams.messages(channel.id)).toMatchObject([
    { id: opened.activityId, conversation: channel.id, body: { text: "Friday's roundup" } },
    { conversation: opened.id, body: { text: "An answer" } },
    { conversation: opened.id, body: { text: "Another" } },
    { conversation: channel.id, body: { text: "A new root" } },
  ]);
  expect(teams.messages(opened.id)).toHaveLength(3);
});

test("what answers a person goes into their thread, and what answers nothing to the root", async () => {
  const { ana, channel } = addStaff(teams);
  const asked = teams.message({ by: ana.id, text: "help", channel: channel.id, id: "171" });
  const thread = textOf(jsonOf(jsonOf(await asked.json()).conversation).id);
  await settle(app.replyToActivity(thread, "171", write("In the thread")));
  await settle(app.replyToActivity(channel.id, "171", write("In it too")));
  await settle(app.replyToActivity(channel.id, "unknown-id", write("At the root")));
  expect(teams.messages(channel.id).map(({ conversation }) => conversation)).toEqual([
    `${channel.id};messageid=171`,
    `${channel.id};messageid=171`,
    channel.id,
  ]);
});

test("one person is found by MRI, object id, sign-in name or e-mail", async () => {
  const { ana, channel } = addStaff(teams);
  const keys = [ana.mri, ana.id, "ana.ruiz@district.example", "Ana@School.example"];
  for (const key of keys) {
    const found = await settle(app.getConversationMember(channel.id, key));
    expect(found).toMatchObject({ id: ana.mri, name: "Ana Ruiz", aadObjectId: ana.id });
  }
  const stranger = app.getConversationMember(channel.id, "nobody@school.example");
  await expect(settle(stranger)).rejects.toMatchObject({
    statusCode: 404,
    code: "MemberNotFoundInConversation",
  });
});

/** The names on each page. */
async function readPages(conversation: string, pageSize: number, from = ""): Promise<string[][]> {
  const options = { pageSize, continuationToken: from };
  const page = await settle(app.getConversationPagedMembers(conversation, options));
  const names = page.members.map(({ name }) => name);
  const { continuationToken: next } = page;
  return [names, ...(next === undefined ? [] : await readPages(conversation, pageSize, next))];
}

test("the people of a team come page by page, and of a 1:1 only the person", async () => {
  const people = Array.from({ length: 5 }, () => teams.addPerson().id);
  const team = teams.addTeam({ people });
  const { conversation } = teams.addPerson({ name: "Ana" });
  expect(await readPages(team.id, 2)).toEqual([
    ["Person 1", "Person 2"],
    ["Person 3", "Person 4"],
    ["Person 5"],
  ]);
  expect(await readPages(conversation, 2)).toEqual([["Ana"]]);
});

test("pages can be shorter than the app asks for", async () => {
  await teams.stop();
  teams = await startFakeTeams({ pageSize: 1 });
  app = (await createConnector(teams)).conversations;
  const { team } = addStaff(teams);
  expect(await readPages(team.id, 500)).toEqual([["Ana Ruiz"], ["Ben Okoro"]]);
});

test("the app hears 403 where it is not installed, until it is", async () => {
  const away = teams.addPerson({ installed: false });
  await expect(settle(app.createConversation(openFor(away.id)))).rejects.toMatchObject({
    statusCode: 403,
    code: "ForbiddenOperationException",
  });
  const post = () => settle(app.sendToConversation(away.conversation, write("Hello")));
  await expect(post()).rejects.toMatchObject({
    statusCode: 403,
    code: "BotNotInConversationRoster",
  });
  teams.setInstalled(away.id, true);
  await expect(post()).resolves.toMatchObject({ id: expect.any(String) });
});
