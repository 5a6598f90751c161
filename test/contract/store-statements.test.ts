import path from "node:path";
import { describe, expect, test } from "vitest";
import { type DistrictId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { at, card, keyed, post, someone } from "./outbox-desk.ts";
import { createDatabase, engines, openTestStore, runSql, useStore } from "./store-rig.ts";

const wave = toId<WaveId>("wave-1");
const site = toId<SiteId>("s1");

/** Statements are prepared once a connection: what one call gave must not be left in the next. */
describe.each(engines)("a statement that was prepared before, on %s", (engine) => {
  const rig = useStore(engine);

  test("finds each person's own choices, in turn and again", async () => {
    const place = rig.fresh();
    const people = ["ana", "ben", "cleo"].map((id) => toId<PersonId>(id));
    await place.run(({ roster }) =>
      roster.savePeople(
        people.map((id) => ({
          id,
          givenName: id,
          familyName: "Lee",
          active: id !== someone("cleo"),
          assignments: [],
        })),
      ),
    );
    await place.run(({ roster }) =>
      roster.savePreferences(someone("ben"), { stoppedAt: at(5), thanks: "private" }),
    );
    const read = async (id: PersonId) =>
      await place.run(function* ({ roster }) {
        return { ...(yield* roster.getPreferences(id)), name: (yield* roster.getPerson(id)).id };
      });
    for (let round = 0; round < 2; round++) {
      expect(await read(someone("ana"))).toMatchObject({ name: "ana", thanks: "public" });
      expect(await read(someone("ben"))).toMatchObject({ stoppedAt: at(5), thanks: "private" });
      expect((await read(someone("ana"))).stoppedAt).toBeUndefined();
    }
  });

  test("keeps empty and full columns apart: an answer, then none, then an answer", async () => {
    const place = rig.fresh();
    const invitation = { wave, site, remindersSent: 0 };
    await place.run(function* ({ waves }) {
      yield* waves.saveWave(draft);
      yield* waves.saveInvitation(invitation);
    });
    const answered = { ...invitation, answer: "yes", answeredAt: at(1) } as const;
    for (const wanted of [answered, invitation, answered]) {
      await place.run(({ waves }) => waves.saveInvitation(wanted));
      const found = await place.run(({ waves }) => waves.findInvitation(wave, site));
      expect(found).toMatchObject(wanted);
      expect(found?.answer).toBe("answer" in wanted ? wanted.answer : undefined);
    }
  });

  test("keeps cards, places and times of each message apart", async () => {
    const place = rig.fresh();
    const zone = "America/New_York";
    await place.run(function* ({ outbox }) {
      yield* outbox.queue(post("plain", "ana"));
      yield* outbox.queue(post("placed", "ben", { place: { zone }, expiresAt: at(9), week: "w" }));
      yield* outbox.queue(post("last", "cleo"));
    });
    const claimed = await place.run(({ outbox }) =>
      outbox.claim({
        platform: "local",
        now: at(0),
        leaseUntil: at(60),
        limit: 10,
        laneMs: 0,
        perSecond: 10,
      }),
    );
    expect(claimed.map(({ place: kept }) => kept)).toEqual([undefined, { zone }, undefined]);
    expect(claimed.map(({ attempt }) => attempt?.delivery)).toMatchObject(
      ["plain", "placed", "last"].map((text) => ({ do: "post", card: card(text) })),
    );
  });

  test("reads one district at a time, whichever came before", async () => {
    const [north, south] = [rig.fresh(), rig.fresh()];
    await north.run(({ roster }) => roster.saveSetting("motto", "Grow"));
    await south.run(({ roster }) => roster.saveSetting("motto", "Root"));
    const mottos = [north, south, north].map(
      async (place) => await place.run(({ roster }) => roster.findSetting("motto")),
    );
    expect(await Promise.all(mottos)).toEqual(["Grow", "Root", "Grow"]);
  });

  test("works again after a body that failed half-way, and keeps nothing of it", async () => {
    const place = rig.fresh();
    const failing = place.run(function* ({ roster, outbox }) {
      yield* roster.saveSetting("motto", "Lost");
      yield* outbox.queue(post("lost", "ana"));
      throw new RangeError("half-way");
    });
    await expect(failing).rejects.toThrow("half-way");
    expect(await place.run(({ roster }) => roster.findSetting("motto"))).toBeUndefined();
    expect(await place.run(({ outbox }) => outbox.find(keyed("lost")))).toBeUndefined();
  });
});

const draft = {
  id: wave,
  name: "Wave 1",
  state: "draft",
  sender: someone("ana"),
  timeNeeded: "1 hour",
  startMonth: "September",
  nextWaveMonth: "January",
  windowDays: 5,
} as const;

test("a PostgreSQL that drops its connections fails the work in hand, and serves the next", async () => {
  const database = await createDatabase("postgres");
  const store = await openTestStore(database.url);
  const district = toId<DistrictId>("d1");
  const save = async (motto: string) =>
    await store
      .transaction(district, ({ roster }) => roster.saveSetting("motto", motto))
      .then(() => "kept")
      .catch(() => "failed");
  expect(await save("Grow")).toBe("kept");
  const work = Array.from({ length: 200 }, async (_, turn) => await save(`Grow ${turn}`));
  const dropped = await runSql(
    "postgres",
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
    [path.basename(database.url)],
  );
  expect(dropped.length).toBeGreaterThan(0);
  const ends = await Promise.all(work);
  expect(ends.every((end) => end === "kept" || end === "failed")).toBe(true);
  await expect.poll(async () => await save("Grow on")).toBe("kept");
  const motto = await store.read(district, ({ roster }) => roster.findSetting("motto"));
  expect(motto).toBe("Grow on");
  await store.close();
  await database.remove();
});
