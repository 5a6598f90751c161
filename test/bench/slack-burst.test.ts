import { expect, test } from "vitest";
import { answerAtOnce, SCHOOLS } from "#test/platform/slack-burst.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

test("87 principals answer at once while Slack takes 100 ms a call", async () => {
  const runs = await repeat(answerAtOnce);
  expect(runs.map(({ stored }) => stored)).toEqual(runs.map(() => SCHOOLS));
  const part = (at: number) =>
    spread(
      runs.map(({ acks }) =>
        quantile(
          acks.map(({ ms }) => ms),
          at,
        ),
      ),
    );
  report("87 answers on Slack, all at once", {
    "acknowledged, p50": part(0.5),
    "acknowledged, p99": part(0.99),
    "all acknowledged after": spread(runs.map(({ allMs }) => allMs)),
    "all visible after": spread(runs.map(({ visibleMs }) => visibleMs)),
    "edits of the lead's live card": spread(
      runs.map(({ edits }) => edits),
      "edits",
    ),
  });
});
