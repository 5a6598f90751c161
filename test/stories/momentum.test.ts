import { beforeEach, expect, test } from "vitest";
import { type PersonId, type ShoutOutId, type SiteId, toId } from "#domain/ids.ts";
import { readMomentum } from "#usecases/digest-momentum.ts";
import { districtScope } from "#usecases/digest-scope.ts";
import { useWorlds, type World } from "./answers-rig.ts";

const AT = new Date("2025-08-19T14:00:00Z");
const WEEK = { since: new Date("2025-08-18T11:30:00Z"), until: new Date("2025-08-25T11:30:00Z") };

let world: World;
useWorlds((opened) => {
  world = opened.world;
});
beforeEach(async () => {
  await world.school("elm", ["eva-slack"]);
  await world.school("fir", ["fay-slack"]);
});

async function thankAt(school: string, share: "site" | "private"): Promise<void> {
  await world.run((tx) =>
    tx.praise.addShoutOut({
      id: toId<ShoutOutId>(`${school}-thanks`),
      giver: toId<PersonId>("oak-cy-slack"),
      receivers: [toId<PersonId>("oak-ana-slack")],
      text: "thanks",
      helped: "",
      practice: "choice",
      value: "",
      share,
      site: toId<SiteId>(school),
      at: AT,
      week: "2025-W34",
    }),
  );
}

const read = async () =>
  await world.run(function* (tx) {
    const { product } = world;
    const work = { tx, product, now: product.clock.now() };
    const scope = yield* districtScope(work, yield* tx.roster.getPerson(toId("lia-slack")));
    return yield* readMomentum(work, scope, WEEK);
  });

test("a lead reads early signs: at how many schools people thanked each other, and for what", async () => {
  for (const school of ["oak", "elm", "fir"]) await thankAt(school, "site");
  const signs = { answered: 0, thanked: 3, tried: 0, practices: ["choice"] };
  expect(await read()).toEqual({ isNews: true, signs });
  const { digest } = world.product.words.library;
  const section = digest.sections.find(({ id }) => id === "momentum");
  expect(section?.title).toBe("Early signs, not results yet");
});

test("what happened at two schools, or in private, is no sign that anybody reads", async () => {
  await thankAt("oak", "site");
  await thankAt("elm", "site");
  await thankAt("fir", "private");
  const signs = { answered: 0, thanked: 0, tried: 0, practices: [] };
  expect(await read()).toEqual({ isNews: true, signs });
});
