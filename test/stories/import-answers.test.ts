import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { runImportAnswers } from "#cli/import-answers.ts";
import { type CommandLine, openCommandLine } from "#compose";
import { type DistrictId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { AnswerStage } from "#domain/wave.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import type { AnswersReport } from "#usecases/import-answers.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { printed } from "./records-year.ts";

const SAMPLE = "sample-district/rollout_events.csv";
const district = toId<DistrictId>("rbps");
const [wave1, wave3] = [toId<WaveId>("wave-1"), toId<WaveId>("wave-3")];
const zone = "America/New_York";

const counts = z.record(z.string(), z.number());
const summary = z
  .object({
    wave1_replies: counts,
    wave1_silent: z.number(),
    wave1_stage: counts,
    barriers_wave1: counts,
    joined_by_month_end: counts,
    waves: counts,
    not_in: z.number(),
    return_requests: z.number(),
    sites: z.number(),
  })
  .parse(JSON.parse(readFileSync("sample-district/summary.json", "utf8")));

let folder: string;
let line: CommandLine;
let first: { readonly dry: AnswersReport; readonly real: AnswersReport };

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-answers-"));
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  const opened = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
  const now = new Date("2027-06-01T12:00:00Z");
  const clock = createMovableClock(now, { now: () => now });
  line = { ...opened, product: { ...opened.product, clock } };
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: true });
  first = { dry: await take(SAMPLE, true), real: await take(SAMPLE) };
});
afterAll(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

const say = async (file: string, flags: { readonly dryRun?: boolean; readonly json?: boolean }) =>
  await printed(
    async () => await runImportAnswers(line, file, { dryRun: false, json: false, ...flags }),
  );

async function take(file: string, dryRun = false): Promise<AnswersReport> {
  return JSON.parse(await say(file, { dryRun, json: true }));
}

/** A list of its own with these rows. */
function listOf(...rows: readonly string[]): string {
  const file = path.join(folder, "list.csv");
  writeFileSync(file, `ts,site,wave,type,detail,by\n${rows.join("\n")}\n`);
  return file;
}

const read = async <T>(body: (tx: Transaction) => Steps<T>): Promise<T> =>
  await line.product.store.read(district, body);

function tally(all: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) sums[one] = (sums[one] ?? 0) + 1;
  return sums;
}

test("a district that brings its list of past waves finds its own figures again", async () => {
  const found = await read(function* ({ waves }) {
    const answers = yield* waves.listWaveAnswers([wave1]);
    const pitfalls: string[] = [];
    for (const { id } of answers) pitfalls.push(...(yield* waves.listPitfalls(id)));
    const invited = yield* waves.listInvitations(wave1);
    return { answers, pitfalls, invited, joined: yield* waves.listJoined() };
  });
  const stages: Partial<Record<AnswerStage, string>> = {
    invitation: "after_invite",
    reminder_1: "after_reminder_1",
    reminder_2: "after_reminder_2",
  };
  const silent = found.invited.filter(({ answer }) => answer === undefined).length;
  expect(tally(found.answers.map(({ kind }) => `reply_${kind}`))).toEqual(summary.wave1_replies);
  expect(silent).toBe(summary.wave1_silent);
  const stage = tally(
    found.answers.map((one) => stages[one.stage ?? "late"] ?? "after_call_or_last"),
  );
  expect({ ...stage, no_answer: silent }).toEqual(summary.wave1_stage);
  expect(tally(found.pitfalls)).toEqual(summary.barriers_wave1);
  expect(tally(found.joined.map(({ wave }) => wave.replace("-", "")))).toEqual(summary.waves);
  expect(summary.sites - found.joined.length).toBe(summary.not_in);
  const days = found.joined.map(({ at }) => localDay(at, zone));
  const byMonth = Object.keys(summary.joined_by_month_end).map((end) => [
    end,
    days.filter((day) => day <= end).length,
  ]);
  expect(Object.fromEntries(byMonth)).toEqual(summary.joined_by_month_end);
  expect(first.real.returns).toBe(summary.return_requests);
  expect(first.real.rows).toEqual({ taken: 945, there: 0, later: 0 });
});

test("a dry run tells what would come, and nothing is changed by it or by the same list again", async () => {
  expect({ ...first.dry, dryRun: false }).toEqual(first.real);
  const audit = async () => await read((tx) => tx.audit.list(10));
  const before = await audit();
  expect(before.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
    "answers_imported command line",
    "roster_imported command line",
  ]);
  expect(await say(SAMPLE, {})).toContain("0 rows taken in, 945 known before");
  expect(await audit()).toEqual(before);
});

test("nobody is written to about the past: nothing waits to be sent, and nothing is due", async () => {
  const { now } = line.product.clock;
  expect(await read((tx) => tx.schedule.listDue(now(), 10))).toEqual([]);
  expect((await line.product.store.health.readPulse()).open).toEqual([]);
});

test("what a school has said here since stays, and the list's older row is only kept", async () => {
  const site = toId<SiteId>("rbps-s087");
  const [principal] = await read((tx) => tx.roster.listHolders("principal", site));
  if (!principal) expect.fail("The school has no principal.");
  const act = { district, person: principal.id, platform: "local", workspace: district } as const;
  const given = { wave: wave3, site, kind: "not_yet" } as const;
  await answerInvitation(line.product, { ...act, eventKey: "since" }, given);
  const older = listOf(`2027-05-20,${site},3,reply_no,,${principal.email}`);
  const report = await take(older);
  const name = await read(function* (tx) {
    return (yield* tx.roster.getSite(site)).name;
  });
  expect(report).toMatchObject({ kept: [name], answers: 1, unnamed: 0, joined: 0, left: 0 });
  const { invitation, answers, isJoined } = await read(function* ({ waves }) {
    const answers = (yield* waves.listSiteAnswers(site)).slice(-2);
    const invitation = yield* waves.findInvitation(wave3, site);
    return { invitation, answers, isJoined: yield* waves.isJoined(site) };
  });
  expect(invitation?.answer).toBe("not_yet");
  expect(isJoined).toBe(false);
  expect(answers.map(({ kind, person, platform }) => [kind, person, platform])).toEqual([
    ["no", principal.id, "import"],
    ["not_yet", principal.id, "local"],
  ]);
});

test("a later no in the list takes an earlier yes back, and a month to come is waited for", async () => {
  const joined = await read((tx) => tx.waves.listJoined());
  const site = joined[0]?.site ?? toId<SiteId>("");
  const waiting = toId<SiteId>("rbps-s032");
  const list = listOf(
    `2027-05-28 10:15,${site},Wave 3,reply_no,,`,
    `2027-05-28,${site},wave 3,call_logged,They start again in August,`,
    `2027-05-28,${waiting},3,snoozed,2027-05,`,
    "2027-05-28,rbps-s042,3,snoozed,2028-02,",
  );
  const report = await take(list);
  expect(report).toMatchObject({ left: 1, calls: 1, snoozed: 1, unnamed: 1 });
  const found = await read(function* ({ waves, schedule, listening }) {
    const [call] = yield* listening.listWords({ kinds: ["call"], site, limit: 1 });
    const nudge = yield* schedule.find(`nudge:${site}`);
    const back = yield* schedule.find("check-back:rbps-s042");
    return { isJoined: yield* waves.isJoined(site), call, nudge, back };
  });
  expect(found).toMatchObject({ isJoined: false, nudge: undefined });
  expect(found.call?.text).toBe("They start again in August");
  expect(found.back?.nextAt.toISOString().slice(0, 7)).toBe("2028-02");
  expect((await take(list)).rows).toEqual({ taken: 0, there: 4, later: 0 });
});

test("a list with a bad row changes nothing, and the row is named", async () => {
  const list = listOf(
    "2027-05-20,rbps-s002,3,call_logged,,",
    "2027-05-20,rbps-s002,3,snoozed,soon,",
  );
  await expect(take(list)).rejects.toMatchObject({
    code: "IMPORT_INVALID",
    message: 'list.csv line 3, column detail: is "soon", not a month such as 2026-02',
  });
  const calls = { kinds: ["call"], site: toId<SiteId>("rbps-s002"), limit: 10 } as const;
  const words = await read((tx) => tx.listening.listWords(calls));
  expect(words.filter(({ at }) => at > new Date("2027-05-19T00:00:00Z"))).toEqual([]);
});
