import { describe, expect, test } from "vitest";
import {
  type AnswerId,
  type CallTaskId,
  type DecisionId,
  type PersonId,
  type SchoolWordId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import type { Decision, SchoolWord } from "#domain/listening.ts";
import type { CallTask, Invitation, Wave } from "#domain/wave.ts";
import { at } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const w1 = toId<WaveId>("w1");
const s1 = toId<SiteId>("s1");
const ana = toId<PersonId>("ana");
const ben = toId<PersonId>("ben");

function decision(id: string, seconds: number, more: Partial<Decision> = {}): Decision {
  const about = { wave: w1, site: s1, step: "reminder_1", verdict: "sent" } as const;
  return { id: toId<DecisionId>(id), at: at(seconds), ...about, reason: "planned", ...more };
}

function word(id: string, more: Partial<SchoolWord> = {}): SchoolWord {
  const text = "They liked\0 the plan.";
  return { id: toId<SchoolWordId>(id), kind: "story", text, writer: ana, at: at(1), ...more };
}

const wave: Wave = {
  id: w1,
  name: "Wave 1",
  state: "open",
  sender: ana,
  timeNeeded: "one hour",
  startMonth: "October",
  nextWaveMonth: "January",
  windowDays: 15,
  target: 14,
  capacity: 20,
  opensOn: "2025-08-18",
  reminders: { offsets: [4, 10], beforeClose: 2 },
  changes: { "": "We come to you.", plate_full: "It takes ten minutes." },
  armedBy: ben,
  armedAt: at(2),
  openedAt: undefined,
  closesOn: undefined,
};

describe.each(engines)("what a school says and is told, on %s", (engine) => {
  const rig = useStore(engine);

  test("why something was sent is told the newest first, and kept once", async () => {
    const db = rig.fresh();
    const later = decision("d2", 2, { verdict: "postponed", reason: "budget", day: "2025-09-02" });
    await db.run((tx) => tx.listening.addDecisions([decision("d1", 1), later]));
    await db.run((tx) => tx.listening.addDecisions([decision("d1", 1)]));
    const told = await db.run((tx) => tx.listening.listDecisions(s1, 5));
    expect(told).toEqual([later, { ...decision("d1", 1), day: undefined }]);
    expect(await db.run((tx) => tx.listening.listDecisions(s1, 1))).toEqual([later]);
  });

  test("a story waits for consent, and can be taken off", async () => {
    const db = rig.fresh();
    await db.run((tx) => tx.listening.addWord(word("x1", { site: s1, owner: ben })));
    expect(await db.run((tx) => tx.listening.addWord(word("x1")))).toBe(false);
    const kept = await db.run((tx) => tx.listening.findWord(toId<SchoolWordId>("x1")));
    expect(kept).toMatchObject({ text: "They liked the plan.", owner: ben, consentAt: undefined });
    if (!kept) throw new RangeError("it was not kept");
    const agreed = { ...kept, consentAt: at(5), expiresOn: "2026-01-31", retiredAt: at(9) };
    expect(await db.run((tx) => tx.listening.saveWord(agreed))).toBe(true);
    const wanted = { kinds: ["story"] as const, site: s1, limit: 5 };
    expect(await db.run((tx) => tx.listening.listWords(wanted))).toEqual([agreed]);
    const calls = { kinds: ["call"] as const, limit: 5 };
    expect(await db.run((tx) => tx.listening.listWords(calls))).toEqual([]);
  });

  test("who answers for a school is named once, and can be taken back", async () => {
    const db = rig.fresh();
    const one = { site: s1, person: ben, part: "delegate", namedBy: ana, at: at(1) } as const;
    await db.run((tx) => tx.listening.addSchoolPerson(one));
    await db.run((tx) => tx.listening.addSchoolPerson({ ...one, namedBy: ben }));
    expect(await db.run((tx) => tx.listening.listSchoolPeople(s1, "delegate"))).toEqual([one]);
    expect(await db.run((tx) => tx.listening.listSchoolPeople(s1, "team"))).toEqual([]);
    expect(await db.run((tx) => tx.listening.listSchoolsOf(ben, "delegate"))).toEqual([s1]);
    expect(await db.run((tx) => tx.listening.listAllSchoolPeople("delegate"))).toEqual([one]);
    expect(await db.run((tx) => tx.listening.removeSchoolPerson(one))).toBe(true);
    expect(await db.run((tx) => tx.listening.removeSchoolPerson(one))).toBe(false);
  });

  test("somebody's last pulse of a round counts", async () => {
    const db = rig.fresh();
    const pulse = { wave: w1, round: "first", site: s1, person: ana, at: at(1) } as const;
    await db.run((tx) => tx.listening.savePulse({ ...pulse, answers: ["yes", "partly", "yes"] }));
    const last = { ...pulse, answers: ["not_yet", "partly", "yes"] } as const;
    await db.run((tx) => tx.listening.savePulse(last));
    expect(await db.run((tx) => tx.listening.listPulses(w1))).toEqual([last]);
  });

  test("the district says it in its own words, and can take them back", async () => {
    const db = rig.fresh();
    await db.run((tx) => tx.listening.saveDistrictWord("mission", "Every child.", at(1)));
    await db.run((tx) => tx.listening.saveDistrictWord("mission", "Every student.", at(2)));
    const words = await db.run((tx) => tx.listening.listDistrictWords());
    expect([...words]).toEqual([["mission", "Every student."]]);
    await db.run((tx) => tx.listening.saveDistrictWord("mission", "", at(3)));
    expect([...(await db.run((tx) => tx.listening.listDistrictWords()))]).toEqual([]);
  });

  test("a school's window, month and kind are kept, many at once too", async () => {
    const db = rig.fresh();
    const invitations: Invitation[] = ["s1", "s2"].map((site) => ({
      wave: w1,
      site: toId<SiteId>(site),
      invitedOn: "2025-08-18",
      remindersSent: 1,
      kind: "reinvited",
      closesOn: "2025-09-30",
      snoozedUntil: "2026-02",
      endedOn: "2025-09-24",
      answer: undefined,
      answeredAt: undefined,
      callLoggedAt: at(3),
    }));
    await db.run((tx) => tx.waves.saveWave(wave));
    expect(await db.run((tx) => tx.waves.findWave(w1))).toEqual(wave);
    await db.run((tx) => tx.waves.replaceInvitations(invitations));
    await db.run((tx) => tx.waves.replaceInvitations(invitations));
    expect(await db.run((tx) => tx.waves.listInvitations(w1))).toEqual(invitations);
    expect(await db.run((tx) => tx.waves.listSiteInvitations(s1))).toEqual([invitations[0]]);
    expect(await db.run((tx) => tx.waves.removeInvitation(w1, s1))).toBe(true);
    expect(await db.run((tx) => tx.waves.listSiteInvitations(s1))).toEqual([]);
  });

  test("a connection is marked for its school year, and for no other", async () => {
    const db = rig.fresh();
    const id = toId<AnswerId>("a1");
    const facts = { wave: w1, site: s1, person: ana, kind: "not_yet", platform: "slack" } as const;
    const given = { id, ...facts, at: at(1), stage: "reminder_1", words: "" } as const;
    await db.run((tx) => tx.waves.addAnswer(given));
    await db.run((tx) => tx.waves.addPitfalls(id, ["plate_full", "new_staff"]));
    await db.run((tx) => tx.waves.markConnected(id, "plate_full", "2025"));
    const listed = (year: string) => db.run((tx) => tx.waves.listConnected(s1, year));
    expect([...(await listed("2025"))]).toEqual(["plate_full"]);
    expect([...(await listed("2026"))]).toEqual([]);
    await db.run((tx) => tx.waves.saveAnswerWords(id, "We are moving."));
    const answer = { ...given, words: "We are moving." };
    expect(await db.run((tx) => tx.waves.findAnswer(id))).toEqual(answer);
    expect(await db.run((tx) => tx.waves.listSiteAnswers(s1))).toEqual([answer]);
    expect(await db.run((tx) => tx.waves.listWaveAnswers([w1]))).toEqual([answer]);
  });

  test("a promise keeps its clock until it is done", async () => {
    const db = rig.fresh();
    const task: CallTask = {
      id: toId<CallTaskId>("t1"),
      wave: w1,
      site: s1,
      lead: ana,
      reason: "return_requested",
      words: "",
      askedBy: ben,
      createdOn: "2025-09-02",
      ackBy: "2025-09-03",
      actBy: "2025-09-05",
      doneAt: undefined,
      acknowledgedAt: undefined,
      againOn: undefined,
      offered: undefined,
      picked: undefined,
    };
    await db.run((tx) => tx.waves.addCallTask(task));
    const offered = { ...task, offered: ["2025-09-09", "2025-09-11"], acknowledgedAt: at(4) };
    expect(await db.run((tx) => tx.waves.changeCallTask(offered))).toBe(true);
    expect(await db.run((tx) => tx.waves.listSiteCallTasks(s1))).toEqual([offered]);
    await db.run((tx) => tx.waves.closeCallTasks({ wave: w1, site: s1, at: at(9) }));
    expect(await db.run((tx) => tx.waves.changeCallTask(task))).toBe(false);
  });
});
