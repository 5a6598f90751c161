import { beforeAll, expect, test } from "vitest";
import { type ChannelId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { localDay, localTime, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import type { NudgeSent } from "#ports/praise-rows.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { words } from "#test/words.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { openWave } from "#usecases/open-wave.ts";
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

/** A school year: one school joins, one says no, one never answers; a principal and two colleagues ask for ideas. */
async function playYear(world: WaveWorld): Promise<void> {
  const { product, goTo } = world;
  const sites = [JOINED, SAID_NO, SILENT].map(siteAt);
  await product.store.transaction(district, function* ({ roster }) {
    yield* roster.saveChannels(
      sites.map((site) => ({
        id: toId<ChannelId>(`c-${site}`),
        site,
        name: site,
        platform: "local",
        workspace: district,
      })),
    );
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
