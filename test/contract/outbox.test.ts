import { describe, expect, test } from "vitest";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import {
  at,
  delivered,
  keysOf,
  openDesk,
  post,
  retract,
  toAccount,
  update,
} from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const busy = { kind: "retry", reason: "slow down", afterSeconds: 30 } as const;

describe.each(engines)("whose message goes out when, on %s", (engine) => {
  const rig = useStore(engine);
  const openOutbox = () => openDesk(rig.fresh());

  test("a person gets a message once, however often it is decided", async () => {
    const desk = openOutbox();
    expect(await desk.queue(post("hello", "ana"), post("hello", "ana"))).toEqual([true, false]);
    expect(await desk.queue(post("hello", "ben"))).toEqual([false]);
    expect(await desk.sendAll(at(0))).toEqual(["hello"]);
    expect(await desk.queue(post("hello", "ana"))).toEqual([false]);
    expect(await desk.claim(at(1))).toEqual([]);
  });

  test("one person's messages go out one at a time, oldest first, and others do not wait", async () => {
    const desk = openOutbox();
    await desk.queue(
      post("second", "ana", { dueAt: at(2) }),
      post("first", "ana", { dueAt: at(1) }),
      post("other", "ben", { dueAt: at(3) }),
      post("third", "ana", { dueAt: at(2) }),
    );
    const claimed = await desk.claim(at(5));
    expect(keysOf(claimed)).toEqual(["first", "other"]);
    expect(await desk.claim(at(5))).toEqual([]);
    for (const message of claimed) await desk.settle(message, delivered(message), at(5));
    expect(await desk.sendAll(at(6))).toEqual(["second", "third"]);
  });

  test("nothing is sent to a person who is being written to, not even what was due before", async () => {
    const desk = openOutbox();
    await desk.queue(post("now", "ana", { dueAt: at(10) }));
    expect(keysOf(await desk.claim(at(10)))).toEqual(["now"]);
    await desk.queue(post("late", "ana", { dueAt: at(5) }));
    expect(await desk.claim(at(11))).toEqual([]);
  });

  test("a message waits until it is due", async () => {
    const desk = openOutbox();
    await desk.queue(post("later", "ana", { dueAt: at(60) }));
    expect(await desk.claim(at(59.999))).toEqual([]);
    expect(keysOf(await desk.claim(at(60)))).toEqual(["later"]);
  });

  test("two messages to one person are a lane's pace apart", async () => {
    const desk = openOutbox();
    await desk.queue(post("one", "ana"), post("two", "ana"), post("three", "ben"));
    const slow = { laneMs: 1000 };
    for (const message of await desk.claim(at(0), slow)) {
      await desk.settle(message, delivered(message), at(0));
    }
    expect(await desk.claim(at(0.999), slow)).toEqual([]);
    expect(keysOf(await desk.claim(at(1), slow))).toEqual(["two"]);
  });

  test("a workspace gets no more a second than its pace, and another one does not wait", async () => {
    const desk = openOutbox();
    const many = Array.from({ length: 5 }, (_, i) => post(`t1-${i}`, `person-${i}`));
    await desk.queue(...many, post("t2-0", toAccount("zoe", "T2")));
    const pace = { perSecond: 2 };
    const first = await desk.claim(at(0), pace);
    expect(keysOf(first)).toEqual(["t1-0", "t1-1", "t2-0"]);
    expect(await desk.claim(at(0), pace)).toEqual([]);
    for (const message of first) await desk.settle(message, delivered(message), at(0.2));
    expect(await desk.claim(at(1.1), pace)).toEqual([]);
    expect(keysOf(await desk.claim(at(1.3), pace))).toEqual(["t1-2", "t1-3"]);
  });

  test("four workers at once keep a workspace's pace together", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const facts = { name: "Red Bluff", shortName: "RB", zone: "America/New_York" };
    await place.run(({ district, roster }) => roster.saveDistrict({ id: district, ...facts }));
    await desk.queue(...Array.from({ length: 40 }, (_, i) => post(`m${i}`, `person-${i}`)));
    for (let second = 0; second < 8; second++) {
      const workers = Array.from({ length: 4 }, () => desk.claim(at(second), { perSecond: 5 }));
      const claimed = (await Promise.all(workers)).flat();
      expect(claimed).toHaveLength(5);
      for (const message of claimed) await desk.settle(message, delivered(message), at(second));
    }
    expect(await desk.claim(at(100))).toEqual([]);
  });

  test("what a person waits for goes before what the bot starts", async () => {
    const desk = openOutbox();
    await desk.queue(
      post("nudge", "ana", { dueAt: at(0) }),
      post("digest", "ben", { dueAt: at(1), kind: "digest" }),
      post("reply", "cy", { dueAt: at(5), kind: "reply" }),
      post("thanks", "dee", { dueAt: at(4), kind: "shout_out_direct" }),
    );
    expect(keysOf(await desk.claim(at(9), { limit: 3 }))).toEqual(["thanks", "reply", "nudge"]);
    expect(keysOf(await desk.claim(at(9)))).toEqual(["digest"]);
  });

  test("when a worker falls silent, another one takes its message after the lease", async () => {
    const desk = openOutbox();
    await desk.queue(post("hello", "ana"));
    const [lost] = await desk.claim(at(0));
    expect(lost).toMatchObject({ attempts: 1, attempt: { key: "hello", attempt: 1 } });
    expect(await desk.claim(at(59))).toEqual([]);
    const [again] = await desk.claim(at(60));
    expect(again).toMatchObject({ attempts: 2, attempt: { key: "hello", attempt: 2 } });
  });

  test("a worker that wakes up too late changes nothing", async () => {
    const desk = openOutbox();
    await desk.queue(post("hello", "ana"));
    const [late] = await desk.claim(at(0));
    const [second] = await desk.claim(at(60));
    if (!late || !second) throw new Error("Both workers should hold the message.");
    expect(await desk.settle(late, { kind: "refused", reason: "late" }, at(61))).toBe(false);
    expect(await desk.find("hello")).toMatchObject({ state: "leased", reason: "" });
    expect(await desk.settle(second, delivered(second), at(62))).toBe(true);
    expect(await desk.settle(late, busy, at(63))).toBe(false);
    expect(await desk.find("hello")).toMatchObject({ state: "delivered", settledAt: at(62) });
  });

  test("a busy platform is asked again after its time, and nobody's messages change places", async () => {
    const desk = openOutbox();
    await desk.queue(post("first", "ana"), post("second", "ana", { dueAt: at(1) }));
    const [first] = await desk.claim(at(0));
    if (!first) throw new Error("The first message should be due.");
    await desk.settle(first, busy, at(2));
    expect(await desk.find("first")).toMatchObject({ state: "waiting", dueAt: at(32) });
    expect(await desk.claim(at(31))).toEqual([]);
    expect(await desk.sendAll(at(32))).toEqual(["first", "second"]);
  });

  test("a change waits for the message that has to be tried again", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana"));
    const [first] = await desk.claim(at(0));
    if (!first) throw new Error("The card should be due.");
    await desk.queue(update("edit", "card"), retract("gone", "card"));
    await desk.settle(first, busy, at(0));
    expect(await desk.claim(at(29))).toEqual([]);
    expect(await desk.sendAll(at(30))).toEqual(["card", "edit", "retract posted:card"]);
  });

  test("after the most attempts a message is dead, and the next one goes out", async () => {
    const desk = openOutbox();
    await desk.queue(post("poison", "ana"), post("next", "ana"));
    for (let attempt = 1; attempt <= 6; attempt++) {
      const [message] = await desk.claim(at(attempt * 100));
      if (!message) throw new Error(`Attempt ${attempt} should be due.`);
      expect(message.attempt).toMatchObject({ key: "poison", attempt });
      await desk.settle(message, busy, at(attempt * 100));
    }
    expect(await desk.find("poison")).toMatchObject({ state: "dead", reason: "slow down" });
    expect(await desk.sendAll(at(700))).toEqual(["next"]);
  });

  test("four workers at once never send the same message twice", async () => {
    const desk = openOutbox();
    const keys = Array.from({ length: 200 }, (_, i) => `message-${String(i).padStart(3, "0")}`);
    await desk.queue(...keys.map((key, i) => post(key, `person-${i % 50}`)));
    const taken: string[] = [];
    const take = async (message: ClaimedMessage): Promise<void> => {
      taken.push(message.attempt?.key ?? "");
      expect(await desk.settle(message, delivered(message), at(1))).toBe(true);
    };
    const work = async (): Promise<void> => {
      while (taken.length < keys.length) {
        const claimed = await desk.claim(at(1), { limit: 7 });
        for (const message of claimed) await take(message);
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    expect(taken.toSorted()).toEqual(keys);
    for (let person = 0; person < 50; person++) {
      const own = taken.filter((_, i) => Number(taken[i]?.slice(-3)) % 50 === person);
      expect(own).toEqual(own.toSorted());
    }
  });

  test("two districts never see each other's messages", async () => {
    const [here, there] = [openOutbox(), openOutbox()];
    await here.queue(post("hello", "ana"));
    expect(await there.claim(at(1))).toEqual([]);
    expect(await there.queue(post("hello", "ana"))).toEqual([true]);
    expect(await here.sendAll(at(1))).toEqual(["hello"]);
    expect(await there.find("hello")).toMatchObject({ state: "waiting" });
    expect(await there.sendAll(at(1))).toEqual(["hello"]);
  });
});
