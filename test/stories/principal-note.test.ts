import { expect, test } from "vitest";
import { type ShoutOutId, toId } from "#domain/ids.ts";
import { joinSite } from "#usecases/join-site.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { hideShoutOut } from "#usecases/take-back-shout-out.ts";
import { MONDAY, type Opened, person, site, useWorlds, type World, w1 } from "./answers-rig.ts";
import { deedAt } from "./digest-rig.ts";
import { sections } from "./spread-rig.ts";

let product: Opened;
let world: World;
useWorlds(
  (opened) => {
    ({ product, world } = opened);
  },
  ["ana-slack"],
);

async function goTo(at: Date): Promise<void> {
  product.clock.moveTo(at);
  await runSchedule(product, world.district);
  await world.deliver();
}

const ANA = "oak-ana-slack";
/** Monday: staff hours begin at 7:00. */
const MORNING = new Date("2025-08-25T11:00:00Z");
const notes = () => world.inbox(ANA).filter(({ key }) => key.startsWith("principal-note:"));
const said = () => {
  const card = notes().at(-1)?.card;
  return card && sections(card);
};

const joined = async (): Promise<void> => {
  await world.run(function* (tx) {
    const wave = yield* tx.waves.findWave(w1);
    const school = yield* tx.roster.getSite(site("oak"));
    const asked = yield* tx.waves.findInvitation(w1, school.id);
    if (asked) yield* tx.waves.saveInvitation({ ...asked, answer: "yes", answeredAt: MONDAY });
    if (wave) yield* joinSite({ tx, product, now: MONDAY }, wave, school);
    yield* tx.roster.replaceCalendar([
      { day: "2025-08-11", kind: "first_day", label: "First day" },
      { day: "2025-09-01", kind: "closed", label: "Labor Day" },
      { day: "2025-10-13", kind: "closed", label: "Break" },
      { day: "2026-05-28", kind: "last_day", label: "Last day" },
    ]);
  });
};

test("a principal reads three good things, one idea and what is coming as staff hours begin on Monday, once", async () => {
  await joined();
  await world.run(function* ({ praise }) {
    yield* praise.addShoutOut({
      id: toId<ShoutOutId>("oak-thanks"),
      giver: person("oak-cy-slack"),
      receivers: [person("oak-cy-slack")],
      text: deedAt("oak"),
      helped: "",
      practice: "choice",
      value: "",
      share: "site",
      site: site("oak"),
      at: MONDAY,
      week: "2025-W34",
    });
  });
  await goTo(MORNING);
  await goTo(new Date(MORNING.getTime() + 60_000));
  const found = notes();
  expect(found).toHaveLength(1);
  expect(found[0]?.card.title).toBe("Oak School: your two-minute note");
  const note = said();
  expect(note?.["Good at Oak School"]?.[0]).toContain(deedAt("oak"));
  expect(note?.["One idea"]).toHaveLength(1);
  expect(note?.["Coming up"]).toEqual(["Monday, September 1: School is closed"]);
  await hideShoutOut(product, world.act("oak-cy-slack"), toId<ShoutOutId>("oak-thanks"));
  product.clock.moveTo(new Date(MORNING.getTime() + 120_000));
  await world.deliver();
  expect(JSON.stringify(said())).not.toContain(deedAt("oak"));
});

test("a principal reads an idea every third week, never the same, and no note in a week with nothing", async () => {
  await joined();
  const ideas: (string | undefined)[] = [];
  for (let week = 0; week < 7; week += 1) {
    const monday = new Date(MORNING.getTime() + week * 7 * 86_400_000);
    // Labor Day: the note comes on Tuesday.
    await goTo(week === 1 ? new Date(monday.getTime() + 86_400_000) : monday);
    ideas.push(said()?.["One idea"]?.[0]);
  }
  const weeks = notes().map(({ key }) => key.split(":")[2]);
  const told = ideas.filter((idea) => idea !== undefined);
  expect(new Set(told).size).toBe(3);
  expect(weeks).toContain("2025-W35");
  expect(weeks).not.toContain("2025-W37");
});

test("the principal of a school that has not joined gets no note", async () => {
  await goTo(MORNING);
  expect(notes()).toEqual([]);
});
