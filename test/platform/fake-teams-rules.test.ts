import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCaller } from "./fake-teams/client.ts";
import { type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { jsonOf } from "./fake-teams/json.ts";
import { addStaff, errorCode, toOne, write } from "./fake-teams/scene.ts";

let teams: FakeTeams;

beforeEach(async () => {
  teams = await startFakeTeams();
});

afterEach(async () => {
  await teams.stop();
});

describe("the connector", () => {
  test("tells all of a member of staff, and little of somebody anonymous", async () => {
    const call = await createCaller(teams);
    const ana = teams.addPerson({ name: "Ana Maria Ruiz", upn: "ana@district.example" });
    const guest = teams.addPerson({ name: "Gus Guest", role: "guest" });
    const unknown = teams.addPerson({ name: "Visitor", role: "anonymous" });
    const team = teams.addTeam({ people: [ana.id, guest.id, unknown.id] });
    const at = `conversations/${encodeURIComponent(team.id)}/members`;
    const { body } = await call("GET", `${at}/${encodeURIComponent(ana.mri)}`);
    expect(body).toEqual({
      id: ana.mri,
      objectId: ana.id,
      aadObjectId: ana.id,
      name: "Ana Maria Ruiz",
      givenName: "Ana",
      surname: "Maria Ruiz",
      email: "ana@district.example",
      userPrincipalName: "ana@district.example",
      tenantId: teams.tenant,
      userRole: "user",
    });
    expect((await call("GET", at)).body).toMatchObject([
      { userRole: "user" },
      { email: "gus.guest@home.example", userRole: "guest" },
      { id: unknown.mri, name: "Visitor", tenantId: teams.tenant, userRole: "anonymous" },
    ]);
  });

  test("names a team and its channels, General without a name", async () => {
    const call = await createCaller(teams);
    const { team, channel } = addStaff(teams);
    const at = `teams/${encodeURIComponent(team.id)}`;
    expect((await call("GET", at)).body).toMatchObject({ name: "Lincoln", memberCount: 2 });
    expect((await call("GET", `${at}/conversations`)).body).toEqual({
      conversations: [
        { id: team.id, name: null },
        { id: channel.id, name: "Staff room" },
      ],
    });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ["has text and a card", "400 Bad Argument", { text: "Hi", attachments: [{}] }],
    ["has no type", "400 BadSyntax", { type: undefined, text: "Hi" }],
    ["says nothing", "400 BadSyntax", { text: " " }],
    ["is above 100 KB", "413 MessageSizeTooBig", { text: "x".repeat(51_200) }],
  ])("refuses a message that %s", async (_how, refusal, fields) => {
    const call = await createCaller(teams);
    const { ana, channel } = addStaff(teams);
    const activity = { type: "message", ...fields };
    const thread = { channelData: { channel: { id: channel.id } }, isGroup: true, activity };
    const post = await call("POST", `conversations/${ana.conversation}/activities`, activity);
    const create = await call("POST", "conversations", thread);
    for (const { status, body } of [post, create]) {
      expect(`${status} ${errorCode(body)}`).toBe(refusal);
    }
    expect(teams.messages(ana.conversation)).toEqual([]);
  });

  test("says of text with a card that we promised never to send it", async () => {
    const call = await createCaller(teams);
    const { ana } = addStaff(teams);
    const body = { type: "message", text: "Hi", attachments: [{}] };
    const said = await call("POST", `conversations/${ana.conversation}/activities`, body);
    expect(jsonOf(jsonOf(said.body).error).message).toContain("We promise never");
  });

  test("refuses to open a chat with a stranger, with a group, or without the tenant", async () => {
    const call = await createCaller(teams);
    const { ana } = addStaff(teams);
    const guest = teams.addPerson({ tenant: "another-district" });
    const bodies = [
      toOne(teams, "nobody"),
      toOne(teams, "ana@school.example"),
      toOne(teams, guest.id),
      toOne(teams, ana.id, ""),
      { ...toOne(teams, ana.id), isGroup: true },
    ];
    for (const body of bodies) {
      expect((await call("POST", "conversations", body)).status).toBe(400);
    }
    const elsewhere = await call(
      "POST",
      "conversations",
      toOne(teams, guest.id, "another-district"),
    );
    expect(elsewhere).toMatchObject({ status: 201, body: { id: guest.conversation } });
  });

  test("knows no conversation that is not there, and no team where the app is not", async () => {
    const call = await createCaller(teams);
    const { team, channel } = addStaff(teams);
    teams.setInstalled(team.id, false);
    const gone = await call("POST", "conversations/19:gone@thread.tacv2/activities", write("x"));
    const out = await call("POST", `conversations/${channel.id}/activities`, write("x"));
    expect([gone.status, errorCode(gone.body)]).toEqual([404, "ConversationNotFound"]);
    expect([out.status, errorCode(out.body)]).toEqual([403, "BotNotInConversationRoster"]);
  });

  test("takes only bearers that were issued for it and not taken back", async () => {
    const call = await createCaller(teams);
    const { ana } = addStaff(teams);
    const at = `conversations/${ana.conversation}/activities`;
    expect((await call("POST", at, write("One"))).status).toBe(201);
    teams.endTokens();
    expect((await call("POST", at, write("Two"))).status).toBe(401);
    const bare = await fetch(`${teams.serviceUrl}v3/${at}`, { method: "POST", body: "{}" });
    expect(bare.status).toBe(401);
    expect(teams.messages(ana.conversation)).toHaveLength(1);
  });

  test("does not show what is no message", async () => {
    const call = await createCaller(teams);
    const { ana } = addStaff(teams);
    const at = `conversations/${ana.conversation}/activities`;
    expect((await call("POST", at, { type: "typing" })).status).toBe(201);
    expect(teams.messages(ana.conversation)).toEqual([]);
  });
});
