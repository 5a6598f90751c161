import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isAction } from "#messages/actions.ts";
import { cardGallery } from "#messages/gallery.ts";
import type { Card } from "#ports/card.ts";
import type { ChatEvent, Delivery, MessageRef, Outcome } from "#ports/chat.ts";
import { words } from "#test/words.ts";
import type { AdapterRig } from "./adapter-rig.ts";
import { rigs } from "./adapter-rigs.ts";

const cards = Object.entries(cardGallery(words));
const at = new Date("2025-08-18T13:30:00Z");

/** One platform for all cards: each is alone in the conversation, and is taken away after its test. */
describe.each(Object.entries(rigs))("on %s", (_name, createRig) => {
  const heard: ChatEvent[] = [];
  let rig: AdapterRig;
  let posted: MessageRef | undefined;

  beforeAll(async () => {
    rig = await createRig();
    await rig.adapter.start(async (event) => {
      if (event.kind !== "installed") heard.push(event);
      return await Promise.resolve({ kind: "none" });
    });
  });
  afterAll(async () => await rig.stop());
  beforeEach(async () => {
    heard.splice(0);
    rig.rest();
    expect(await rig.shown(rig.person)).toEqual([]);
  });
  afterEach(async () => {
    if (!posted) return;
    const { kind } = await deliver("taken away", { do: "retract", of: posted });
    posted = undefined;
    expect(kind).toBe("delivered");
  });

  const deliver = async (key: string, delivery: Delivery): Promise<Outcome> =>
    await rig.adapter.deliver({ key, attempt: 1, unsure: false, delivery, at });
  const post = async (key: string, card: Card): Promise<void> => {
    const outcome = await deliver(key, { do: "post", to: rig.person, card });
    if (outcome.kind !== "delivered") throw new RangeError(`not delivered: ${outcome.kind}`);
    posted = outcome.ref;
  };

  test.each(cards)("the card %s renders, and every button comes back", async (name, card) => {
    await post(name, card);
    const [shown] = await rig.shown(rig.person);
    const [line = ""] = card.fallback.split("\n");
    expect(shown?.whole).toContain(JSON.stringify(line).slice(1, -1).slice(0, 39));
    const before = rig.countsLinks ? (card.links?.length ?? 0) : 0;
    for (const [index, button] of (card.buttons ?? []).entries()) {
      await rig.adapter.receive(await rig.press(rig.person, before + index));
      const event = heard.at(-1);
      expect(event).toMatchObject({ kind: "press", action: button.action, value: button.value });
      expect(isAction(button.action)).toBe(true);
      expect(button.value.length).toBeLessThanOrEqual(2000);
      expect(button.label.length).toBeLessThanOrEqual(75);
    }
    expect(heard).toHaveLength(card.buttons?.length ?? 0);
  });
});
