import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Reply } from "#ports/chat.ts";
import { until } from "./script.ts";
import { answered, asked, firstOf, form, hello, post } from "./slack-cards.ts";
import { type SlackRig, startSlackRig } from "./slack-rig.ts";

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

describe("the bot's own page", () => {
  const opened = () => rig.slack.event({ type: "app_home_opened", user: "U1", tab: "home" });
  const page: Reply = { kind: "page", page: { cards: [asked], fallback: "Your week" } };

  test("is published when it is opened, and not again while nothing changed", async () => {
    rig.answer(page);
    await rig.send(opened());
    await until(() => rig.slack.home("U1") !== undefined);
    await rig.send(opened());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rig.slack.calls.filter(({ method }) => method === "views.publish")).toHaveLength(1);
  });

  test("a button on it says something in a small window and the page is true again", async () => {
    rig.answer(page);
    await rig.send(opened());
    await until(() => rig.slack.home("U1") !== undefined);
    const view = rig.slack.home("U1");
    if (!view) throw new RangeError("no page");
    rig.answer(async ({ kind }) => {
      if (kind !== "opened") return { kind: "note", card: hello };
      return { kind: "page", page: { cards: [answered], fallback: "Your week" } };
    });
    await rig.send(rig.slack.press({ by: "U1", view, action: "Yes" }));
    await until(() => rig.slack.views.size > 0 && rig.slack.home("U1")?.version === 2);
    expect(JSON.stringify(rig.slack.lastView().view)).toContain("Hello");
  });
});

describe("a shortcut", () => {
  test("on a message carries who wrote it", async () => {
    const message = rig.slack.write({ by: "U2", channel: "C1", text: "done" });
    rig.answer({ kind: "form", form });
    await rig.send(rig.slack.shortcut({ by: "U1", callback: "praise_message", message }));
    await until(() => rig.slack.views.size > 0);
    expect(rig.heard).toMatchObject([{ kind: "shortcut", name: "praise_message", about: "U2" }]);
  });

  test("anywhere opens the form", async () => {
    rig.answer({ kind: "form", form });
    await rig.send(rig.slack.shortcut({ by: "U1", callback: "praise" }));
    await until(() => rig.slack.views.size > 0);
  });
});

describe("people who come, change and go", () => {
  test("are told of with their state", async () => {
    const user = { id: "U3", is_restricted: true, profile: { email: "g@example.org" } };
    const stranger = { id: "U5", team_id: "T0999", profile: { email: "s@example.org" } };
    const staff = { id: "U6", team_id: "T0001", profile: { email: "t@example.org" } };
    await rig.send(rig.slack.event({ type: "team_join", user }));
    await rig.send(rig.slack.event({ type: "user_change", user: { id: "U4", deleted: true } }));
    await rig.send(rig.slack.event({ type: "user_change", user: stranger }));
    await rig.send(rig.slack.event({ type: "team_join", user: staff }));
    expect(rig.heard).toMatchObject([
      { kind: "profile", profile: { account: "U3", kind: "guest", email: "g@example.org" } },
      { kind: "profile", profile: { account: "U4", kind: "gone" } },
      { kind: "profile", profile: { account: "U5", kind: "stranger" } },
      { kind: "profile", profile: { account: "U6", kind: "staff", email: "t@example.org" } },
    ]);
  });

  test("an address that Slack cannot read is nobody's, and a Slack that is away says nothing", async () => {
    rig.slack.fail("users.lookupByEmail", { error: "invalid_arguments" });
    expect(await rig.adapter.findProfile("T0001", { email: "o'dd@example" })).toBe("nobody");
    rig.slack.fail("users.lookupByEmail", { error: "invalid_auth" });
    expect(await rig.adapter.findProfile("T0001", { email: "a@example.org" })).toBe("unavailable");
  });

  test("what the bot or an edit says is no word of a person", async () => {
    const said = { type: "message", channel_type: "im", channel: "D1", ts: "1.1", text: "hi" };
    await rig.send(rig.slack.event({ ...said, user: "U0BOT", bot_id: "B1" }));
    await rig.send(rig.slack.event({ ...said, user: "U1", subtype: "message_changed" }));
    await rig.send(rig.slack.event({ type: "reaction_added", user: "U1" }));
    expect(rig.heard).toEqual([]);
  });

  test("somebody who writes to the bot is answered there", async () => {
    await post(rig, hello);
    rig.answer({ kind: "note", card: answered });
    const { channel } = firstOf(rig);
    const said = {
      type: "message",
      channel_type: "im",
      channel,
      ts: "1.1",
      text: "hi",
      user: "U1",
    };
    await rig.send(rig.slack.event(said));
    await until(() => rig.slack.messages("U1").length === 2);
  });
});
