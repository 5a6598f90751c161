import { describe, expect, test } from "vitest";
import {
  at,
  card,
  delivered,
  keyed,
  openDesk,
  post,
  someone,
  toAccount,
  update,
} from "./outbox-desk.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const busy = { kind: "retry", reason: "slow down", afterSeconds: 30 } as const;
const place = { zone: "America/New_York" };

describe.each(engines)("how a message that cannot go now ends, on %s", (engine) => {
  const rig = useStore(engine);

  async function claimOne(here: Place, now: Date) {
    const [message] = await openDesk(here).claim(now);
    if (!message) throw new Error("One message should be due.");
    return message;
  }

  async function postpone(here: Place, now: Date, dueAt: Date | undefined) {
    const message = await claimOne(here, now);
    return await here.run(({ outbox }) => outbox.postpone({ message, dueAt, at: now }));
  }

  test("a message outside its hours waits for the next, without spending an attempt", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("nudge", "ana", { place }));
    expect(await claimOne(here, at(0))).toMatchObject({ attempts: 1, place });
    expect(await postpone(here, at(60), at(3600))).toBe(true);
    expect(await desk.find("nudge")).toMatchObject({ state: "waiting", dueAt: at(3600) });
    expect(await desk.claim(at(3599))).toEqual([]);
    expect(await claimOne(here, at(3600))).toMatchObject({ attempts: 2 });
  });

  test("who is written to at once does not wait behind a message that was put off", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("nudge", "ana", { place }));
    await desk.settle(await claimOne(here, at(0)), busy, at(0));
    expect(await postpone(here, at(30), at(3600))).toBe(true);
    await desk.queue(post("reply", "ana", { kind: "reply", dueAt: at(40) }));
    expect(await desk.sendAll(at(40))).toEqual(["reply"]);
    expect(await desk.sendAll(at(3600))).toEqual(["nudge"]);
  });

  test("a message that a rate limit holds, however often, is not passed by the next", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("first", "ana"));
    await desk.queue(post("second", "ana", { dueAt: at(1) }));
    for (let turn = 1; turn <= 8; turn++) {
      const message = await claimOne(here, at(turn * 10));
      expect(message.attempt?.key).toBe("first");
      const held = { message, dueAt: at(turn * 10 + 10), at: at(turn * 10), keepsPlace: true };
      await here.run(({ outbox }) => outbox.postpone(held));
      expect(await desk.claim(at(turn * 10 + 9))).toEqual([]);
    }
    expect(await desk.sendAll(at(90))).toEqual(["first", "second"]);
  });

  test("a change of a message that is put off goes after it", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("card", "ana", { place }));
    const message = await claimOne(here, at(0));
    await desk.queue(update("edit", "card"));
    await here.run(({ outbox }) => outbox.postpone({ message, dueAt: at(3600), at: at(1) }));
    expect(await desk.sendAll(at(3599))).toEqual([]);
    expect(await desk.sendAll(at(3600))).toEqual(["card", "edit"]);
  });

  test("a message whose next hours come too late, or never, is shown as expired", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("late", "ana", { expiresAt: at(100) }));
    expect(await postpone(here, at(0), at(101))).toBe(true);
    await desk.queue(post("never", "ben"));
    expect(await postpone(here, at(0), undefined)).toBe(true);
    expect(await desk.find("late")).toMatchObject({ state: "expired", settledAt: at(0) });
    expect(await desk.find("never")).toMatchObject({ state: "expired", settledAt: at(0) });
  });

  test("a worker that lost its lease puts nothing off", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("nudge", "ana", { place }));
    const message = await claimOne(here, at(0));
    await claimOne(here, at(60));
    const late = { message, dueAt: at(3600), at: at(61) };
    expect(await here.run(({ outbox }) => outbox.postpone(late))).toBe(false);
    expect(await desk.find("nudge")).toMatchObject({ state: "leased" });
  });

  test.each(["stop", "answer"] as const)(
    "after a person's %s, a message that was under way is not tried again",
    async (what) => {
      const here = rig.fresh();
      const desk = openDesk(here);
      await desk.queue(post("reminder", "ana", { group: "g", recipient: someone("ana") }));
      const message = await claimOne(here, at(0));
      await here.run(({ outbox }) =>
        what === "stop" ? outbox.cancelWaitingFor(someone("ana")) : outbox.cancelGroup("g"),
      );
      expect(await desk.find("reminder")).toMatchObject({ state: "leased" });
      await desk.settle(message, busy, at(1));
      expect(await desk.find("reminder")).toMatchObject({
        state: "cancelled",
        reason: expect.stringContaining("."),
      });
      expect(await desk.sendAll(at(1000))).toEqual([]);
    },
  );

  test("a message that arrived while it was taken back is shown as delivered", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("reminder", "ana", { group: "g" }));
    const message = await claimOne(here, at(0));
    await here.run(({ outbox }) => outbox.cancelGroup("g"));
    await desk.settle(message, delivered(message), at(1));
    expect(await desk.find("reminder")).toMatchObject({ state: "delivered" });
  });

  test("what was taken back is not sent by the process that starts next", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("reminder", "ana", { group: "g" }));
    await claimOne(here, at(0));
    await here.run(({ outbox }) => outbox.cancelGroup("g"));
    await here.run(({ outbox }) => outbox.releaseLeases());
    expect(await desk.find("reminder")).toMatchObject({ state: "cancelled" });
    expect(await desk.sendAll(at(1000))).toEqual([]);
  });

  test("a message that ends every process that sends it is given up as unknown, and the next one goes out", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("poison", "ana"), post("next", "ana"));
    for (let attempt = 0; attempt < 6; attempt++) await claimOne(here, at(attempt * 60));
    expect(await desk.sendAll(at(360))).toEqual(["next"]);
    expect(await desk.find("poison")).toMatchObject({
      state: "unknown",
      reason: expect.stringContaining("6 times"),
    });
  });

  test("a message whose process ended and whose time has passed is not sent again", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    await desk.queue(post("old", "ana", { expiresAt: at(30) }));
    await claimOne(here, at(0));
    expect(await here.run(({ outbox }) => outbox.expire(at(59)))).toBe(0);
    expect(await here.run(({ outbox }) => outbox.expire(at(60)))).toBe(1);
    expect(await desk.sendAll(at(61))).toEqual([]);
  });

  test("five thousand people do not slow down who is written to next", async ({ annotate }) => {
    const here = rig.fresh();
    const desk = openDesk(here);
    const to = (i: number) => ({ do: "post", to: toAccount(`p${i}`), card: card("x") }) as const;
    const all = Array.from({ length: 5000 }, (_, i) => i);
    await desk.queue(
      ...all.map((i) => {
        const key = keyed(`m${String(i).padStart(4, "0")}`);
        return { key, kind: "nudge", delivery: to(i), dueAt: at(0) } as const;
      }),
    );
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const begin = performance.now();
      const claimed = await desk.claim(at(1));
      times.push(performance.now() - begin);
      expect(claimed).toHaveLength(100);
    }
    times.sort((a, b) => a - b);
    annotate(`a claim of 100 among 5,000 lanes: ${times.map(Math.round).join(", ")} ms`);
    expect(times[2]).toBeLessThan(500);
  });

  test("what was said in a group can be blanked, however it ended, and nothing of it is sent afterwards", async () => {
    const here = rig.fresh();
    const desk = openDesk(here);
    const group = "expedition:v1:skips";
    await desk.queue(post("told", "ana", { group }), post("other", "cy", { group: "v2" }));
    await desk.sendAll(at(0));
    await desk.queue(post("waits", "ben", { group, dueAt: at(60) }));
    expect(await here.run(({ records }) => records.blankGroup(group))).toHaveLength(2);
    const kept = await here.run(({ records }) => records.listCards({ after: undefined, limit: 9 }));
    expect(kept.map(({ key }) => key)).toEqual(["other"]);
    expect(await desk.find("told")).toMatchObject({ state: "delivered" });
    expect(await desk.sendAll(at(60))).toEqual([]);
  });
});
