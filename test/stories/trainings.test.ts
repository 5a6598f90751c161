import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { TrainingRule } from "#domain/content.ts";
import type { Signal } from "#domain/expedition.ts";
import {
  type AnswerId,
  type ExpeditionId,
  type PersonId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import type { AnswerKind } from "#domain/wave.ts";
import { readCalendar } from "#imports/calendar-feed.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { words } from "#test/words.ts";
import { acceptTraining, dismissTraining } from "#usecases/decide-training.ts";
import { listSaidChanges, listTrainings } from "#usecases/list-trainings.ts";
import { sayChange, withdrawChange } from "#usecases/say-change.ts";
import { actOf, district, leadId, startWaveWorld, zone } from "./wave-world.ts";

const rows = (file: string) =>
  readFileSync(`sample-district/${file}`, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
const events = rows("rollout_events.csv");
const visits = rows("visits.csv");
const calendar = readCalendar(readFileSync("sample-district/calendar.ics", "utf8"), "calendar.ics");
const kinds: Readonly<Record<string, AnswerKind>> = {
  reply_yes: "yes",
  reply_not_yet: "not_yet",
  reply_no: "no",
};
const nobody = toId<PersonId>("nobody");

const worlds: Awaited<ReturnType<typeof startWaveWorld>>[] = [];
afterAll(async () => {
  for (const world of worlds) await world.stop();
});

/** The sample district as it was said and seen until the end of a day. */
async function openOn(day: string) {
  const world = await startWaveWorld({
    start: toInstant(`${day}T23:00`, zone),
    sites: 1,
    calendar,
  });
  worlds.push(world);
  const until = events.filter(([at = ""]) => at.slice(0, 10) <= day);
  const seen = visits.filter(([, on = ""]) => on <= day);
  await world.product.store.transaction(district, function* (tx) {
    yield* addAnswers(tx, until);
    yield* addVisits(tx, seen);
  });
  return world;
}

type Rows = typeof events;

function* addAnswers({ waves }: Transaction, until: Rows): Steps<void> {
  for (const [n, [at = "", site = "", wave = "", type = ""]] of until.entries()) {
    const kind = kinds[type];
    if (!kind) continue;
    const id = toId<AnswerId>(`a${n}`);
    const given = { wave: toId<WaveId>(wave), site: toId<SiteId>(site), person: nobody };
    yield* waves.addAnswer({ id, ...given, kind, platform: "local", at: new Date(at) });
    const isOwn = ([, where, , what]: Rows[number]) => where === site && what === "barriers";
    const named = kind === "not_yet" ? until.slice(n).find(isOwn) : undefined;
    if (named) yield* waves.addPitfalls(id, (named[4] ?? "").split("|"));
  }
}

function* addVisits({ visiting }: Transaction, seen: Rows): Steps<void> {
  const firsts = new Map(seen.map((row) => [`${row[0]}-${row[1]}`, row]));
  for (const [key, [site = "", day = "", kind, rooms]] of firsts) {
    const id = toId<ExpeditionId>(key);
    const own = seen.filter((row) => row[0] === site && row[1] === day && row[5] !== "");
    yield* visiting.saveExpedition({
      ...{ id, site: toId<SiteId>(site), day, kind: kind === "baseline" ? kind : "follow_up" },
      ...{ state: "shared", plannedBy: nobody, plannedAt: new Date(day), visitors: [] },
    });
    yield* visiting.savePart({
      ...{ expedition: id, part: "file", by: nobody, rooms: Number(rooms), at: new Date(day) },
      revision: 1,
      observations: own.map(([, , , , lookFor = "", signal, count]) => ({
        ...{ lookFor, signal: toSignal(signal), rooms: Number(count), note: "" },
      })),
    });
  }
}

const toSignal = (text: string | undefined): Signal =>
  text === "saw" || text === "heard" ? text : "both";

/** Which trainings should be suggested, counted from the files alone, in the plainest way. */
function recount(day: string): readonly string[] {
  const yearStart =
    calendar.findLast((each) => each.kind === "first_day" && each.day <= day)?.day ?? "";
  const said = new Map<string, string>();
  const barriers = new Map<string, readonly string[]>();
  for (const [at = "", site = "", , type = "", detail = ""] of events) {
    if (at.slice(0, 10) > day) break;
    if (type in kinds) said.set(site, type);
    if (type === "barriers") barriers.set(site, detail.split("|"));
  }
  const naming = (codes: readonly string[]) =>
    [...said].filter(
      ([site, type]) =>
        type === "reply_not_yet" && (barriers.get(site) ?? []).some((code) => codes.includes(code)),
    ).length;
  const mine = visits.filter(([, on = ""]) => on >= yearStart && on <= day);
  const schools = [...new Set(mine.map(([site = ""]) => site))];
  const share = (lookFor: string, at: readonly string[]) => {
    const those = mine.filter(([site = "", , , , look]) => at.includes(site) && look === lookFor);
    // The file has a row for each look-for of a visit, noticed or not.
    const all = those.reduce((sum, row) => sum + Number(row[3]), 0);
    return those.reduce((sum, row) => sum + Number(row[6]), 0) / all;
  };
  const isSeldom = ({ noticed }: TrainingRule) => {
    if (!noticed) return false;
    const { lookFors, atSchools } = noticed;
    if (atSchools !== undefined) {
      return lookFors.some(
        (look) => schools.filter((site) => share(look, [site]) < 1 / 3).length >= atSchools,
      );
    }
    return schools.length >= 3 && lookFors.every((look) => share(look, schools) < 1 / 3);
  };
  return words.library.sessions
    .filter(
      ({ rule }) =>
        (rule.named && naming(rule.named.pitfalls) >= rule.named.schools) || isSeldom(rule),
    )
    .map(({ id }) => id);
}

test("the rules say what the library says in words", () => {
  const raw = JSON.parse(readFileSync("src/messages/content/en-US.json", "utf8"));
  for (const { id, when, rule } of raw.library.pd_sessions) {
    for (const code of rule.named?.pitfalls ?? []) expect(when, id).toContain(code);
    for (const look of rule.noticed?.look_fors ?? []) expect(when, id).toContain(look);
    const count = rule.named?.schools === 2 ? "Two or more schools" : /three or more schools/i;
    expect(when, id).toMatch(count);
  }
});

test("over two school years each training is suggested exactly where its rule holds", async () => {
  const days = [
    "2025-09-12",
    "2025-10-10",
    "2026-03-10",
    "2026-05-20",

    "2027-04-15",
  ];
  const seen: string[] = [];
  for (const day of days) {
    const world = await openOn(day);
    const { suggestions } = await listTrainings(world.product, { district, person: leadId });
    const ids = suggestions.map(({ session }) => session.id);
    expect(ids, day).toEqual(recount(day));
    seen.push(...ids);
  }
  // The year has both: trainings that are suggested on some day and not on another.
  const always = words.library.sessions.filter(
    ({ id }) => seen.filter((each) => each === id).length === days.length,
  );
  expect(new Set(seen).size).toBeGreaterThan(4);
  expect(always.length).toBeLessThan(new Set(seen).size);
});

test("a lead accepts one, says what changed, and everybody can read it; another one is put away for the year", async () => {
  const world = await openOn("2026-03-10");
  const act = actOf(leadId);
  const before = (await listTrainings(world.product, act)).suggestions;
  const [first, second] = before.map(({ session }) => session.id);
  if (!first || !second) throw new RangeError("The sample suggests too little.");
  const accepted = await acceptTraining(world.product, act, first);
  expect(await acceptTraining(world.product, act, first)).toEqual({ kind: "gone" });
  expect(
    await dismissTraining(world.product, act, { session: second, reason: "After May." }),
  ).toEqual({ kind: "dismissed" });
  const view = await listTrainings(world.product, act);
  expect(view.suggestions).toHaveLength(before.length - 2);
  const [draft] = view.drafts;
  expect(draft?.heard).toMatch(/^We heard: .*(?:\(\d+ schools\)|in \d+ of \d+ rooms)/);
  expect(draft?.heard).not.toMatch(/\((?:seen in )?[12] /);
  expect((await listSaidChanges(world.product, act)).changes).toEqual([]);
  if (accepted.kind !== "accepted") throw new RangeError("It was not accepted.");
  const said = { id: accepted.draft, heard: "Time is short.", changed: "we meet half as often." };
  expect(await sayChange(world.product, act, said)).toBe("said");
  expect((await listSaidChanges(world.product, act)).changes).toMatchObject([
    { heard: "Time is short." },
  ]);
  await withdrawChange(world.product, act, accepted.draft);
  expect((await listSaidChanges(world.product, act)).changes).toEqual([]);
  expect(await sayChange(world.product, act, said)).toBe("gone");
});
