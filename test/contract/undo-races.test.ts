import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import type { ShoutOutId } from "#domain/ids.ts";
import {
  createWorld,
  type Opened,
  openProduct,
  person,
  startWorld,
  type World,
} from "#test/stories/answers-rig.ts";
import { channelOf } from "#test/stories/praise-world.ts";
import { editShoutOut } from "#usecases/edit-shout-out.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { settleReport } from "#usecases/report-shout-out.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { hideShoutOut, removeShoutOut } from "#usecases/take-back-shout-out.ts";
import { relayOnce } from "#worker/relay.ts";
import { cy, lia, toShown, wrongLists, wrongPlaces, wrongSummaries } from "./races-faults.ts";
import {
  type Behaviour,
  cardsIn,
  createStandings,
  type Manner,
  platformsOf,
  type Standings,
} from "./races-platform.ts";
import { ana, type Round, SCRIPTS, scripts, type Wish } from "./races-scripts.ts";
import { createDatabase, engines, type TestDatabase } from "./store-rig.ts";

/** A Friday five minutes before the roundup, and the Monday after it, in the digest's minute. */
const GIVEN = new Date("2025-08-22T17:55:00Z");
const ROUNDUP = new Date("2025-08-22T18:00:00Z");
const DIGEST = new Date("2025-08-25T11:30:00Z");
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
describe.each(engines)("two replicas on one database, on %s", (engine) => {
  let database: TestDatabase;
  let opened: Awaited<ReturnType<typeof openProduct>>[] = [];
  let worlds: readonly [World, World];

  beforeAll(async () => {
    database = await createDatabase(engine);
    const replicas = [await openProduct(database.url), await openProduct(database.url)] as const;
    opened = [...replicas];
    worlds = await startTwice(replicas[0].product, replicas[1].product);
  });
  afterAll(async () => {
    for (const { close } of opened) await close();
    await database.remove();
  });

  test("an edit, a hide and a delivery in one moment end in what was asked for last, on every surface", async () => {
    let quotes = 0;
    for (const [at, script] of scripts.entries()) {
      const race = await startRace(worlds, at);
      for (const each of script.friday) await race.run(each);
      await race.settle();
      race.goTo(DIGEST);
      for (const each of script.monday) await race.run(each);
      await race.settle();
      expect(await race.faults(), `${at}: ${JSON.stringify(script)}`).toEqual([]);
      quotes += await race.countQuotes();
    }
    // A summary that quotes nothing would prove nothing.
    expect(quotes).toBeGreaterThan(SCRIPTS / 2);
  });
});

/** Two schools with channels, through either replica. */
async function startTwice(first: Opened, second: Opened): Promise<readonly [World, World]> {
  const here = await startWorld(first, "races");
  for (const each of ["oak", "elm"]) await here.school(each, ["ana-slack"]);
  await here.run(function* ({ roster, schedule }) {
    yield* roster.saveChannels([channelOf("oak"), channelOf("elm", "teams"), channelOf("all")]);
    const friday = { campaign: "roundup", subject: "oak", nextAt: ROUNDUP } as const;
    yield* schedule.save({ id: "roundup:oak", ...friday });
    yield* schedule.save({ id: "digest", campaign: "digest", subject: "races", nextAt: DIGEST });
  });
  return [here, createWorld(second, here.district)];
}

/** Each race has a week of its own. */
async function startRace(worlds: readonly [World, World], week: number) {
  const goTo = (to: Date): void => {
    const ms = to.getTime() + week * WEEK_MS;
    for (const [at, { product }] of worlds.entries()) product.clock.moveTo(new Date(ms + at * 500));
  };
  goTo(GIVEN);
  const [here] = worlds;
  const words = { text: textOf(week, 0), helped: "", practice: "", value: "" };
  const thanks = { ...words, receivers: [person(ana)], share: "district" } as const;
  const act = { ...here.act(cy), eventKey: `given-${week}` };
  const given = await giveShoutOut(here.product, act, thanks);
  if (given.kind !== "given") throw new RangeError("It was not given.");
  const report = { shoutOut: given.id, by: person("elm-cy-slack"), reason: "other" } as const;
  await here.run((tx) => tx.praise.addReport({ ...report, at: GIVEN }));
  goTo(ROUNDUP);
  return { ...createRace(worlds, { id: given.id, week }), goTo };
}

const textOf = (week: number, number: number) => `version ${week}/${number} of the plan`;

interface Raced {
  readonly id: ShoutOutId;
  readonly week: number;
}

function createRace(worlds: readonly [World, World], raced: Raced) {
  const [here] = worlds;
  const standings = createStandings();
  const tick = () => {
    for (const { product } of worlds) {
      product.clock.moveTo(new Date(product.clock.now().getTime() + 1100));
    }
  };
  const relayAll = async (manners: readonly Manner[], until: Promise<void>): Promise<number> => {
    const sent = worlds.map(async (world, at) => {
      const manner = manners[at] ?? "idle";
      return manner === "idle" ? 0 : await relay(world, standings, { manner, until });
    });
    return (await Promise.all(sent)).reduce((sum, count) => sum + count, 0);
  };
  const shownIn = (where: string) => [...cardsIn(standings, where)].map(toShown);
  return {
    settle: async (): Promise<void> => {
      for (let quiet = 0; quiet < 2; ) {
        const sent = await relayAll(["quick", "quick"], Promise.resolve());
        quiet = sent === 0 ? quiet + 1 : 0;
        tick();
      }
    },
    run: async ({ wishes, manners }: Round): Promise<void> => {
      let open: () => void = () => undefined;
      const until = new Promise<void>((done) => {
        open = done;
      });
      const relays = relayAll(manners, until);
      await Promise.all(wishes.map((each, at) => ask(worlds[at % 2] ?? here, raced, each)));
      await Promise.all(worlds.map(({ product, district }) => runSchedule(product, district)));
      open();
      await relays;
      tick();
    },
    faults: async (): Promise<readonly string[]> => {
      const kept = await here.run((tx) => tx.praise.findKept(raced.id));
      if (!kept) return ["It is gone altogether."];
      const twice = [...standings.posted].filter(([, count]) => count > 1);
      return [
        ...twice.map(([key]) => `${key} was posted twice`),
        ...wrongPlaces(kept, shownIn),
        ...wrongSummaries(kept, shownIn),
        ...(await wrongLists(here, kept)),
      ];
    },
    countQuotes: async () => (await here.run((tx) => tx.praise.listQuoting(raced.id))).length,
  };
}

const pace = { laneMs: 0, perSecond: 10_000 };
const paces = { local: pace, slack: pace, teams: pace };

async function relay({ product, district }: World, standings: Standings, how: Behaviour) {
  const adapters = platformsOf(standings, how);
  return (await relayOnce({ ...product, adapters, paces }, district)).taken;
}

const gone: ReadonlySet<string> = new Set(["NOT_ALLOWED"]);

/** Somebody asks for it; that it is not theirs any more is an answer too. */
async function ask(world: World, raced: Raced, wish: Wish): Promise<void> {
  try {
    await askFor(world, raced, wish);
  } catch (error) {
    if (!(error instanceof ProductError && gone.has(error.code))) throw error;
  }
}

async function askFor(world: World, { id, week }: Raced, wish: Wish): Promise<void> {
  const { product } = world;
  const giver = world.act(cy);
  if (wish.ask === "hide") return void (await hideShoutOut(product, world.act(ana), id));
  if (wish.ask === "remove") return void (await removeShoutOut(product, giver, id));
  if (wish.ask === "settle") {
    const settled = { id, outcome: "hidden" } as const;
    return void (await settleReport(product, world.act(lia), settled));
  }
  const before = await world.run((tx) => tx.praise.findShoutOut(id));
  if (!before) return;
  const { text, helped, practice, value } = before;
  const words = { id, text, helped, practice, value };
  if (wish.ask === "edit")
    await editShoutOut(product, giver, { ...words, text: textOf(week, wish.version) });
  else if (wish.ask === "share")
    await editShoutOut(product, giver, { ...words, share: wish.share });
  else await editShoutOut(product, giver, { ...words, receivers: wish.who.map(person) });
}
