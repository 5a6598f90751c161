import { afterAll, beforeAll, expect, test } from "vitest";
import { type PauseId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, minutesOf, mondayOf, timeOf, toInstant } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import {
  calendar,
  countDirects,
  endThanks,
  type Idea,
  ideasOf,
  localMoment,
  mondaysFrom,
  rbps,
  readByHand,
  readSome,
  seedJoined,
} from "./two-years.ts";
import { startWaveWorld, type WaveWorld, zone } from "./wave-world.ts";

/** An early and a late bell schedule, on both platforms; the last one never joined. */
const SCHOOLS = ["rbps-s001", "rbps-s084", "rbps-s002"];
const JOINED = SCHOOLS.slice(0, 2).map((id) => toId<SiteId>(id));
const [SNOWED = toId<SiteId>("")] = JOINED;
/** A Tuesday on which one school is closed by the weather. */
const SNOW_DAY = "2026-01-13";

let world: WaveWorld;
let sites: ReadonlyMap<string, Site>;
let people: ReadonlyMap<string, Person>;
let askers: readonly PersonId[];
let ideas: readonly Idea[];
const byHand = readByHand(calendar);

beforeAll(async () => {
  world = await startWaveWorld({
    start: new Date("2025-08-01T12:00:00Z"),
    sites: 0,
    calendar,
    fill: false,
  });
  const files = await readSome(SCHOOLS);
  await seedJoined(world, files, JOINED);
  await endThanks(world);
  sites = new Map(files.sites.map((site) => [site.id, site]));
  people = new Map(files.people.map((person) => [person.id, person]));
  askers = await chooseAskers(files.people);
  await world.goTo(toInstant(`${SNOW_DAY}T05:30`, zone));
  await world.product.store.transaction(rbps, (tx) =>
    tx.serving.savePause({
      ...{ id: toId<PauseId>("snow"), site: SNOWED, fromDay: SNOW_DAY, untilDay: SNOW_DAY },
      ...{ reason: "weather", by: toId<PersonId>("p"), at: world.clock.now() },
    }),
  );
  await world.goTo(new Date("2027-06-15T12:00:00Z"));
  ideas = ideasOf(world);
}, 240_000);
afterAll(async () => await world.stop());

/** Two teachers, one of them at two schools, and a principal ask for ideas in person. */
async function chooseAskers(all: readonly Person[]): Promise<readonly PersonId[]> {
  const isTeacher = ({ assignments }: Person) => assignments.some(({ role }) => role === "teacher");
  const teachers = all
    .filter(isTeacher)
    .toSorted((a, b) => b.assignments.length - a.assignments.length);
  const principal = all.find(({ assignments }) =>
    assignments.some(({ role }) => role === "principal"),
  );
  const chosen = [
    ...teachers.slice(0, 1),
    ...teachers.slice(-1),
    ...(principal ? [principal] : []),
  ];
  for (const { id: person } of chosen) {
    const act = {
      district: rbps,
      person,
      platform: "local" as const,
      workspace: rbps,
      eventKey: `s:${person}`,
    };
    await startMessages(world.product, act);
  }
  return chosen.map(({ id }) => id);
}

const ideasTo = (id: string) => ideas.filter(({ to }) => to === id);
const weekOf = ({ sentAt }: Idea) => mondayOf(localDay(sentAt, zone));
const mondays = mondaysFrom("2025-08-04", "2027-05-28");

interface Week {
  readonly day: string | undefined;
  /** Why it is not simply Tuesday; "" where it is. */
  readonly why: string;
}

/** On which day a school's idea of a week is due, read by hand. */
function dueIn(week: string, site: SiteId): Week {
  if (site === SNOWED && week === mondayOf(SNOW_DAY)) {
    return { day: "2026-01-14", why: "snow at one school: Wednesday" };
  }
  const day = byHand.slotDay(week);
  if (day === undefined) return { day, why: "no school day from Tuesday on" };
  return { day, why: day === addDays(week, 1) ? "" : `Tuesday is quiet: ${day}` };
}

/** What a school got in a week, and what was unusual about it. */
function lookAt(week: string, id: SiteId) {
  const site = sites.get(id);
  if (!site) throw new RangeError(id);
  const due = dueIn(week, id);
  const slot = timeOf(minutesOf(site.bells.staffStart) + 15);
  const own = ideasTo(id).filter((idea) => weekOf(idea) === week);
  const got = own.map((idea) => localMoment(idea, site));
  const isBlank = due.day === undefined || (byHand.isTesting(week) && got.length === 0);
  const spent = isBlank && due.day !== undefined ? "testing, and no idea for it is left" : "";
  return { got, wanted: isBlank ? [] : [`${due.day} ${slot}`], why: spent || due.why };
}

test("every week with a school day from Tuesday on has one idea, at its own minute; every exception is known", () => {
  const exceptions: Record<string, string> = {};
  for (const id of JOINED) {
    for (const week of mondays) {
      const { got, wanted, why } = lookAt(week, id);
      expect([id, week, ...got]).toEqual([id, week, ...wanted]);
      if (why !== "" && !(exceptions[week] ?? "").includes("snow")) exceptions[week] = why;
    }
    expect(ideasTo(id).every((idea) => mondays.includes(weekOf(idea)))).toBe(true);
  }
  const table = Object.entries(exceptions)
    .toSorted()
    .map((row) => row.join("  "));
  expect(table).toMatchInlineSnapshot(`
    [
      "2025-12-22  no school day from Tuesday on",
      "2025-12-29  no school day from Tuesday on",
      "2026-01-12  snow at one school: Wednesday",
      "2026-02-16  no school day from Tuesday on",
      "2026-04-06  no school day from Tuesday on",
      "2026-04-27  testing, and no idea for it is left",
      "2026-05-11  testing, and no idea for it is left",
      "2026-06-01  no school day from Tuesday on",
      "2026-06-08  no school day from Tuesday on",
      "2026-06-15  no school day from Tuesday on",
      "2026-06-22  no school day from Tuesday on",
      "2026-06-29  no school day from Tuesday on",
      "2026-07-06  no school day from Tuesday on",
      "2026-07-13  no school day from Tuesday on",
      "2026-07-20  no school day from Tuesday on",
      "2026-07-27  no school day from Tuesday on",
      "2026-12-21  no school day from Tuesday on",
      "2026-12-28  no school day from Tuesday on",
      "2027-02-15  no school day from Tuesday on",
      "2027-04-05  no school day from Tuesday on",
      "2027-04-26  testing, and no idea for it is left",
      "2027-05-10  testing, and no idea for it is left",
    ]
  `);
});

test("nobody reads an idea twice in a school year, and a testing week has ideas for testing alone", () => {
  for (const to of [...JOINED, ...askers]) {
    const mine = ideasTo(to);
    expect(mine.length).toBeGreaterThan(15);
    const named = mine.map(
      (idea) => `${byHand.yearOf(localDay(idea.sentAt, zone))} ${idea.nudge.id}`,
    );
    expect(named).toEqual([...new Set(named)]);
    const testing = mine.filter((idea) => byHand.isTesting(weekOf(idea)));
    expect(testing.filter(({ nudge }) => !nudge.prefer.includes("testing"))).toEqual([]);
  }
});

test("who teaches at two schools gets one a week, and a principal one of their own every third week", () => {
  for (const id of askers) {
    const isPrincipal = people.get(id)?.assignments.some(({ role }) => role === "principal");
    const weeks = ideasTo(id).map(weekOf);
    expect(weeks).toEqual([...new Set(weeks)]);
    expect(
      ideasTo(id).every(({ nudge }) => nudge.audience === (isPrincipal ? "principal" : "teacher")),
    ).toBe(true);
  }
});

test("a school that said no, or nothing, gets none in two years", () => {
  const others = SCHOOLS.slice(2);
  expect(others.flatMap(ideasTo)).toEqual([]);
  const channels = others.map((id) => `channel-${id}`);
  const posts = world.sent.filter(
    ({ key, delivery }) =>
      delivery.do === "post" &&
      key.startsWith("nudge:") &&
      channels.includes(String(delivery.to.conversation.id)),
  );
  expect(posts).toEqual([]);
});

test("a teacher hears at most twice a week from the bot, a principal three times, all kinds together", async () => {
  const counts = await countDirects(world);
  for (const [id, weeks] of counts) {
    const roles = people.get(id)?.assignments.map(({ role }) => role) ?? [];
    if (roles.includes("pl_lead")) continue;
    const most = roles.includes("principal") ? 3 : 2;
    expect([id, Math.max(...weeks.values()) <= most]).toEqual([id, true]);
  }
  expect(counts.size).toBeGreaterThan(3);
});
