import { describe, expect, test } from "vitest";
import type { Outcome } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import { at, keyed, openDesk, post, retract, toAccount, update, wordsOf } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const away: Outcome = { kind: "refused", reason: "The app is not installed.", wakes: true };
const refused: Outcome = { kind: "refused", reason: "It cannot be read." };
const ana = toAccount("ana");

describe.each(engines)("who is out of reach, on %s", (engine) => {
  const rig = useStore(engine);

  /** Messages to Ana that ended like this. */
  async function ended(outcome: Outcome, ...messages: readonly QueuedMessage[]) {
    const place = rig.fresh();
    const desk = openDesk(place);
    for (const [turn, message] of messages.entries()) {
      await desk.queue(message);
      const [claimed] = await desk.claim(at(2 * turn));
      if (claimed) await desk.settle(claimed, outcome, at(2 * turn));
    }
    const sleeping = async (seconds: number) =>
      await place.run(({ outbox }) => outbox.listSleeping(ana, at(seconds)));
    return { place, desk, sleeping };
  }

  test("what found nobody sleeps, the urgent and then the newest first; what is faulty does not", async () => {
    const { sleeping } = await ended(
      away,
      post("nudge-1", ana),
      post("nudge-2", ana),
      post("thanks", ana, { kind: "shout_out_direct" }),
      post("other", "ben"),
    );
    expect((await sleeping(20)).map(({ kind }) => kind)).toEqual([
      "shout_out_direct",
      "nudge",
      "nudge",
    ]);
    expect(await (await ended(refused, post("faulty", ana))).sleeping(20)).toEqual([]);
  });

  test("one of them wakes, and is sent once; the rest stays refused, so that nothing bursts", async () => {
    const { place, desk, sleeping } = await ended(away, post("old", ana), post("new", ana));
    const [newest] = await sleeping(20);
    const one = { id: newest?.id ?? "", now: at(20), week: "2025-W35" };
    await place.run(({ outbox }) => outbox.wake(ana, one));
    expect(await sleeping(21)).toEqual([]);
    expect(await desk.sendAll(at(21))).toEqual(["new"]);
    expect(await desk.find("old")).toMatchObject({ state: "refused" });
    expect(await desk.sendAll(at(90))).toEqual([]);
  });

  test("without one that may go, all of them stay refused for good", async () => {
    const { place, desk, sleeping } = await ended(away, post("old", ana));
    await place.run(({ outbox }) => outbox.wake(ana, undefined));
    expect(await sleeping(20)).toEqual([]);
    expect(await desk.sendAll(at(90))).toEqual([]);
  });

  test("what would come too late does not wake", async () => {
    const { sleeping } = await ended(away, post("soon", ana, { expiresAt: at(60) }));
    expect(await sleeping(59)).toHaveLength(1);
    expect(await sleeping(60)).toEqual([]);
    const fourWeeks = 28 * 24 * 3600;
    const { sleeping: longer } = await ended(away, post("any", ana));
    expect(await longer(fourWeeks - 1)).toHaveLength(1);
    expect(await longer(fourWeeks)).toEqual([]);
  });

  test("an answer takes back what sleeps for its question", async () => {
    const { place, sleeping } = await ended(away, post("invitation", ana, { group: "w1:s1" }));
    await place.run(({ outbox }) => outbox.cancelGroup("w1:s1"));
    expect(await sleeping(20)).toEqual([]);
  });

  test("what sleeps is changed and taken back like what waits, and wakes as it reads by then", async () => {
    const { place, desk, sleeping } = await ended(away, post("gone", ana), post("note", ana));
    await desk.queue(update("changed", "note"), retract("taken", "gone"));
    const [note, ...others] = await sleeping(20);
    expect(others).toEqual([]);
    const shown = await place.run(({ outbox }) => outbox.findCard(keyed("note"), "again:note"));
    expect(shown?.text).toBe("changed");
    const one = { id: note?.id ?? "", now: at(20), week: "2025-W35" };
    await place.run(({ outbox }) => outbox.wake(ana, one));
    expect(await desk.sendAll(at(21))).toEqual(["changed"]);
  });

  test("a change of a message that never arrived sleeps for nobody", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    await desk.queue(post("m", ana));
    await desk.sendAll(at(1));
    await desk.queue(update("u", "m", { dueAt: at(2) }));
    for (const claimed of await desk.claim(at(3))) {
      expect(wordsOf(claimed)).toBe("u");
      await desk.settle(claimed, away, at(3));
    }
    expect(await place.run(({ outbox }) => outbox.listSleeping(ana, at(4)))).toEqual([]);
  });
});
