import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChannelId, toId } from "#domain/ids.ts";
import type { Reply } from "#ports/chat.ts";
import { lead, principal, teacher } from "./playground-rig.ts";
import { startWorkspace, textOf, type Workspace } from "./workspace-rig.ts";

let place: Workspace;

beforeAll(async () => {
  place = await startWorkspace();
  for (const [account, person] of [
    ["U1", teacher],
    ["U2", principal],
    ["U3", lead],
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
    ["Status?", "/pl status"],
    ["why-line We want more choice", "/pl why-line We want more choice"],
    ["/pl thanks", "/pl thanks"],
  ])("%s is %s", async (text, typed) => {
    expect(textOf(await say(text))).toBe(textOf(await command(typed)));
  });

  test.each(["hello", "Thank you!", "", "constructor", "what is this? help", "statusquo"])(
    "%s gets the help, and nobody is told off",
    async (text) => {
      expect(textOf(await say(text))).toBe(textOf(await command("/pl help")));
    },
  );

  test.each([
    "Thanks, but please leave me alone",
    "thanks for the other day",
    "Contact me later",
    "called her yesterday",
    "Calls me every day",
    "Stop by my office tomorrow",
    "start here?",
    "Delegate this to somebody else",
    "pause for a moment",
    "School starts late on Friday",
    "answer me soon, please",
    "come back to me in March",
  ])("%s is a sentence: nothing is done, and a principal gets the help", async (text) => {
    expect(textOf(await say(text, "U2"))).toBe(textOf(await command("/pl help", "U2")));
  });

  test("a sentence that begins with thanks is kept by nobody, and a line after the command is kept whole", async () => {
    expect(textOf(await command("/pl thanks !", "U2"))).toContain("Write it like this");
    await command("/pl thanks for the visit", "U2");
    const kept = textOf(await command("/pl thanked", "U3"));
    expect(kept).toContain("thanks for the visit");
    expect(kept).not.toContain("leave me alone");
    expect(kept).not.toContain("other day");
  });

  test.each(["yes", "No.", "not yet!", "Yes, count us in"])(
    "%s shows the question that it answers",
    async (text) => {
      expect(textOf(await say(text, "U2"))).toBe(textOf(await command("/pl answer", "U2")));
    },
  );

  test("whoever asks why is told about the own school, and a teacher gets the help", async () => {
    const why = textOf(await command("/pl why", "U2"));
    expect(textOf(await say("Why are you writing to me?", "U2"))).toBe(why);
    expect(textOf(await command("/pl why did this come", "U2"))).toBe(why);
    expect(textOf(await say("Why me?"))).toBe(textOf(await command("/pl help")));
  });

  test.each([
    ["school Arbor High", "/pl school Arbor High"],
    ["wave 1", "/pl wave Wave 1"],
    ["wave open Wave 1", "/pl wave open Wave 1"],
    ["wave 1 silent.", "/pl wave Wave 1 silent"],
  ])("a lead who types %s means it", async (text, typed) => {
    const reply = textOf(await command(typed, "U3"));
    expect(textOf(await say(text, "U3"))).toBe(reply);
    expect(reply).not.toContain("What I can do");
  });

  test("please, stop. is a stop", async () => {
    expect(textOf(await say("please stop!"))).toBe(textOf(await command("/pl stop")));
  });

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
