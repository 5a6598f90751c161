import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { jsonOf } from "./fake-teams/json.ts";
import { addStaff } from "./fake-teams/scene.ts";
import type { Json } from "./fake-teams/types.ts";

let teams: FakeTeams;

const now = Date.parse("2026-11-23T13:00:00Z");

beforeEach(async () => {
  teams = await startFakeTeams({ clock: { now: () => new Date(now) } });
});

afterEach(async () => {
  await teams.stop();
});

const read = async (request: Request): Promise<Json> => jsonOf(await request.json());

const mention = (id: string, name: string) => ({
  type: "mention",
  mentioned: { id, name },
  text: `<at>${name}</at>`,
});

describe("a person writes", () => {
  test("to the bot alone, and Teams says who, where and when", async () => {
    const { ana } = addStaff(teams);
    const request = teams.message({ by: ana.id, text: "help" });
    expect(request.method).toBe("POST");
    expect(request.url).toBe("http://127.0.0.1/api/messages");
    expect(request.headers.get("x-ms-conversation-id")).toBe(ana.conversation);
    expect(request.headers.get("x-ms-tenant-id")).toBe(teams.tenant);
    expect(await read(request)).toEqual({
      type: "message",
      id: String(now),
      channelId: "msteams",
      serviceUrl: teams.serviceUrl,
      timestamp: "2026-11-23T13:00:00.000Z",
      localTimestamp: "2026-11-23T08:00:00.000-05:00",
      localTimezone: "America/New_York",
      locale: "en-US",
      text: "help",
      textFormat: "plain",
      attachments: [{ contentType: "text/html", content: "<p>help</p>" }],
      from: { id: ana.mri, name: "Ana Ruiz", aadObjectId: ana.id },
      recipient: { id: teams.botId, name: "Groundswell" },
      conversation: {
        id: ana.conversation,
        conversationType: "personal",
        tenantId: teams.tenant,
      },
      channelData: { tenant: { id: teams.tenant } },
      entities: [expect.objectContaining({ type: "clientInfo", locale: "en-US", platform: "Web" })],
    });
  });

  test("in a channel: the bot is mentioned first, and the message is its thread's root", async () => {
    const { ana, ben, team, channel } = addStaff(teams);
    const activity = await read(
      teams.message({
        by: ana.id,
        channel: channel.id,
        text: "praise <at>Ben Okoro</at> <thanks>",
        mentions: [ben.id],
      }),
    );
    expect(activity).toMatchObject({
      text: "<at>Groundswell</at> praise <at>Ben Okoro</at> <thanks>",
      conversation: {
        id: `${channel.id};messageid=${activity.id}`,
        conversationType: "channel",
        isGroup: true,
      },
      channelData: {
        tenant: { id: teams.tenant },
        team: { id: team.id },
        channel: { id: channel.id },
        teamsTeamId: team.id,
        teamsChannelId: channel.id,
      },
      entities: [
        mention(teams.botId, "Groundswell"),
        mention(ben.mri, "Ben Okoro"),
        { type: "clientInfo" },
      ],
      attachments: [
        {
          content: "<p><span>Groundswell</span> praise <span>Ben Okoro</span> &lt;thanks&gt;</p>",
        },
      ],
    });
  });

  test("and mentions nobody whose name is not in the text", () => {
    const { ana, ben } = addStaff(teams);
    const write = () => teams.message({ by: ana.id, text: "thanks Ben", mentions: [ben.id] });
    expect(write).toThrow('<at>Ben Okoro</at> is not in "thanks Ben".');
    expect(() => teams.message({ by: "nobody", text: "hi" })).toThrow("no person nobody");
  });

  test("for the bot's eyes only, without a mention if so wished", async () => {
    const { ana, channel } = addStaff(teams);
    const options = { by: ana.id, text: "/praise", channel: channel.id, targeted: true };
    const activity = await read(teams.message({ ...options, mentionsBot: false }));
    expect(activity).toMatchObject({
      text: "/praise",
      recipient: { id: teams.botId, isTargeted: true },
    });
  });

  test("again with the same id, from another tenant, or with changed fields", async () => {
    const { ana } = addStaff(teams);
    const again = { by: ana.id, text: "help", id: "171" };
    expect((await read(teams.message(again))).id).toBe("171");
    expect((await read(teams.message(again))).id).toBe("171");
    const changed = await read(
      teams.message({
        ...again,
        tenant: "elsewhere",
        more: { serviceUrl: "https://evil.example/", from: { aadObjectId: undefined } },
      }),
    );
    expect(changed).toMatchObject({
      serviceUrl: "https://evil.example/",
      from: { id: ana.mri, name: "Ana Ruiz" },
      conversation: { tenantId: "elsewhere" },
      channelData: { tenant: { id: "elsewhere" } },
    });
    expect(changed.from).not.toHaveProperty("aadObjectId");
  });

  test("anonymously, and then has no object id", async () => {
    const visitor = teams.addPerson({ role: "anonymous" });
    const { from } = await read(teams.message({ by: visitor.id, text: "hi" }));
    expect(from).toEqual({ id: visitor.mri, name: visitor.name });
  });
});

describe("other news", () => {
  test("an invoke has its value and a name of its own", async () => {
    const { ana, channel } = addStaff(teams);
    const value = { commandId: "praise", commandContext: "compose", context: { theme: "default" } };
    const name = "composeExtension/fetchTask";
    const activity = await read(teams.invoke({ by: ana.id, name, value, channel: channel.id }));
    expect(activity).toMatchObject({
      type: "invoke",
      name,
      value,
      id: expect.stringMatching(/^f:[0-9a-f-]{36}$/),
      conversation: { id: channel.id },
      channelData: { source: { name: "compose" }, channel: { id: channel.id } },
    });
    const search = { by: ana.id, name: "application/search", value: { queryText: "be" } };
    expect(await read(teams.invoke(search))).toMatchObject({
      conversation: { id: ana.conversation },
      channelData: { source: { name: "message" } },
    });
  });

  test("an install in a team names the team and the channel, but not the person", async () => {
    const { ana, team, channel } = addStaff(teams);
    const activity = await read(
      teams.event({ by: ana.id, type: "installationUpdate", in: channel.id }),
    );
    expect(activity).toMatchObject({
      type: "installationUpdate",
      action: "add",
      locale: "en-US",
      entities: [{ type: "clientInfo", locale: "en-US" }],
      conversation: { id: channel.id, conversationType: "channel", isGroup: true },
      channelData: {
        team: { id: team.id, name: "Lincoln", aadGroupId: expect.any(String) },
        settings: { selectedChannel: { id: channel.id } },
        source: { name: "message" },
        tenant: { id: teams.tenant },
      },
    });
    expect(activity.from).toEqual({ id: ana.mri, aadObjectId: ana.id });
    expect(activity).not.toHaveProperty("localTimestamp");
  });

  test("a removal in a 1:1, and a channel's new name in a team", async () => {
    const { ana, team } = addStaff(teams);
    const more = { action: "remove" };
    const removal = teams.event({ by: ana.id, type: "installationUpdate", more });
    expect(await read(removal)).toMatchObject({
      action: "remove",
      conversation: { id: ana.conversation, conversationType: "personal" },
    });
    const renamed = await read(
      teams.event({
        by: ana.id,
        type: "conversationUpdate",
        in: team.id,
        more: { channelData: { eventType: "channelRenamed", channel: { name: "New" } } },
      }),
    );
    expect(renamed).toMatchObject({
      conversation: { id: team.id },
      channelData: {
        eventType: "channelRenamed",
        channel: { id: team.id, name: "New" },
        team: { id: team.id, name: "Lincoln" },
      },
    });
    expect(renamed).not.toHaveProperty("locale");
  });

  test("anything at all is signed, and strings go as they are", async () => {
    const broken = teams.sign("{", { contentType: "text/plain" });
    expect(broken.headers.get("content-type")).toBe("text/plain");
    expect(broken.headers.get("authorization")).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await broken.text()).toBe("{");
    expect(await teams.sign({}).text()).toBe("{}");
  });
});
