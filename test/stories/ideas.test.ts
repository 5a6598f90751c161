import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type ChannelId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { addDays, localDay, localTime, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { mayStartAt } from "#domain/windows.ts";
import type { NudgeSent } from "#ports/praise-rows.ts";
import type { Channel } from "#ports/roster-rows.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { words } from "#test/words.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { nudgeId } from "#usecases/join-site.ts";
import { openWave } from "#usecases/open-wave.ts";
import { nextNudgeSlot } from "#usecases/school-time.ts";
import {
  actOf,
  district,
  draftWave,
  leadId,
  principalAt,
  type Sent,
  siteAt,
  startWaveWorld,
  type WaveWorld,
  zone,
} from "./wave-world.ts";

const schoolDays = buildSchoolDays(sampleCalendar);
const [JOINED, SAID_NO, SILENT] = [0, 1, 2] as const;
const teacher = toId<PersonId>("t1");
let sent: readonly Sent[] = [];
let ideas: ReadonlyMap<string, readonly NudgeSent[]> = new Map();

const channelOf = (site: SiteId): Channel => ({
  id: toId<ChannelId>(`c-${site}`),
  site,
  name: site,
  platform: "local",
  workspace: district,
});

/** A school year: one school joins, one says no, one never answers; a principal and two colleagues ask for ideas. */
async function playYear(world: WaveWorld): Promise<void> {
  const { product, goTo } = world;
  const sites = [JOINED, SAID_NO, SILENT].map(siteAt);
  await product.store.transaction(district, function* ({ roster }) {
    yield* roster.saveChannels(sites.map(channelOf));
    // Somebody at two schools, at home in the one that said no.
    const assignments = [SAID_NO, JOINED].map((index) => ({
      role: "teacher" as const,
      place: siteAt(index),
    }));
    const person = { id: teacher, givenName: "Tia", familyName: "Two", active: true };
    yield* roster.savePeople([{ ...person, homeSite: siteAt(SAID_NO), assignments }]);
    yield* roster.saveAccounts([
      { platform: "local", workspace: district, account: toId("t1"), person: teacher },
    ]);
  });
  await draftWave(world, sites);
  await openWave(product, actOf(leadId), toId<WaveId>("w1"));
  for (const who of [principalAt(JOINED), teacher, leadId])
    await startMessages(product, actOf(who));
  await goTo(toInstant("2025-08-06T12:00", zone));
  const wave = toId<WaveId>("w1");
  for (const [index, kind] of [
    [JOINED, "yes"],
    [SAID_NO, "no"],
  ] as const) {
    await answerInvitation(product, actOf(principalAt(index)), { wave, site: siteAt(index), kind });
  }
  await goTo(toInstant("2025-11-05T12:00", zone));
  await moveHome(world, siteAt(JOINED));
  await goTo(toInstant("2026-06-01T12:00", zone));
}

/** In the middle of a week she moves to the other school. */
async function moveHome({ product }: WaveWorld, homeSite: SiteId): Promise<void> {
  await product.store.transaction(district, function* ({ roster }) {
    yield* roster.savePeople([{ ...(yield* roster.getPerson(teacher)), homeSite }]);
  });
}

beforeAll(async () => {
  const start = toInstant("2025-08-04T06:00", zone);
  const parts = { start, sites: 3, calendar: sampleCalendar, url: ":memory:" };
  const world = await startWaveWorld(parts);
  await playYear(world);
  sent = world.sent.filter(({ key }) => key.startsWith("nudge:"));
  const subjects = [JOINED, SAID_NO, SILENT].map((index) => `site:${siteAt(index)}`);
  const people = [principalAt(JOINED), teacher, leadId].map((id) => `person:${id}`);
  ideas = await world.product.store.read(district, function* ({ praise }) {
    const read = new Map<string, readonly NudgeSent[]>();
    for (const subject of [...subjects, ...people]) {
      read.set(subject, yield* praise.listNudgesSent(subject, "2025-07-01"));
    }
    return read;
  });
  await world.stop();
}, 60_000);

const to = (subject: string) => sent.filter(({ key }) => key.startsWith(`nudge:${subject}:`));
const toldTo = (subject: string) => ideas.get(subject) ?? [];
const library = words.library.nudges;
const find = (id: string) => library.find((each) => each.id === id);

test("a school that said no, and one that never answered, get no idea all year", () => {
  for (const index of [SAID_NO, SILENT]) {
    expect(to(siteAt(index))).toEqual([]);
    expect(toldTo(`site:${siteAt(index)}`)).toEqual([]);
  }
});

test("the school that joined gets one a week all year, never the same twice, on Tuesday a quarter past staff hours", () => {
  const told = toldTo("site:s0");
  expect(told).toHaveLength(to("s0").length);
  expect(told.length).toBeGreaterThan(34);
  expect(new Set(told.map(({ nudge }) => nudge)).size).toBe(told.length);
  expect(new Set(told.map(({ day }) => weekKey(day))).size).toBe(told.length);
  for (const { sentAt } of to("s0")) expect(localTime(sentAt, zone)).toBe("07:30");
});

test("teachers' ideas stay with teachers, and testing weeks have only what is meant for them", () => {
  for (const { nudge, day } of toldTo("site:s0")) {
    expect(find(nudge)?.audience).toBe("teacher");
    if (schoolDays.isTestingWeek(day)) expect(find(nudge)?.prefer).toContain("testing");
  }
});

test("a principal who asked gets principals' ideas, three weeks apart", () => {
  const told = toldTo("person:p0");
  expect(told.length).toBeGreaterThan(8);
  expect(told.map(({ nudge }) => find(nudge)?.audience)).toEqual(told.map(() => "principal"));
  const mondays = told.map(({ day }) => Date.parse(mondayOf(day)));
  const gaps = mondays.slice(1).map((monday, index) => monday - (mondays[index] ?? 0));
  expect(Math.min(...gaps) / 86_400_000).toBeGreaterThanOrEqual(21);
});

test("somebody at two schools who moves in the middle of a week gets one a week, and none twice", () => {
  const told = toldTo("person:t1");
  expect(told.length).toBeGreaterThan(34);
  expect(new Set(told.map(({ nudge }) => nudge)).size).toBe(told.length);
  expect(new Set(told.map(({ day }) => weekKey(day))).size).toBe(told.length);
  expect(to("t1")).toHaveLength(told.length);
});

test("no idea comes outside a school day", () => {
  for (const { sentAt } of sent) {
    expect(schoolDays.isSchoolDay(localDay(sentAt, zone))).toBe(true);
  }
});

const MINUTES_MS = 5 * 60_000;
const START = "2025-08-04";
const WEEKS = 40;
/** Hours without the bot, from a few to more than a week, here and there in a school year. */
const outages = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 7 * WEEKS }),
    hours: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 40, max: 200 })),
  }),
  { minLength: 20, maxLength: 60 },
);

/** A school year of a school that has joined, in which the bot does not run now and then. */
async function playOutages(breaks: readonly { readonly day: number; readonly hours: number }[]) {
  const start = toInstant(`${START}T00:00`, zone);
  const parts = { start, sites: 1, calendar: sampleCalendar, url: ":memory:" };
  const world = await startWaveWorld(parts);
  await world.product.store.transaction(district, function* (tx) {
    yield* tx.roster.saveChannels([channelOf(siteAt(0))]);
    yield* tx.waves.saveJoining({ site: siteAt(0), wave: toId("w1"), at: start });
    const row = { id: nudgeId(siteAt(0)), campaign: "nudge", subject: siteAt(0) } as const;
    const nextAt = nextNudgeSlot({ site: { zone, bells }, schoolDays }, start) ?? start;
    yield* tx.schedule.save({ ...row, nextAt });
  });
  const down: { from: Date; until: Date }[] = [];
  for (const { day, hours } of breaks.toSorted((a, b) => a.day - b.day)) {
    const from = toInstant(`${addDays(START, day)}T00:00`, zone);
    if (from < world.clock.now()) continue;
    await world.goTo(from);
    const until = new Date(from.getTime() + hours * 3_600_000);
    down.push({ from, until });
    world.sleepUntil(until);
  }
  await world.goTo(toInstant(`${addDays(START, 7 * WEEKS)}T00:00`, zone));
  await world.stop();
  const isUp = (at: Date) => !down.some(({ from, until }) => at >= from && at < until);
  return { posts: world.sent.filter(({ key }) => key.startsWith("nudge:")), isUp };
}

test("whatever fails: never two ideas a week, and never none where the bot ran within the window", async () => {
  await fc.assert(
    fc.asyncProperty(outages, async (breaks) => {
      const { posts, isUp } = await playOutages(breaks);
      const weeks = posts.map(({ sentAt }) => mondayOf(localDay(sentAt, zone)));
      expect(new Set(weeks).size).toBe(weeks.length);
      for (let week = 0; week < WEEKS; week++) {
        const monday = addDays(START, 7 * week);
        // A testing week may stay blank.
        if (schoolDays.isTestingWeek(monday)) continue;
        if (ranInWindow(monday, isUp)) expect(weeks).toContain(monday);
      }
    }),
    { numRuns: 2 },
  );
});

/** True if the bot ran at some time from the slot on at which an idea may go out in that week. */
function ranInWindow(monday: string, isUp: (at: Date) => boolean): boolean {
  const end = toInstant(`${addDays(monday, 5)}T00:00`, zone).getTime();
  const site = { zone, bells };
  const tuesday = [1, 2, 3, 4].map((count) => addDays(monday, count)).find(schoolDays.isSchoolDay);
  if (tuesday === undefined) return false;
  for (let at = toInstant(`${tuesday}T07:30`, zone).getTime(); at < end; ) {
    const moment = new Date(at);
    if (isUp(moment) && mayStartAt({ kind: "nudge", site, schoolDays, at: moment })) return true;
    at += MINUTES_MS;
  }
  return false;
}

const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:15",
  staffEnd: "16:00",
  lunchStart: "11:30",
  lunchEnd: "12:15",
};
