import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { toId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import { eraseRecords, planErasure } from "#usecases/erase-records.ts";
import { PIECE } from "#usecases/erasing.ts";
import type { Product } from "#usecases/product.ts";
import {
  ana,
  ben,
  eraseFrom,
  giveAnswer,
  listOutbox,
  morning,
  openRecords,
  type Records,
  s1,
  selectFrom,
  shoutOut,
} from "./records-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const DAY = "2025-09-10";

describe.each(engines)("an erasure and what comes in between, on %s", (engine) => {
  const rig = useStore(engine);

  /** The product with something else done as soon as a transaction leaves the district like this. */
  const meanwhile = (
    { product, run }: Records,
    isTime: (tx: Transaction) => Steps<boolean>,
    what: () => Promise<void>,
  ): Product => {
    let isDone = false;
    const transaction: Store["transaction"] = async (district, body) => {
      const result = await product.store.transaction(district, body);
      if (isDone || !(await run(isTime))) return result;
      isDone = true;
      await what();
      return result;
    };
    return { ...product, store: { ...product.store, transaction } };
  };
  const left = async (records: Records) =>
    await records.run(function* ({ records: rows }) {
      const list = yield* rows.list("shout_out", {}, { limit: 500 });
      return list.map(({ values }) => values.hiddenAt);
    });

  test("a hold that is placed after the first piece keeps the rest", async () => {
    const records = await openRecords(rig);
    await records.run(function* ({ praise }) {
      for (let n = 0; n < PIECE + 10; n += 1) {
        yield* praise.addShoutOut(shoutOut(`so${n}`, DAY, { share: "private" }));
      }
    });
    const product = meanwhile(
      records,
      function* ({ records: rows }) {
        return (yield* rows.listTombstones()).length > 0;
      },
      async () => await records.hold({ type: "shout_out" }),
    );
    const report = await eraseRecords(product, await selectFrom(records, { person: ana }));
    expect(report).toMatchObject({ erased: { shout_out: PIECE }, held: { shout_out: 10 } });
    expect(await left(records)).toHaveLength(10);
  });

  test("a hold that is placed while shout-outs are hidden leaves the others up", async () => {
    const records = await openRecords(rig);
    await records.run(function* ({ praise }) {
      for (const id of ["so1", "so2"]) yield* praise.addShoutOut(shoutOut(id, DAY));
    });
    const product = meanwhile(
      records,
      function* ({ records: rows }) {
        const list = yield* rows.list("shout_out", {}, { limit: 1 });
        return list.every(({ values }) => values.hiddenAt !== null);
      },
      async () => await records.hold({ site: s1 }),
    );
    await eraseRecords(product, await selectFrom(records, { person: ana }));
    expect((await left(records)).map((hiddenAt) => hiddenAt === null)).toEqual([false, true]);
  });

  test("two erasures at once count every record once", async () => {
    const records = await openRecords(rig);
    await records.run(({ praise }) => praise.addShoutOut(shoutOut("so1", DAY)));
    await records.run((tx) => giveAnswer(tx, DAY));
    const both = await Promise.all([
      eraseFrom(records, { fromDay: DAY }),
      eraseFrom(records, { fromDay: DAY }),
      eraseFrom(records, { site: s1 }),
      eraseFrom(records, { site: s1 }),
    ]);
    const sum = (type: string) => both.reduce((all, { erased }) => all + (erased[type] ?? 0), 0);
    expect(["shout_out", "answer", "call_task"].map(sum)).toEqual([1, 1, 1]);
    const log = await records.run(({ audit }) => audit.list(99));
    const told = log.filter(({ facts }) => facts.type === "shout_out");
    expect(told.map(({ facts }) => facts.count)).toEqual(["1"]);
  });

  test("a note under a hold stays when its question is erased, and is told of", async () => {
    const records = await openRecords(rig);
    await records.run((tx) => giveAnswer(tx, DAY));
    await records.send("question:c1", morning(DAY), { card: "Ben asks: Who pays?" });
    await records.hold({ type: "message" });
    const asked = { ...(await selectFrom(records, { site: s1 })), type: "call_task" } as const;
    const wanted = { erased: { call_task: 1 }, held: { message: 1 } };
    expect(await planErasure(records.product, asked)).toMatchObject(wanted);
    expect(await eraseRecords(records.product, asked)).toMatchObject(wanted);
    expect((await listOutbox(records)).map(({ key, state }) => [key, state])).toEqual([
      ["question:c1", "delivered"],
    ]);
    expect((await listOutbox(records))[0]?.text).toContain("Who pays?");
  });

  test("where two have one name, a message that only says it is not erased for either", async () => {
    const records = await openRecords(rig);
    const twin = { ...(await records.run(({ roster }) => roster.getPerson(ben))) };
    const send = async () => {
      await records.send("Thanks to Ben Ruiz", morning(DAY));
      await records.send("to Ben Ruiz", morning(DAY), { recipient: ben });
    };
    await send();
    await records.run(({ roster }) => roster.savePeople([{ ...twin, id: toId("ben2") }]));
    expect((await eraseFrom(records, { person: ben })).erased).toEqual({ message: 1 });
    const texts = (await listOutbox(records)).map(({ text }) => text !== null);
    expect(texts).toEqual([true, false]);
    await records.run(({ roster }) => roster.deactivatePeople([toId("ben2")]));
    expect((await eraseFrom(records, { person: ben })).erased).toEqual({ message: 1 });
  });

  if (engine === "postgres")
    test("an erasure waits for a hold that is being placed", async () => {
      const records = await openRecords(rig);
      await records.run(({ praise }) => praise.addShoutOut(shoutOut("so1", DAY)));
      const officer = new pg.Client({ connectionString: rig.url });
      await officer.connect();
      const own = [records.district];
      await officer.query("begin; set local groundswell.every = 'on'");
      await officer.query("update districts set district_id = $1 where district_id = $1", own);
      const hold = "insert into holds (district_id, id, reason, placed_by, placed_at)";
      await officer.query(`${hold} values ($1, 'h1', 'case 12', 'officer', now())`, own);
      const erasing = eraseFrom(records, { person: ana });
      const here = "wait_event_type = 'Lock' and datname = current_database()";
      const waiting = `select 1 from pg_stat_activity where ${here}`;
      await vi.waitUntil(async () => (await officer.query(waiting)).rows.length > 0, 10_000);
      await officer.query("commit");
      await officer.end();
      expect((await erasing).erased).toEqual({});
      expect(await left(records)).toEqual([null]);
    });
});
