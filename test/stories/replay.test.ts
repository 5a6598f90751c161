import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AnswerId, toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Answer, Invitation } from "#domain/wave.ts";
import { endWeekly, listSites, rbps, readRows, seed } from "./replay-desk.ts";
import { BEGIN, replayRows } from "./replay-run.ts";
import { startWaveWorld, type WaveWorld, zone } from "./wave-world.ts";

const summary = JSON.parse(readFileSync("sample-district/summary.json", "utf8"));
const rows = readRows();

let world: WaveWorld;
let waves: ReadonlyMap<string, WaveId> = new Map();
let answers: readonly Answer[] = [];
let invitations: readonly Invitation[] = [];
const pitfalls = new Map<AnswerId, readonly string[]>();
let callCount = 0;
let returnCount = 0;
let joined: readonly { readonly wave: WaveId; readonly at: Date }[] = [];

beforeAll(async () => {
  world = await startWaveWorld({
    start: BEGIN,
    sites: 0,
    calendar: [],
    url: ":memory:",
    fill: false,
  });
  const { product } = world;
  await seed(world);
  const sites = await listSites(product);
  await endWeekly(product);
  waves = await replayRows(world, rows, async () => await endWeekly(product));
  await product.store.read(rbps, function* (tx) {
    const all: Answer[] = [];
    const asked: Invitation[] = [];
    for (const { id } of yield* tx.waves.listWaves()) {
      all.push(...(yield* tx.waves.listWaveAnswers([id])));
      asked.push(...(yield* tx.waves.listInvitations(id)));
    }
    answers = all;
    invitations = asked;
    for (const { id } of all) pitfalls.set(id, yield* tx.waves.listPitfalls(id));
    joined = yield* tx.waves.listJoined();
    callCount = (yield* tx.listening.listWords({ kinds: ["call"], limit: 1000 })).length;
    for (const site of sites) {
      const tasks = yield* tx.waves.listSiteCallTasks(site);
      returnCount += tasks.filter(({ reason }) => reason === "return_requested").length;
    }
  });
}, 120_000);
afterAll(async () => await world.stop());

const ofWave = <T extends { readonly wave: WaveId }>(list: readonly T[], number: string) =>
  list.filter(({ wave }) => wave === waves.get(number));

function countBy<T>(list: readonly T[], key: (one: T) => string | undefined) {
  const counts: Record<string, number> = {};
  for (const one of list) {
    const name = key(one);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test("Wave 1: 87 schools asked, 14 yes, 34 not yet, 6 not this year, 33 silent", () => {
  const first = ofWave(invitations, "1");
  expect(first.filter(({ invitedOn }) => invitedOn === "2025-08-18")).toHaveLength(87);
  const { yes, not_yet, no } = countBy(first, ({ answer }) => answer);
  const replies = { reply_yes: yes, reply_not_yet: not_yet, reply_no: no };
  expect(replies).toEqual(summary.wave1_replies);
  const silent = first.filter(({ endedOn, answer }) => endedOn && !answer);
  expect(silent).toHaveLength(summary.wave1_silent);
});

test("after which message each school of Wave 1 answered", () => {
  const names = {
    invitation: "after_invite",
    reminder_1: "after_reminder_1",
    reminder_2: "after_reminder_2",
    reminder_3: "after_call_or_last",
    call: "after_call_or_last",
    late: "late",
  } as const;
  const stages = countBy(ofWave(answers, "1"), ({ stage }) => stage && names[stage]);
  expect({ ...stages, no_answer: summary.wave1_silent }).toEqual(summary.wave1_stage);
});

test("schools joined as they did: 42 of 87 by May, and 80 in the end", () => {
  const zoned = joined.map(({ at }) => localDay(at, zone));
  for (const [day, count] of Object.entries(summary.joined_by_month_end)) {
    expect([day, zoned.filter((each) => each <= day).length]).toEqual([day, count]);
  }
  const byWave = countBy(joined, ({ wave }) => [...waves].find(([, id]) => id === wave)?.[0]);
  expect(byWave).toEqual({
    "1": summary.waves.wave1,
    "2": summary.waves.wave2,
    "3": summary.waves.wave3,
  });
  expect(summary.sites - joined.length).toBe(summary.not_in);
});

test("every answer, reason, call, month of silence, wish to see us again and end is there", () => {
  const { events_by_type: events } = summary;
  const { yes, not_yet, no } = countBy(answers, ({ kind }) => kind);
  const replies = [events.reply_yes, events.reply_not_yet, events.reply_no];
  expect([yes, not_yet, no]).toEqual(replies);
  const explained = [...pitfalls.values()].filter((codes) => codes.length > 0);
  expect(explained).toHaveLength(events.barriers);
  const first = ofWave(answers, "1").flatMap(({ id }) => pitfalls.get(id) ?? []);
  expect(countBy(first, (code) => code)).toEqual(summary.barriers_wave1);
  expect(callCount).toBe(events.call_logged);
  expect(returnCount).toBe(summary.return_requests);
  // A late yes stands in an invitation whose time had ended.
  const wasSilent = ({ endedOn, answeredAt }: Invitation) =>
    endedOn !== undefined && !(answeredAt && localDay(answeredAt, zone) <= endedOn);
  const ended = invitations.filter((each) => each.invitedOn && wasSilent(each));
  expect(ended).toHaveLength(events.closed_no_answer);
});

/** Wave, school, what and local day of what the bot sent to principals, once a school. */
async function botSent(): Promise<readonly string[]> {
  const names = new Map([...waves].map(([number, id]) => [String(id), number]));
  const kinds = new Map(invitations.map((each) => [`${each.wave} ${each.site}`, each.kind]));
  const given = new Map<string, Answer>(answers.map((each) => [each.id, each]));
  const lines = world.sent.flatMap(({ key, sentAt, delivery }) => {
    if (delivery.do !== "post") return [];
    const [what = "", wave = "", site = "", number] = key.split(":");
    const day = localDay(sentAt, zone);
    if (what === "invitation") {
      return [`${names.get(wave)} ${site} ${kinds.get(`${wave} ${site}`)} ${day}`];
    }
    if (what === "reminder") return [`${names.get(wave)} ${site} reminder_${number} ${day}`];
    const answer = what === "connection" ? given.get(toId<AnswerId>(wave)) : undefined;
    return answer ? [`${names.get(answer.wave)} ${answer.site} connection_sent ${day}`] : [];
  });
  return [...new Set(lines)].sort();
}

test("what the bot sent is what a rule-keeping bot would have sent, but for what is explained", async () => {
  const wanted = rows
    .filter(({ sent_by_bot }) => sent_by_bot === "true")
    .map(({ ts, site, wave, type }) => `${wave} ${site} ${type} ${ts.slice(0, 10)}`)
    .sort();
  const sent = await botSent();
  const missing = wanted.filter((line) => !sent.includes(line));
  const more = sent.filter((line) => !wanted.includes(line));
  expect({ missing, more }).toEqual({ missing: [], more: [] });
  expect(sent).toHaveLength(summary.bot_events);
});
