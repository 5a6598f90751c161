import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChannelId, toId } from "#domain/ids.ts";
import type { Reply } from "#ports/chat.ts";
import { principal, teacher } from "./playground-rig.ts";
import { startWorkspace, textOf, type Workspace } from "./workspace-rig.ts";

let place: Workspace;

beforeAll(async () => {
  place = await startWorkspace();
  for (const [account, person] of [
    ["U1", teacher],
    ["U2", principal],
  ] as const) {
    place.desk.add(account, await place.emailOf(person));
  }
});
afterAll(async () => await place.stop());

const say = async (text: string, account = "U1"): Promise<Reply> =>
  await place.send(account, { kind: "text", text });
const command = async (text: string, account = "U1"): Promise<Reply> =>
  await place.command(account, text);

describe("whoever writes to the bot in plain words is understood", () => {
  test.each([
    ["status", "/pl status"],
    ["/pl status", "/pl status"],
    ["pl status", "/pl status"],
    ["Mine", "/pl mine"],
    ["help", "/pl help"],
    ["answer", "/pl answer"],
    ["pause until never", "/pl pause until never"],
    ["calls", "/pl calls"],
    ["/nonsense", "/nonsense"],
  ])("%s is %s", async (text, typed) => {
    expect(textOf(await say(text))).toBe(textOf(await command(typed)));
  });

  test.each(["hello", "Thank you!", "", "constructor", "what is this? help", "statusquo"])(
    "%s gets the help, and nobody is told off",
    async (text) => {
      expect(textOf(await say(text))).toBe(textOf(await command("/pl help")));
    },
  );

  test("praise in one line is praise", async () => {
    const reply = await say("Praise Jun Brânză for letting students choose the order of tasks");
    expect(textOf(reply)).toContain("Jun Brânză");
    expect((await say("praise")).kind).toBe("form");
  });

  test("a principal links the channel in which the bot is named", async () => {
    const channel = { channel: toId<ChannelId>("C7"), channelName: "staff-room" };
    const typed = { kind: "command", command: "pl", text: "channel here", ...channel } as const;
    const asText = { kind: "text", text: "channel here", ...channel } as const;
    const spoken = await place.send("U2", asText);
    expect(textOf(spoken)).toContain("staff-room");
    expect(textOf(await place.send("U2", typed))).toBe(textOf(spoken));
  });
});
