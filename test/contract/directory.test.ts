import { describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { at, post } from "./outbox-desk.ts";
import { createDatabase, engines, openTestStore, useStore } from "./store-rig.ts";

const named = (name: string): DistrictId => toId<DistrictId>(name);

describe.each(engines)("what is asked of all districts, on %s", (engine) => {
  const rig = useStore(engine);

  const make = async (name: string): Promise<DistrictId> => {
    const district = named(name);
    await rig.store.transaction(district, (tx) =>
      tx.roster.saveDistrict({ id: district, name, shortName: name, zone: "America/New_York" }),
    );
    return district;
  };

  test("names the districts in which a message or a planned thing is due, and no others", async () => {
    const [message, planned, later, idle] = [
      await make("message"),
      await make("planned"),
      await make("later"),
      await make("idle"),
    ];
    await rig.store.transaction(message, (tx) => tx.outbox.queue(post("m", "ana")));
    await rig.store.transaction(later, (tx) =>
      tx.outbox.queue(post("l", "ben", { dueAt: at(90) })),
    );
    await rig.store.transaction(planned, (tx) =>
      tx.schedule.save({ id: "p", campaign: "nudge", subject: "s", nextAt: at(5) }),
    );
    expect(await rig.store.directory.listDue(at(10))).toEqual([message, planned]);
    expect(await rig.store.directory.listDue(at(100))).toEqual([later, message, planned]);
    expect(idle).not.toBe(later);
  });

  test("names the districts that lack a planned thing", async () => {
    const [planned, without] = [await make("with"), await make("without")];
    await rig.store.transaction(planned, (tx) =>
      tx.schedule.save({ id: "night", campaign: "purge", subject: "s", nextAt: at(9000) }),
    );
    const found = await rig.store.directory.listUnplanned("night");
    expect(found).toContain(without);
    expect(found).not.toContain(planned);
  });

  test("moves the times of those that ran lately, and names those that did not", async () => {
    const [fresh, gone, fast] = [await make("fresh"), await make("gone"), await make("fast")];
    const keep = async (district: DistrictId, time: Date) =>
      await rig.store.transaction(district, (tx) =>
        tx.roster.saveSetting("ran", time.toISOString()),
      );
    await keep(fresh, at(0));
    await keep(gone, at(-5000));
    await keep(fast, at(55));
    const left = await rig.store.directory.moveTimes("ran", { since: at(-900), to: at(60) });
    const read = async (district: DistrictId) =>
      await rig.store.read(district, (tx) => tx.roster.findSetting("ran"));
    expect(left).toContain(gone);
    expect(left).not.toContain(fresh);
    expect(left).not.toContain(fast);
    expect(await read(fresh)).toBe(at(60).toISOString());
    expect(await read(gone)).toBe(at(-5000).toISOString());
    // Another process moved it a moment ago.
    expect(await read(fast)).toBe(at(55).toISOString());
  });
});

test("what one process queues another hears of, and nobody hears of itself twice", async () => {
  const database = await createDatabase("postgres");
  const [one, other] = [await openTestStore(database.url), await openTestStore(database.url)];
  const heard: string[] = [];
  one.whenDue((district) => heard.push(`one ${district}`));
  other.whenDue((district) => heard.push(`other ${district}`));
  const d1 = named("d1");
  const queue = async (key: string) =>
    await one.transaction(d1, (tx) => tx.outbox.queue(post(key, "ana")));
  // Whoever has just opened may not listen yet.
  await expect
    .poll(async () => {
      await queue(`try ${heard.length}`);
      return heard.includes("other d1");
    })
    .toBe(true);
  heard.length = 0;
  await one.transaction(d1, (tx) => tx.roster.saveSetting("motto", "quiet"));
  await Promise.all(["a", "b", "c"].map(queue));
  await expect.poll(() => heard.includes("other d1")).toBe(true);
  // A burst is one piece of news, and each process hears of its own work once for each piece of it.
  expect(heard.filter((line) => line === "one d1")).toHaveLength(3);
  expect(heard.filter((line) => line === "other d1")).toHaveLength(1);
  heard.length = 0;
  // As a command of the command line does, which ends at once.
  await queue("last");
  await one.close();
  await expect.poll(() => heard.includes("other d1")).toBe(true);
  await other.close();
  await database.remove();
});
