import { expect, test } from "vitest";
import type { PersonId } from "#domain/ids.ts";
import { addDays, localDay, minutesOf, mondayOf, timeOf } from "#domain/local-time.ts";
import { mainRole, type Site } from "#domain/roster.ts";
import { readRows, seed } from "#test/stories/replay-desk.ts";
import { BEGIN, END, replayRows } from "#test/stories/replay-run.ts";
import {
  calendar,
  countDirects,
  type Idea,
  ideasOf,
  localMoment,
  mondaysFrom,
  rbps,
  readByHand,
} from "#test/stories/two-years.ts";
import { startWaveWorld, type WaveWorld, zone } from "#test/stories/wave-world.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { quantile, report } from "./figures.ts";

const EVERY = 20;
const byHand = readByHand(calendar);

/** The whole sample district: 87 schools, everything on, as people answered over two school years. */
test("87 schools over two school years: every sendable week one idea, and the budget holds over all kinds", async () => {
  const begunMs = performance.now();
  const world = await startWaveWorld({
    start: BEGIN,
    sites: 0,
    calendar: [],
    url: ":memory:",
    fill: false,
  });
  await seed(world);
  await askForIdeas(world);
  await replayRows(world, readRows());
  const seconds = Math.round((performance.now() - begunMs) / 1000);
  const { joined, sites } = await world.product.store.read(rbps, function* (tx) {
    return { joined: yield* tx.waves.listJoined(), sites: yield* tx.roster.listSites() };
  });
  const joinedOn = new Map(joined.map(({ site, at }) => [site, at]));
  const weeks = { due: 0, sent: 0, blank: 0 };
  const exceptions = new Map<string, number>();
  for (const site of sites)
    lookAt(world, site, { joinedAt: joinedOn.get(site.id), weeks, exceptions });
  const counts = await countDirects(world);
  const everybody = [...counts].flatMap(([person, perWeek]) =>
    [...perWeek.values()].map((count) => ({ person, count })),
  );
  const roles = await rolesOf(world, [...counts.keys()]);
  const of = (role: string) =>
    everybody.filter(({ person }) => roles.get(person) === role).map(({ count }) => count);
  const said = (values: readonly number[]) =>
    `${values.length} weeks with one; P50 ${quantile(values, 0.5)}, P99 ${quantile(values, 0.99)}, most ${Math.max(0, ...values)}`;
  report("Two school years of the sample district, on the playground's clock", {
    run: `${seconds} s, ${world.sent.length} messages`,
    "ideas due by hand": String(weeks.due),
    "ideas sent, at their minute": String(weeks.sent),
    "testing weeks left blank": String(weeks.blank),
    "directs a principal's week": said(of("principal")),
    "directs a teacher's week": said(of("teacher")),
    ...Object.fromEntries(
      [...exceptions].toSorted().map(([what, count]) => [what, `${count} schools`]),
    ),
  });
  expect(weeks.sent + weeks.blank).toBe(weeks.due);
  expect(Math.max(0, ...of("principal"))).toBeLessThanOrEqual(3);
  expect(Math.max(0, ...of("teacher"))).toBeLessThanOrEqual(2);
  await world.stop();
});

/** Every twentieth teacher wants an idea in person, each week. */
async function askForIdeas({ product }: WaveWorld): Promise<void> {
  const teachers = await product.store.read(rbps, (tx) => tx.roster.listHolders("teacher"));
  const askers = teachers.filter((_, at) => at % EVERY === 0);
  for (const { id: person } of askers) {
    const eventKey = `start ${person}`;
    const place = { district: rbps, platform: "local", workspace: rbps } as const;
    await startMessages(product, { ...place, person, eventKey });
  }
}

interface Seen {
  readonly joinedAt: Date | undefined;
  readonly weeks: { due: number; sent: number; blank: number };
  readonly exceptions: Map<string, number>;
}

/** Counts a school's weeks: nothing before it joined, then one idea at its slot in every week that has a day for it. */
function lookAt(world: WaveWorld, site: Site, seen: Seen): void {
  const mine = ideasOf(world).filter(({ to }) => to === site.id);
  const { joinedAt } = seen;
  if (!joinedAt) expect(mine).toEqual([]);
  if (!joinedAt) return;
  const year = ({ sentAt }: Idea) => byHand.yearOf(localDay(sentAt, zone));
  const named = mine.map((idea) => `${year(idea)} ${idea.nudge.id}`);
  expect(named).toEqual([...new Set(named)]);
  const since = localMoment({ sentAt: joinedAt }, site);
  for (const week of mondaysFrom(localDay(joinedAt, zone), localDay(END, zone))) {
    const own = mine.filter(({ sentAt }) => mondayOf(localDay(sentAt, zone)) === week);
    lookAtWeek({ week, site, since }, own, seen);
  }
}

interface Place {
  readonly week: string;
  readonly site: Site;
  /** When it joined, by its own clock. */
  readonly since: string;
}

function lookAtWeek({ week, site, since }: Place, own: readonly Idea[], seen: Seen): void {
  const { weeks, exceptions } = seen;
  const day = byHand.slotDay(week);
  const moment = `${day} ${timeOf(minutesOf(site.bells.staffStart) + 15)}`;
  const got = own.map((idea) => localMoment(idea, site));
  const isDue = day !== undefined && moment > since;
  if (!isDue) expect([site.id, week, ...got]).toEqual([site.id, week]);
  if (!isDue) return;
  weeks.due += 1;
  if (day !== addDays(week, 1)) note(exceptions, `${week}: Tuesday is quiet, sent on ${day}`);
  if (byHand.isTesting(week)) {
    expect(own.every(({ nudge }) => nudge.prefer.includes("testing"))).toBe(true);
    if (got.length === 0) {
      weeks.blank += 1;
      note(exceptions, `${week}: testing, nothing left for it`);
      return;
    }
  }
  expect([site.id, ...got]).toEqual([site.id, moment]);
  weeks.sent += 1;
}

function note(exceptions: Map<string, number>, what: string): void {
  exceptions.set(what, (exceptions.get(what) ?? 0) + 1);
}

/** Who is a principal, and who a teacher. */
async function rolesOf({ product }: WaveWorld, ids: readonly PersonId[]) {
  const people = await product.store.read(rbps, (tx) => tx.roster.listPeople(ids));
  return new Map(people.map((person) => [person.id, mainRole(person)]));
}
