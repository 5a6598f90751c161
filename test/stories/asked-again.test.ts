import { afterEach, expect, test } from "vitest";
import { type AccountId, type SchoolWordId, toId, type WaveId } from "#domain/ids.ts";
import { DAY_MS, localDay, toInstant } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { ReminderPlan } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import type { Transaction } from "#ports/store.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { answerQuestion } from "#usecases/answer-question.ts";
import { askQuestion } from "#usecases/ask-question.ts";
import { explainSends } from "#usecases/explain-sends.ts";
import { logSchoolCall } from "#usecases/log-school-call.ts";
import { moveClose } from "#usecases/move-close.ts";
import { namePitfalls } from "#usecases/name-pitfalls.ts";
import { openWave } from "#usecases/open-wave.ts";
import { showStatus } from "#usecases/show-home.ts";
import { showOwnInvitation } from "#usecases/show-own-invitation.ts";
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

let world: WaveWorld;
afterEach(async () => await world.stop());

/** Two schools on their own clock; Wave 1 asks them on August 18. */
async function open(
  calendar: readonly CalendarDay[] = sampleCalendar,
  reminders?: ReminderPlan,
): Promise<void> {
  world = await startWaveWorld({ start, sites: 2, calendar, url: ":memory:" });
  await draftWave(world, [own, siteAt(1)], { id: w1, reminders });
  await openWave(world.product, actOf(leadId), w1);
}

const at = (day: string, time = "12:00") => toInstant(`${day}T${time}`, zone);

async function sayNotYet(code: string): Promise<void> {
  await world.goTo(at("2025-08-19"));
  const named = { wave: w1, site: own, codes: [code], words: "" };
  await answerInvitation(world.product, asPrincipal, { wave: w1, site: own, kind: "not_yet" });
  await namePitfalls(world.product, asPrincipal, named);
}

/** Opens Wave 2 in January; the first wave is long over. */
async function openNext(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  await world.goTo(at("2026-01-12", "07:00"));
  const more = { id: w2, name: "Wave 2", changes, startMonth: "February" };
  await draftWave(world, [own, siteAt(1)], more);
  await openWave(world.product, actOf(leadId), w2);
  await world.goTo(at("2026-01-13"));
}

/** What the school's principal got under a key that begins so, with its local day. */
function got(kind: string, site = "s0") {
  return world.sent.flatMap(({ key, sentAt, delivery }) => {
    if (delivery.do !== "post" || !key.startsWith(kind) || !key.includes(`:${site}:`)) return [];
    return [{ on: localDay(sentAt, zone), text: delivery.card.text }];
  });
}

async function why(): Promise<Card> {
  const told = await explainSends(world.product, asPrincipal, "");
  if (told.kind !== "why") throw new RangeError(told.kind);
  return told.card;
}

const lines = ({ table }: Card): readonly string[] =>
  (table?.rows ?? []).map(([, what]) => what ?? "");

test("who said 'not yet' is asked again with the reason, the month, what changed and a colleague's words", async () => {
  await open();
  await sayNotYet("plate_full");
  await world.product.store.transaction(district, function* (tx) {
    const said = { kind: "story", text: "We dropped two meetings.", writer: leadId } as const;
    const kept = { site: siteAt(1), owner: principalAt(1), consentAt: start, at: start };
    const id = toId<SchoolWordId>("x1");
    yield* tx.listening.addWord({ id, ...said, ...kept, expiresOn: "2026-06-30" });
  });
  await openNext({ "": "A coach comes.", plate_full: "It takes ten minutes" });
  const [again, ...more] = got("invitation:w2");
  expect(more).toEqual([]);
  expect(again?.text).toContain(
    "In August 2025 you said 'not yet' because of this: Our plate is already full.",
  );
  expect(again?.text).toContain("Since then: It takes ten minutes. Wave 2 starts");
  expect(again?.text).toContain("We dropped two meetings.");
  expect(again?.text).not.toContain("A coach comes.");
  // What "/pl answer" shows is the same question.
  const { product } = world;
  const shown = await showOwnInvitation(product, asPrincipal);
  expect(again?.text.startsWith(shown?.text ?? "nothing")).toBe(true);
  // The other school had said nothing: it is asked as before.
  expect(got("invitation:w2", "s1")[0]?.text).toContain("Would School 1 like to join?");
});

test("without a line on what changed it is not asked again, and everybody who may ask is told why", async () => {
  await open();
  await sayNotYet("new_staff");
  await openNext();
  expect(got("invitation:w2")).toEqual([]);
  const told = "The invitation: not sent (nobody has written what changed since its last answer)";
  expect(lines(await why())).toContain(told);
});

test("a school that named February hears nothing before its first open school day", async () => {
  await open();
  await sayNotYet("big_transition");
  await snoozeSchool(world.product, asPrincipal, { site: own, month: "2026-02" });
  const status = await showStatus(world.product, asPrincipal);
  const value = "Your answer now: Not yet. /pl answer changes it. Quiet until February 2026.";
  expect(status.fields).toContainEqual({ label: "School 0", value });
  await openNext({ "": "The move is over." });
  expect(got("invitation:w2")).toEqual([]);
  expect((await why()).text).toBe(
    "The school asked to be left alone. I am silent until Monday, February 2, 2026, and ask again then.",
  );
  await world.goTo(at("2026-02-03"));
  expect(got("invitation:w2").map(({ on }) => on)).toEqual(["2026-02-02"]);
  await world.goTo(at("2026-02-28"));
  const reminded = got("reminder:w2").map(({ on }) => on);
  expect(reminded).toEqual(["2026-02-06", "2026-02-23"]);
});

test("where no wave can ask when the month has come, its lead is told to call", async () => {
  await open();
  await sayNotYet("leadership_change");
  await snoozeSchool(world.product, asPrincipal, { site: own, month: "2025-12" });
  await world.goTo(at("2025-12-02"));
  expect(got("invitation:w1")).toHaveLength(1);
  const tasks = await world.product.store.read(district, (tx) => tx.waves.listSiteCallTasks(own));
  expect(tasks.map(({ reason, doneAt }) => [reason, doneAt])).toContainEqual([
    "check_back",
    undefined,
  ]);
});

test("a testing week puts a reminder off and does not cancel it, and the reason is told", async () => {
  const testing = { day: "2025-09-04", kind: "testing", label: "State tests" } as const;
  await open([...sampleCalendar, testing]);
  await world.goTo(at("2025-08-23"));
  expect((await why()).text).toBe(
    "Next: the second reminder on Monday, September 8. It comes later than usual: testing week.",
  );
  await world.goTo(at("2025-09-09"));
  expect(got("reminder:w1").map(({ on }) => on)).toEqual(["2025-08-22", "2025-09-08"]);
  const told = lines(await why());
  expect(told).toContain("The second reminder: put off to Monday, September 8 (testing week)");
  expect(told).toContain("The second reminder: sent (as planned)");
});

test("a question stops the reminders until it is answered, and then they come as late as after an invitation", async () => {
  await open();
  await world.goTo(at("2025-08-19"));
  const asked = { wave: w1, site: own, text: "Who pays?" };
  await askQuestion(world.product, asPrincipal, asked);
  await world.goTo(at("2025-09-03"));
  expect(got("reminder:w1")).toEqual([]);
  expect((await why()).text).toBe("Nothing more is planned: a question is open.");
  const tasks = await world.product.store.read(district, (tx) => tx.waves.listSiteCallTasks(own));
  const task = tasks.find(({ reason }) => reason === "question");
  if (!task) throw new RangeError("nobody was asked");
  await answerQuestion(world.product, actOf(leadId), { task: task.id, text: "The district does." });
  await world.goTo(new Date(at("2025-09-03").getTime() + 10 * DAY_MS));
  expect(got("reminder:w1").map(({ on }) => on)).toEqual(["2025-09-09"]);
});

test("a principal whose account is found later is invited on the next school morning, with a window of their own", async () => {
  world = await startWaveWorld({ start, sites: 2, calendar: sampleCalendar, url: ":memory:" });
  const { store } = world.product;
  const account = toId<AccountId>(principalAt(0));
  const place = { platform: "local" as const, workspace: district, account };
  await store.transaction(district, (tx) => tx.roster.unlinkAccount(place));
  await draftWave(world, [own, siteAt(1)], { id: w1 });
  await openWave(world.product, actOf(leadId), w1);
  await world.goTo(at("2025-08-20"));
  expect(got("invitation:w1")).toEqual([]);
  expect(lines(await why())).toEqual(["The invitation: not sent (nobody there can be written to)"]);
  const found = { ...place, person: principalAt(0) };
  await store.transaction(district, (tx) => tx.roster.saveAccounts([found]));
  await world.goTo(at("2025-08-27"));
  expect(got("invitation:w1").map(({ on }) => on)).toEqual(["2025-08-21"]);
  expect(got("reminder:w1").map(({ on }) => on)).toEqual(["2025-08-27"]);
  const tasks = await store.read(district, (tx) => tx.waves.listSiteCallTasks(own));
  expect(tasks.map(({ reason, doneAt }) => [reason, doneAt !== undefined])).toEqual([
    ["unreachable", true],
  ]);
});

test("a third reminder that a full week put off is not sent once somebody has called", async () => {
  await open(sampleCalendar, { offsets: [4, 10], beforeClose: 8 });
  await world.goTo(at("2025-09-11"));
  await world.product.store.transaction(district, function* (tx) {
    const to = yield* tx.roster.findAddress(principalAt(0));
    if (!to) return;
    for (const key of ["a", "b", "c"]) {
      const delivery = { do: "post", to, card: { text: key, fallback: key } } as const;
      const full = { recipient: principalAt(0), budgetOf: principalAt(0), week: "2025-W37" };
      const message = { kind: "nudge", delivery, ...full } as const;
      yield* tx.outbox.queue({ key: toId(key), ...message, dueAt: world.clock.now() });
    }
  });
  await world.goTo(at("2025-09-12"));
  expect(lines(await why())[0]).toContain("The last reminder: put off to Monday, September 15");
  await logSchoolCall(world.product, actOf(leadId), { school: "School 0", line: "" });
  await world.goTo(at("2025-09-16"));
  expect(got("reminder:w1").map(({ on }) => on)).toEqual(["2025-08-22", "2025-09-02"]);
  expect(got("reminder:w1", "s1").map(({ on }) => on)).toContain("2025-09-12");
  expect(lines(await why())[0]).toMatch(/^The last reminder: not sent/);
});

test("a plan cut to one reminder asks for a call where it went out, and not where somebody answers meanwhile", async () => {
  await open();
  await world.goTo(at("2025-08-23"));
  const { store } = world.product;
  await store.transaction(district, function* (tx) {
    const before = yield* tx.waves.findWave(w1);
    if (!before) return;
    const quick = answering(tx, siteAt(1));
    const work = { tx: quick, product: world.product, now: world.clock.now() };
    yield* moveClose(work, before, { ...before, windowDays: 20, reminders: { offsets: [4] } });
  });
  const tasks = await store.read(district, (tx) => tx.waves.listOpenCallTasks());
  expect(tasks.map(({ site, reason }) => [site, reason])).toEqual([[own, "no_answer"]]);
});

/** A transaction in which a school says yes while somebody waits for its guard. */
function answering(tx: Transaction, site: string): Transaction {
  function* guardInvitation(wave: WaveId, guarded: typeof own) {
    yield* tx.waves.guardInvitation(wave, guarded);
    const asked = yield* tx.waves.findInvitation(wave, guarded);
    if (asked && guarded === site) yield* tx.waves.saveInvitation({ ...asked, answer: "yes" });
  }
  return { ...tx, waves: { ...tx.waves, guardInvitation } };
}
