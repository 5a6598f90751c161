import { afterEach, beforeEach, expect, test } from "vitest";
import { createCaller } from "./fake-teams/client.ts";
import { type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { jsonOf } from "./fake-teams/json.ts";
import { addStaff, errorCode } from "./fake-teams/scene.ts";
import type { Json } from "./fake-teams/types.ts";

let teams: FakeTeams;
let now: number;

beforeEach(async () => {
  now = Date.parse("2026-11-23T13:00:00Z");
  teams = await startFakeTeams({ clock: { now: () => new Date(now) } });
});

afterEach(async () => {
  await teams.stop();
});

const hello = { type: "message", text: "Only you" };

test("a targeted message is seen by one person for a day, and changed and deleted as what it is", async () => {
  const call = await createCaller(teams);
  const { ana, channel } = addStaff(teams);
  const at = `conversations/${channel.id}/activities`;
  const query = "?isTargetedActivity=true";
  const body = { ...hello, recipient: { id: ana.mri, name: ana.name } };
  const { status, body: sent } = await call("POST", `${at}${query}`, body);
  const { id } = jsonOf(sent);
  expect(status).toBe(201);
  expect(teams.messages(channel.id)).toMatchObject([{ id, targeted: true, body }]);
  expect((await call("PUT", `${at}/${id}`, hello)).status).toBe(404);
  expect((await call("PUT", `${at}/${id}${query}`, body)).status).toBe(400);
  expect((await call("PUT", `${at}/${id}${query}`, hello)).status).toBe(200);
  expect(teams.messages(channel.id)).toMatchObject([{ id, edited: true }]);
  now += 86_400_000;
  expect(teams.messages(channel.id)).toEqual([]);
  expect((await call("DELETE", `${at}/${id}${query}`)).status).toBe(404);
});

test("a targeted message needs somebody who is there, in a channel where the app is", async () => {
  const call = await createCaller(teams);
  const { ana, team, channel } = addStaff(teams);
  const stranger = teams.addPerson();
  const to = (id: string) => ({ ...hello, recipient: { id } });
  const send = async (conversation: string, body: Json) => {
    const path = `conversations/${conversation}/activities?isTargetedActivity=true`;
    const said = await call("POST", path, body);
    return `${said.status} ${errorCode(said.body)}`;
  };
  expect(await send(channel.id, hello)).toBe("400 Bad Argument");
  expect(await send(channel.id, to(stranger.mri))).toBe("400 Bad Argument");
  expect(await send(ana.conversation, to(ana.mri))).toBe("400 Bad Argument");
  teams.setInstalled(team.id, false);
  expect(await send(channel.id, to(ana.id))).toBe("403 BotNotInConversationRoster");
});
