import { describe, expect, test } from "vitest";
import { addDays } from "#domain/local-time.ts";
import { keepRecords } from "#usecases/keep-records.ts";
import { planPurge } from "#usecases/purge-records.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { keyed, post } from "./outbox-desk.ts";
import {
  ana,
  ben,
  cy,
  giveAnswer,
  morning,
  night,
  openRecords,
  shoutOut,
  thankOnce,
} from "./records-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const DAY = "2025-09-10";

describe.each(engines)("records and their time, on %s", (engine) => {
  const rig = useStore(engine);

  test("a shout-out of the last and of the first day of a school year goes a year after that year", async () => {
    const records = await openRecords(rig);
    await thankOnce(records, "2026-06-30");
    await records.run(({ praise }) => praise.addShoutOut(shoutOut("so2", "2026-07-01")));
    expect((await records.purgeOn("2027-06-30")).gone).toEqual({});
    expect((await records.purgeOn("2027-07-01")).gone).toEqual({ praise: 1 });
    expect((await records.purgeOn("2028-06-29")).gone).toEqual({});
    const left = await records.run(({ records: rows }) => rows.count("shout_out", {}));
    expect(left).toEqual({ total: 1, held: 0 });
  });

  test("answers, reasons, invitations and questions go three years after their wave closed", async () => {
    const records = await openRecords(rig);
    await records.run((tx) => giveAnswer(tx, DAY));
    expect((await records.purgeOn(addDays(DAY, 1095))).gone).toEqual({});
    expect((await records.purgeOn(addDays(DAY, 1096))).gone).toEqual({ answers: 3 });
    const counts = await records.run(function* ({ records: rows, waves }) {
      const types = ["answer", "invitation", "call_task"] as const;
      const left: number[] = [];
      for (const type of types) left.push((yield* rows.count(type, {})).total);
      return { left, pitfalls: yield* waves.countPitfalls() };
    });
    expect(counts).toEqual({ left: [0, 0, 0], pitfalls: [] });
  });

  test("an open wave keeps its answers, however old they are", async () => {
    const records = await openRecords(rig);
    await records.run(function* (tx) {
      yield* giveAnswer(tx, DAY);
      const [wave] = yield* tx.waves.listWaves();
      if (wave) yield* tx.waves.saveWave({ ...wave, state: "open" });
    });
    expect((await records.purgeOn("2035-01-01")).gone).toEqual({});
  });

  test("a message loses its words after 90 days, and its key is known a year longer", async () => {
    const records = await openRecords(rig);
    await records.send("nudge:1", morning(DAY));
    const cardOf = async () =>
      await records.run(({ records: rows }) => rows.list("message", {}, { limit: 9 }));
    expect((await records.purgeOn(addDays(DAY, 90))).gone).toEqual({});
    expect((await cardOf())[0]?.values.card).toMatchObject({ text: "nudge:1" });
    expect((await records.purgeOn(addDays(DAY, 91))).gone).toEqual({ delivery_log: 2 });
    expect((await cardOf())[0]?.values).toMatchObject({ key: "nudge:1", card: null, attempts: [] });
    expect((await records.purgeOn(addDays(DAY, 90 + 365))).gone).toEqual({});
    const again = await records.run(({ outbox }) => outbox.queue(post("nudge:1", "ana")));
    expect(again).toBe(false);
    expect((await records.purgeOn(addDays(DAY, 91 + 365))).gone).toEqual({ delivery_log: 1 });
    expect(await cardOf()).toEqual([]);
  });

  test("what still waits keeps its words, however long", async () => {
    const records = await openRecords(rig);
    await records.run(({ outbox }) => outbox.queue(post("late", "ana", { dueAt: morning(DAY) })));
    expect((await records.purgeOn("2027-01-01")).gone).toEqual({});
  });

  test("a post can be taken back as long as its shout-out is there", async () => {
    const records = await openRecords(rig);
    await keepRecords(records.product, records.district, { name: "praise", days: "2000" });
    await thankOnce(records, DAY);
    await records.send("shout-out:so1", morning(DAY));
    await records.send("thanks:so1:ben", morning(DAY), { recipient: ben });
    await records.run(({ praise }) =>
      praise.setTelling(shoutOut("so1", DAY).id, ben, keyed("thanks:so1:ben")),
    );
    await records.purgeOn("2027-09-10");
    const delivery = { do: "retract", of: keyed("shout-out:so1") } as const;
    const back = { key: keyed("retract"), kind: "reply", delivery, dueAt: morning(DAY) } as const;
    expect(await records.run(({ outbox }) => outbox.queue(back))).toBe(true);
    const note = await records.run(({ outbox }) => outbox.find(keyed("thanks:so1:ben")));
    expect(note?.state).toBe("delivered");
  });

  test("the audit log goes after three years, and goes on as a chain", async () => {
    const records = await openRecords(rig);
    const entry = { actor: "timer", action: "wave_closed", subject: "wave:w1" } as const;
    await records.run(({ audit }) => audit.append({ ...entry, at: morning(DAY) }));
    await records.run(({ audit }) => audit.append({ ...entry, at: morning("2026-09-10") }));
    await records.purgeOn(addDays(DAY, 1095));
    expect(await records.run(({ audit }) => audit.listFrom(1, 9))).toHaveLength(2);
    await records.purgeOn(addDays(DAY, 1096));
    const left = await records.run(({ audit }) => audit.listFrom(1, 9));
    expect(left.map(({ action }) => action)).toEqual(["wave_closed", "audit_purged"]);
    expect(await records.run(({ audit }) => audit.findFault())).toBeUndefined();
  });

  test("what is left of a record says that it was there and why it is gone, and nothing of what it said", async () => {
    const records = await openRecords(rig);
    await thankOnce(records, DAY);
    await records.run((tx) => giveAnswer(tx, DAY));
    await records.send("nudge:1", morning(DAY));
    await records.purgeOn("2035-01-01");
    const stones = await records.run(({ records: rows }) => rows.listTombstones());
    const stone = { at: night("2035-01-01"), by: "command line" };
    expect(stones).toEqual([
      { ...stone, type: "answer", record: "a1", rule: "answers:1095" },
      { ...stone, type: "call_task", record: "c1", rule: "answers:1095" },
      { ...stone, type: "shout_out", record: "so1", rule: "praise:365" },
    ]);
    const entries = await records.run(({ audit }) => audit.list(9));
    expect(entries.map(({ action, facts }) => ({ action, facts }))).toEqual([
      { action: "records_purged", facts: { praise: "1", answers: "3", delivery_log: "3" } },
    ]);
  });

  test("a second purge changes nothing", async () => {
    const records = await openRecords(rig);
    await thankOnce(records, DAY);
    await records.purgeOn("2035-01-01");
    const state = async () =>
      await records.run(function* ({ audit, records: rows }) {
        return [yield* audit.getHead(), yield* rows.listTombstones()];
      });
    const before = await state();
    expect(await records.purgeOn("2035-01-01")).toEqual({ gone: {}, kept: {} });
    expect(await state()).toEqual(before);
  });

  test("a night with much to purge does it in pieces, and others have their turn between", async () => {
    const records = await openRecords(rig);
    await records.run(function* (tx) {
      for (let i = 0; i < 700; i++) yield* tx.praise.addShoutOut(shoutOut(`so${i}`, DAY));
      yield* planPurge({ tx, now: morning(DAY) });
    });
    const left = async () =>
      (await records.run(({ records: rows }) => rows.count("shout_out", {}))).total;
    const counts: number[] = [];
    let at = night("2035-01-01");
    for (let piece = 0; piece < 3; piece++) {
      records.moveTo(at);
      await runSchedule(records.product, records.district);
      counts.push(await left());
      at = new Date(at.getTime() + 1);
    }
    expect(counts).toEqual([200, 0, 0]);
    const next = await records.run(({ schedule }) => schedule.find("purge"));
    expect(next?.nextAt).toEqual(night("2035-01-02"));
  });

  test("whoever left is nobody a year later, unless they came back or are under a hold", async () => {
    const records = await openRecords(rig);
    const { product, district, run } = records;
    const play = async (day: string): Promise<void> => {
      records.moveTo(night(day));
      await runSchedule(product, district);
    };
    await run(function* (tx) {
      yield* planPurge({ tx, now: morning(DAY) });
      yield* tx.roster.deactivatePeople([ana, ben, cy]);
    });
    await play(addDays(DAY, 1));
    await run(function* ({ roster }) {
      yield* roster.savePeople([{ ...(yield* roster.getPerson(cy)), active: true }]);
    });
    await records.hold({ person: ben });
    const names = async () => {
      const people = await run(({ roster }) => roster.listPeople([ana, ben, cy]));
      return people.map(({ givenName, familyName }) => `${givenName} ${familyName}`.trim());
    };
    await play(addDays(DAY, 365));
    expect(await names()).toEqual(["Ana Ruiz", "Ben Ruiz", "Cy Ruiz"]);
    await play(addDays(DAY, 366));
    expect(await names()).toEqual(["A colleague", "Ben Ruiz", "Cy Ruiz"]);
    const stones = await run(({ records: rows }) => rows.listTombstones());
    expect(stones.map(({ type, record, rule }) => [type, record, rule])).toEqual([
      ["person", "ana", "roster:365"],
    ]);
  });
});
