import { describe, expect, test } from "vitest";
import { type PersonId, toId } from "#domain/ids.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const ana = toId<PersonId>("ana");
const ben = toId<PersonId>("ben");
const now = new Date("2025-08-18T13:30:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const daysAgo = (days: number) => later(-days * 24 * 60);
const link = (hash: string, more: object = {}) => ({
  hash,
  person: ana,
  numberHash: `number of ${hash}`,
  triesLeft: 2,
  expiresAt: later(10),
  ...more,
});
const session = (hash: string, person = ana) => ({
  hash,
  person,
  createdAt: now,
  expiresAt: later(480),
});

describe.each(engines)("who may look at pages, on %s", (engine) => {
  const rig = useStore(engine);

  async function withLink(more: object = {}): Promise<Place> {
    const place = rig.fresh();
    await place.run(({ access }) => access.addLink(link("l1", more)));
    return place;
  }
  const find = async (place: Place, hash: string, at = now) =>
    await place.run(({ access }) => access.findLink(hash, at));
  const spend = async (place: Place, at = now) =>
    await place.run(({ access }) => access.spendLink("l1", at));
  const guess = async (place: Place, at = now) =>
    await place.run(({ access }) => access.takeTry("l1", at));

  test("a link comes back as it was kept, until its last moment and not at it", async () => {
    const place = await withLink();
    expect(await find(place, "l1")).toMatchObject(link("l1"));
    expect(await find(place, "l1", new Date(later(10).getTime() - 1))).toBeDefined();
    expect(await find(place, "l1", later(10))).toBeUndefined();
    expect(await spend(place, later(10))).toBe(false);
    expect(await guess(place, later(10))).toBeUndefined();
    expect(await find(place, "l2")).toBeUndefined();
  });

  test("of twenty who spend a link at once, one does", async () => {
    const place = await withLink();
    const spent = await Promise.all(Array.from({ length: 20 }, async () => await spend(place)));
    expect(spent.filter(Boolean)).toHaveLength(1);
    expect(await find(place, "l1")).toBeUndefined();
    expect(await guess(place)).toBeUndefined();
  });

  test("of twenty who guess at once, two do, and then the link is dead", async () => {
    const place = await withLink();
    const tries = await Promise.all(Array.from({ length: 20 }, async () => await guess(place)));
    const left = tries.flatMap((one) => (one ? [one.triesLeft] : []));
    expect(left.toSorted()).toEqual([0, 1]);
    expect(await find(place, "l1")).toBeUndefined();
  });

  test("whoever took the last try may still spend the link", async () => {
    const place = await withLink({ triesLeft: 1 });
    const spent = await place.run(function* ({ access }) {
      yield* access.takeTry("l1", now);
      return yield* access.spendLink("l1", now);
    });
    expect(spent).toBe(true);
  });

  test("a session is found until it is over or taken away, and taken away once", async () => {
    const place = rig.fresh();
    await place.run(({ access }) => access.addSession(session("s1")));
    const found = async (at: Date) => await place.run(({ access }) => access.findSession("s1", at));
    expect(await found(now)).toMatchObject(session("s1"));
    expect(await found(later(480))).toBeUndefined();
    const remove = async () => await place.run(({ access }) => access.removeSession("s1"));
    expect(await remove()).toBe(ana);
    expect(await remove()).toBeUndefined();
    expect(await found(now)).toBeUndefined();
  });

  test("a browser is known for the person who was seen in it, as long as that is not long ago", async () => {
    const place = rig.fresh();
    const save = async (seenAt: Date) =>
      await place.run(({ access }) => access.saveBrowser({ hash: "b1", person: ana, seenAt }));
    const isKnown = async (hash: string, person: PersonId, since: Date) =>
      await place.run(({ access }) => access.isKnownBrowser({ hash, person }, since));
    await save(now);
    expect(await isKnown("b1", ana, now)).toBe(true);
    expect(await isKnown("b1", ana, later(1))).toBe(false);
    expect(await isKnown("b1", ben, now)).toBe(false);
    expect(await isKnown("b2", ana, now)).toBe(false);
    await save(later(5));
    expect(await isKnown("b1", ana, later(1))).toBe(true);
  });

  test("nothing of one district is found, spent or taken away from another", async () => {
    const place = await withLink();
    await place.run(({ access }) => access.addSession(session("s1")));
    await place.run(({ access }) => access.saveBrowser({ hash: "b1", person: ana, seenAt: now }));
    const other = rig.fresh();
    expect(await find(other, "l1")).toBeUndefined();
    expect(await spend(other)).toBe(false);
    expect(await guess(other)).toBeUndefined();
    await other.run(function* ({ access }) {
      expect(yield* access.findSession("s1", now)).toBeUndefined();
      expect(yield* access.removeSession("s1")).toBeUndefined();
      expect(yield* access.isKnownBrowser({ hash: "b1", person: ana }, now)).toBe(false);
      yield* access.forgetPerson(ana);
      expect(yield* access.forgetExpired(later(10_000_000))).toBe(0);
    });
    expect(await find(place, "l1")).toMatchObject({ triesLeft: 2 });
  });

  test("everything of one person goes at once, and nothing of anybody else", async () => {
    const place = await withLink();
    const left = await place.run(function* ({ access }) {
      for (const person of [ana, ben]) {
        yield* access.addSession(session(`s-${person}`, person));
        yield* access.saveBrowser({ hash: "b1", person, seenAt: now });
      }
      yield* access.addLink(link("l-ben", { person: ben }));
      yield* access.forgetPerson(ana);
      return [
        yield* access.findLink("l1", now),
        yield* access.findSession("s-ana", now),
        yield* access.isKnownBrowser({ hash: "b1", person: ana }, now),
        yield* access.isKnownBrowser({ hash: "b1", person: ben }, now),
        (yield* access.findLink("l-ben", now))?.hash,
        (yield* access.findSession("s-ben", now))?.hash,
      ];
    });
    expect(left).toEqual([undefined, undefined, false, true, "l-ben", "s-ben"]);
  });

  test("what is over is forgotten, what is not stays", async () => {
    const place = await withLink({ expiresAt: now });
    const left = await place.run(function* ({ access }) {
      yield* access.addLink(link("l2"));
      yield* access.addSession({ ...session("s1"), expiresAt: now });
      yield* access.addSession(session("s2"));
      yield* access.saveBrowser({ hash: "b1", person: ana, seenAt: daysAgo(181) });
      yield* access.saveBrowser({ hash: "b2", person: ana, seenAt: daysAgo(180) });
      const first = yield* access.forgetExpired(now);
      const again = yield* access.forgetExpired(now);
      const known = yield* access.isKnownBrowser({ hash: "b2", person: ana }, daysAgo(180));
      return [first, again, known, (yield* access.findSession("s2", now))?.hash];
    });
    expect(left).toEqual([3, 0, true, "s2"]);
    expect(await find(place, "l2")).toBeDefined();
  });
});
