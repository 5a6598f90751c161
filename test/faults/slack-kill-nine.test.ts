import { expect, test } from "vitest";
import { optionalScopes } from "#adapters/slack/scopes.ts";
import { expectOrdered, SENT, sendThroughKills, TEST_MS, useSlack } from "./slack-kills.ts";

const begin = useSlack();

test(
  "with the history scope, 360 messages arrive once and in order through twelve kills",
  async () => {
    const slack = await begin();
    slack.setScopes([...slack.workspace.scopes, ...optionalScopes]);
    const states = await sendThroughKills(slack);
    const arrived = expectOrdered(slack);
    expect([...states].filter(([, state]) => state !== "delivered")).toEqual([]);
    expect(arrived.size).toBe(SENT);
  },
  TEST_MS,
);
