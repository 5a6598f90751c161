import { expect, test } from "vitest";
import { optionalScopes } from "#adapters/slack/scopes.ts";
import { expectOrdered, KILLS, SENT, sendThroughKills, TEST_MS, useSlack } from "./slack-kills.ts";
import { addPassed } from "./table.ts";

const begin = useSlack();

test(
  "with the history scope, 120 messages arrive once and in order through four kills",
  async () => {
    const slack = await begin();
    slack.setScopes([...slack.workspace.scopes, ...optionalScopes]);
    const states = await sendThroughKills(slack);
    const arrived = expectOrdered(slack);
    expect([...states].filter(([, state]) => state !== "delivered")).toEqual([]);
    expect(arrived.size).toBe(SENT);
    addPassed("kill -9, the whole process on Slack with its history", KILLS);
  },
  TEST_MS,
);
