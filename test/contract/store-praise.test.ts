import { describe, expect, test } from "vitest";
import { type OutboxKey, type PersonId, type ShoutOutId, type SiteId, toId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { at } from "./outbox-desk.ts";
import { ana, ben, cy, s1, shoutOut } from "./records-desk.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const p1 = toId<ShoutOutId>("p1");
const p2 = toId<ShoutOutId>("p2");
const p3 = toId<ShoutOutId>("p3");
const key = (text: string) => toId<OutboxKey>(text);
const ids = (list: readonly { readonly id: ShoutOutId }[]) => list.map(({ id }) => id);

/** From Ana to Ben unless more is told, so many seconds after eight. */
function given(id: string, seconds: number, more: Partial<ShoutOut> = {}): ShoutOut {
  return { ...shoutOut(id, "2025-09-08"), at: at(seconds), ...more };
}

describe.each(engines)("shout-outs and what follows them, on %s", (engine) => {
  const rig = useStore(engine);

  async function seed(...list: readonly ShoutOut[]): Promise<Place> {
    const place = rig.fresh();
    await place.run(function* ({ praise }) {
      for (const each of list) yield* praise.addShoutOut(each);
    });
    return place;
  }

  test("eight changes of one shout-out in the same moment come one after the other", async () => {
    const place = await seed(given("p1", 1, { text: "" }));
    const letters = [..."abcdefgh"];
    const add = (letter: string) =>
      place.run(function* ({ praise }) {
        yield* praise.guardShoutOut(p1);
        const found = yield* praise.findShoutOut(p1);
        if (found) yield* praise.reviseShoutOut({ ...found, text: found.text + letter }, at(9));
      });
    await Promise.all(letters.map(add));
    const kept = await place.run(({ praise }) => praise.findShoutOut(p1));
    expect([...(kept?.text ?? "")].sort()).toEqual(letters);
    expect(kept).toMatchObject({ revision: 8, editedAt: at(9), receivers: [ben] });
  });

  test("a change asks for other receivers, and those who stay keep what they did", async () => {
    const place = await seed(given("p1", 1, { receivers: [ana, ben], giver: cy }));
    await place.run(function* ({ praise }) {
      yield* praise.setTelling(p1, ben, key("thanks:ben"));
      yield* praise.saveThankBack(p1, ben, { receiver: ben, text: "Any time.", at: at(2) });
      yield* praise.saveSpread(p1, ben, at(2));
      yield* praise.saveSpread(p1, cy, at(2));
      const words = {
        text: "You lent\0 the globe.",
        helped: "",
        practice: "choice",
        value: "grit",
      };
      const more = { ...words, share: "private", site: undefined, receivers: [ben, cy] } as const;
      yield* praise.reviseShoutOut(given("p1", 1, { giver: cy, ...more }), at(3));
    });
    expect(await place.run(({ praise }) => praise.findKept(p1))).toEqual({
      ...given("p1", 1, { giver: cy, receivers: [ben, cy], share: "private", site: undefined }),
      text: "You lent the globe.",
      helped: "",
      practice: "choice",
      value: "grit",
      revision: 1,
      editedAt: at(3),
    });
    expect(await place.run(({ praise }) => praise.findTelling(p1, ben))).toBe("thanks:ben");
    expect(await place.run(({ praise }) => praise.findTelling(p1, cy))).toBeUndefined();
    const backs = await place.run(({ praise }) => praise.listThankBacks(p1));
    expect(backs).toEqual([{ receiver: ben, text: "Any time.", at: at(2) }]);
    const agreed = (who: PersonId) => place.run(({ praise }) => praise.hasAgreed(p1, who));
    expect([await agreed(ben), await agreed(cy), await agreed(ana)]).toEqual([true, true, false]);
    await place.run(({ praise }) => praise.reviseShoutOut(given("gone", 1), at(4)));
    expect(await place.run(({ praise }) => praise.findKept(toId("gone")))).toBeUndefined();
  });

  test("who took a shout-out away stays named, after somebody thanked who hid its post", async () => {
    const place = await seed(given("p1", 1));
    await place.run(({ praise }) => praise.hideShoutOut(p1, at(2), "receiver"));
    await place.run(({ praise }) => praise.hideShoutOut(p1, at(3), "lead"));
    await place.run(({ praise }) => praise.hideShoutOut(p1, at(4), "giver"));
    expect(await place.run(({ praise }) => praise.findShoutOut(p1))).toBeUndefined();
    const kept = await place.run(({ praise }) => praise.findKept(p1));
    expect(kept).toMatchObject({ hiddenAt: at(2), hiddenBy: "lead", receivers: [ben] });
  });

  test("what I gave and what I received come together, the newest first", async () => {
    const other = given("p4", 4, { giver: cy, receivers: [ana] });
    const place = await seed(
      given("p1", 1),
      given("p2", 2, { giver: ben, receivers: [ana] }),
      given("p3", 3),
      other,
    );
    const mine = (limit: number) => place.run(({ praise }) => praise.listMine(ben, limit));
    expect(ids(await mine(9))).toEqual([p3, p2, p1]);
    expect(ids(await mine(2))).toEqual([p3, p2]);
  });

  test("it is known which summaries quote a shout-out, and what a summary quotes in its order", async () => {
    const place = await seed(given("p1", 1), given("p2", 2), given("p3", 3));
    const [first, second] = [key("roundup:s_1:2025-W37"), key("roundup:s_1:2025-W38")];
    await place.run(function* ({ praise }) {
      yield* praise.addQuotes(second, [p2, p1], at(20));
      yield* praise.addQuotes(first, [p1, p3], at(10));
      yield* praise.addQuotes(first, [p3, p1], at(11));
      yield* praise.addQuotes(key("roundup:sx1:2025-W38"), [p3], at(20));
      yield* praise.addQuotes(key("Roundup:s_1:2025-W38"), [p3], at(20));
      yield* praise.hideShoutOut(p2, at(21), "giver");
    });
    const quoting = (id: ShoutOutId) => place.run(({ praise }) => praise.listQuoting(id));
    expect(await quoting(p1)).toEqual([first, second]);
    expect(await quoting(p2)).toEqual([second]);
    const quoted = (of: OutboxKey) => place.run(({ praise }) => praise.listQuoted(of));
    expect(ids(await quoted(first))).toEqual([p3, p1]);
    expect(ids(await quoted(second))).toEqual([p1]);
    const spots = await place.run(({ praise }) => praise.listQuotedSpots([second, key("none")]));
    expect(spots).toEqual([{ key: second, practice: given("p1", 1).practice }]);
    const since = (seconds: number) =>
      place.run(({ praise }) => praise.listQuotedIn("roundup:s_1:", at(seconds)));
    expect(await since(0)).toEqual([p1, p2, p3]);
    expect(await since(15)).toEqual([p1, p2]);
  });

  test("somebody thanked answers once", async () => {
    const place = await seed(given("p1", 1, { receivers: [ben, cy] }));
    const back = (receiver: PersonId, text: string, seconds: number) => ({
      receiver,
      text,
      at: at(seconds),
    });
    const save = (one: ReturnType<typeof back>) =>
      place.run(({ praise }) => praise.saveThankBack(p1, one.receiver, one));
    expect(await save(back(cy, "Gladly.", 3))).toBe(true);
    expect(await save(back(ben, "Any\0 time.", 2))).toBe(true);
    expect(await save(back(ben, "Again.", 4))).toBe(false);
    expect(await save(back(ana, "I am not thanked.", 4))).toBe(false);
    expect(await place.run(({ praise }) => praise.listThankBacks(p1))).toEqual([
      back(ben, "Any time.", 2),
      back(cy, "Gladly.", 3),
    ]);
  });

  test("other schools may read what everybody in it agreed to, and nothing private or hidden", async () => {
    const place = await seed(
      given("p1", 1, { receivers: [ben, cy] }),
      given("p2", 2, { share: "private" }),
      given("p3", 3),
    );
    const agree = (id: ShoutOutId, who: PersonId, when: Date | undefined = at(5)) =>
      place.run(({ praise }) => praise.saveSpread(id, who, when));
    const up = async () => ids(await place.run(({ praise }) => praise.listSpreadable(at(1))));
    for (const id of [p1, p2, p3]) for (const who of [ana, ben]) await agree(id, who);
    expect(await up()).toEqual([p3]);
    await agree(p1, cy);
    expect(await up()).toEqual([p1, p3]);
    expect(ids(await place.run(({ praise }) => praise.listSpreadable(at(2))))).toEqual([p3]);
    await place.run(({ praise }) => praise.saveSpread(p1, ana, undefined));
    await place.run(({ praise }) => praise.hideShoutOut(p3, at(6), "receiver"));
    expect(await up()).toEqual([]);
  });

  test("each colleague reports a post once, a lead settles all that are open, and what was settled is reported anew", async () => {
    const place = await seed(given("p1", 1));
    const report = (by: PersonId, seconds: number) =>
      ({ shoutOut: p1, by, reason: "student", at: at(seconds) }) as const;
    const add = (one: ReturnType<typeof report>) =>
      place.run(({ praise }) => praise.addReport(one));
    expect([await add(report(cy, 3)), await add(report(ben, 2)), await add(report(cy, 4))]).toEqual(
      [true, true, false],
    );
    const list = () => place.run(({ praise }) => praise.listReports(p1));
    expect(await list()).toEqual([report(ben, 2), report(cy, 3)]);
    const settled = { outcome: "left_up", settledBy: ana, settledAt: at(5) } as const;
    await place.run(({ praise }) => praise.settleReports(p1, settled));
    await add(report(ana, 6));
    const hidden = { outcome: "hidden", settledBy: cy, settledAt: at(7) } as const;
    await place.run(({ praise }) => praise.settleReports(p1, hidden));
    expect(await list()).toEqual([
      { ...report(ben, 2), ...settled },
      { ...report(cy, 3), ...settled },
      { ...report(ana, 6), ...hidden },
    ]);
    expect([await add(report(cy, 8)), await add(report(cy, 9))]).toEqual([true, false]);
    expect((await list()).at(-1)).toEqual(report(cy, 8));
  });

  test("a school's shout-outs of a week are its own, the oldest first", async () => {
    const elsewhere = toId<SiteId>("s2");
    const place = await seed(
      given("p3", 3),
      given("p2", 2, { site: elsewhere }),
      given("p1", 1),
      given("p4", 4),
    );
    const range = { since: at(1), until: at(4), site: s1 };
    expect(ids(await place.run(({ praise }) => praise.listShoutOuts(range)))).toEqual([p1, p3]);
  });
});
