import { expect, test } from "vitest";
import { answerAtOnce, SCHOOLS } from "./slack-burst.ts";

const MOST_EDITS = 3;

test("87 principals press yes at one moment: every answer is kept, acknowledged and visible", async () => {
  const burst = await answerAtOnce();
  expect(burst.asked).toBe(SCHOOLS);
  expect(burst.acks.map(({ status }) => status)).toEqual(burst.acks.map(() => 200));
  expect(burst.stored).toBe(SCHOOLS);
  expect(burst.edits).toBeLessThanOrEqual(MOST_EDITS);
  expect(burst.live).toContain(`Answers from ${SCHOOLS} schools`);
}, 60_000);
