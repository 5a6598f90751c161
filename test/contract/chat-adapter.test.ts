import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formGallery } from "#messages/gallery.ts";
import type { Card } from "#ports/card.ts";
import type { Address, Attempt, ChatEvent, Delivery, MessageRef, Reply } from "#ports/chat.ts";
import { words } from "#test/words.ts";
import type { AdapterRig } from "./adapter-rig.ts";
import { rigs } from "./adapter-rigs.ts";

const forms = formGallery(words);
const hello: Card = { text: "Hello", fallback: "Hello" };
const at = new Date("2025-08-18T13:30:00Z");

test("every folder in adapters/ runs this suite", () => {
  expect(Object.keys(rigs).sort()).toEqual(readdirSync("adapters").sort());
});

describe.each(Object.entries(rigs))("on %s", (name, createRig) => {
  let rig: AdapterRig;
  let heard: ChatEvent[];
  let reply: Reply;
  const seen = new Set<string>();

  beforeEach(async () => {
    rig = await createRig();
    heard = [];
    reply = { kind: "none" };
    seen.clear();
    await rig.adapter.start(async (event) => {
      if (event.kind === "installed") return { kind: "none" };
      heard.push(event);
      return reply;
    });
  });

  afterEach(async () => await rig.stop());

  const deliver = async (key: string, delivery: Delivery, attempt = 1) =>
    await rig.adapter.deliver({
      key,
      attempt,
      unsure: attempt > 1,
      delivery,
      at,
    } satisfies Attempt);
  const post = async (key: string, card: Card, to: Address = rig.person): Promise<MessageRef> => {
    const outcome = await deliver(key, { do: "post", to, card });
    if (outcome.kind !== "delivered") throw new RangeError(`not delivered: ${outcome.kind}`);
    return outcome.ref;
  };

  test("the adapter carries its folder's name", () => {
    expect(rig.adapter.platform).toBe(name);
  });

  test("a person sees a card once, also when it is delivered again after a crash", async () => {
    const first = await post("k1", hello);
    const again = await deliver("k1", { do: "post", to: rig.person, card: hello }, 2);
    expect(again).toEqual({ kind: "delivered", ref: first });
    expect(await rig.shown(rig.person)).toHaveLength(1);
  });

  test("a person and a channel each see their own messages", async () => {
    await post("k1", hello);
    await post("k2", { ...hello, text: "Everybody" }, rig.channel);
    expect((await rig.shown(rig.person)).map(({ text }) => text)).toEqual(["Hello"]);
    expect((await rig.shown(rig.channel)).map(({ text }) => text)).toEqual(["Everybody"]);
  });

  test("an update changes the message that is there", async () => {
    const of = await post("k1", hello);
    const card = { ...hello, text: "Changed" };
    expect(await deliver("k2", { do: "update", of, card })).toMatchObject({ kind: "delivered" });
    expect((await rig.shown(rig.person)).map(({ text }) => text)).toEqual(["Changed"]);
  });

  test("a retracted message is gone, and retracting it again is no fault", async () => {
    const of = await post("k1", hello);
    expect(await deliver("k2", { do: "retract", of })).toMatchObject({ kind: "delivered" });
    expect(await deliver("k2", { do: "retract", of }, 2)).toMatchObject({ kind: "delivered" });
    expect(await rig.shown(rig.person)).toEqual([]);
  });

  test("an update of a message that is gone is refused with a reason", async () => {
    const of = await post("k1", hello);
    await deliver("k2", { do: "retract", of });
    const outcome = await deliver("k3", { do: "update", of, card: hello });
    expect(outcome.kind).toBe("refused");
  });

  test("a platform that is overloaded is an outcome, not an exception", async () => {
    rig.overload();
    const outcome = await deliver("k1", { do: "post", to: rig.person, card: hello });
    expect(outcome.kind).toBe("retry");
    rig.rest();
    await post("k1", hello);
    expect(await rig.shown(rig.person)).toHaveLength(1);
  });

  test("a command reaches the product with the person, the words and the event's key", async () => {
    const response = await rig.adapter.receive(rig.command("/praise @Ben for helping", "e1"));
    expect(response.status).toBe(200);
    expect(heard).toMatchObject([
      { kind: "command", command: "praise", text: "@Ben for helping", platform: name },
    ]);
  });

  test("a redelivered event carries the same key, so that it acts once", async () => {
    await rig.adapter.receive(rig.command("/pl start", "e1"));
    await rig.adapter.receive(rig.command("/pl start", "e1"));
    await rig.adapter.receive(rig.command("/pl start", "e2"));
    for (const { key } of heard) seen.add(key);
    expect(seen.size).toBe(2);
  });

  test("what it cannot read is turned away politely and reaches nobody", async () => {
    for (const request of rig.strange) {
      const response = await rig.adapter.receive(request);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      const body: unknown = await response.json();
      expect(body).toMatchObject({ error: expect.any(String), hint: expect.any(String) });
    }
    expect(heard).toEqual([]);
  });

  test.each(Object.entries(forms))("the form %s renders as a reply", async (_name, form) => {
    reply = { kind: "form", form };
    const response = await rig.adapter.receive(rig.command("/praise", "e1"));
    expect(response.status).toBe(200);
    expect(await rig.seen(response)).toContain(form.title);
  });

  test("errors by field are rendered as a reply", async () => {
    reply = { kind: "errors", errors: { who: "Choose at least one colleague." } };
    const response = await rig.adapter.receive(rig.command("/praise", "e1"));
    expect(await rig.seen(response)).toContain("Choose at least one colleague.");
  });

  test("a pressed card gives way to its replacement", async () => {
    const card = { ...hello, buttons: [{ label: "Yes", action: "answer", value: "w|s|yes" }] };
    await post("k1", card);
    reply = { kind: "replace", card: { text: "You are in.", fallback: "You are in." } };
    await rig.adapter.receive(await rig.press(rig.person, 0));
    expect((await rig.shown(rig.person)).map(({ text }) => text)).toEqual(["You are in."]);
  });

  test("each finding of the check says what to do", async () => {
    for (const { ok, todo } of await rig.adapter.check()) expect(ok || todo !== "").toBe(true);
  });
});
