import { afterEach, expect, test } from "vitest";
import { type AccountId, type OutboxKey, type PersonId, toId } from "#domain/ids.ts";
import { localDay, mondayOf } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { sendDirect } from "#usecases/send-direct.ts";
import { at, chatOf, ideasTo, startServing } from "./serving-rig.ts";
import { district, principalAt, siteAt, type WaveWorld, zone } from "./wave-world.ts";

let world: WaveWorld;
afterEach(async () => await world.stop());

const tia = toId<PersonId>("tia");

async function change(...more: readonly (readonly [day: string, kind: CalendarDay["kind"]])[]) {
  await world.product.store.transaction(district, ({ roster }) =>
    roster.replaceCalendar(
      [["2025-08-04", "first_day"] as const, ...more, ["2026-05-27", "last_day"] as const].map(
        ([day, kind]) => ({ day, kind, label: "" }),
      ),
    ),
  );
}

/** Two messages to one teacher, who may get two a week. */
async function write(keys: readonly string[], after: Date): Promise<void> {
  const { product } = world;
  await product.store.transaction(district, function* (tx) {
    const work = { tx, product, now: product.clock.now() };
    const person = yield* tx.roster.getPerson(tia);
    const place = yield* tx.roster.getSite(siteAt(0));
    for (const text of keys) {
      const card = () => ({ text, fallback: text });
      const key = toId<OutboxKey>(text);
      yield* sendDirect(work, { key, kind: "answer_notice", person, card, place, after });
    }
  });
}

async function addTeacher(): Promise<void> {
  await world.product.store.transaction(district, function* ({ roster }) {
    const assignments = [{ role: "teacher" as const, place: siteAt(0) }];
    const names = { givenName: "Tia", familyName: "Teacher", homeSite: siteAt(0) };
    yield* roster.savePeople([{ id: tia, ...names, active: true, assignments }]);
    const account = toId<AccountId>(tia);
    yield* roster.saveAccounts([{ platform: "local", workspace: district, account, person: tia }]);
  });
}

const daysOf = (index: number): readonly string[] =>
  ideasTo(world.sent, index).map(({ sentAt }) => localDay(sentAt, zone));

const roundups = (): readonly string[] =>
  world.sent
    .filter(({ key }) => key.startsWith("roundup:"))
    .map(({ sentAt }) => localDay(sentAt, zone));

async function start(from: string, sites: number) {
  world = await startServing({ start: at(from), sites });
  return chatOf(world);
}

async function pause(chat: ReturnType<typeof chatOf>, typed: string): Promise<void> {
  const card = await chat.type(principalAt(0), `pause school ${typed}`);
  expect((await chat.press(principalAt(0), card, "Pause")).text).toMatch(/^Done/);
}

test("a day that closes puts messages off, and nobody gets more than a week has room for", async () => {
  await start("2025-08-21T17:00", 1);
  await addTeacher();
  await write(["f1", "f2"], at("2025-08-22T09:00"));
  await change(["2025-08-22", "closed"]);
  await world.goTo(at("2025-08-24T10:00"));
  await write(["m1", "m2"], at("2025-08-25T09:00"));
  await world.goTo(at("2025-09-05T20:00"));
  const weeks = world.sent
    .filter(({ key }) => ["f1", "f2", "m1", "m2"].includes(key))
    .map(({ sentAt }) => mondayOf(localDay(sentAt, zone)));
  expect(weeks).toEqual(["2025-08-25", "2025-08-25", "2025-09-01", "2025-09-01"]);
});

test("a pause made by mistake leaves nothing behind: the week has its idea, and its thanks", async () => {
  const chat = await start("2025-08-18T06:00", 1);
  await addTeacher();
  await write(["m1", "m2"], at("2025-08-19T09:00"));
  await pause(chat, "tomorrow until September 5");
  expect((await chat.type(principalAt(0), "resume school")).text).toMatch(/ended/);
  await world.goTo(at("2025-08-29T20:00"));
  expect(daysOf(0)).toEqual(["2025-08-19", "2025-08-26"]);
  const sent = world.sent.filter(({ key }) => key === "m1" || key === "m2");
  expect(sent.map(({ sentAt }) => localDay(sentAt, zone))).toEqual(["2025-08-19", "2025-08-19"]);
  expect(roundups()).toEqual(["2025-08-22", "2025-08-29"]);
});

test("a pause that ends early gives the week its idea on a day that is left, once", async () => {
  const chat = await start("2025-08-18T12:00", 1);
  await pause(chat, "tomorrow until September 5");
  await world.goTo(at("2025-08-20T12:00"));
  await chat.type(principalAt(0), "resume school");
  await world.goTo(at("2025-08-29T20:00"));
  expect(daysOf(0)).toEqual(["2025-08-21", "2025-08-26"]);
});

test("a school that leaves the roundup in the middle of a week still has that week's idea", async () => {
  const chat = await start("2025-08-18T06:00", 2);
  for (const index of [0, 1]) await chat.type(principalAt(index), "when school roundup");
  await world.goTo(at("2025-08-20T12:00"));
  await chat.type(principalAt(0), "when school tuesday");
  await world.goTo(at("2025-08-22T09:00"));
  await chat.type(principalAt(1), "when school tuesday");
  await world.goTo(at("2025-08-26T20:00"));
  expect(daysOf(0)).toEqual(["2025-08-21", "2025-08-26"]);
  expect(daysOf(1)).toEqual(["2025-08-22", "2025-08-26"]);
});

test("where the chosen day is paused and nothing is left after it, the idea comes before it", async () => {
  const chat = await start("2025-08-18T06:00", 1);
  await chat.type(principalAt(0), "when school friday");
  await world.goTo(at("2025-08-20T12:00"));
  await pause(chat, "friday");
  await world.goTo(at("2025-08-29T20:00"));
  expect(daysOf(0)).toEqual(["2025-08-21", "2025-08-29"]);
});

test("a week of tests has no roundup, so its idea comes by itself", async () => {
  const chat = await start("2025-08-18T06:00", 1);
  await change(["2025-08-20", "testing"], ["2025-08-21", "testing"]);
  await chat.type(principalAt(0), "when school roundup");
  await world.goTo(at("2025-08-29T20:00"));
  expect(daysOf(0)).toEqual(["2025-08-19"]);
  expect(roundups()).toEqual(["2025-08-29"]);
});
