import { expect, test } from "vitest";
import { type PauseId, toId } from "#domain/ids.ts";
import type { Pause } from "#domain/pause.ts";
import { removeCalendar } from "#usecases/import-calendar.ts";
import { keepWeekly } from "#usecases/keep-weekly.ts";
import { moveWeekly } from "#usecases/move-weekly.ts";
import { planWeekly } from "#usecases/plan-weekly.ts";
import { readCalendar } from "#usecases/read-calendar.ts";
import { keyOf, sendDirect } from "#usecases/send-direct.ts";
import { roundupId } from "#usecases/send-roundup.ts";
import { at, ics, useCalendarWorld } from "./calendar-rig.ts";
import { actOf, district, leadId, principalAt, siteAt } from "./wave-world.ts";

const { world, isSchoolDay, take } = useCalendarWorld();
const lead = actOf(leadId);

/** A note to each school's principal, with the next window. */
async function write(): Promise<void> {
  const { product, clock } = world();
  await product.store.transaction(district, function* (tx) {
    const work = { tx, product, now: clock.now() };
    for (const index of [0, 1]) {
      const site = yield* tx.roster.getSite(siteAt(index));
      const person = yield* tx.roster.getPerson(principalAt(index));
      yield* sendDirect(work, {
        key: keyOf("note", String(index), work.now.toISOString()),
        kind: "lead_reply",
        person,
        card: () => ({ text: "A note.", fallback: "A note." }),
        place: site,
        after: work.now,
      });
    }
  });
}

async function pause(more: Partial<Pause> = {}): Promise<void> {
  const { product, clock } = world();
  await product.store.transaction(district, function* (tx) {
    yield* tx.serving.savePause({
      id: toId<PauseId>("snow"),
      site: siteAt(0),
      fromDay: "2025-08-20",
      untilDay: "2025-08-20",
      reason: "weather",
      by: principalAt(0),
      at: clock.now(),
      ...more,
    });
    yield* moveWeekly({ tx, product, now: clock.now() });
  });
}

const notes = () =>
  world()
    .sent.filter(({ key }) => key.startsWith("note:"))
    .map(({ key, sentAt }) => `${key.slice(5, 6)} ${sentAt.toISOString().slice(0, 10)}`);

test("a weather day set at six in the morning holds what waits at that school, and at no other", async () => {
  await write();
  await world().goTo(at("2025-08-20T06:00"));
  await pause();
  await world().goTo(at("2025-08-21T18:00"));
  expect(notes()).toEqual(["1 2025-08-20", "0 2025-08-21"]);
});

test("a district's weather day holds everything, and whoever ends it lets the same day go on", async () => {
  await write();
  await pause({ site: undefined });
  await world().goTo(at("2025-08-20T10:00"));
  expect(notes()).toEqual([]);
  await pause({ site: undefined, endedAt: world().clock.now() });
  await write();
  await world().goTo(at("2025-08-20T11:00"));
  expect(notes()).toEqual(["0 2025-08-20", "1 2025-08-20"]);
});

test("a Friday that is closed on Wednesday has its roundup on Thursday", async () => {
  const { product } = world();
  const planned = async () =>
    await product.store.read(district, (tx) => tx.schedule.find(roundupId(siteAt(0))));
  await product.store.transaction(district, (tx) =>
    planWeekly({ tx, product, now: product.clock.now() }),
  );
  expect((await planned())?.nextAt).toEqual(at("2025-08-22T14:00"));
  await pause({ fromDay: "2025-08-22", untilDay: "2025-08-22" });
  expect((await planned())?.nextAt).toEqual(at("2025-08-21T14:00"));
});

test("a school with a calendar of its own gets its own days, until it has none any more", async () => {
  await take(ics("20250820 Founders holiday", "20250901 School in session"), {
    school: "School 0",
  });
  await write();
  await world().goTo(at("2025-08-21T18:00"));
  expect(notes()).toEqual(["1 2025-08-20", "0 2025-08-21"]);
  expect([await isSchoolDay(0, "2025-09-01"), await isSchoolDay(1, "2025-09-01")]).toEqual([
    true,
    false,
  ]);
  const { schools } = await readCalendar(world().product, lead);
  expect(schools.map(({ name }) => name)).toEqual(["School 0"]);
  expect(await removeCalendar(world().product, district, "School 0")).toBe(true);
  expect(await isSchoolDay(0, "2025-09-01")).toBe(false);
});

test("next year's calendar starts again what ended with this year's, and so does the next day's look", async () => {
  const { product, goTo } = world();
  const planned = async () =>
    await product.store.read(district, (tx) => tx.schedule.find(roundupId(siteAt(0))));
  const take26 = ics("20260803 First Day of School", "20260907 Labor Day", "20270526 Last Day");
  await goTo(at("2026-06-20T12:00"));
  expect(await planned()).toBeUndefined();
  await take(`${take26}`);
  const first = await planned();
  expect(first?.nextAt).toEqual(at("2026-08-07T14:00"));
  if (!first) throw new RangeError("nothing is planned");
  await product.store.transaction(district, (tx) => tx.schedule.advance(first, undefined));
  await keepWeekly(product, district);
  expect((await planned())?.nextAt).toEqual(first.nextAt);
});
