import { describe, expect, it } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { isOutdated, mergeInvitation, readStandings } from "#domain/merge-past.ts";
import { answererOf, LISTED, LISTED_UNNAMED } from "#domain/rollout.ts";
import type { Answer, Invitation } from "#domain/wave.ts";
import { parseRollout, type RolloutKnown } from "#imports/rollout-file.ts";

const site = toId<SiteId>("s1");
const wave = toId<WaveId>("wave-1");
const ana = toId<PersonId>("p1");
const zone = "America/New_York";
const known: RolloutKnown = {
  sites: new Map([
    ["s1", { id: site, zone }],
    ["oak hill school", { id: site, zone }],
  ]),
  people: new Map([
    ["p1", ana],
    ["ana@lake.example", ana],
  ]),
  pitfalls: new Set(["plate_full", "new_staff", "other", "unclear_what"]),
  now: new Date("2026-06-01T12:00:00Z"),
};

function parse(rows: readonly string[], more: Partial<RolloutKnown> = {}) {
  const text = ["ts,site,wave,type,detail,sent_by_bot,by", ...rows].join("\n");
  const bytes = new TextEncoder().encode(text);
  return parseRollout({ file: "past.csv", bytes }, { ...known, ...more });
}

/** What the reading of these rows says, or "taken in". */
function complaint(rows: readonly string[]): string {
  try {
    parse(rows);
    return "taken in";
  } catch (error) {
    if (error instanceof ProductError) return error.message;
    throw error;
  }
}

const invited = "2025-08-18T07:19:00-04:00,s1,1,invited,,true,";

describe("a list of past waves", () => {
  it("tells of a school what was asked, what it answered and after what, in any order of rows", () => {
    const { past } = parse([
      "2025-09-10,s1,1,closed_no_answer,,,",
      "2025-09-12 16:30,s1,1,reply_yes,late_yes,,ana@lake.example",
      "2025-08-22T11:40:00Z,Oak Hill School,Wave 1,reminder_1,,true,",
      invited,
    ]);
    const [one, ...others] = past;
    expect(others).toEqual([]);
    expect(one).toMatchObject({ wave: "Wave 1", site });
    expect(one?.invitation).toEqual({
      site,
      kind: "invited",
      invitedOn: "2025-08-18",
      remindersSent: 1,
      endedOn: "2025-09-10",
      answer: "yes",
      answeredAt: new Date("2025-09-12T20:30:00Z"),
    });
    expect(one?.answers).toMatchObject([{ kind: "yes", stage: "late", by: ana, pitfalls: [] }]);
  });

  it("knows after what a school answered", () => {
    const stageAfter = (...types: readonly string[]) => {
      const rows = types.map((type, day) => `2025-09-0${day + 1},s1,1,${type},,,`);
      return parse([invited, ...rows, "2025-09-20,s1,1,reply_no,,,"]).past[0]?.answers[0]?.stage;
    };
    expect(stageAfter()).toBe("invitation");
    expect(stageAfter("reminder_1")).toBe("reminder_1");
    expect(stageAfter("reminder_1", "reminder_2")).toBe("reminder_2");
    expect(stageAfter("reminder_1", "reminder_2", "reminder_3")).toBe("reminder_3");
    expect(stageAfter("reminder_1", "reminder_2", "call_logged")).toBe("call");
  });

  it("keeps which of what is in the way was answered with a connection", () => {
    const { past } = parse([
      invited,
      "2025-08-19,s1,1,reply_not_yet,,,",
      "2025-08-19,s1,1,barriers,plate_full|new_staff,,",
      "2025-08-20,s1,1,connection_sent,new_staff,true,",
    ]);
    expect(past[0]?.answers[0]?.pitfalls).toEqual([
      { code: "plate_full" },
      { code: "new_staff", connectedOn: "2025-08-20" },
    ]);
  });

  it("lets a school wait for its month until it hears or says something again", () => {
    const rows = [invited, "2025-08-19,s1,1,reply_not_yet,,,", "2025-08-20,s1,1,snoozed,2026-09,,"];
    expect(parse(rows).past[0]?.snoozedUntil).toBe("2026-09");
    const { past } = parse([...rows, "2026-01-12,s1,2,reinvited,plate_full,,"]);
    expect(past.map(({ snoozedUntil }) => snoozedUntil)).toEqual([undefined, undefined]);
  });

  it("asks nobody in a wave in which the school was only called", () => {
    const { past } = parse(["2026-01-12,s1,2,call_logged,They start in March,,"]);
    expect(past[0]).toMatchObject({
      invitation: undefined,
      calls: [{ words: "They start in March" }],
    });
  });

  it("leaves out what comes after the day it is read up to", () => {
    const until = new Date("2025-12-31T00:00:00Z");
    const read = parse([invited, "2030-01-12,s1,2,reinvited,,,"], { until });
    expect([read.past.length, read.laterCount]).toEqual([1, 1]);
  });
});

describe("a bad row is named by file, line, column and reason", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["2025-02-30,s1,1,invited,,,", 'ts: is "2025-02-30", not a time'],
    ["2025-08-18 25:10,s1,1,invited,,,", 'ts: is "2025-08-18 25:10", not a time'],
    ["2027-01-01,s1,1,invited,,,", 'ts: lies in the future: "2027-01-01"'],
    ["2025-08-18,s9,1,invited,,,", 'site: names no school of the roster: "s9"'],
    ["2025-08-18,s1,,invited,,,", "wave: is empty"],
    ["2025-08-18,s1,1,invite,,,", 'type: is "invite", not one of invited'],
    ["2025-08-18,s1,1,invited,plate_full,,", "detail: is not empty, and invited has no detail"],
    ["2025-08-18,s1,1,invited,,maybe,", 'sent_by_bot: is "maybe", not true, false or empty'],
    ["2025-08-18,s1,1,invited,,,bo@lake.example", "by: names nobody on the staff roster"],
    ["2025-08-18,s1,1,barriers,too_busy,,", 'detail: "too_busy" is not one of plate_full'],
    ["2025-08-18,s1,1,snoozed,spring,,", 'detail: is "spring", not a month'],
    ["2025-08-18,s1,1,snoozed,2025-07,,", 'detail: is "2025-07", a month before'],
  ];
  it.each(rows)("%s", (row, reason) => {
    expect(complaint([row])).toContain(`past.csv line 2, column ${reason}`);
  });

  const yes = "2025-08-19,s1,1,reply_yes,,,";
  const second: readonly (readonly [string, string])[] = [
    ["2025-08-20,s1,1,reinvited,,,", "type: is on line 2 already"],
    ["2025-09-20,s1,2,reply_yes,,,", "type: says yes, and line 3 has said it already: keep one"],
    ["2025-09-20,s1,1,closed_no_answer,,,", "type: says nobody answered, and line 3 holds"],
    ["2025-09-20,s1,1,barriers,other,,", "type: has no reply_not_yet or reply_no before it"],
    ["2025-09-20,s1,1,connection_sent,other,,", "detail: names other, which no row before it"],
    ["2025-09-20,s1,2,reminder_1,,,", "type: comes before the school was invited"],
  ];
  it.each(second)("which contradicts another one: %s", (row, reason) => {
    expect(complaint([invited, yes, row])).toContain(`past.csv line 4, column ${reason}`);
  });

  it("never shows or keeps a note that may be about a student", () => {
    const said = complaint(["2025-08-18,s1,1,call_logged,Worried about Marcus B. in grade 4,,"]);
    expect(said).toContain("column detail: may be about a student");
    expect(said).not.toContain("Marcus");
  });

  it("names twenty and counts the rest", () => {
    const bad = Array.from({ length: 25 }, () => "2025-08-18,s9,1,invited,,,");
    expect(complaint(bad).split("\n").slice(19)).toEqual([
      expect.stringContaining("line 21"),
      "and 5 more",
    ]);
  });
});

describe("what the bot knows itself", () => {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const told: Invitation = {
    wave,
    site,
    invitedOn: "2025-08-18",
    remindersSent: 2,
    answer: "not_yet",
    answeredAt: at("2025-09-01"),
  };

  it("stays where it is newer, and gives way where the list is", () => {
    const heard = (day: string): Invitation => ({
      ...told,
      remindersSent: 1,
      answer: "yes",
      answeredAt: at(day),
    });
    expect(mergeInvitation(heard("2025-09-02"), told)).toMatchObject({ answer: "yes" });
    expect(isOutdated(heard("2025-09-02"), told)).toBe(true);
    expect(mergeInvitation(heard("2025-08-30"), told)).toMatchObject({
      answer: "not_yet",
      remindersSent: 2,
    });
    expect(mergeInvitation({ wave, site, remindersSent: 0 }, told)).toEqual(told);
  });

  it("counts a school in since its yes, until a later no takes it back; a question does not", () => {
    const said = (kind: Answer["kind"], day: string) => ({ wave, site, kind, at: at(day) });
    const yes = said("yes", "2025-09-01");
    const question = said("question", "2025-09-03");
    expect(readStandings([question, yes]).get(site)?.since).toEqual(yes.at);
    expect(readStandings([yes, question, said("no", "2025-09-02")]).has(site)).toBe(false);
  });

  it("names nobody for an answer that the list gives no name for", () => {
    expect(answererOf({ person: ana, platform: LISTED_UNNAMED })).toBeUndefined();
    expect(answererOf({ person: ana, platform: LISTED })).toBe(ana);
  });
});
