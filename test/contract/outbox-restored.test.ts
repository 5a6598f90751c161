import { describe, expect, test } from "vitest";
import type { Gap } from "#domain/doubt.ts";
import type { Outcome } from "#ports/chat.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import { at, openDesk, post, toAccount, update } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** The copy was made at the beginning, and restored a day later. */
const gap: Gap = { from: at(0), until: at(DAY) };
const away: Outcome = { kind: "refused", reason: "The app is not installed.", wakes: true };

describe.each(engines)("a database that was restored, on %s", (engine) => {
  const rig = useStore(engine);

  function open() {
    const place = rig.fresh();
    const desk = openDesk(place);
    const restore = async () => await place.run(({ restored }) => restored.doubtOpen(gap));
    return { place, desk, restore };
  }

  const isUnsure = ([message]: readonly ClaimedMessage[]) => message?.attempt?.unsure;

  test("what was due before the restore is looked for first, what was in hand too", async () => {
    const { desk, restore } = open();
    await desk.queue(post("ana", "ana"), post("ben", "ben", { dueAt: at(HOUR) }));
    await desk.claim(at(1));
    expect(await restore()).toBe(2);
    const claimed = await desk.claim(at(DAY));
    expect(claimed.map(({ attempt }) => attempt?.unsure)).toEqual([true, true]);
  });

  test("what was due only later was never sent, and goes out as it was meant", async () => {
    const { desk, restore } = open();
    await desk.queue(post("ana", "ana", { dueAt: at(DAY + HOUR) }));
    expect(await restore()).toBe(0);
    expect(isUnsure(await desk.claim(at(30 * DAY)))).toBe(false);
  });

  test("a clock that was a few minutes ahead sends nothing twice", async () => {
    const { desk, restore } = open();
    await desk.queue(post("ana", "ana", { dueAt: at(DAY + 300) }));
    expect(await restore()).toBe(1);
  });

  test("what can be looked for no more is not sent, and is shown", async () => {
    const { place, desk, restore } = open();
    await desk.queue(post("ana", "ana"), post("ben", "ben", { expiresAt: at(2 * DAY) }));
    await restore();
    await place.run(({ outbox }) => outbox.expire(at(2 * DAY)));
    expect(await desk.find("ana")).toMatchObject({ state: "waiting" });
    expect(await desk.find("ben")).toMatchObject({ state: "expired" });
    await place.run(({ outbox }) => outbox.expire(at(13 * DAY)));
    expect(await desk.find("ana")).toMatchObject({ state: "expired" });
    const troubled = await place.run(({ outbox }) => outbox.listTroubled(at(0), 10));
    expect(troubled).toHaveLength(2);
  });

  test("a change of a message may be made again", async () => {
    const { desk, restore } = open();
    await desk.queue(post("card", "ana"));
    await desk.sendAll(at(1));
    await desk.queue(update("changed", "card", { dueAt: at(2) }));
    expect(await restore()).toBe(0);
    expect(await desk.sendAll(at(30 * DAY))).toEqual(["changed"]);
  });

  test("nothing takes the place of a message that may be there, or joins it", async () => {
    const { place, desk, restore } = open();
    await desk.queue(post("old", "ana", { supersedes: "thanks:ana" }));
    await restore();
    expect(await place.run(({ outbox }) => outbox.findLatest("thanks:ana"))).toBeUndefined();
    await desk.queue(post("new", "ana", { supersedes: "thanks:ana", dueAt: at(DAY) }));
    expect(await desk.sendAll(at(2 * DAY))).toEqual(["old", "new"]);
  });

  test("what found nobody may have been sent once they came: it stays refused", async () => {
    const { place, desk } = open();
    await desk.queue(post("ana", "ana"));
    for (const message of await desk.claim(at(1))) await desk.settle(message, away, at(1));
    expect(await place.run(({ restored }) => restored.endSleep())).toBe(1);
    const ana = toAccount("ana");
    expect(await place.run(({ outbox }) => outbox.listSleeping(ana, at(2)))).toEqual([]);
    expect(await desk.find("ana")).toMatchObject({ state: "refused" });
  });

  test("another district's messages are not touched", async () => {
    const { desk } = open();
    await desk.queue(post("ana", "ana"));
    await open().restore();
    expect(isUnsure(await desk.claim(at(1)))).toBe(false);
  });
});
