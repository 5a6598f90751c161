import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AccountId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { answerPulse } from "#usecases/answer-pulse.ts";
import type { Act, Product as Turn } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { keyOf } from "#usecases/send-direct.ts";
import { showPulse } from "#usecases/show-pulse.ts";
import {
  cardOf,
  colleague,
  formOf,
  homeOf,
  lead,
  newest,
  openWave,
  type Product,
  principal,
  school,
  startProduct,
  teacher,
} from "./playground-rig.ts";
import {
  districtId,
  personId,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
  waveId,
} from "./two-districts.ts";

const ELSEWHERE = "rbps-u00262";

describe("a school has said yes", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await openWave(product);
    await product.press(principal, await newest(product, principal), "Yes");
  });
  afterAll(async () => await product.stop());

  const openTeam = async () =>
    formOf(await product.press(principal, await newest(product, principal), "Choose your team"));
  const saidBy = async (person: string) =>
    JSON.stringify(cardOf(await product.say(person, "/pl team")));

  test("the team is two to six people of the school, and a wrong one is named in the form", async () => {
    const form = await openTeam();
    const alone = await product.submit(principal, form, { team: [teacher] });
    expect(alone.errors?.team).toBe("Pick 2 to 6 people.");
    const far = await product.submit(principal, form, { team: [teacher, ELSEWHERE] });
    expect(far.errors?.team).toContain("Not at Lindenwood Elementary School");
    expect(await saidBy(principal)).toContain("Not chosen yet");
  });

  test("the principal gets a sentence to say, and nobody of the team is written to", async () => {
    const before = await Promise.all([teacher, colleague].map(product.inbox));
    const saved = await product.submit(principal, await openTeam(), { team: [teacher, colleague] });
    expect(saved.text).toContain("A sentence you could say");
    await product.advance("P1D");
    expect(await Promise.all([teacher, colleague].map(product.inbox))).toEqual(before);
  });

  test("somebody who has left the staff list is not in the team any more", async () => {
    const { store } = product.app.product;
    const nameOf = async (id: string) =>
      displayName(await store.read(toId("rbps"), (tx) => tx.roster.getPerson(toId<PersonId>(id))));
    const gone = await nameOf(colleague);
    expect(await saidBy(principal)).toContain(gone);
    await store.transaction(toId("rbps"), (tx) =>
      tx.roster.deactivatePeople([toId<PersonId>(colleague)]),
    );
    expect(await saidBy(principal)).not.toContain(gone);
    expect(await saidBy(principal)).toContain(await nameOf(teacher));
  });

  test("the why line is kept in the school's words, the last one counts, and it is on the own page", async () => {
    await product.say(principal, "/pl why-line We do this because reading is hard here.");
    const kept = await product.say(principal, "/pl why-line We do this because students asked.");
    expect(kept.text).toContain("students asked");
    const home = JSON.stringify(await homeOf(product, principal));
    expect(home).toContain("because students asked");
    expect(home).not.toContain("reading is hard");
  });

  test("a why line that names a student, or is too long, is not kept", async () => {
    const form = formOf(await product.say(principal, "/pl why-line"));
    const named = await product.submit(principal, form, {
      why: "Because Jayceon T. asked for it.",
    });
    expect(named.kind).toBe("errors");
    const long = await product.submit(principal, form, { why: "x".repeat(201) });
    expect(long.errors?.why).toContain("200");
    expect(await saidBy(principal)).toContain("students asked");
  });

  test("dates that were offered for a first visit stand beside the team", async () => {
    expect(await saidBy(principal)).toContain("will offer two dates");
    const { store } = product.app.product;
    await store.transaction(toId("rbps"), function* (tx) {
      const tasks = yield* tx.waves.listSiteCallTasks(toId<SiteId>(school));
      for (const task of tasks.filter(({ reason }) => reason === "joined")) {
        yield* tx.waves.changeCallTask({ ...task, offered: ["2025-09-08", "2025-09-10"] });
      }
    });
    expect(await saidBy(principal)).toContain("Monday, September 8 and Wednesday, September 10");
  });

  test("a school that says no, and then yes again, is offered no days of the first yes", async () => {
    const answer = async (label: string) =>
      await product.press(principal, cardOf(await product.say(principal, "/pl answer")), label);
    await answer("Not this year");
    await answer("Yes");
    expect(await saidBy(principal)).not.toContain("September 8");
    expect(await saidBy(principal)).toContain("will offer two dates");
  });

  test("a teacher has no team to choose, and is told so", async () => {
    expect((await product.say(teacher, "/pl team")).text).toContain("not yours to do");
    expect((await product.say(lead, "/pl team")).text).toContain("/pl school");
  });

  test("a lead who looks for the pulse too early reads when it comes", async () => {
    const report = await product.say(lead, "/pl wave Wave 1 pulse");
    expect(report.text).toContain("six weeks after a school joins");
    expect((await product.say(principal, "/pl wave Wave 1 pulse")).text).toContain(
      "not yours to do",
    );
  });
});

describe("six weeks later", () => {
  const home = districtId("home");
  const site = siteId("home", "own");
  const wave = waveId("home");
  const me = personId("home", "principal");
  const act = (person: PersonId, eventKey: string): Act => ({
    district: home,
    person,
    platform: "local",
    workspace: "home",
    eventKey,
  });
  let two: TwoDistricts;
  beforeAll(async () => {
    two = await startTwoDistricts();
    const account = {
      platform: "local",
      workspace: "home",
      account: toId<AccountId>("a1"),
    } as const;
    await two.product.store.transaction(home, (tx) =>
      tx.roster.saveAccounts([{ ...account, person: me }]),
    );
    await answerInvitation(two.product, act(me, "e1"), { wave, site, kind: "yes" });
  });
  afterAll(async () => await two.stop());

  const at = (time: string): Turn => ({ ...two.product, clock: { now: () => new Date(time) } });
  const findPulse = async (round: string) =>
    await two.product.store.read(home, (tx) =>
      tx.outbox.find(keyOf("pulse", site, wave, round, me)),
    );

  test("the principal is asked three questions inside the school's hours, and the school's story says so", async () => {
    await runSchedule(at("2025-09-28T12:00:00Z"), home);
    expect(await findPulse("first")).toBeUndefined();
    await runSchedule(at("2025-09-30T11:00:00Z"), home);
    expect((await findPulse("first"))?.dueAt.toISOString()).toBe("2025-09-30T11:00:00.000Z");
    const decisions = await two.product.store.read(home, (tx) =>
      tx.listening.listDecisions(site, 20),
    );
    expect(decisions.find(({ step }) => step === "pulse")).toMatchObject({
      verdict: "sent",
      reason: "planned",
      day: "2025-09-30",
    });
  });

  test("somebody who stopped the wave's messages is not asked, and the story says why", async () => {
    const far = siteId("home", "far");
    const other = personId("home", "far-principal");
    await answerInvitation(two.product, act(other, "e5"), { wave, site: far, kind: "yes" });
    await two.product.store.transaction(home, function* (tx) {
      const wavesStoppedAt = two.product.clock.now();
      yield* tx.roster.savePreferences(other, { thanks: "public", wavesStoppedAt });
    });
    await runSchedule(at("2025-09-30T11:00:00Z"), home);
    const decisions = await two.product.store.read(home, (tx) =>
      tx.listening.listDecisions(far, 20),
    );
    const pulse = decisions.find(({ step }) => step === "pulse");
    expect(pulse).toMatchObject({ verdict: "not_sent", reason: "stopped" });
  });

  test("counts are told by wave from five answers on, never by school or person", async () => {
    const lines = async () =>
      JSON.stringify(
        await showPulse(two.product, act(personId("home", "pl_lead"), "e2"), "home Wave"),
      );
    const given = { site, round: "first", answers: ["yes", "partly", "yes"] } as const;
    expect(await answerPulse(two.product, act(me, "e3"), given)).toBe(true);
    const others = async (count: number) =>
      await two.product.store.transaction(home, function* (tx) {
        for (let each = 0; each < count; each++) {
          const person = toId<PersonId>(`other-${each}`);
          yield* tx.listening.savePulse({ ...given, wave, person, at: new Date() });
        }
      });
    await others(3);
    expect(await lines()).toContain("Fewer than five answers");
    expect(await lines()).not.toContain("Yes 4");
    await others(4);
    expect(await lines()).toContain("Yes 5, partly 0, not yet 0");
    expect(await lines()).not.toContain("own school");
  });

  test("the next one comes in the next semester, and none for a school that changed its mind", async () => {
    const planned = async () =>
      await two.product.store.read(home, (tx) => tx.schedule.find(`pulse:${site}`));
    expect((await planned())?.nextAt.toISOString().slice(0, 7)).toBe("2026-02");
    await answerInvitation(at("2025-09-30T12:00:00Z"), act(me, "e4"), { wave, site, kind: "no" });
    expect(await planned()).toBeUndefined();
    expect((await findPulse("first"))?.state).toBe("cancelled");
  });
});
