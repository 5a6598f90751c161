import { expect, test } from "vitest";
import { deliverAll } from "./run-due.ts";
import { countYes } from "./slack-burst.ts";
import { pressYes, readLiveCard, SCHOOLS } from "./teams-burst.ts";
import { startTeamsProduct } from "./teams-product.ts";
import { chatOf, leadOf, listInvitations, openWave } from "./teams-wave.ts";

const MOST_EDITS = 3;

test("87 principals press yes on Teams at one moment: every answer is kept, acknowledged and seen", async () => {
  const product = await startTeamsProduct();
  const { teams, app, send } = product;
  try {
    await openWave(product);
    await deliverAll(product);
    const asked = await listInvitations(product);
    expect(asked).toHaveLength(SCHOOLS);
    const before = readLiveCard(teams, leadOf(product)).edits;
    const { acks } = await pressYes({ teams, asked, send });
    expect(acks.map(({ status }) => status)).toEqual(acks.map(() => 200));
    expect(acks.filter(({ body }) => !body.includes("AdaptiveCard"))).toEqual([]);
    expect(await countYes(app.product.store)).toBe(SCHOOLS);
    await deliverAll(product);
    const live = readLiveCard(teams, leadOf(product));
    expect(live.edits - before).toBeLessThanOrEqual(MOST_EDITS);
    expect(live.text).toContain(`Answers so far: ${SCHOOLS}`);
    const changed = asked.filter(([person]) =>
      chatOf(product, person).some(({ edited }) => edited),
    );
    expect(changed).toHaveLength(SCHOOLS);
  } finally {
    await product.stop();
  }
}, 60_000);
