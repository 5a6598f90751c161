import { beforeEach, expect, test } from "vitest";
import { toInstant } from "#domain/local-time.ts";
import { words } from "#test/words.ts";
import { countTrySites } from "#usecases/count-try-sites.ts";
import { joinSite } from "#usecases/join-site.ts";
import { planWeekly } from "#usecases/plan-weekly.ts";
import { readTunings } from "#usecases/read-tunings.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { reminderId } from "#usecases/schedule-ids.ts";
import { cardIn } from "./answers-desk.ts";
import { site, useWorlds, type World, w1 } from "./answers-rig.ts";
import { channelOf, channels } from "./praise-world.ts";

const ZONE = "America/New_York";
const [TEACHER, PRINCIPAL, LEAD] = ["oak-cy-slack", "oak-ana-slack", "lia-slack"] as const;
let world: World;

useWorlds(
  (opened) => {
    world = opened.world;
  },
  ["ana-slack"],
);

/** Oak has joined, and has a channel and materials; of the wave nothing more comes. */
beforeEach(async () => {
  const { product } = world;
  await world.run(function* (tx) {
    const work = { tx, product, now: product.clock.now() };
    yield* tx.schedule.remove(reminderId(w1, site("oak")));
    yield* tx.roster.saveChannels([channelOf("oak")]);
    const oak = yield* tx.roster.getSite(site("oak"));
    yield* tx.roster.saveSites([{ ...oak, coreMaterials: ["Storyline ELA", "Compass Math"] }]);
    const wave = yield* tx.waves.findWave(w1);
    if (wave) yield* joinSite(work, wave, oak);
  });
});

/** From now on Oak has a roundup each Friday, and leads their digest. */
async function planAll(): Promise<void> {
  const { product } = world;
  await world.run((tx) => planWeekly({ tx, product, now: product.clock.now() }));
}

/** Everything that is due until then, each at its time. */
async function goTo(local: string): Promise<void> {
  const { product, district } = world;
  const end = toInstant(local, ZONE);
  for (;;) {
    const next = await product.store.read(district, (tx) => tx.schedule.nextAt());
    if (!next || next > end) break;
    if (next > product.clock.now()) product.clock.moveTo(next);
    await runSchedule(product, district);
    await world.deliver();
  }
  product.clock.moveTo(end);
  await world.deliver();
}

const keyed = (who: string, start: string) =>
  world.inbox(who).filter(({ key }) => key.startsWith(start));
const ideasOf = (who: string) => keyed(who, "nudge:").map(({ card }) => card);
const asksOf = (who: string) => keyed(who, "try-ask:").map(({ card }) => card);
const roundups = () => keyed(channels.oak, "roundup:").map(({ card }) => card);
const said = async (who: string, text: string) => cardIn(await world.say(who, text));
const lastOf = <T>(list: readonly T[]): T => {
  const found = list.at(-1);
  if (found === undefined) throw new RangeError("Nothing arrived.");
  return found;
};

test("the buttons of an idea tune the library: a person counts once, and nobody is kept with it", async () => {
  await goTo("2025-08-19T12:00");
  const idea = lastOf(ideasOf(channels.oak));
  expect(idea.buttons?.map(({ label }) => label)).toEqual(["I'll try it", "Useful", "Not for me"]);
  expect(cardIn(await world.press(TEACHER, idea, "Useful")).text).toContain("Nobody sees");
  const again = cardIn(await world.press(TEACHER, idea, "Not for me"));
  expect(again.text).toContain("Your first press counted");
  const { product } = world;
  const year = await world.run((tx) => tx.serving.listTunings("2025-26"));
  expect(year.map(({ useful, notForMe }) => [useful, notForMe])).toEqual([[1, 0]]);
  const read = await world.run((tx) => readTunings({ tx, product, now: product.clock.now() }));
  expect(read).toEqual([{ nudge: year[0]?.nudge, useful: undefined, notForMe: undefined }]);
});

test("whoever tries an idea is asked how it went after two school weeks, once more, and never again", async () => {
  await goTo("2025-08-19T12:00");
  const idea = lastOf(ideasOf(channels.oak));
  expect(cardIn(await world.press(TEACHER, idea, "I'll try it")).text).toContain(idea.title);
  await goTo("2025-09-01T23:00");
  expect(asksOf(TEACHER)).toEqual([]);
  await goTo("2025-09-03T12:00");
  expect(asksOf(TEACHER)).toHaveLength(1);
  await goTo("2025-10-08T12:00");
  expect(asksOf(TEACHER)).toHaveLength(2);
  expect(lastOf(asksOf(TEACHER)).context).toContain("I won't ask again");
  const ends = lastOf(asksOf(TEACHER)).buttons?.map(({ label }) => label);
  expect(ends).toEqual(["Keep it", "Change it", "Drop it"]);
  const done = await world.press(TEACHER, lastOf(asksOf(TEACHER)), "Drop it");
  expect(cardIn(done).text).toBe("Noted: you drop it. Thank you for trying.");
  expect((await said(TEACHER, "/pl try")).fields?.[0]?.value).toContain("drop");
});

test("the question comes in the person's own language, and not at all after a stop", async () => {
  await said(TEACHER, "/pl language español");
  await said(TEACHER, "/pl probar dos maneras de terminar la clase");
  await said(PRINCIPAL, "/pl try a shorter meeting");
  await said(PRINCIPAL, "/pl stop");
  await goTo("2025-09-05T12:00");
  expect(lastOf(asksOf(TEACHER)).title).toBe("¿Cómo le fue?");
  expect(asksOf(PRINCIPAL)).toEqual([]);
});

test("nobody but its person sees, ends or counts a try, whoever leads", async () => {
  const noted = await said(TEACHER, "/pl try two ways to end the lesson");
  await planAll();
  expect(noted.context).toBe("Only you can see this.");
  for (const who of [PRINCIPAL, LEAD]) {
    expect((await said(who, "/pl try")).text).toContain("Nothing just now");
    expect(cardIn(await world.press(who, noted, "Drop it")).text).not.toContain("Noted");
  }
  await goTo("2025-08-26T12:00");
  const theirs = JSON.stringify([...world.inbox(PRINCIPAL), ...world.inbox(LEAD)]);
  expect(theirs).not.toContain("end the lesson");
  const { product } = world;
  const now = product.clock.now();
  const counted = await world.run((tx) => countTrySites({ tx }, new Date(now.getTime() - 1e10)));
  expect(counted).toBeUndefined();
  expect(JSON.stringify(await said(TEACHER, "/pl mine"))).toContain("two ways to end the lesson");
});

test("a try that may name a student is held before anything is kept", async () => {
  const held = await said(TEACHER, "/pl try letting my student Marcus Bell pick his group");
  expect(held.text).toContain("Marcus Bell");
  expect((await said(TEACHER, "/pl try")).text).toContain("Nothing just now");
});

test("somebody picks another weekday, or has the idea inside the roundup alone", async () => {
  await planAll();
  await said(TEACHER, "/pl start");
  expect((await said(TEACHER, "/pl when thursday")).text).toContain("on Thursday");
  await goTo("2025-08-20T12:00");
  expect(ideasOf(TEACHER)).toEqual([]);
  await goTo("2025-08-21T12:00");
  expect(ideasOf(TEACHER)).toHaveLength(1);
  const when = await said(TEACHER, "/pl when");
  const inside = cardIn(await world.press(TEACHER, when, "Inside the Friday roundup"));
  expect(inside.text).toContain("does not come by itself");
  await goTo("2025-08-29T16:00");
  expect(ideasOf(TEACHER)).toHaveLength(1);
  const own = lastOf(ideasOf(channels.oak)).title ?? "";
  expect(JSON.stringify(lastOf(roundups()).fields)).toContain(own);
});

test("after this week's idea came, a new day brings the next one in the week after", async () => {
  await said(TEACHER, "/pl start");
  await goTo("2025-08-19T12:00");
  await said(TEACHER, "/pl when friday");
  await goTo("2025-08-23T12:00");
  expect(ideasOf(TEACHER)).toHaveLength(1);
  await goTo("2025-08-29T12:00");
  expect(ideasOf(TEACHER)).toHaveLength(2);
});

test("a principal moves the school's idea into the roundup; a teacher may not", async () => {
  await planAll();
  expect((await said(TEACHER, "/pl when school roundup")).text).not.toContain("Oak School reads");
  const moved = await said(PRINCIPAL, "/pl when school roundup");
  expect(moved.text).toBe("Oak School reads its idea at the end of the Friday roundup.");
  await goTo("2025-08-22T16:00");
  expect(ideasOf(channels.oak)).toEqual([]);
  const last = lastOf(roundups()).fields?.at(-1);
  expect(last?.label).toBe("One idea");
  const titles = words.library.nudges.map(({ title }) => title);
  expect(titles.filter((title) => last?.value.includes(title))).toHaveLength(1);
});

test("an idea for what the school works on says so, and begins with its own materials; the office's does not", async () => {
  expect((await said(LEAD, "/pl focus materials for Oak School")).text).toContain("Materials");
  const full = await said(PRINCIPAL, "/pl focus choice, voice and reflection");
  expect(full.text).toContain("Two at most");
  const two = cardIn(await world.press(PRINCIPAL, full, "Choice"));
  expect(two.text).toBe("Oak School works on: Materials and Choice.");
  await world.press(PRINCIPAL, two, "Take off Choice");
  await said(LEAD, "/pl start");
  await goTo("2025-08-19T12:00");
  const idea = lastOf(ideasOf(channels.oak));
  expect(idea.context).toContain("Your school works on: Materials.");
  expect(idea.fields?.[0]?.value).toMatch(/^With Storyline ELA or Compass Math: /);
  const office = lastOf(ideasOf(LEAD));
  expect(JSON.stringify(office)).not.toMatch(/Storyline|works on/);
});

test("a lead reads the idea at the end of the digest, and nowhere else", async () => {
  await planAll();
  const inside = await said(LEAD, "/pl when digest");
  expect(inside.text).toBe("It comes inside your weekly digest, not by itself.");
  expect((await said(LEAD, "/pl status")).fallback).toContain("Inside what you read each week.");
  await goTo("2025-08-26T12:00");
  expect(lastOf(keyed(LEAD, "digest:")).card.fields?.at(-1)?.label).toBe("One idea");
  expect(ideasOf(LEAD)).toEqual([]);
});

test("a snow day on Tuesday moves the idea to Wednesday, once", async () => {
  await world.run(function* ({ roster }) {
    yield* roster.replaceCalendar([{ day: "2025-08-19", kind: "closed", label: "Snow" }]);
  });
  await goTo("2025-08-19T23:00");
  expect(ideasOf(channels.oak)).toEqual([]);
  await goTo("2025-08-22T12:00");
  expect(ideasOf(channels.oak)).toHaveLength(1);
});

test("examples say what students do, what one might hear and what to ask, in both languages", async () => {
  const card = await said(TEACHER, "/pl examples choice");
  expect(card.fields).toHaveLength(2);
  expect(card.fields?.[0]?.label).toContain("Students pick between two or more ways");
  expect(card.fields?.[0]?.value).toMatch(/^You might hear: ".+" Ask a student: ".+"$/);
  const voice = cardIn(await world.press(TEACHER, card, "Voice"));
  expect(voice.title).toContain("Voice");
  expect((await said(TEACHER, "/pl examples leading")).text).toContain("I have no examples");
  await said(TEACHER, "/pl language español");
  const spanish = await said(TEACHER, "/pl ejemplos elección");
  expect(spanish.fields?.[0]?.value).toMatch(/^Se puede oír: /);
});
