import { beforeEach, describe, expect, test } from "vitest";
import type { ThanksWish } from "#domain/shout-out.ts";
import { listSpotsAround } from "#usecases/list-good-at.ts";
import { chooseThanks } from "#usecases/take-back-shout-out.ts";
import { cardIn } from "./answers-desk.ts";
import { MONDAY, type Opened, person, site, useWorlds, type World } from "./answers-rig.ts";
import { DAY_MS, DEED, FRIDAY, NEXT_MONDAY, spreadRig } from "./spread-rig.ts";

let world: World;
let product: Opened;
let rig: ReturnType<typeof spreadRig>;
useWorlds((opened) => {
  ({ world, product } = opened);
  rig = spreadRig(opened);
});
beforeEach(async () => await rig.openChannels());

const [ANA, CY, LIA] = ["oak-ana-slack", "oak-cy-slack", "lia-slack"] as const;
const [ELM, ELM_TOO] = ["elm-cy-slack", "elm-ana-slack"] as const;
const GOOD = "This week's good";
const OTHER = "From another school";
const wish = async (who: string, thanks: ThanksWish) => {
  await chooseThanks(product, world.act(who), thanks);
  await rig.settle();
};
const agreeAll = async (id: Awaited<ReturnType<typeof rig.give>>, ...names: readonly string[]) => {
  for (const who of names) await rig.agree(who, id);
};

describe("thanks from one school to another", () => {
  test("are the good of both, and news from elsewhere in neither", async () => {
    const id = await rig.give(ANA, { to: ELM });
    await agreeAll(id, ANA, ELM);
    await rig.goTo(FRIDAY);
    for (const name of ["oak", "elm"]) {
      expect(rig.roundup(name)?.[GOOD]).toEqual([expect.stringContaining(DEED)]);
      expect(rig.roundup(name)?.[OTHER]).toBeUndefined();
    }
    await rig.edit(ANA, id, `${DEED} all week`);
    expect(rig.roundup("elm")?.[GOOD]?.[0]).toContain("all week");
  });

  test("leave the other school's roundup once who is thanked there wants them in private", async () => {
    await rig.give(ANA, { to: ELM });
    await rig.give(ELM, { to: ELM_TOO, text: `${DEED} at home` });
    await rig.goTo(FRIDAY);
    await wish(ELM, "private");
    expect(rig.roundup("elm")?.[GOOD]).toEqual([expect.stringContaining("at home")]);
  });

  test("are no silence in the other school's channel", async () => {
    await world.run(function* (tx) {
      const nextAt = new Date(FRIDAY.getTime() - DAY_MS);
      for (const name of ["oak", "elm"]) {
        const campaign = "weekly_ask" as const;
        yield* tx.schedule.save({
          id: `weekly-ask:${name}`,
          campaign,
          subject: site(name),
          nextAt,
        });
      }
    });
    const asked = () =>
      ["oak", "elm"].filter((name) =>
        world.inbox(`${name}-staff`).some(({ key }) => key.startsWith("weekly-ask:")),
      );
    await rig.give(ELM, { to: ANA });
    await rig.goTo(new Date(FRIDAY.getTime() - DAY_MS));
    expect(asked()).toEqual([]);
    await rig.goTo(new Date(FRIDAY.getTime() + 6 * DAY_MS));
    expect(asked()).toEqual(["oak", "elm"]);
  });

  test("are good that was seen at the other school too, unless they were in private", async () => {
    await rig.give(ANA, { to: ELM, practice: "choice" });
    await rig.give(ANA, { to: ELM_TOO, practice: "voice", share: "private" });
    await rig.give(ANA, { to: CY, practice: "data" });
    const until = new Date(FRIDAY.getTime() + 30 * DAY_MS);
    const spots = await world.run(function* (tx) {
      const work = { tx, product, now: until };
      return yield* listSpotsAround(work, { since: MONDAY, until });
    });
    expect(spots).toEqual([{ site: site("elm"), practice: "choice" }]);
  });
});

describe("what was agreed once", () => {
  test("gives way to the later wish to be thanked in the own school alone", async () => {
    const id = await rig.give(ANA, { to: CY });
    await agreeAll(id, ANA, CY);
    await rig.give(ELM, { to: ELM_TOO, text: `${DEED} at Elm` });
    await rig.goTo(FRIDAY);
    expect(rig.roundup("elm")?.[OTHER]).toHaveLength(1);
    await wish(CY, "school");
    expect(rig.roundup("elm")?.[OTHER]).toBeUndefined();
    expect(rig.roundup("oak")?.[GOOD]).toHaveLength(1);
  });

  test("for other schools is no word for the district's digest", async () => {
    const id = await rig.give(ANA, { to: CY });
    await agreeAll(id, ANA, CY);
    await rig.goTo(NEXT_MONDAY);
    expect(rig.digest(LIA)).not.toContain(DEED);
  });
});

test("a line back to somebody who has left is not kept, and that is said", async () => {
  const id = await rig.give(ANA, { to: CY });
  await world.run((tx) => tx.roster.deactivatePeople([person(ANA)]));
  const left = cardIn(await rig.sayBack(CY, "That made my week."));
  expect(left.text).toContain("no longer on the staff list");
  expect(await world.run((tx) => tx.praise.listThankBacks(id))).toEqual([]);
});
