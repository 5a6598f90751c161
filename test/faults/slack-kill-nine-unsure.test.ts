import { expect, test } from "vitest";
import { expectOrdered, KILLS, SENT, sendThroughKills, TEST_MS, useSlack } from "./slack-kills.ts";
import { addPassed } from "./table.ts";

const begin = useSlack();

test(
  "without the history scope, nothing arrives twice and what nobody can know is shown as unknown",
  async () => {
    const slack = await begin();
    slack.setScopes(slack.workspace.scopes.filter((scope) => !scope.endsWith(":history")));
    const states = await sendThroughKills(slack);
    const arrived = expectOrdered(slack);
    for (const [words, state] of states) {
      expect(["delivered", "unknown"]).toContain(state);
      if (state === "delivered") expect(arrived).toContain(words);
    }
    const missing = [...states].filter(([words]) => !arrived.has(words));
    expect(missing.filter(([, state]) => state !== "unknown")).toEqual([]);
    // Else no kill came in between, and this test would prove nothing.
    expect([...states.values()].filter((state) => state === "unknown").length).toBeGreaterThan(0);
    expect(states.size).toBe(SENT);
    addPassed("kill -9, the whole process on Slack without its history", KILLS);
  },
  TEST_MS,
);
