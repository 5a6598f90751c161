import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DistrictFacts } from "#domain/digest-facts.ts";
import { type ShoutOutId, toId } from "#domain/ids.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";
import { digestText } from "#messages/digest-card.ts";
import { readDigest } from "#usecases/read-digest.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { hideShoutOut } from "#usecases/take-back-shout-out.ts";
import {
  MONDAY,
  type Opened,
  openProduct,
  person,
  startWorld,
  type World,
  w1,
} from "./answers-rig.ts";
import { deedAt, fillWeek, GIL, LIA, NEXT_MONDAY, near } from "./digest-rig.ts";
import { sections } from "./spread-rig.ts";

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-digests-"));
const file = path.join(folder, "groundswell.db");
let product: Opened;
let close: () => Promise<void>;
let worlds = 0;

beforeAll(async () => ({ product, close } = await openProduct(`file:${file}`)));
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

async function newWorld(): Promise<World> {
  worlds += 1;
  product.clock.moveTo(MONDAY);
  const world = await startWorld(product, `digests-${worlds}`);
  await world.school("oak", ["ana-slack"]);
  return world;
}

async function goTo(world: World, at: Date): Promise<void> {
  product.clock.moveTo(at);
  await runSchedule(product, world.district);
  await world.deliver();
}

const cards = (world: World, who: string, kind: string) =>
  world.inbox(who).filter(({ key }) => key.startsWith(kind));
const said = (world: World, who: string, kind = "digest:") => {
  const card = cards(world, who, kind).at(-1)?.card;
  return card ? sections(card) : undefined;
};

async function factsOf(world: World, who: string): Promise<DistrictFacts> {
  const [found] = cards(world, who, "digest:");
  const kept = await world.run((tx) => tx.deciding.findDigest(found?.key ?? ""));
  const facts = parseFacts(kept?.facts ?? "");
  if (facts?.kind !== "district") throw new RangeError("There is no digest.");
  return facts;
}

describe("a busy week", () => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld();
    await fillWeek(world);
    await goTo(world, NEXT_MONDAY);
  });

  /** Straight from the tables, as somebody would count by hand. */
  function count(sql: string): number {
    const client = new Database(file, { readonly: true });
    try {
      const row: unknown = client
        .prepare(sql.replaceAll("$d", `'${world.district}'`))
        .pluck()
        .get();
      return Number(row);
    } finally {
      client.close();
    }
  }

  const from = MONDAY.getTime() - 4 * 3_600_000;
  const inWeek = (column: string) =>
    `${column} >= ${from - 3 * 3_600_000 - 1_800_000} and ${column} < ${NEXT_MONDAY.getTime()}`;

  test("a lead's chart counts visits three schools at a time, and nothing of fewer than three rooms", async () => {
    const { charts } = await factsOf(world, LIA);
    // Those of yew, elm and oak; pine's waits for two other schools.
    expect(charts.seen).toEqual({ sites: 3, rooms: 18, looks: [{ lookFor: "L01", rooms: 14 }] });
  });

  test("every number that a lead reads is the number in the database at that instant", async () => {
    const { schools, signs, inTheWay, seen, plumbing, waves, changes } = await factsOf(world, LIA);
    const of = (table: string, where: string) =>
      count(`select count(*) from ${table} where district_id = $d and ${where}`);
    expect(schools).toEqual({
      joined: of("joinings", "1"),
      total: of("sites", "active"),
      fresh: of("joinings", inWeek("at")),
    });
    const answered = (kind: string) => of("invitations", `answer = '${kind}'`);
    expect(signs.answered).toBe(answered("yes") + answered("not_yet") + answered("no"));
    expect(signs.thanked).toBe(
      count(
        `select count(distinct site_id) from shout_outs where district_id = $d and ${inWeek("at")}`,
      ),
    );
    expect(inTheWay).toEqual([{ pitfall: "plate_full", sites: of("answer_pitfalls", "1") }]);
    const shared = `select id from expeditions where district_id = $d and ${inWeek("shared_at")}`;
    const look = "look_for = 'L01' and expedition_id in";
    expect(seen).toEqual([
      {
        lookFor: "L01",
        rooms: count(`select sum(rooms) from observations where ${look} (${shared})`),
        of: count(`select sum(rooms) from expedition_parts where expedition_id in (${shared})`),
        sites: 3,
      },
    ]);
    expect(plumbing).toEqual({
      delivered: of("deliveries", `outcome = 'delivered' and ${inWeek("at")}`),
      failed: 0,
      stopped: of("preferences", "stopped_at is not null"),
      paused: of("pauses", "from_day <= '2025-08-25' and until_day >= '2025-08-25'"),
      halted: false,
    });
    expect(plumbing?.delivered).toBeGreaterThan(5);
    expect(waves[0]?.counts).toMatchObject({ yes: 2, not_yet: 4, no: 1, silent: 1 });
    expect(changes).toEqual(["said"]);
  });

  test("the card says of which minute its numbers are, and every section is in the library's order", () => {
    const [found] = cards(world, LIA, "digest:");
    expect(found?.card.context).toBe("As of Monday, August 25, 7:30 AM.");
    expect(Object.keys(said(world, LIA) ?? {})).toEqual([
      "This week in one line",
      "Do this week",
      "Good we found",
      "Early signs, not results yet",
      "Where the waves stand",
      "What's in the way",
      "Seen and heard on visits",
      "Training worth offering",
      "You said, we changed",
      "Where we haven't looked",
      "How the messages went",
    ]);
    expect(said(world, LIA)?.["You said, we changed"]).toHaveLength(1);
    expect(said(world, LIA)?.["How the messages went"]?.[0]).toContain(
      "1 person stopped all messages, 1 school paused",
    );
  });

  test("an area lead reads of the own clusters alone, and nothing of fewer than three schools", async () => {
    const facts = await factsOf(world, GIL);
    expect(facts.schools).toEqual({ joined: 2, total: near.length, fresh: 2 });
    expect(facts.inTheWay).toEqual([{ pitfall: "plate_full", sites: 3 }]);
    // Two of their schools were visited, and two of them thanked.
    expect([facts.seen, facts.signs.thanked, facts.plumbing]).toEqual([[], 0, undefined]);
    const text = JSON.stringify(said(world, GIL));
    expect(text).not.toMatch(/Pine|Reed/);
    expect(text).toContain(deedAt("elm"));
    const [found] = cards(world, GIL, "digest:");
    expect(found?.card.context).toContain("Your schools only: Near.");
  });

  test("a thank-you that is hidden leaves the digest and its page, and every number stays", async () => {
    const before = said(world, LIA);
    expect(JSON.stringify(before)).toContain(deedAt("pine"));
    await hideShoutOut(product, world.act("pine-p-slack"), toId<ShoutOutId>("thanks-pine"));
    product.clock.moveTo(new Date(NEXT_MONDAY.getTime() + 20_000));
    await world.deliver();
    const { "Good we found": _good, ...after } = said(world, LIA) ?? {};
    const { "Good we found": _before, ...rest } = before ?? {};
    expect(JSON.stringify(said(world, LIA))).not.toContain(deedAt("pine"));
    expect(after).toEqual(rest);
    const [found] = cards(world, LIA, "digest:");
    const { view } = await readDigest(product, world.act(LIA), found?.key ?? "");
    const text = digestText(product.words, view);
    expect(text).not.toContain(deedAt("pine"));
    expect(text).toContain("As of Monday, August 25, 7:30 AM.");
    expect(text).not.toMatch(/[*_<>]/);
  });

  test("a digest is opened by whom it was made for, and only while they lead what it tells", async () => {
    const [lias] = cards(world, LIA, "digest:");
    const [gils] = cards(world, GIL, "digest:");
    const open = async (who: string, id = "") => {
      try {
        return (await readDigest(product, world.act(who), id)).view.id;
      } catch {
        return "refused";
      }
    };
    expect(await open(LIA, lias?.key)).toBe(lias?.key);
    for (const who of [GIL, "mo-teams", "oak-ana-slack"]) {
      expect(await open(who, lias?.key)).toBe("refused");
    }
    expect(await open(GIL, gils?.key)).toBe(gils?.key);
    await world.run(function* ({ roster }) {
      const gil = yield* roster.getPerson(person(GIL));
      yield* roster.savePeople([{ ...gil, assignments: [] }]);
    });
    expect(await open(GIL, gils?.key)).toBe("refused");
  });

  test("who asks for the digest in between gets the last seven days as they are then", async () => {
    product.clock.moveTo(new Date("2025-08-25T18:00:00Z"));
    const note = await world.say(LIA, "/pl digest");
    expect(JSON.stringify(note)).toContain("on its way");
    await world.deliver();
    expect(cards(world, LIA, "digest-asked:").at(-1)?.card.context).toContain("2:00 PM");
    const other = await world.say("oak-cy-slack", "/pl digest");
    expect(JSON.stringify(other)).toContain("people who lead the work");
  });

  test("somebody whom a lead names reads the district's digest without anybody's calls", async () => {
    await world.say(LIA, "/pl digest add Cy of reed");
    await goTo(world, new Date("2025-09-02T11:30:00Z"));
    const text = JSON.stringify(said(world, "reed-cy-slack"));
    expect(text).toContain("Where the waves stand");
    expect(text).not.toContain("People to call");
    await world.say(LIA, "/pl digest remove Cy of reed");
    const refused = await world.say("reed-cy-slack", "/pl digest");
    expect(JSON.stringify(refused)).toContain("people who lead the work");
  });
});

test("a week without news and without an ask brings no digest", async () => {
  const world = await newWorld();
  await world.run(function* (tx) {
    const wave = yield* tx.waves.findWave(w1);
    if (wave) yield* tx.waves.saveWave({ ...wave, state: "closed", closesOn: "2025-06-30" });
    const campaign = "digest" as const;
    yield* tx.schedule.save({ id: "digest", campaign, subject: "", nextAt: NEXT_MONDAY });
  });
  await goTo(world, NEXT_MONDAY);
  expect(cards(world, LIA, "digest:")).toEqual([]);
  const note = await world.say(LIA, "/pl digest");
  expect(JSON.stringify(note)).toContain("Nothing is new");
});
