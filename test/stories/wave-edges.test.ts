import { afterEach, expect, test } from "vitest";
import { type AccountId, type PersonId, type PlaceId, toId, type WaveId } from "#domain/ids.ts";
import { localDay, toInstant } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Wave } from "#domain/wave.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { explainSends } from "#usecases/explain-sends.ts";
import { openWave } from "#usecases/open-wave.ts";
import { keyOf, sendDirect } from "#usecases/send-direct.ts";
import { snoozeSchool } from "#usecases/snooze-school.ts";
import {
  actOf,
  district,
  draftWave,
  leadId,
  principalAt,
  siteAt,
  startWaveWorld,
  type WaveWorld,
  zone,
} from "./wave-world.ts";

const start = toInstant("2025-08-18T07:00", zone);
const w1 = toId<WaveId>("w1");
const w2 = toId<WaveId>("w2");
const own = siteAt(0);
const asPrincipal = actOf(principalAt(0));
const at = (day: string) => toInstant(`${day}T12:00`, zone);

let world: WaveWorld;
afterEach(async () => await world.stop());

async function begin(calendar: readonly CalendarDay[] = sampleCalendar, more: Partial<Wave> = {}) {
  world = await startWaveWorld({ start, sites: 2, calendar, url: ":memory:" });
  await draftWave(world, [own, siteAt(1)], { id: w1, ...more });
}

const open = async (id: WaveId) => await openWave(world.product, actOf(leadId), id);

/** Days on which the school's principal got what these keys begin with. */
function got(kind: string): readonly string[] {
  return world.sent.flatMap(({ key, sentAt, delivery }) =>
    delivery.do === "post" && key.startsWith(kind) && key.includes(":s0:")
      ? [localDay(sentAt, zone)]
      : [],
  );
}

async function why(): Promise<readonly string[]> {
  const told = await explainSends(world.product, asPrincipal, "");
  if (told.kind !== "why") throw new RangeError(told.kind);
  const { text, table } = told.card;
  return [text, ...(table?.rows ?? []).map(([, what]) => what ?? "")];
}

test("who says 'not this year' while the next wave is a draft is not asked by it", async () => {
  await begin();
  await open(w1);
  await world.goTo(at("2025-09-30"));
  await draftWave(world, [own], { id: w2, name: "Wave 2", changes: { "": "A coach comes." } });
  await answerInvitation(world.product, asPrincipal, { wave: w1, site: own, kind: "no" });
  await open(w2);
  await world.goTo(at("2025-11-20"));
  expect(got("invitation:w2")).toEqual([]);
  expect(await why()).toContain("The invitation: not sent (the school said not this year)");
});

test("a school that one wave asks is left alone by the other", async () => {
  await begin();
  await open(w1);
  await world.goTo(at("2025-08-19"));
  await snoozeSchool(world.product, asPrincipal, { site: own, month: "2025-11" });
  await world.goTo(at("2025-10-20"));
  await draftWave(world, [own], { id: w2, name: "Wave 2" });
  await world.goTo(at("2025-11-05"));
  await open(w2);
  await world.goTo(at("2025-12-20"));
  expect([got("invitation:w1"), got("invitation:w2")]).toEqual([["2025-08-18", "2025-11-03"], []]);
  expect(got("reminder:w2")).toEqual([]);
});

test("what comes next is told with the day on which it comes", async () => {
  await begin();
  await open(w1);
  for (const [day, next] of [
    ["2025-08-19", "Next: the first reminder on Friday, August 22."],
    ["2025-08-26", "Next: the second reminder on Tuesday, September 2."],
    ["2025-09-19", "Next: the last reminder on Monday, September 22."],
  ] as const) {
    await world.goTo(at(day));
    expect((await why())[0]).toBe(next);
  }
  await world.goTo(at("2025-09-23"));
  expect(got("reminder:w1")).toEqual(["2025-08-22", "2025-09-02", "2025-09-22"]);
  expect((await why())[0]).toBe("Nothing more is planned: no further reminder is in the plan.");
});

test("three weeks of tests take no school's time to answer", async () => {
  const tests = ["2025-08-20", "2025-08-27", "2025-09-03"].map((day) => ({
    day,
    kind: "testing" as const,
    label: "State tests",
  }));
  await begin([...sampleCalendar, ...tests], { windowDays: 10 });
  await open(w1);
  expect(await why()).toContain("The invitation: put off to Monday, September 8 (testing week)");
  await world.goTo(at("2025-09-09"));
  expect(got("invitation:w1")).toEqual(["2025-09-08"]);
  const invitation = await world.product.store.read(district, (tx) =>
    tx.waves.findInvitation(w1, own),
  );
  expect(invitation?.closesOn).toBe("2025-09-22");
});

test("a reminder that finds no room before the last day is not sent, and that is told", async () => {
  await begin();
  await open(w1);
  await world.goTo(at("2025-09-20"));
  const { store } = world.product;
  await store.transaction(district, function* (tx) {
    const work = { tx, product: world.product, now: world.clock.now() };
    const site = yield* tx.roster.getSite(own);
    const person = yield* tx.roster.getPerson(principalAt(0));
    const note = { kind: "nudge", person, place: site, after: work.now } as const;
    const card = () => ({ text: "One idea.", fallback: "One idea." });
    for (const each of ["1", "2", "3"])
      yield* sendDirect(work, { ...note, card, key: keyOf(each) });
  });
  await world.goTo(at("2025-10-10"));
  expect(got("reminder:w1")).toEqual(["2025-08-22", "2025-09-02"]);
  const told = "The last reminder: not sent (the last day to answer is too near)";
  expect(await why()).toContain(told);
});

test("a principal who came after the wave began first reads what it is about", async () => {
  await begin();
  await open(w1);
  await world.goTo(at("2025-08-20"));
  const id = toId<PersonId>("newcomer");
  await world.product.store.transaction(district, function* ({ roster }) {
    const assignments = [{ role: "principal" as const, place: toId<PlaceId>(own) }];
    const named = { givenName: "Nia", familyName: "New", active: true, homeSite: own };
    yield* roster.savePeople([{ id, ...named, assignments }]);
    const account = { platform: "local" as const, workspace: district };
    yield* roster.saveAccounts([{ ...account, account: toId<AccountId>(id), person: id }]);
  });
  await world.goTo(at("2025-08-23"));
  const first = world.sent.find(({ key }) => key.startsWith("reminder:") && key.endsWith(id));
  if (first?.delivery.do !== "post") throw new RangeError("the newcomer got nothing");
  expect(first.delivery.card.text).toContain("is inviting schools into Wave 1");
});
