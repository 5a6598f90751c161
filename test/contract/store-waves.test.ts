import { describe, expect, test } from "vitest";
import {
  type AnswerId,
  type CallTaskId,
  type OutboxKey,
  type PersonId,
  type ShoutOutId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Answer, AnswerKind, CallTask, Wave } from "#domain/wave.ts";
import { at } from "./outbox-desk.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const w1 = toId<WaveId>("w1");
const site = (name: string) => toId<SiteId>(name);
const ana = toId<PersonId>("ana");
const ben = toId<PersonId>("ben");

const wave: Wave = {
  id: w1,
  name: "Über Wave 1",
  state: "draft",
  sender: ana,
  timeNeeded: "one hour",
  startMonth: "October",
  nextWaveMonth: "January",
  windowDays: 15,
};

type Given = readonly [id: string, kind: AnswerKind, seconds: number];

function answer(school: string, [id, kind, seconds]: Given): Answer {
  const given = { wave: w1, person: ana, at: at(seconds), platform: "local" };
  return { id: toId<AnswerId>(id), site: site(school), kind, words: "", ...given };
}

function task(id: string, school: string, createdOn: string): CallTask {
  const facts = { lead: ben, reason: "question", words: "Who\0 pays?" } as const;
  return { id: toId<CallTaskId>(id), wave: w1, site: site(school), createdOn, ...facts };
}

function shoutOut(id: string, seconds: number, more: Partial<ShoutOut> = {}): ShoutOut {
  return {
    id: toId<ShoutOutId>(id),
    giver: ana,
    receivers: [ben],
    text: "You shared your lab plan.",
    helped: "Two classes used it.",
    practice: "voice",
    value: "together",
    share: "site",
    site: site("s1"),
    at: at(seconds),
    week: "2025-W34",
    ...more,
  };
}

describe.each(engines)("waves and thanks, on %s", (engine) => {
  const rig = useStore(engine);

  async function withWave(): Promise<Place> {
    const place = rig.fresh();
    await place.run(({ waves }) => waves.saveWave(wave));
    return place;
  }

  test("of two leads who open a wave at once, one opens it", async () => {
    const place = await withWave();
    const open = (seconds: number) =>
      place.run(({ waves }) =>
        waves.moveWave({ ...wave, state: "open", openedAt: at(seconds) }, "draft"),
      );
    const opened = await Promise.all([open(1), open(2)]);
    expect(opened.filter(Boolean)).toHaveLength(1);
    const kept = await place.run(({ waves }) => waves.findWave(w1));
    expect(kept).toEqual({ ...wave, state: "open", openedAt: at(opened[0] ? 1 : 2) });
  });

  test("of leads who decide about waves at once, each sees what the one before decided", async () => {
    const place = await withWave();
    const addOne = () =>
      place.run(function* ({ waves }) {
        yield* waves.guardWaves();
        const kept = yield* waves.findWave(w1);
        if (kept) yield* waves.saveWave({ ...kept, target: (kept.target ?? 0) + 1 });
      });
    await Promise.all([addOne(), addOne(), addOne(), addOne()]);
    expect((await place.run(({ waves }) => waves.findWave(w1)))?.target).toBe(4);
  });

  test("a wave is found by its name, accents and case aside", async () => {
    const place = await withWave();
    expect((await place.run(({ waves }) => waves.findWaveNamed("uber wave 1")))?.id).toBe(w1);
    expect((await place.run(({ waves }) => waves.findWaveNamed("1")))?.id).toBe(w1);
    expect(await place.run(({ waves }) => waves.findWaveNamed("wave 2"))).toBeUndefined();
  });

  test("the last answer of a school counts, and all are kept once", async () => {
    const place = await withWave();
    const first = answer("s1", ["a1", "not_yet", 1]);
    const last = answer("s1", ["a2", "yes", 5]);
    const add = (each: Answer) => place.run(({ waves }) => waves.addAnswer(each));
    expect([await add(last), await add(first), await add(last)]).toEqual([true, true, false]);
    const counts = await place.run(({ waves }) => waves.findLastAnswer(w1, site("s1")));
    expect(counts).toEqual(last);
    const none = place.run(({ waves }) => waves.findLastAnswer(w1, site("s2")));
    expect(await none).toBeUndefined();
  });

  test("only the reasons behind the answer that counts now are counted", async () => {
    const place = await withWave();
    const say = (school: string, given: Given, codes: readonly string[]) =>
      place.run(function* ({ waves }) {
        yield* waves.addAnswer(answer(school, given));
        yield* waves.addPitfalls(toId<AnswerId>(given[0]), codes);
      });
    await say("s1", ["a1", "not_yet", 1], ["time", "money"]);
    await say("s2", ["a2", "not_yet", 2], ["time"]);
    await say("s2", ["a3", "not_yet", 3], ["staff", "time"]);
    await say("s3", ["a4", "not_yet", 1], ["money"]);
    await say("s3", ["a5", "yes", 4], []);
    const counted = await place.run(({ waves }) => waves.countPitfalls());
    const sites = Object.fromEntries(counted.map((each) => [each.code, each.sites]));
    expect(sites).toEqual({ time: 2, money: 1, staff: 1 });
    const codes = await place.run(({ waves }) => waves.listPitfalls(toId<AnswerId>("a3")));
    expect(codes).toEqual(["staff", "time"]);
  });

  test("a school is invited once, and its newest open invitation is found", async () => {
    const place = await withWave();
    const invitation = { wave: w1, site: site("s1"), remindersSent: 0 };
    const open = () => place.run(({ waves }) => waves.findOpenInvitation(site("s1")));
    await place.run(({ waves }) => waves.saveInvitations([invitation]));
    expect(await open()).toBeUndefined();
    await place.run(({ waves }) => waves.moveWave({ ...wave, state: "open" }, "draft"));
    const reminded = { ...invitation, invitedOn: "2025-08-18", remindersSent: 1 };
    await place.run(({ waves }) => waves.saveInvitation(reminded));
    await place.run(({ waves }) => waves.saveInvitations([invitation]));
    expect(await open()).toEqual(reminded);
  });

  test("a school joins once, at its first yes, and can leave again", async () => {
    const place = await withWave();
    const joining = { site: site("s1"), wave: w1, at: at(1) };
    await place.run(({ waves }) => waves.saveJoining(joining));
    await place.run(({ waves }) => waves.saveJoining({ ...joining, at: at(9) }));
    expect(await place.run(({ waves }) => waves.listJoined())).toEqual([joining]);
    await place.run(({ waves }) => waves.removeJoining(site("s1")));
    expect(await place.run(({ waves }) => waves.isJoined(site("s1")))).toBe(false);
  });

  test("a school to call is listed until somebody called", async () => {
    const place = await withWave();
    const add = (each: CallTask) => place.run(({ waves }) => waves.addCallTask(each));
    const tasks = [task("c1", "s2", "2025-08-20"), task("c2", "s1", "2025-08-19")] as const;
    expect([await add(tasks[0]), await add(tasks[1]), await add(tasks[0])]).toEqual([
      true,
      true,
      false,
    ]);
    const open = () => place.run(({ waves }) => waves.listOpenCallTasks());
    expect((await open()).map(({ id }) => id)).toEqual(["c2", "c1"]);
    await place.run(({ waves }) => waves.closeCallTasks({ wave: w1, site: site("s1"), at: at(9) }));
    expect((await open()).map(({ id }) => id)).toEqual(["c1"]);
    const called = await place.run(({ waves }) => waves.findCallTask(toId<CallTaskId>("c2")));
    expect(called).toEqual({ ...tasks[1], words: "", doneAt: at(9) });
  });

  test("a hidden shout-out is out of everybody's sight", async () => {
    const place = rig.fresh();
    const both = { receivers: [ana, ben], giver: ben };
    const list = [shoutOut("p1", 1), shoutOut("p2", 2, both), shoutOut("p3", 3)];
    for (const each of list) await place.run(({ praise }) => praise.addShoutOut(each));
    expect(await place.run(({ praise }) => praise.addShoutOut(shoutOut("p1", 9)))).toBe(false);
    await place.run(({ praise }) => praise.hideShoutOut(toId<ShoutOutId>("p3"), at(9), "giver"));
    const found = (id: string) => place.run(({ praise }) => praise.findShoutOut(toId(id)));
    expect(await found("p2")).toEqual({ ...list[1], revision: 0 });
    expect(await found("p3")).toBeUndefined();
    const range = { since: at(1), until: at(9) };
    const ids = (of: readonly ShoutOut[]) => of.map(({ id }) => id);
    const all = await place.run(({ praise }) => praise.listShoutOuts(range));
    expect(ids(all)).toEqual(["p1", "p2"]);
    const later = { since: at(2), until: at(3), site: site("s1") };
    expect(ids(await place.run(({ praise }) => praise.listShoutOuts(later)))).toEqual(["p2"]);
    const mine = (limit: number) => place.run(({ praise }) => praise.listMine(ben, limit));
    expect(ids(await mine(9))).toEqual(["p2", "p1"]);
    expect(ids(await mine(1))).toEqual(["p2"]);
  });

  test("one message can tell a receiver of several shout-outs", async () => {
    const place = rig.fresh();
    const key = toId<OutboxKey>("thanks:ben:1");
    for (const id of ["p1", "p2", "p3"]) {
      await place.run(({ praise }) =>
        praise.addShoutOut(shoutOut(id, 1, { receivers: [ben, ana] })),
      );
    }
    for (const id of ["p1", "p2"]) {
      await place.run(({ praise }) => praise.setTelling(toId(id), ben, key));
    }
    const told = async (who: PersonId) =>
      (await place.run(({ praise }) => praise.listToldBy(who, key))).map(({ id }) => id);
    expect(await told(ben)).toEqual(["p1", "p2"]);
    expect(await told(ana)).toEqual([]);
    expect(await place.run(({ praise }) => praise.findTelling(toId("p1"), ben))).toBe(key);
    expect(await place.run(({ praise }) => praise.findTelling(toId("p3"), ben))).toBeUndefined();
    await place.run(({ praise }) => praise.hideShoutOut(toId<ShoutOutId>("p1"), at(2), "giver"));
    expect(await told(ben)).toEqual(["p2"]);
  });

  test("a NUL in somebody's thanks is left out, and the rest is kept", async () => {
    const place = rig.fresh();
    const typed = shoutOut("p1", 1, { text: "You \0shared", helped: "\0\0it helped" });
    expect(await place.run(({ praise }) => praise.addShoutOut(typed))).toBe(true);
    const kept = await place.run(({ praise }) => praise.findShoutOut(typed.id));
    expect(kept).toMatchObject({ text: "You shared", helped: "it helped" });
  });

  test("which nudge went where is remembered from a day on, one a day", async () => {
    const place = rig.fresh();
    const sent = (nudge: string, day: string) => ({ subject: "site:s1", nudge, day });
    for (const each of [
      sent("n1", "2025-08-19"),
      sent("n2", "2025-08-26"),
      sent("n3", "2025-08-26"),
    ]) {
      await place.run(({ praise }) => praise.addNudgeSent(each));
    }
    const since = (day: string) => place.run(({ praise }) => praise.listNudgesSent("site:s1", day));
    expect(await since("2025-08-01")).toEqual([sent("n1", "2025-08-19"), sent("n2", "2025-08-26")]);
    expect(await since("2025-08-20")).toEqual([sent("n2", "2025-08-26")]);
    expect(await place.run(({ praise }) => praise.listNudgesSent("site:s2", ""))).toEqual([]);
  });
});
