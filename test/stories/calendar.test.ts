import { expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { calendar } from "#conversation/calendar-presses.ts";
import { calendarCard, calendarForm } from "#messages/calendar-cards.ts";
import { words } from "#test/words.ts";
import { chooseMeanings, confirmCalendar } from "#usecases/confirm-calendar.ts";
import { planWeekly } from "#usecases/plan-weekly.ts";
import { readCalendar } from "#usecases/read-calendar.ts";
import { CALENDAR_CHECK_ID } from "#usecases/send-calendar-check.ts";
import { at, feedDays, ics, useCalendarWorld } from "./calendar-rig.ts";
import { actorOf, browserOf, wordsIn } from "./page-visitor.ts";
import { csrfIn, startPages } from "./sign-in-rig.ts";
import { actOf, district, leadId } from "./wave-world.ts";

const { world, isSchoolDay, take, told, checkAt, lies } = useCalendarWorld();
const lead = actOf(leadId);

test("a feed that breaks keeps the last good copy, and leads hear of it after three days, once", async () => {
  await take(ics(...feedDays), { url: "https://calendar.example/secret.ics" });
  lies(undefined);
  for (const day of ["2025-08-20", "2025-08-21"]) await checkAt(`${day}T09:00`);
  expect(told()).toEqual([]);
  const { feeds, ...view } = await readCalendar(world().product, lead);
  expect(feeds[0]?.problem).toBe("OUTBOUND_UNREACHABLE");
  const card = calendarCard(words, { feeds, ...view });
  expect(JSON.stringify(card)).toContain("It could not be reached. The copy in use was last read");
  expect(JSON.stringify(card)).not.toContain("secret");
  for (const day of ["2025-08-25", "2025-08-26"]) await checkAt(`${day}T09:00`);
  expect(told().map(({ title }) => title)).toEqual(["The calendar cannot be read"]);
  expect(await isSchoolDay(0, "2025-10-09")).toBe(false);
});

test("a feed that loses most of the year, or is empty, is not taken; a small change is, and is told", async () => {
  await take(ics(...feedDays), { url: "https://calendar.example/days.ics" });
  lies(ics("20250804 First Day of School", "20260527 Last Day of School"));
  await checkAt("2025-08-20T18:30");
  lies(ics("20250918 Pirate day"));
  await checkAt("2025-08-21T18:30");
  expect(await isSchoolDay(0, "2025-10-09")).toBe(false);
  lies(ics(...feedDays.slice(0, 2), "20251008 Fall Break", ...feedDays.slice(3)));
  await checkAt("2025-08-22T18:30");
  await world().goTo(at("2025-08-25T12:00"));
  expect(
    told().map(({ title, fields, text }) => [title, fields?.map(({ value }) => value) ?? text]),
  ).toEqual([
    ["A calendar was not taken", expect.stringContaining("more than half")],
    ["A calendar was not taken", expect.stringContaining("no day that counts")],
    [
      "The calendar changed",
      ["Wednesday, October 8: Fall Break (closed)", "Thursday, October 9: Fall Break (closed)"],
    ],
  ]);
  expect([await isSchoolDay(0, "2025-10-08"), await isSchoolDay(0, "2025-10-09")]).toEqual([
    false,
    true,
  ]);
});

test("nothing is fetched from a private address, or without https", async () => {
  const env = { DATABASE_URL: "file:none/none.db", LOG_LEVEL: "silent" };
  const { calendars, close } = await openCommandLine(env, { onlyLook: true });
  for (const url of ["https://127.0.0.1/c.ics", "https://[::1]/c.ics", "http://example.com/c.ics"])
    await expect(calendars.fetch(url), url).rejects.toMatchObject({ code: "OUTBOUND_REFUSED" });
  await close();
});

test("what somebody says that a day means wins over its words, and stays when the calendar comes again", async () => {
  const text = ics(...feedDays, "20250905 Mascot day, no classes");
  await take(text);
  const before = await readCalendar(world().product, lead);
  const form = calendarForm(words, before.labels);
  expect(form.fields.map(({ label }) => label)).toEqual(["Mascot day, no classes"]);
  expect(await isSchoolDay(0, "2025-09-05")).toBe(true);
  await chooseMeanings(world().product, lead, new Map([[form.context, "closed"]]));
  expect(await isSchoolDay(0, "2025-09-05")).toBe(false);
  expect((await take(text)).added).toEqual([]);
  expect(await isSchoolDay(0, "2025-09-05")).toBe(false);
});

test("confirming as shown leaves days of one name that mean different things as they are", async () => {
  await take(ics(...feedDays, "20250905 Break: Make-up Day", "20250912 Break: Make up day"));
  const days = async () => [await isSchoolDay(0, "2025-09-05"), await isSchoolDay(0, "2025-09-12")];
  expect(await days()).toEqual([true, false]);
  const { labels } = await readCalendar(world().product, lead);
  const form = calendarForm(words, labels);
  expect(form.fields).toMatchObject([{ value: "mixed", label: "Break: Make-up Day" }]);
  await confirmCalendar(world().product, lead, new Map());
  expect(await days()).toEqual([true, false]);
  await confirmCalendar(world().product, lead, new Map([[form.context, "closed"]]));
  expect(await days()).toEqual([false, false]);
});

test("leads are asked once a year to look the calendar over, and not at all once one of them did", async () => {
  const { product, goTo } = world();
  await product.store.transaction(district, (tx) =>
    planWeekly({ tx, product, now: product.clock.now() }),
  );
  await goTo(at("2025-09-05T12:00"));
  expect(told().map(({ title }) => title)).toEqual(["Is the school calendar understood?"]);
  const next = async () =>
    (await product.store.read(district, (tx) => tx.schedule.find(CALENDAR_CHECK_ID)))?.nextAt;
  expect(await next()).toEqual(at("2026-06-15T08:00"));
  await confirmCalendar(product, lead, new Map());
  await take(ics(...feedDays, "20260303 Pirate day"));
  const { labels, confirmed } = await readCalendar(product, lead);
  expect(confirmed?.by).toBe("Lee Lead");
  expect(labels.filter(({ fresh }) => fresh).map(({ label }) => label)).toContain("Pirate day");
  expect(await next()).toEqual(at("2026-06-15T08:00"));
});

test("a lead sees in chat what to look at, and sets it right and confirms on one page", async () => {
  const { product } = world();
  await take(ics(...feedDays, "20250905 Mascot day, no classes"));
  const reply = await calendar({ product, act: lead });
  const card = reply.kind === "note" ? reply.card : undefined;
  expect(card?.fields?.[0]?.value).toBe(
    "6 kinds of days, 1 to look at\nMascot day, no classes: changes nothing",
  );
  const server = await startPages(product, "");
  const browser = await browserOf(product, actorOf(district, leadId), server.url);
  const page = await browser.go("/dashboard/calendar");
  expect(wordsIn(page)).toContain("Nobody has confirmed it for this school year yet.");
  const form = { csrf: csrfIn(page), "kind:mascot day no classes": "closed" };
  expect((await browser.go("/dashboard/calendar", { form })).status).toBe(303);
  const after = wordsIn(await browser.go("/dashboard/calendar"));
  await server.stop();
  expect(after).toContain("Lee Lead confirmed it on Tuesday, August 19.");
  expect(await isSchoolDay(0, "2025-09-05")).toBe(false);
});
