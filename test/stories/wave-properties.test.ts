import fc from "fast-check";
import { expect, test } from "vitest";
import { toId, type WaveId } from "#domain/ids.ts";
import { addDays, localDay, toInstant, weekKey } from "#domain/local-time.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { buildSchoolDays, type SchoolDays } from "#domain/school-days.ts";
import type { AnswerKind, ReminderPlan } from "#domain/wave.ts";
import { mayStartAt } from "#domain/windows.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { openWave } from "#usecases/open-wave.ts";
import { snoozeSite } from "#usecases/snooze-site.ts";
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

const SITES = 3;
const DAYS = 75;
const MOST_A_WEEK = 3;
const wave = toId<WaveId>("w1");

interface Doing {
  readonly site: number;
  readonly day: number;
  readonly hour: number;
  readonly what: AnswerKind | "snooze" | "call";
}

interface Scenario {
  readonly first: string;
  readonly closed: readonly number[];
  readonly testing: readonly number[];
  readonly early: readonly number[];
  readonly plan: ReminderPlan;
  readonly doings: readonly Doing[];
  /** From which day to which nothing runs. */
  readonly outages: readonly { readonly day: number; readonly hours: number }[];
}

const dayOf = fc.integer({ min: 0, max: DAYS });
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  // Over the autumn change of clocks, over New Year, and over a leap day and the spring change.
  first: fc.constantFrom("2025-10-13", "2025-12-08", "2028-02-14", "2028-02-28", "2026-03-02"),
  closed: fc.array(dayOf, { maxLength: 20 }),
  testing: fc.array(dayOf, { maxLength: 2 }),
  early: fc.array(dayOf, { maxLength: 5 }),
  plan: fc.constantFrom(
    { offsets: [4, 10], beforeClose: 2 },
    { offsets: [3, 6], beforeClose: 1 },
    { offsets: [5] },
    { offsets: [], beforeClose: 3 },
  ),
  doings: fc.array(
    fc.record({
      site: fc.integer({ min: 0, max: SITES - 1 }),
      day: dayOf,
      hour: fc.integer({ min: 0, max: 23 }),
      what: fc.constantFrom("yes", "not_yet", "no", "question", "stop", "snooze", "call"),
    }),
    { maxLength: 4 },
  ),
  outages: fc.array(fc.record({ day: dayOf, hours: fc.integer({ min: 1, max: 200 }) }), {
    maxLength: 3,
  }),
});

function calendarOf({ first, closed, testing, early }: Scenario): readonly CalendarDay[] {
  const at = (count: number) => addDays(first, count);
  const event = (day: string, kind: CalendarDay["kind"]) => ({ day, kind, label: kind });
  return [
    event(addDays(first, -7), "first_day"),
    event(at(DAYS + 200), "last_day"),
    ...closed.map((count) => event(at(count), "closed")),
    ...testing.map((count) => event(at(count), "testing")),
    ...early.map((count) => ({ ...event(at(count), "early_release"), studentEnd: "12:30" })),
  ];
}

/** Runs the whole wave; gives what left the bot and when each school said what. */
async function play(scenario: Scenario) {
  const calendar = calendarOf(scenario);
  const start = toInstant(`${scenario.first}T06:00`, zone);
  const world = await startWaveWorld({ start, sites: SITES, calendar, url: ":memory:" });
  const sites = Array.from({ length: SITES }, (_, index) => siteAt(index));
  await draftWave(world, sites, { reminders: scenario.plan });
  // Somebody who asked for weekly ideas too: all kinds share one budget.
  await startMessages(world.product, actOf(principalAt(0)));
  await openWave(world.product, actOf(leadId), wave);
  const done: { site: number; at: Date; what: Doing["what"] }[] = [];
  for (const doing of inOrder(scenario)) {
    const at = toInstant(`${addDays(scenario.first, doing.day)}T00:00`, zone);
    const when = new Date(at.getTime() + doing.hour * 3_600_000);
    if (when < world.clock.now()) continue;
    if ("hours" in doing) {
      await world.goTo(when);
      world.sleepUntil(new Date(when.getTime() + doing.hours * 3_600_000));
      continue;
    }
    await world.goTo(when);
    await act(world, doing);
    done.push({ site: doing.site, at: when, what: doing.what });
  }
  await world.goTo(toInstant(`${addDays(scenario.first, DAYS)}T00:00`, zone));
  await world.stop();
  return { sent: world.sent, done, schoolDays: buildSchoolDays(calendar) };
}

function inOrder({ doings, outages }: Scenario) {
  const breaks = outages.map((outage) => ({ ...outage, hour: 0 }));
  return [...doings, ...breaks].sort((a, b) => a.day - b.day || a.hour - b.hour);
}

async function act({ product, clock }: WaveWorld, { site: index, what }: Doing): Promise<void> {
  const site = siteAt(index);
  const by = actOf(principalAt(index));
  if (what === "snooze") {
    const month = localDay(new Date(clock.now().getTime() + 40 * 86_400_000), zone).slice(0, 7);
    await product.store.transaction(district, function* (tx) {
      const work = { tx, product, now: clock.now() };
      yield* snoozeSite(work, yield* tx.roster.getSite(site), month);
    });
    return;
  }
  if (what === "call") {
    await product.store.transaction(district, function* (tx) {
      const invitation = yield* tx.waves.findInvitation(wave, site);
      if (!invitation) return;
      yield* tx.waves.saveInvitation({ ...invitation, callLoggedAt: clock.now() });
    });
    return;
  }
  await answerInvitation(product, by, { wave, site, kind: what });
}

interface Post {
  readonly kind: MessageKind;
  readonly site: number;
  readonly at: Date;
  readonly number: number;
}

/** What was posted about a wave: invitations and reminders, by school. */
function postsOf(sent: readonly Sent[]): readonly Post[] {
  return sent.flatMap(({ key, sentAt, delivery }) => {
    const [kind, , site = "", number = ""] = key.split(":");
    if (delivery.do !== "post" || (kind !== "invitation" && kind !== "reminder")) return [];
    return [{ kind, site: Number(site.slice(1)), at: sentAt, number: Number(number) || 0 }];
  });
}

const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:15",
  staffEnd: "16:00",
  lunchStart: "11:30",
  lunchEnd: "12:15",
};

function isInside(post: Post, schoolDays: SchoolDays): boolean {
  return mayStartAt({ kind: post.kind, site: { zone, bells }, schoolDays, at: post.at });
}

/** The invitation waits for a testing week, and then for the bot: once a reminder came on the same day. */
const lateInvitation: Scenario = {
  first: "2026-03-02",
  closed: [5, 2, 51, 33],
  testing: [2, 3],
  early: [74, 58],
  plan: { offsets: [3, 6], beforeClose: 1 },
  doings: [],
  outages: [{ day: 5, hours: 116 }],
};

test("whatever the calendar, the answers and the outages: few, in school time, and never after an answer", async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const { sent, done, schoolDays } = await play(scenario);
      const posts = postsOf(sent);
      for (let site = 0; site < SITES; site++) {
        const own = posts.filter((post) => post.site === site);
        const invited = own.filter(({ kind }) => kind === "invitation");
        const reminders = own.filter(({ kind }) => kind === "reminder");
        const snoozes = done.filter((each) => each.site === site && each.what === "snooze");
        expect(invited.length).toBeLessThanOrEqual(1 + snoozes.length);
        expect(reminders.length).toBeLessThanOrEqual(3);
        const said = done.filter((each) => each.site === site && each.what !== "call");
        // A school that named a month, before or after, asked to be asked again.
        const [end] = snoozes.length > 0 ? [] : said;
        if (end) expect(reminders.filter(({ at }) => at > end.at)).toEqual([]);
        const called = done.find((each) => each.site === site && each.what === "call");
        const last = reminders.filter(({ at, number }) => number === 3 && called && at > called.at);
        expect(last).toEqual([]);
        keepsItsDistance(own, schoolDays, scenario.plan);
      }
      expect(posts.filter((post) => !isInside(post, schoolDays))).toEqual([]);
      expect(fullestWeek(sent)).toBeLessThanOrEqual(MOST_A_WEEK);
    }),
    { numRuns: 15, examples: [[lateInvitation]] },
  );
});

/** No reminder comes before its number of school days, and no two on one day. */
function keepsItsDistance(posts: readonly Post[], schoolDays: SchoolDays, plan: ReminderPlan) {
  const [invited] = posts.filter(({ kind }) => kind === "invitation");
  if (!invited) return expect(posts).toEqual([]);
  const from = localDay(invited.at, zone);
  for (const { kind, number, at } of posts) {
    const offset = plan.offsets[number - 1];
    if (kind !== "reminder" || offset === undefined) continue;
    const passed = schoolDays.schoolDaysBetween(from, localDay(at, zone));
    expect(passed).toBeGreaterThanOrEqual(offset);
  }
  const days = posts.map(({ at }) => localDay(at, zone));
  expect(new Set(days).size).toBe(days.length);
}

/** The most that the bot began with one person in one week, all kinds together. */
function fullestWeek(sent: readonly Sent[]): number {
  const counts = new Map<string, number>();
  for (const { delivery, sentAt, key } of sent) {
    if (delivery.do !== "post" || delivery.to.conversation.kind !== "account") continue;
    if (delivery.to.conversation.id.startsWith("lead") || key.startsWith("wave-card")) continue;
    const week = `${delivery.to.conversation.id} ${weekKey(localDay(sentAt, zone))}`;
    counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
