import { describe, expect, test } from "vitest";
import type { ClusterId, DistrictId, SiteId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import type { LocalMessage, Scheduled } from "#ports/store.ts";
import { at, card } from "./outbox-desk.ts";
import { createDatabase, engines, openTestStore, useStore } from "./store-rig.ts";

const nudge: Scheduled = { id: "nudge:s1", campaign: "nudge", subject: "s1", nextAt: at(60) };

function local(id: string, key: string): LocalMessage {
  return { id, key, conversation: "account:ana", card: card(id), at: at(0) };
}

describe.each(engines)("what the store keeps, on %s", (engine) => {
  const rig = useStore(engine);

  test("work that fails at its end leaves nothing behind", async () => {
    const place = rig.fresh();
    const failing = place.run(function* ({ roster, schedule }) {
      yield* roster.saveSetting("half", "done");
      yield* schedule.save(nudge);
      throw new Error("The work failed.");
    });
    await expect(failing).rejects.toThrow("The work failed.");
    expect(await place.run(({ roster }) => roster.findSetting("half"))).toBeUndefined();
    expect(await place.run(({ schedule }) => schedule.find(nudge.id))).toBeUndefined();
  });

  test("one failure among fifty at once undoes itself alone, and only its caller hears of it", async () => {
    const place = rig.fresh();
    const save = (i: number) =>
      place.run(function* ({ roster }) {
        yield* roster.saveSetting(`setting-${i}`, String(i));
        if (i === 17) throw new Error("Number 17 failed.");
        return i;
      });
    const ended = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => save(i)));
    const failed = ended.flatMap((end, i) => (end.status === "rejected" ? [i] : []));
    expect(failed).toEqual([17]);
    for (const [i, end] of ended.entries()) {
      const value = await place.run(({ roster }) => roster.findSetting(`setting-${i}`));
      expect(value).toBe(end.status === "fulfilled" ? String(end.value) : undefined);
    }
  });

  test("a statement the database refuses fails for its caller alone", async () => {
    const place = rig.fresh();
    const orphan = { wave: toId<never>("nowhere"), site: toId<SiteId>("s1"), remindersSent: 0 };
    const ended = await Promise.allSettled([
      place.run(({ roster }) => roster.saveSetting("before", "kept")),
      place.run(({ waves }) => waves.saveInvitation(orphan)),
      place.run(({ roster }) => roster.saveSetting("after", "kept")),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await place.run(({ roster }) => roster.findSetting("before"))).toBe("kept");
    expect(await place.run(({ roster }) => roster.findSetting("after"))).toBe("kept");
  });

  test("what was acknowledged is there after closing and opening again", async () => {
    const database = await createDatabase(engine);
    const district = toId<DistrictId>("d1");
    const first = await openTestStore(database.url);
    await first.transaction(district, ({ roster }) => roster.saveSetting("motto", "Grow"));
    await first.close();
    const second = await openTestStore(database.url);
    expect(await second.read(district, ({ roster }) => roster.findSetting("motto"))).toBe("Grow");
    await second.close();
    await database.remove();
  });

  test("what was still being written when the store was closed is kept", async () => {
    const database = await createDatabase(engine);
    const district = toId<DistrictId>("d1");
    const first = await openTestStore(database.url);
    const names = Array.from({ length: 5 }, (_, i) => `setting-${i}`);
    const written = names.map((name) =>
      first.transaction(district, ({ roster }) => roster.saveSetting(name, "kept")),
    );
    await Promise.all([...written, first.close()]);
    const second = await openTestStore(database.url);
    for (const name of names) {
      expect(await second.read(district, ({ roster }) => roster.findSetting(name))).toBe("kept");
    }
    await second.close();
    await database.remove();
  });

  test("a setting has the value it was given last", async () => {
    const place = rig.fresh();
    await place.run(({ roster }) => roster.saveSetting("zone", "one"));
    await place.run(({ roster }) => roster.saveSetting("zone", "two"));
    expect(await place.run(({ roster }) => roster.findSetting("zone"))).toBe("two");
  });

  test("what is due comes in the order of its time", async () => {
    const place = rig.fresh();
    const due = [50, 10, 30, 10].map((seconds, i) => ({
      ...nudge,
      id: `nudge:s${9 - i}`,
      nextAt: at(seconds),
    }));
    for (const each of due) await place.run(({ schedule }) => schedule.save(each));
    const ids = async (seconds: number, limit: number) =>
      (await place.run(({ schedule }) => schedule.listDue(at(seconds), limit))).map(({ id }) => id);
    expect(await ids(40, 9)).toEqual(["nudge:s6", "nudge:s8", "nudge:s7"]);
    expect(await ids(60, 2)).toEqual(["nudge:s6", "nudge:s8"]);
    expect(await ids(9, 9)).toEqual([]);
    expect(await place.run(({ schedule }) => schedule.nextAt())).toEqual(at(10));
  });

  test("of four that move the same schedule at once, one wins", async () => {
    const place = rig.fresh();
    await place.run(({ schedule }) => schedule.save(nudge));
    const move = (next: Date | undefined) =>
      place.run(({ schedule }) => schedule.advance(nudge, next));
    const tries = await Promise.all([100, 101, 102, 103].map((next) => move(at(next))));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await move(undefined)).toBe(false);
    const moved = await place.run(({ schedule }) => schedule.find(nudge.id));
    expect(moved?.nextAt).toEqual(at(100 + tries.indexOf(true)));
    if (moved) {
      expect(await place.run(({ schedule }) => schedule.advance(moved, undefined))).toBe(true);
    }
    expect(await place.run(({ schedule }) => schedule.find(nudge.id))).toBeUndefined();
  });

  test("an event that arrives ten times at once acts once, until it is forgotten", async () => {
    const place = rig.fresh();
    const remember = () => place.run(({ events }) => events.remember("press-1", at(0)));
    const answers = await Promise.all(Array.from({ length: 10 }, remember));
    expect(answers.filter(Boolean)).toHaveLength(1);
    await place.run(({ events }) => events.forgetBefore(at(0)));
    expect(await remember()).toBe(false);
    await place.run(({ events }) => events.forgetBefore(at(1)));
    expect(await remember()).toBe(true);
  });

  test("a message posted twice under one key is shown once", async () => {
    const place = rig.fresh();
    const add = (message: LocalMessage) => place.run((tx) => tx.localMessages.add(message));
    expect(await add(local("m1", "hello"))).toBe("m1");
    expect(await add(local("m2", "hello"))).toBe("m1");
    expect(await add(local("m3", "bye"))).toBe("m3");
    const list = async () => await place.run((tx) => tx.localMessages.list("account:ana"));
    expect((await list()).map(({ id }) => id)).toEqual(["m1", "m3"]);
    const edit = place.run((tx) => tx.localMessages.replaceCard("m1", card("new"), at(5)));
    expect(await edit).toBe(true);
    expect(await place.run((tx) => tx.localMessages.remove("m3"))).toBe(true);
    expect(await place.run((tx) => tx.localMessages.remove("m3"))).toBe(false);
    expect(await list()).toEqual([{ ...local("m1", "hello"), card: card("new"), editedAt: at(5) }]);
  });

  test("removing one district leaves the other as it was", async () => {
    const [gone, kept] = [rig.fresh(), rig.fresh()];
    for (const place of [gone, kept]) {
      const facts = { name: "Red Bluff", shortName: "RB", zone: "America/New_York" };
      await place.run(function* ({ district, roster, schedule }) {
        yield* roster.saveDistrict({ id: district, ...facts });
        yield* roster.saveClusters([{ id: toId<ClusterId>("c1"), name: "North" }]);
        yield* roster.saveSetting("motto", "Grow");
        yield* schedule.save(nudge);
      });
    }
    expect(await rig.store.listDistricts()).toEqual(
      expect.arrayContaining([gone.district, kept.district]),
    );
    await rig.store.eraseDistrict(gone.district);
    const districts = await rig.store.listDistricts();
    expect(districts).toContain(kept.district);
    expect(districts).not.toContain(gone.district);
    expect(await gone.run(({ roster }) => roster.listClusters())).toEqual([]);
    expect(await gone.run(({ schedule }) => schedule.nextAt())).toBeUndefined();
    expect(await kept.run(({ roster }) => roster.findSetting("motto"))).toBe("Grow");
    expect(await kept.run(({ roster }) => roster.listClusters())).toHaveLength(1);
    expect(await kept.run(({ schedule }) => schedule.find(nudge.id))).toEqual(nudge);
  });
});
