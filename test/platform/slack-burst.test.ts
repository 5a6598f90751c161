import { expect, test } from "vitest";
import { deliverAll } from "./run-due.ts";
import { countYes, pressYes, readLiveCard, SCHOOLS } from "./slack-burst.ts";
import { startSlackProduct } from "./slack-product.ts";
import { leadOf, listInvitations, openWave } from "./slack-wave.ts";

const SLACK_MS = 100;
const MOST_EDITS = 3;
const ADDRESS = "http://127.0.0.1/slack/events";

test("87 principals press yes at one moment: every answer is kept, acknowledged and visible", async () => {
  const product = await startSlackProduct();
  const { slack, app, send } = product;
  const lead = leadOf(product);
  try {
    await openWave(product);
    await deliverAll(product);
    const asked = await listInvitations(product);
    expect(asked).toHaveLength(SCHOOLS);
    const before = readLiveCard(slack, lead).edits;
    slack.setLatency(SLACK_MS);
    const { acks } = await pressYes({ slack, asked, send, to: ADDRESS });
    expect(acks.map(({ status }) => status)).toEqual(acks.map(() => 200));
    expect(await countYes(app.product.store)).toBe(SCHOOLS);
    await deliverAll(product);
    const live = readLiveCard(slack, lead);
    expect(live.edits - before).toBeLessThanOrEqual(MOST_EDITS);
    expect(live.text).toContain(`Answers so far: ${SCHOOLS}`);
  } finally {
    await product.stop();
  }
}, 60_000);
