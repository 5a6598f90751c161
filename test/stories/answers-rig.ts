import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { openCommandLine } from "#compose";
import {
  type ClusterId,
  type DistrictId,
  type PersonId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import type { Assignment, Person, Role, Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import { createMovableClock } from "#host/clock.ts";
import { invitationCard } from "#messages/invitation-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Act, Product } from "#usecases/product.ts";
import { waveGroup } from "#usecases/schedule-ids.ts";
import { scheduleReminder } from "#usecases/schedule-reminder.ts";
import { readSchoolDays } from "#usecases/school-time.ts";
import { keyOf } from "#usecases/send-direct.ts";
import { readWaveFacts } from "#usecases/wave-people.ts";
import { accountOf, createChat, deliver, type Inboxes, type Shown } from "./answers-desk.ts";

const zone = "America/New_York";
/** A Monday, 11:00 at the schools. */
export const MONDAY = new Date("2025-08-18T15:00:00Z");
const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:00",
  staffEnd: "16:00",
};
const cluster = toId<ClusterId>("near");
export const w1 = toId<WaveId>("w1");
export const w2 = toId<WaveId>("w2");
export const person = (name: string) => toId<PersonId>(name);
export const site = (name: string) => toId<SiteId>(name);

export type World = ReturnType<typeof createWorld>;

/** One product on a database; `clock` stands still unless it is moved. */
export async function openProduct(DATABASE_URL: string) {
  const line = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
  const clock = createMovableClock(MONDAY, { now: () => MONDAY });
  return { product: { ...line.product, clock }, close: line.close };
}

export type Opened = Awaited<ReturnType<typeof openProduct>>["product"];

/**
 * A small district: PL leads Lia on Slack and Mo on Teams, area lead Gil, and Wave 1 open. Everybody is on
 * the platform that their id says: "oak-ana-slack".
 */
export async function startWorld(product: Opened, name: string): Promise<World> {
  const district = toId<DistrictId>(name);
  await product.store.transaction(district, function* (tx) {
    yield* tx.roster.saveDistrict({ id: district, name, shortName: name, zone });
    yield* tx.roster.saveClusters([{ id: cluster, name: "Near" }]);
    yield* addPeople(tx, [
      toPerson("lia-slack", "pl_lead", name),
      toPerson("mo-teams", "pl_lead", name),
      toPerson("gil-slack", "area_lead", cluster),
    ]);
    yield* tx.waves.saveWave(toWave(w1, { name: "Wave 1", state: "open", openedAt: MONDAY }));
  });
  return createWorld(product, district);
}

/** A wave that Lia speaks for. */
export function toWave(id: WaveId, more: Pick<Wave, "name" | "state"> & Partial<Wave>): Wave {
  const months = { startMonth: "October", nextWaveMonth: "January" };
  const closesOn = "2025-09-30";
  const sender = person("lia-slack");
  return { id, sender, timeNeeded: "an hour", windowDays: 26, closesOn, ...months, ...more };
}

function toPerson(id: string, role: Role, place: string): Person {
  const names = id.split("-").slice(0, -1);
  const given = names.at(-1) ?? "";
  const assignments: Assignment[] = [{ role, place: toId(place) }];
  const family = names.length > 1 ? `of ${names[0]}` : "of the office";
  const homeSite = names.length > 1 ? site(place) : undefined;
  return {
    id: person(id),
    givenName: given.charAt(0).toUpperCase() + given.slice(1),
    familyName: family,
    active: true,
    homeSite,
    assignments,
  };
}

function* addPeople({ roster }: Transaction, people: readonly Person[]): Steps<void> {
  yield* roster.savePeople(people);
  yield* roster.saveAccounts(people.map(({ id }) => ({ ...accountOf(id), person: id })));
}

/** Who acts, for use cases that are called without a chat. */
function actOf(district: DistrictId, who: string): Act {
  const { platform, workspace } = accountOf(who);
  return { district, person: person(who), platform, workspace, eventKey: `e:${who}` };
}

/** What people do in one district, and what reaches them. */
export function createWorld(product: Opened, district: DistrictId) {
  const inboxes: Inboxes = new Map();
  const chat = createChat(product, district);
  const run = async <T>(body: (tx: Transaction) => Steps<T>): Promise<T> =>
    await product.store.transaction(district, body);
  return {
    product,
    district,
    run,
    ...chat,
    act: (who: string) => actOf(district, who),
    /** A school with principals Ana on Slack and Ben on Teams, and teacher Cy, asked in Wave 1. */
    school: async (name: string, roles: readonly string[] = ["ana-slack", "ben-teams"]) => {
      const people = [
        ...roles.map((each) => toPerson(`${name}-${each}`, "principal", name)),
        toPerson(`${name}-cy-slack`, "teacher", name),
      ];
      await run((tx) => addSchool(tx, name, people));
      await run((tx) => invite(tx, product, { name, people: people.slice(0, -1) }));
      await deliver(product, district, inboxes);
    },
    deliver: async () => await deliver(product, district, inboxes),
    inbox: (who: string): readonly Shown[] => inboxes.get(who) ?? [],
    notices: (who: string): readonly Shown[] =>
      (inboxes.get(who) ?? []).filter(({ key }) => key.startsWith("answer-notice")),
  };
}

function* addSchool(tx: Transaction, name: string, people: readonly Person[]): Steps<void> {
  const one: Site = {
    id: site(name),
    name: `${name.charAt(0).toUpperCase()}${name.slice(1)} School`,
    level: "elementary",
    cluster,
    zone,
    bells,
    coreMaterials: [],
    active: true,
  };
  yield* tx.roster.saveSites([one]);
  yield* addPeople(tx, people);
}

interface Inviting {
  readonly name: string;
  readonly people: readonly Person[];
}

/** As opening the wave does it: the question is out, and the first reminder planned. */
function* invite(tx: Transaction, product: Product, { name, people }: Inviting): Steps<void> {
  const now = product.clock.now();
  const work = { tx, product, now };
  const school = yield* tx.roster.getSite(site(name));
  const wave = yield* tx.waves.findWave(w1);
  if (!wave) throw new RangeError("There is no wave.");
  const invitedOn = localDay(now, zone);
  const invitation = { wave: w1, site: school.id, invitedOn, remindersSent: 0 };
  yield* tx.waves.saveInvitation(invitation);
  const facts = yield* readWaveFacts(work, wave, school);
  for (const one of people) {
    const to = yield* tx.roster.findAddress(one.id);
    if (!to) continue;
    yield* tx.outbox.queue({
      key: keyOf("invitation", w1, school.id, one.id),
      kind: "invitation",
      delivery: { do: "post", to, card: invitationCard(product.words, facts, one) },
      dueAt: now,
      group: waveGroup(w1, school.id),
      recipient: one.id,
      budgetOf: one.id,
      week: weekKey(invitedOn),
    });
  }
  const schoolDays = yield* readSchoolDays(work);
  yield* scheduleReminder(work, invitation, { site: school, wave, schoolDays });
}

/** One database for a file, and for each of its tests a district of its own, on Monday, with one school. */
export function useWorlds(
  begin: (opened: { readonly product: Opened; readonly world: World }) => void,
  roles?: readonly string[],
): void {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-answers-"));
  let opened: Awaited<ReturnType<typeof openProduct>> | undefined;
  let worlds = 0;
  beforeAll(async () => {
    opened = await openProduct(`file:${path.join(folder, "groundswell.db")}`);
  });
  afterAll(async () => {
    await opened?.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    if (!opened) throw new RangeError("The database is not open.");
    const { product } = opened;
    worlds += 1;
    product.clock.moveTo(MONDAY);
    const world = await startWorld(product, `district-${worlds}`);
    await world.school("oak", roles);
    begin({ product, world });
  });
}
