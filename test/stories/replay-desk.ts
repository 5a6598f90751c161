import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { type DistrictId, type PersonId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { DAY_MS, localDay } from "#domain/local-time.ts";
import { readDistrict } from "#imports/read-district.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { chooseSites } from "#usecases/choose-sites.ts";
import { logCall } from "#usecases/log-call.ts";
import { logSchoolCall } from "#usecases/log-school-call.ts";
import { makeWave } from "#usecases/make-wave.ts";
import { namePitfalls } from "#usecases/name-pitfalls.ts";
import { offerDates } from "#usecases/offer-dates.ts";
import { openWave } from "#usecases/open-wave.ts";
import { pickDate } from "#usecases/pick-date.ts";
import type { Act, Product } from "#usecases/product.ts";
import { requestReturn } from "#usecases/request-return.ts";
import { readSchoolDays } from "#usecases/school-time.ts";
import { seedPlayground } from "#usecases/seed-playground.ts";
import { snoozeSchool } from "#usecases/snooze-school.ts";
import { type WaveWorld, zone } from "./wave-world.ts";

export const rbps = toId<DistrictId>("rbps");
const plLead = toId<PersonId>("rbps-u04868");

const ALL = 10_000;
const WEEKLY = [
  "nudge",
  "personal_nudge",
  "roundup",
  "weekly_ask",
  "digest",
  "principal_note",
  "purge",
] as const;

export interface Row {
  readonly ts: string;
  readonly site: string;
  readonly wave: string;
  readonly type: string;
  readonly detail: string;
  readonly sent_by_bot: string;
}

/** Every row of the sample's list, in the order of time. */
export function readRows(): readonly Row[] {
  const text = readFileSync("sample-district/rollout_events.csv", "utf8");
  const rows: Row[] = parse(text, { columns: true, bom: true });
  return rows.toSorted((a, b) => Date.parse(a.ts) - Date.parse(b.ts));
}

/** The sample district with its first wave as a draft; only what waves send is planned. */
export async function seed({ product }: WaveWorld): Promise<void> {
  await seedPlayground(product, await readDistrict("sample-district/oneroster-1.2"));
}

/** Weekly ideas, roundups, digests and the night's work are not what is replayed: they would cost minutes. */
export async function endWeekly(product: Product): Promise<void> {
  const later = new Date(product.clock.now().getTime() + 1000 * DAY_MS);
  await product.store.transaction(rbps, function* ({ schedule }) {
    for (const { id } of yield* schedule.listDue(later, ALL, WEEKLY)) yield* schedule.remove(id);
  });
}

export async function listSites({ store }: Product): Promise<readonly SiteId[]> {
  return (await store.read(rbps, (tx) => tx.roster.listSites())).map(({ id }) => id);
}

/** Makes the next wave with everyone still out, and writes what changed. */
export async function startWave(product: Product, name: string, opens: string): Promise<WaveId> {
  const act = actOf(plLead, name);
  const months = { start: "October", next: "January", time: "an hour" };
  const goal = { target: "", capacity: "", opens, window: "26" };
  const typed = { name, ...goal, ...months, reminders: "4, 10", last: "2" };
  const made = await makeWave(product, act, typed);
  if (made.kind !== "made") throw new RangeError(`${name}: ${JSON.stringify(made)}`);
  const choice = { typed: "", everyone: true };
  const chosen = await chooseSites(product, act, { wave: name, what: "add", choice });
  if (chosen.kind !== "chosen") throw new RangeError(`${name}: ${JSON.stringify(chosen)}`);
  return await product.store.transaction(rbps, function* (tx) {
    const wave = yield* tx.waves.findWaveNamed(name);
    if (!wave) throw new RangeError(name);
    yield* tx.waves.saveWave({ ...wave, changes: { "": "A coach comes to you." } });
    return wave.id;
  });
}

export async function open(product: Product, id: WaveId): Promise<void> {
  await openWave(product, actOf(plLead, `open ${id}`), id);
}

function actOf(person: PersonId, eventKey: string): Act {
  return { district: rbps, person, platform: "local", workspace: rbps, eventKey };
}

/** Who speaks for a school: its principal, else whom the wave asks in the principal's place. */
function* findSpeaker({ roster }: Transaction, site: SiteId): Steps<PersonId> {
  const { cluster } = yield* roster.getSite(site);
  const [principal] = yield* roster.listHolders("principal", site);
  const [area] = cluster ? yield* roster.listHolders("area_lead", cluster) : [];
  return (principal ?? area)?.id ?? plLead;
}

/** One row of what people did, through the use case that their press or command calls. */
export async function doRow(product: Product, wave: WaveId, row: Row): Promise<void> {
  const site = toId<SiteId>(row.site);
  const speaker = await product.store.read(rbps, (tx) => findSpeaker(tx, site));
  const act = actOf(speaker, `${row.ts} ${row.site} ${row.type}`);
  switch (row.type) {
    case "reply_yes":
      return void (await answerInvitation(product, act, { wave, site, kind: "yes" }));
    case "reply_not_yet":
      return void (await answerInvitation(product, act, { wave, site, kind: "not_yet" }));
    case "reply_no":
      return void (await answerInvitation(product, act, { wave, site, kind: "no" }));
    case "barriers":
      return void (await namePitfalls(product, act, {
        wave,
        site,
        codes: row.detail.split("|"),
        words: row.detail.includes("other") ? "We are short of rooms." : "",
      }));
    case "snoozed":
      return void (await snoozeSchool(product, act, { site, month: row.detail }));
    case "return_requested":
      await requestReturn(product, act, { wave, site });
      return await visit(product, site);
    case "call_logged":
      return await call(product, site);
    default:
      throw new RangeError(row.type);
  }
}

/** The list does not say how the lead kept the promise; here two days are offered, and one is taken. */
async function visit(product: Product, site: SiteId): Promise<void> {
  const { task, days } = await product.store.read(rbps, function* (tx) {
    const tasks = yield* tx.waves.listSiteCallTasks(site);
    const schoolDays = yield* readSchoolDays({ tx, product, now: product.clock.now() });
    const [first = "", second = ""] = [3, 5].map((count) =>
      schoolDays.addSchoolDays(localDay(product.clock.now(), zone), count, { skipTesting: true }),
    );
    const open = tasks.find(({ doneAt, reason }) => !doneAt && reason === "return_requested");
    return { task: open?.id, days: { first, second } };
  });
  if (!task) throw new RangeError(`${site} has asked for nothing.`);
  const lead = actOf(plLead, `offer ${task}`);
  const offered = await offerDates(product, lead, { task, ...days, line: "" });
  if (offered.kind !== "offered") throw new RangeError(JSON.stringify(offered));
  const speaker = await product.store.read(rbps, (tx) => findSpeaker(tx, site));
  await pickDate(product, actOf(speaker, `pick ${task}`), { task, day: days.first });
}

async function call(product: Product, site: SiteId): Promise<void> {
  const { task, name } = await product.store.read(rbps, function* (tx) {
    const tasks = yield* tx.waves.listSiteCallTasks(site);
    const open = tasks.find(({ doneAt, reason }) => !doneAt && reason === "no_answer");
    return { task: open, name: (yield* tx.roster.getSite(site)).name };
  });
  const act = actOf(plLead, `call ${site}`);
  if (task) await logCall(product, act, { task: task.id, line: "" });
  else await logSchoolCall(product, act, { school: name, line: "" });
}
