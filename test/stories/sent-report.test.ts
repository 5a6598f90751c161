import { afterEach, expect, test } from "vitest";
import { runSchedule } from "#usecases/run-schedule.ts";
import { adminId, at, channelOf, chatOf, ideasTo, startServing, textsTo } from "./serving-rig.ts";
import { district, leadId, principalAt, siteAt, type WaveWorld } from "./wave-world.ts";

let world: WaveWorld;
afterEach(async () => await world.stop());

/** As if the platform had refused what it took. */
async function pretend(key: string, state: "refused" | "unknown"): Promise<void> {
  const { store } = world.product;
  await store.transaction(district, function* ({ outbox }) {
    const now = world.product.clock.now();
    const paces = { limit: 100, laneMs: 0, perSecond: 1000 };
    const leaseUntil = new Date(now.getTime() + 60_000);
    for (const message of yield* outbox.claim({ platform: "local", now, leaseUntil, ...paces })) {
      const isIt = message.attempt?.key === key;
      const reason = "The app is not installed there.";
      const outcome = isIt ? ({ kind: state, reason } as const) : undefined;
      if (outcome) yield* outbox.settle({ message, outcome, at: now });
      else yield* outbox.postpone({ message, dueAt: now, at: now });
    }
  });
}

const ideaOf = (index: number): string => `nudge:${siteAt(index)}:2025-W34`;

/** Three schools' ideas are due: one is refused, of one nobody knows, one arrives. */
async function startTuesday() {
  world = await startServing({ start: at("2025-08-18T17:30"), sites: 3 });
  await world.goTo(at("2025-08-19T07:29"));
  world.sleepUntil(at("2025-08-19T07:30"));
  const { product } = world;
  await runSchedule(product, district);
  await pretend(ideaOf(0), "refused");
  await pretend(ideaOf(1), "unknown");
  await world.goTo(at("2025-08-19T07:45"));
  return chatOf(world);
}

test("a lead reads who was not reached and why, and sends again to those alone, once", async () => {
  const chat = await startTuesday();
  const list = await chat.type(leadId, "sent");
  expect(list.text).toContain(
    "1. Weekly ideas, week of Monday, August 18: 1 delivered, 1 refused, 1 not sure",
  );
  const card = await chat.type(leadId, "sent 1");
  const text = card.fields?.map(({ value }) => value).join("\n");
  expect(text).toContain("The app is not installed there. #s0");
  expect(text).toContain("#s1. It may have arrived.");
  // Two presses, by one lead and in a row.
  const first = await chat.press(leadId, card, "Send again to those not reached");
  expect(first.text).toBe("1 message goes out again in its hours.");
  const second = await chat.press(leadId, card, "Send again to those not reached");
  expect(second.text).toMatch(/nothing to send again/);
  await world.goTo(at("2025-08-19T08:30"));
  expect(ideasTo(world.sent, 0).map(({ key }) => key)).toEqual([`${ideaOf(0)}~`]);
  expect(ideasTo(world.sent, 1)).toEqual([]);
  expect(ideasTo(world.sent, 2)).toHaveLength(1);
  expect((await chat.type(leadId, "sent")).text).toContain("2 delivered, 1 not sure");
});

test("a platform that refuses much of a send is told of once, in words and with a way on", async () => {
  world = await startServing({ start: at("2025-08-18T17:30"), sites: 3 });
  await world.goTo(at("2025-08-19T07:29"));
  world.sleepUntil(at("2025-08-19T07:30"));
  await runSchedule(world.product, district);
  for (const index of [0, 1, 2]) await pretend(ideaOf(index), "refused");
  await world.goTo(at("2025-08-19T07:50"));
  await world.goTo(at("2025-08-19T08:50"));
  const alarms = textsTo(world.sent, adminId).filter((text) => text.startsWith("Many messages"));
  expect(alarms).toEqual([
    "Many messages were refused\nThe playground refused 3 of 3 messages of one send: Weekly ideas, week of Monday, August 18.",
  ]);
});

test("next week nothing of this week is sent again, and nobody but a PL lead may", async () => {
  const chat = await startTuesday();
  await world.goTo(at("2025-08-25T06:00"));
  const list = await chat.type(leadId, "sent");
  const number = list.text.split("\n").find((line) => line.includes("August 18")) ?? "";
  const card = await chat.type(leadId, `sent ${number.slice(0, 1)}`);
  expect(card.buttons).toEqual([]);
  expect((await chat.type(principalAt(0), "sent")).title).toBeUndefined();
  expect((await chat.type(adminId, "sent 1")).title).toBeUndefined();
});

test("a snow day holds a school's posts back until the next school day, and nobody is told", async () => {
  world = await startServing({ start: at("2025-08-18T17:30") });
  const chat = chatOf(world);
  for (const word of ["snow", "nieve", "next week"]) {
    const unknown = await chat.type(principalAt(0), `pause school ${word}`);
    expect(unknown.text).toContain(`I don't know the day "${word}". Try today`);
  }
  const card = await chat.type(principalAt(0), "pause school tomorrow");
  expect(card.title).toBe("Pause School 0?");
  expect(card.text).toContain("Nobody is told");
  expect((await chat.press(principalAt(0), card, "Pause")).text).toMatch(/^Done. School 0/);
  expect((await chat.type(leadId, "status")).fields?.map(({ value }) => value)).toContain(
    "School 0: on Tuesday, August 19",
  );
  await world.goTo(at("2025-08-19T20:00"));
  expect(ideasTo(world.sent, 0)).toEqual([]);
  expect(ideasTo(world.sent, 1)).toHaveLength(1);
  await world.goTo(at("2025-08-20T09:00"));
  expect(ideasTo(world.sent, 0)).toHaveLength(1);
  // What belongs to another school is not a principal's to pause.
  expect((await chat.type(principalAt(0), "pause school School 1 today")).buttons ?? []).toEqual(
    [],
  );
});

test("a quiet week is told once in each channel, and ends early without a burst", async () => {
  world = await startServing({ start: at("2025-08-18T06:00"), sites: 2 });
  const chat = chatOf(world);
  const card = await chat.type(leadId, "pause district week");
  expect(card.text).toContain("Each channel there gets one short note");
  await chat.press(leadId, card, "Pause");
  await chat.press(leadId, card, "Pause");
  await world.goTo(at("2025-08-20T12:00"));
  const notices = () => textsTo(world.sent, channelOf(0));
  expect(notices()).toEqual([
    "\nThis channel is quiet until Sunday, August 24. Ideas and thank-yous come back after that.",
  ]);
  expect((await chat.type(leadId, "resume district")).text).toMatch(/has ended/);
  await world.goTo(at("2025-08-22T18:00"));
  expect(ideasTo(world.sent, 0).length).toBeLessThanOrEqual(1);
  const changes = world.sent.filter(({ delivery }) => delivery.do === "update");
  expect(changes.length).toBe(2);
  expect((await chat.type(leadId, "resume district")).text).toMatch(/is not paused/);
  const audit = await world.product.store.read(district, (tx) => tx.audit.list(10));
  expect(audit.map(({ action }) => action)).toEqual(["pause_ended", "district_paused"]);
});
