import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountId, toId } from "#domain/ids.ts";
import { until } from "./script.ts";
import { hello } from "./slack-cards.ts";
import { type SlackRig, startSlackRig } from "./slack-rig.ts";

const account = toId<AccountId>("W1");

let rig: SlackRig;

beforeEach(async () => {
  rig = await startSlackRig({ workspace: { enterprise: "E0001", orgInstall: true } });
  rig.slack.addPerson({ id: "W1", email: "ana@example.org" });
});

afterEach(async () => await rig.stop());

describe("in an organisation that has the app for all its workspaces", () => {
  test("the organisation is the workspace: of commands, events and messages", async () => {
    rig.answer({ kind: "note", card: hello });
    await rig.send(rig.slack.command({ text: "/pl help", by: "W1" }));
    await rig.send(rig.slack.event({ type: "app_home_opened", user: "W1", tab: "home" }));
    expect(rig.heard).toMatchObject([
      { kind: "command", workspace: "E0001", account: "W1" },
      { kind: "opened", workspace: "E0001", account: "W1" },
    ]);
    await until(() => rig.slack.home("W1") !== undefined);
  });

  test("its staff are staff, and can be written to", async () => {
    expect(await rig.adapter.findProfile("E0001", { email: "ana@example.org" })).toMatchObject({
      account: "W1",
      kind: "staff",
    });
    const to = {
      platform: "slack",
      workspace: "E0001",
      conversation: { kind: "account", id: account },
    } as const;
    const delivery = { do: "post", to, card: hello } as const;
    const at = new Date();
    const outcome = await rig.adapter.deliver({
      key: "k",
      attempt: 1,
      unsure: false,
      delivery,
      at,
    });
    expect(outcome.kind).toBe("delivered");
    expect(rig.slack.messages("W1")).toHaveLength(1);
  });
});
