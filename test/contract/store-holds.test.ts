import { describe, expect, test } from "vitest";
import { type AccountId, type PersonId, toId } from "#domain/ids.ts";
import { addDays } from "#domain/local-time.ts";
import { type Hold, type RecordFilter, type RecordType, recordTypes } from "#domain/records.ts";
import { eraseRecords } from "#usecases/erase-records.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import {
  ana,
  ben,
  cy,
  giveAnswer,
  morning,
  night,
  openRecords,
  s1,
  thankOnce,
  w1,
} from "./records-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const DAY = "2025-09-10";

describe.each(engines)("records under a hold, on %s", (engine) => {
  const rig = useStore(engine);

  test("an audit entry under a hold keeps the log from there on", async () => {
    const records = await openRecords(rig);
    const entry = { action: "wave_closed", subject: "wave:w1" } as const;
    for (const actor of ["timer", `person:${ana}`, "timer"]) {
      await records.run(({ audit }) => audit.append({ ...entry, actor, at: morning(DAY) }));
    }
    await records.hold({ person: ana });
    await records.purgeOn("2035-01-01");
    expect(await records.run(({ audit }) => audit.listFrom(1, 9))).toHaveLength(3);
  });

  test.each(recordTypes)(
    "%s can be asked for by everything, and read part by part",
    async (type) => {
      const records = await openRecords(rig);
      await thankOnce(records, DAY);
      await records.run((tx) => giveAnswer(tx, DAY));
      await records.send("Thanks to Ben Ruiz", morning(DAY), { recipient: ben });
      const read = async (filter: RecordFilter) =>
        await records.run(function* ({ records: rows }) {
          const { total } = yield* rows.count(type, filter);
          const ids: string[] = [];
          for (let after: string | undefined; ids.length < total; after = ids.at(-1)) {
            ids.push(...(yield* rows.list(type, filter, { after, limit: 1 })).map(({ id }) => id));
          }
          return { total, found: new Set(ids).size };
        });
      for (const filter of [{}, { person: ben }, { site: s1 }, { fromDay: DAY, untilDay: DAY }]) {
        const { total, found } = await read(filter);
        expect(found).toBe(total);
      }
      const named = (await read({ person: ben })).total;
      expect(named > 0).toBe(
        ["shout_out", "answer", "call_task", "message", "person"].includes(type),
      );
    },
  );

  const covering: [string, Partial<Hold>][] = [
    ["everything", {}],
    ["its giver", { person: ana }],
    ["somebody it thanks", { person: cy }],
    ["its school", { site: s1 }],
    ["its type", { type: "shout_out" }],
    ["its day", { fromDay: DAY, untilDay: DAY }],
    ["all of this at once", { person: ana, site: s1, type: "shout_out", fromDay: DAY }],
  ];
  test.each(covering)("a hold on %s beats the timer until it is released", async (_name, hold) => {
    const records = await openRecords(rig);
    await thankOnce(records, DAY, { receivers: [ben, cy] });
    await records.hold(hold);
    const report = await records.purgeOn("2035-01-01");
    expect(report).toEqual({ gone: {}, kept: { praise: 1 } });
    await records.run(({ records: rows }) => rows.releaseHold("h1", morning(DAY)));
    expect((await records.purgeOn("2035-01-02")).gone).toEqual({ praise: 1 });
  });

  const missing: [string, Partial<Hold>][] = [
    ["somebody else", { person: toId<PersonId>("dee") }],
    ["another type", { type: "answer" }],
    ["the day before", { untilDay: addDays(DAY, -1) }],
    ["the day after", { fromDay: addDays(DAY, 1) }],
    ["its giver, at another time", { person: ana, fromDay: addDays(DAY, 1) }],
  ];
  test.each(missing)("a hold on %s keeps nothing of it", async (_name, hold) => {
    const records = await openRecords(rig);
    await thankOnce(records, DAY);
    await records.hold(hold);
    expect((await records.purgeOn("2035-01-01")).gone).toEqual({ praise: 1 });
  });

  test("a hold on a school keeps nothing that belongs to no school", async () => {
    const records = await openRecords(rig);
    await thankOnce(records, DAY, { site: undefined });
    await records.hold({ site: s1 });
    expect((await records.purgeOn("2035-01-01")).gone).toEqual({ praise: 1 });
  });

  test("a hold on a person keeps the answers, the messages to them, and the messages that name them", async () => {
    const records = await openRecords(rig);
    await records.run((tx) => giveAnswer(tx, DAY));
    await records.send("to-ben", morning(DAY), { recipient: ben });
    await records.send("Thanks to Ben Ruiz of 100%", morning(DAY));
    await records.send("Thanks to Cy Ruiz", morning(DAY));
    await records.hold({ person: ben });
    const { gone, kept } = await records.purgeOn("2029-01-01");
    // The invitation is the school's; the third message, and its attempt, name somebody else.
    expect(gone).toEqual({ answers: 1, delivery_log: 3 });
    expect(kept).toEqual({ answers: 2, delivery_log: 4 });
  });

  test("a name counts as words of its own, in its own letters", async () => {
    const records = await openRecords(rig);
    const said = [
      "Thanks\nBen Ruiz's lab",
      "for Ben Ruizé",
      "Ben Ruiz-Lopez",
      "ben ruiz",
      "Reuben Ruiz",
    ];
    for (const text of said) await records.send(text, morning(DAY));
    const named = await records.run(({ records: rows }) =>
      rows.list("message", { person: ben }, { limit: 9 }),
    );
    expect(named.map(({ values }) => values.key)).toEqual([said[0]]);
    await records.hold({ person: ben });
    expect((await records.purgeOn("2029-01-01")).kept).toEqual({ delivery_log: 2 });
  });

  test("a call that was made keeps its words under a hold, and is off the list all the same", async () => {
    const close = async (hold?: Partial<Hold>) => {
      const records = await openRecords(rig);
      await records.run((tx) => giveAnswer(tx, DAY));
      if (hold) await records.hold(hold);
      return await records.run(function* ({ waves, records: rows }) {
        yield* waves.closeCallTasks({ wave: w1, site: s1, at: morning(DAY) });
        const [task] = yield* rows.list("call_task", {}, { limit: 1 });
        return { open: (yield* waves.listOpenCallTasks()).length, words: task?.values.words };
      });
    };
    expect(await close({ site: s1 })).toEqual({ open: 0, words: "Who pays?" });
    expect(await close()).toEqual({ open: 0, words: "" });
  });

  const naming: [string, Partial<Hold>][] = [
    ["some days", { person: ben, fromDay: DAY, untilDay: DAY }],
    ["messages alone", { person: ben, type: "message" }],
  ];
  test.each(naming)(
    "a hold on a person for %s keeps their name and accounts, by which messages are found",
    async (_name, hold) => {
      const records = await openRecords(rig);
      const { product, district } = records;
      const account = {
        platform: "local",
        workspace: "w",
        account: toId<AccountId>("b1"),
      } as const;
      await records.run(({ roster }) => roster.saveAccounts([{ ...account, person: ben }]));
      await records.run(({ roster }) => roster.deactivatePeople([ben]));
      await records.send("Thanks to Ben Ruiz", morning(DAY));
      await records.hold(hold);
      const person = await records.run(({ roster }) => roster.getPerson(ben));
      const whole = { district, type: undefined, filter: { person: ben }, person };
      const { held } = await eraseRecords(product, whole);
      expect(held).toEqual({ message: 1, account: 1, person: 1 });
      await records.purgeOn(addDays(DAY, 10));
      records.moveTo(night("2030-01-01"));
      await runSchedule(product, district);
      await records.purgeOn("2030-01-02");
      const count = async (type: RecordType) =>
        (await records.run(({ records: rows }) => rows.count(type, { person: ben }))).total;
      expect([await count("message"), await count("account")]).toEqual([1, 1]);
    },
  );
});
