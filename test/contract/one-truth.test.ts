import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CallTaskId, toId } from "#domain/ids.ts";
import {
  createWorld,
  MONDAY,
  type Opened,
  openProduct,
  person,
  site,
  startWorld,
  type World,
  w1,
} from "#test/stories/answers-rig.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { answerQuestion } from "#usecases/answer-question.ts";
import { askQuestion } from "#usecases/ask-question.ts";
import { logCall } from "#usecases/log-call.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { snoozeSchool } from "#usecases/snooze-school.ts";
import { createDatabase, engines, type TestDatabase } from "./store-rig.ts";

/** Friday of the same week, when the first reminder is due. */
const FRIDAY = new Date("2025-08-22T15:00:00Z");
const lia = "lia-slack";
const mo = "mo-teams";

describe.each(engines)("two replicas on one database, on %s", (engine) => {
  let database: TestDatabase;
  let opened: Awaited<ReturnType<typeof openProduct>>[] = [];
  /** One district, through either replica. */
  let here: World;
  let there: World;

  beforeAll(async () => {
    database = await createDatabase(engine);
    const first = await openProduct(database.url);
    opened = [first, await openProduct(database.url)];
    here = await startWorld(first.product, "one");
    there = createWorld(replica(1), here.district);
    // No two machines have the same time.
    there.product.clock.moveTo(new Date(MONDAY.getTime() + 1000));
  });
  afterAll(async () => {
    for (const { close } of opened) await close();
    await database.remove();
  });

  function replica(index: number): Opened {
    const found = opened[index];
    if (found) return found.product;
    throw new RangeError("The replica is not open.");
  }

  const atSchool = (name: string) => ({ wave: w1, site: site(name) });

  test("two principals answer in the same moment: the last one counts, and the other is told once", async () => {
    const names = ["oak", "elm", "fir"];
    for (const name of names) await here.school(name);
    await Promise.all(
      names.flatMap((name) => [
        answerInvitation(here.product, here.act(`${name}-ana-slack`), {
          ...atSchool(name),
          kind: "yes",
        }),
        answerInvitation(there.product, there.act(`${name}-ben-teams`), {
          ...atSchool(name),
          kind: "no",
        }),
      ]),
    );
    await here.deliver();
    for (const name of names) await expectOneTruth(name);
  });

  async function expectOneTruth(name: string): Promise<void> {
    const [ana, ben] = [`${name}-ana-slack`, `${name}-ben-teams`];
    const history = await here.run((tx) => tx.waves.listSiteAnswers(site(name)));
    const last = history.at(-1);
    const invitation = await there.run((tx) => tx.waves.findInvitation(w1, site(name)));
    expect(history.map(({ kind }) => kind).sort()).toEqual(["no", "yes"]);
    expect(invitation?.answer).toBe(last?.kind);
    const joined = await here.run((tx) => tx.waves.isJoined(site(name)));
    expect(joined).toBe(last?.kind === "yes");
    const [winner, other] = last?.person === person(ana) ? [ana, ben] : [ben, ana];
    expect(here.notices(other)).toHaveLength(1);
    expect(here.notices(winner)).toEqual([]);
    const titles = [ana, ben].map((who) => here.inbox(who)[0]?.card.title);
    expect(titles[0]).toBe(titles[1]);
  }

  test("a yes stands, also when a colleague asks for quiet in the same moment", async () => {
    const names = ["ash", "bay", "box", "fig", "yew"];
    for (const name of names) await here.school(name);
    const answers = names.map(async (name) => {
      const act = here.act(`${name}-ana-slack`);
      await answerInvitation(here.product, act, { ...atSchool(name), kind: "yes" });
    });
    const quiet = names.map(async (name) => {
      const asked = { site: site(name), month: "2025-11" };
      await snoozeSchool(there.product, there.act(`${name}-ben-teams`), asked);
    });
    await Promise.all([...answers, ...quiet]);
    for (const name of names) {
      const invitation = await there.run((tx) => tx.waves.findInvitation(w1, site(name)));
      expect([name, invitation?.answer, invitation?.snoozedUntil]).toEqual([
        name,
        "yes",
        undefined,
      ]);
    }
  });

  test("two principals of the same two schools stop in the same moment: both schools are left alone", async () => {
    for (const name of ["ivy", "gum"]) await here.school(name, []);
    const both = ["ivy-cy-slack", "gum-cy-slack"].map(person);
    const assignments = ["ivy", "gum"].map((name) => ({
      role: "principal" as const,
      place: site(name),
    }));
    await here.run(function* ({ roster }) {
      const known = yield* roster.listPeople(both);
      yield* roster.savePeople(known.map((each) => ({ ...each, assignments })));
    });
    const stop = { kind: "stop" } as const;
    await Promise.all([
      answerInvitation(here.product, here.act("ivy-cy-slack"), { ...atSchool("ivy"), ...stop }),
      answerInvitation(there.product, there.act("gum-cy-slack"), { ...atSchool("gum"), ...stop }),
    ]);
    for (const name of ["ivy", "gum"]) {
      const invitation = await there.run((tx) => tx.waves.findInvitation(w1, site(name)));
      expect(invitation?.answer).toBe("stop");
    }
  });

  test("two leads answer one question in the same moment: one answer goes out, the other lead hears whose", async () => {
    await here.school("ash");
    const ana = "ash-ana-slack";
    await askQuestion(here.product, here.act(ana), { ...atSchool("ash"), text: "When?" });
    const [asked] = await here.run((tx) => tx.waves.listSiteCallTasks(site("ash")));
    const task = asked?.id ?? toId<CallTaskId>("");
    const replies = await Promise.all([
      answerQuestion(here.product, here.act(lia), { task, text: "In May." }),
      answerQuestion(there.product, there.act(mo), { task, text: "In June." }),
    ]);
    expect(replies.map(({ kind }) => kind).sort()).toEqual(["sent", "settled"]);
    const faster = replies[0]?.kind === "sent" ? "Lia of the office" : "Mo of the office";
    expect(replies).toContainEqual({ kind: "settled", by: faster });
    await there.deliver();
    const sent = there.inbox(ana).filter(({ key }) => key.startsWith("lead-reply"));
    expect(sent).toHaveLength(1);
  });

  test("two leads log one call in the same moment: it is logged once", async () => {
    await here.school("yew");
    const task = toId<CallTaskId>("call");
    const about = { lead: person(lia), reason: "no_answer", words: "" } as const;
    await here.run((tx) =>
      tx.waves.addCallTask({ ...atSchool("yew"), ...about, id: task, createdOn: "2025-08-18" }),
    );
    const calls = await Promise.all([
      logCall(here.product, here.act(lia), { task, line: "" }),
      logCall(there.product, there.act(mo), { task, line: "" }),
    ]);
    expect(calls.filter(({ outcome }) => outcome === "logged")).toHaveLength(1);
    const wanted = { kinds: ["call"], site: site("yew"), limit: 9 } as const;
    expect(await here.run((tx) => tx.listening.listWords(wanted))).toHaveLength(1);
  });

  test("two replicas wake at once: each principal gets one reminder", async () => {
    await here.school("bay");
    for (const { product } of opened) product.clock.moveTo(FRIDAY);
    await Promise.all(opened.map(({ product }) => runSchedule(product, here.district)));
    const invitation = await here.run((tx) => tx.waves.findInvitation(w1, site("bay")));
    expect(invitation?.remindersSent).toBe(1);
    await here.deliver();
    for (const who of ["bay-ana-slack", "bay-ben-teams"]) {
      const reminders = here.inbox(who).filter(({ key }) => key.startsWith("reminder"));
      expect(reminders).toHaveLength(1);
    }
  });
});
