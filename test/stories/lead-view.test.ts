import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccountId, type CallTaskId, type DecisionId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Card } from "#ports/card.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { answerInvitation, recordAnswer } from "#usecases/answer-invitation.ts";
import { findDigestScope } from "#usecases/digest-scope.ts";
import { LIVE_SPACING_MS } from "#usecases/live-cards.ts";
import type { Act } from "#usecases/product.ts";
import { readDistrictFacts } from "#usecases/read-district-facts.ts";
import { readMySchool } from "#usecases/read-my-school.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { showSchool } from "#usecases/show-school.ts";
import { showWaveSchools } from "#usecases/show-wave-schools.ts";
import { showWaves } from "#usecases/show-waves.ts";
import {
  districtId,
  personId,
  type School,
  schools,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
  waveId,
} from "./two-districts.ts";

const START = new Date("2025-08-25T14:00:00Z");
const home = districtId("home");
const lead = personId("home", "pl_lead");
const area = personId("home", "area_lead");
const wave = waveId("home");
/** All schools run the same program. */
const PROGRAM = "IB";

let two: TwoDistricts;
let clock: ReturnType<typeof createMovableClock>;
const product = () => ({ ...two.product, clock });
const actOf = (person: Act["person"], eventKey = "e"): Act => ({
  district: home,
  person,
  platform: "slack",
  workspace: "T1",
  eventKey,
});
const write = async <T>(body: (tx: Transaction) => Steps<T>) =>
  await two.product.store.transaction(home, body);

beforeAll(async () => {
  two = await startTwoDistricts();
  clock = createMovableClock(START, { now: () => START });
  await write(function* ({ roster, waves }) {
    const account = toId<AccountId>("U1");
    yield* roster.saveAccounts([{ platform: "slack", workspace: "T1", account, person: lead }]);
    const sites = yield* roster.listSites();
    yield* roster.saveSites(sites.map((site) => ({ ...site, signature: PROGRAM })));
    for (const school of ["own", "vacant"] as const) {
      const site = siteId("home", school);
      yield* waves.saveInvitation({ wave, site, invitedOn: "2025-08-18", remindersSent: 1 });
    }
  });
});
afterAll(async () => await two.stop());

const answer = async (school: School, kind: "yes" | "not_yet" | "stop", by = lead) =>
  await answerInvitation(product(), actOf(by), { wave, site: siteId("home", school), kind });

/** So many answers at once, of one school after the other; each says another thing than before. */
async function answerMany(count: number): Promise<void> {
  await write(function* (tx) {
    for (let index = 0; index < count; index++) {
      const site = siteId("home", schools[index % schools.length] ?? "own");
      const kind = index % 2 === 0 ? "yes" : "not_yet";
      const work = { tx, product: product(), now: clock.now() };
      yield* recordAnswer(work, actOf(lead), { wave, site, kind });
    }
  });
}

/** Does what is due, and delivers it; gives the cards that changed. */
async function deliver(): Promise<readonly Card[]> {
  await runSchedule(product(), home);
  const now = clock.now();
  const leaseUntil = new Date(now.getTime() + 60_000);
  const wanted = { platform: "slack", limit: 1000, laneMs: 0, perSecond: 10_000 } as const;
  return await write(function* ({ outbox }) {
    const changed: Card[] = [];
    for (const message of yield* outbox.claim({ ...wanted, now, leaseUntil })) {
      const { ref, card } = sentOf(message);
      if (card) changed.push(card);
      if (ref) yield* outbox.settle({ message, outcome: { kind: "delivered", ref }, at: now });
    }
    return changed;
  });
}

/** Where a message is once it is delivered, and the card that it changes. */
function sentOf({ id, attempt }: ClaimedMessage) {
  const delivery = attempt?.delivery;
  if (delivery?.do === "post") return { ref: { address: delivery.to, handle: id } };
  return delivery?.do === "update" ? { ref: delivery.of, card: delivery.card } : {};
}

function pass(ms: number): void {
  clock.moveTo(new Date(clock.now().getTime() + ms));
}

const fieldsOf = (card: Card) =>
  Object.fromEntries(card.fields?.map(({ label, value }) => [label, value]) ?? []);

test("however many answers come in a second, a live card changes at most twice, and tells what is stored", async () => {
  expect(await showWaves(product(), actOf(lead, "asked"))).toBeUndefined();
  await deliver();
  const changed: Card[] = [];
  for (let burst = 0; burst < 10; burst++) {
    await answerMany(20);
    pass(100);
    changed.push(...(await deliver()));
  }
  for (let step = 0; step < 4; step++) {
    pass(LIVE_SPACING_MS);
    changed.push(...(await deliver()));
  }
  const live = changed.filter(({ title }) => title === "The waves so far");
  expect(live.length).toBeGreaterThan(0);
  expect(live.length).toBeLessThanOrEqual(2);
  const stored = await write(function* ({ waves }) {
    const answers = (yield* waves.listInvitations(wave)).map((invitation) => invitation.answer);
    return { answers, joined: yield* waves.listJoined() };
  });
  const card = live.at(-1);
  expect(card?.text).toContain(`Schools in: ${stored.joined.length} of 3.`);
  const yes = stored.answers.filter((each) => each === "yes").length;
  expect(fieldsOf(card ?? { text: "", fallback: "" }).Yes).toBe(String(yes));
});

test("a school that could not be written to is counted apart, and an area lead's card is of the own clusters", async () => {
  const whole = await showWaves(product(), actOf(personId("home", "it_admin")));
  expect(whole?.text).toMatch(/Schools in: \d of 3\./);
  expect(whole?.context).not.toContain("/pl wave");
  await write(function* ({ waves }) {
    const invitation = { wave, site: siteId("home", "far"), remindersSent: 0 };
    yield* waves.removeJoining(invitation.site);
    yield* waves.saveInvitation(invitation);
  });
  const after = await showWaves(product(), actOf(personId("home", "it_admin")));
  expect(fieldsOf(after ?? { text: "", fallback: "" })["Could not be asked"]).toBe("1");
  const far = { wave, site: siteId("home", "far"), remindersSent: 0 };
  await write(({ waves }) => waves.saveInvitation({ ...far, snoozedUntil: "2026-02" }));
  const later = await showWaves(product(), actOf(personId("home", "it_admin")));
  expect(later?.fields).toContainEqual({ label: "Asked for a later month", value: "1" });
  await write(({ waves }) => waves.saveInvitation({ ...far, snoozedUntil: undefined }));
  const near = await showWaves(product(), actOf(area));
  expect(near?.text).toContain("In home near.");
  expect(near?.context).toContain("/pl wave, a name and silent");
  expect(near?.text).toMatch(/Schools in: \d of 2\./);
  expect(fieldsOf(near ?? { text: "", fallback: "" })["Could not be asked"]).toBeUndefined();
});

test("the lists behind the counts name schools by cluster, and a program only where three schools share a reason", async () => {
  await nameReason(["own", "vacant"]);
  const list = async (part: "silent" | "notyet" | "calls", who = lead) =>
    (await showWaveSchools(product(), actOf(who), { name: "home Wave", part }))?.text ?? "";
  expect(await list("silent")).toContain("home away\n· home far school: could not be asked yet");
  const few = await list("notyet");
  expect(few).toContain("· home own school and home vacant school: IB or another program review");
  expect(few).not.toContain("3 schools");
  await nameReason(["far"]);
  const many = await list("notyet");
  expect(many).toContain("IB: IB or another program review (3 schools)");
  expect(many).toContain('"Our own reason."');
  const near = await list("notyet", area);
  expect(near).not.toContain("home far school");
  expect(near).not.toContain("Our own reason.");
  await askTwice();
  expect(await list("calls")).toContain(
    "home away\n· home far school: asked a question. Waiting 4 school days. Overdue since Tuesday, August 19.",
  );
  expect(await list("calls", area)).not.toContain("home far school");
});

/** Two schools have a question: one for long, and one that was promised an answer by now. */
async function askTwice(): Promise<void> {
  await write(function* ({ waves }) {
    for (const school of ["own", "far"] as const) {
      const clocks = school === "far" ? { ackBy: "2025-08-19", actBy: "2025-08-21" } : {};
      yield* waves.addCallTask({
        ...clocks,
        id: toId<CallTaskId>(`asked-${school}`),
        wave,
        site: siteId("home", school),
        lead,
        reason: "question",
        words: "",
        createdOn: school === "far" ? "2025-08-19" : "2025-08-11",
      });
    }
  });
}

/** They say "not yet", and what is in the way. */
async function nameReason(of: readonly School[]): Promise<void> {
  for (const school of of) {
    pass(60_000);
    await answer(school, "yes");
    const given = await answer(school, "not_yet");
    await write(function* ({ waves }) {
      yield* waves.addPitfalls(given.answer, ["competing_ib"]);
      yield* waves.saveAnswerWords(given.answer, "Our own reason.");
    });
  }
}

test("a school's story tells why something was not sent, and to no area lead who stopped messages", async () => {
  const site = siteId("home", "own");
  const decided = { wave, site, at: clock.now(), step: "reminder_2", verdict: "not_sent" } as const;
  await write(({ listening }) =>
    listening.addDecisions([
      { ...decided, id: toId<DecisionId>("d1"), reason: "testing_week" },
      { ...decided, id: toId<DecisionId>("d2"), reason: "stopped" },
    ]),
  );
  await answer("own", "stop", personId("home", "principal"));
  const read = async (who: Act["person"]) => {
    const page = await readMySchool(product(), actOf(who), site);
    return { story: page.story.entries, decisions: page.decisions.map(({ text }) => text) };
  };
  const own = await read(personId("home", "principal"));
  expect(own.decisions.join()).toContain("testing week");
  expect(own.story).toContainEqual(expect.objectContaining({ kind: "stop" }));
  const near = await read(area);
  expect(near.decisions).toHaveLength(own.decisions.length - 1);
  expect(near.story).not.toContainEqual(expect.objectContaining({ kind: "stop" }));
  const story = await showSchool(product(), actOf(area), "home own school");
  expect(JSON.stringify(story)).not.toContain("Stop these");
});

test("what is overdue leads the digest, and says since when", async () => {
  const me = await write(({ roster }) => roster.getPerson(lead));
  const since = new Date(START.getTime() - 1);
  const facts = await write(function* (tx) {
    const work = { tx, product: product(), now: clock.now() };
    const scope = yield* findDigestScope(work, me);
    return scope && (yield* readDistrictFacts(work, scope, { since, until: START })).facts;
  });
  const late = { site: siteId("home", "far"), overdueSince: "2025-08-19" };
  expect(facts?.asks[0]).toMatchObject({ ...late, kind: "call", due: "2025-08-26" });
  expect(facts?.calls[0]).toMatchObject(late);
});
