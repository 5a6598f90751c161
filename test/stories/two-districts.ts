import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compose } from "#compose";
import {
  type CallTaskId,
  type ClusterId,
  type DistrictId,
  type PeerVisitId,
  type PersonId,
  type PlaceId,
  type SchoolWordId,
  type ShoutOutId,
  type SiteId,
  type TryId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import type { Person, Role, Site } from "#domain/roster.ts";
import { readConfig } from "#host/config.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { fillDigests } from "./two-digests.ts";
import { fillExpeditions } from "./two-visits.ts";

/** Each of these acts: the seven roles, and an IT admin who has left. */
export const actors = [
  "teacher",
  "coach",
  "staff",
  "principal",
  "area_lead",
  "pl_lead",
  "it_admin",
  "leaver",
] as const;
export type ActorRole = (typeof actors)[number];

/** What they act on: the principal's own school, one without a principal, one of another cluster. */
export const schools = ["own", "vacant", "far"] as const;
export type School = (typeof schools)[number];

const zone = "America/New_York";
const PUBLIC_URL = "https://bot.example.org";
const NOW = new Date("2025-08-18T15:00:00Z");
const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:00",
  staffEnd: "16:00",
};

/** Two districts with the same people and schools in one database; every name of one says whose it is. */
export async function startTwoDistricts(url?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-two-"));
  const DATABASE_URL = url ?? `file:${path.join(folder, "groundswell.db")}`;
  const config = readConfig(
    { DATABASE_URL, PLAYGROUND: "off", LOG_LEVEL: "silent", PUBLIC_URL },
    folder,
  );
  const app = await compose(config, { now: () => NOW });
  for (const district of ["home", "zorn"] as const) {
    const id = toId<DistrictId>(district);
    await app.product.store.transaction(id, (tx) => fill(tx, district));
  }
  const stop = async (): Promise<void> => {
    await app.stop();
    rmSync(folder, { recursive: true });
  };
  return { app, product: app.product, url: DATABASE_URL, stop };
}

export type TwoDistricts = Awaited<ReturnType<typeof startTwoDistricts>>;
type DistrictName = "home" | "zorn";

export const districtId = (district: DistrictName) => toId<DistrictId>(district);
export const personId = (district: DistrictName, who: string) =>
  toId<PersonId>(`${district}-${who}`);
export const siteId = (district: DistrictName, school: School) =>
  toId<SiteId>(`${district}-${school}`);
export const waveId = (district: DistrictName) => toId<WaveId>(`${district}-wave`);
export const draftId = (district: DistrictName) => toId<WaveId>(`${district}-draft`);
export const taskId = (district: DistrictName, school: School) =>
  toId<CallTaskId>(`${district}-task-${school}`);
export const storyId = (district: DistrictName) => toId<SchoolWordId>(`${district}-story`);
/** The teacher asked the coach, and waits for the answer. */
export const peerVisitId = (district: DistrictName) => toId<PeerVisitId>(`${district}-visit`);
/** Something the teacher tries. */
export const tryId = (district: DistrictName) => toId<TryId>(`${district}-try`);
export const shoutOutId = (district: DistrictName) => toId<ShoutOutId>(`${district}-shout-out`);

function* fill(tx: Transaction, district: DistrictName): Steps<void> {
  const { roster } = tx;
  const id = districtId(district);
  yield* roster.saveDistrict({ id, name: `${district} schools`, shortName: district, zone });
  const clusters = ["near", "away"].map((name) => ({
    id: toId<ClusterId>(`${district}-${name}`),
    name: `${district} ${name}`,
  }));
  yield* roster.saveClusters(clusters);
  yield* roster.saveSites(schools.map((school) => siteOf(district, school)));
  yield* roster.savePeople([...actors.map((role) => personOf(district, role)), farOne(district)]);
  yield* fillWaves(tx, district);
  yield* fillShelf(tx, district);
  yield* fillVisits(tx, district);
  yield* fillExpeditions(tx, district);
  yield* fillDigests(tx, district, { actors, schools });
  const person = personId(district, "teacher");
  const tried = { practice: "", text: `${district} try`, startedAt: NOW };
  yield* tx.serving.saveTry({ id: tryId(district), person, ...tried });
  yield* tx.praise.addShoutOut({
    id: shoutOutId(district),
    giver: personId(district, "teacher"),
    receivers: [personId(district, "coach")],
    text: `${district} thanks`,
    helped: "",
    practice: "",
    value: "",
    share: "site",
    site: siteId(district, "own"),
    at: NOW,
    week: "2025-W34",
  });
}

/** The coach is happy to show something, and the teacher has asked to see it. */
function* fillVisits({ showing }: Transaction, district: DistrictName): Steps<void> {
  const host = personId(district, "coach");
  yield* showing.addOffer({ person: host, practice: "choice", at: NOW });
  yield* showing.saveVisit({
    id: peerVisitId(district),
    practice: "choice",
    asker: personId(district, "teacher"),
    host,
    site: siteId(district, "own"),
    state: "asked",
    askedAt: NOW,
  });
}

/** The teacher's words, on the shelf but for their yes. */
function* fillShelf({ listening }: Transaction, district: DistrictName): Steps<void> {
  yield* listening.addWord({
    id: storyId(district),
    kind: "story",
    text: `${district} story`,
    site: siteId(district, "own"),
    writer: personId(district, "pl_lead"),
    owner: personId(district, "teacher"),
    at: NOW,
    expiresOn: "2026-02-18",
  });
}

function siteOf(district: DistrictName, school: School): Site {
  return {
    id: siteId(district, school),
    name: `${district} ${school} school`,
    level: "elementary",
    cluster: toId<ClusterId>(`${district}-${school === "far" ? "away" : "near"}`),
    zone,
    bells,
    coreMaterials: [],
    active: true,
  };
}

const placeOf: Readonly<Record<ActorRole, string>> = {
  teacher: "own",
  coach: "own",
  staff: "own",
  principal: "own",
  area_lead: "near",
  pl_lead: "",
  it_admin: "",
  leaver: "",
};

function personOf(district: DistrictName, who: ActorRole): Person {
  const role: Role = who === "leaver" ? "it_admin" : who;
  const name = placeOf[who];
  const place = toId<PlaceId>(name === "" ? district : `${district}-${name}`);
  return {
    id: personId(district, who),
    givenName: district,
    familyName: who,
    email: `${who}@${district}.example`,
    active: who !== "leaver",
    homeSite: name === "own" ? siteId(district, "own") : undefined,
    assignments: [{ role, place }],
  };
}

/** The principal of the school in the other cluster. */
function farOne(district: DistrictName): Person {
  const site = siteId(district, "far");
  const assignments = [{ role: "principal" as const, place: toId<PlaceId>(site) }];
  const named = { givenName: district, familyName: "far", active: true };
  return { id: personId(district, "far-principal"), ...named, homeSite: site, assignments };
}

function* fillWaves({ waves }: Transaction, district: DistrictName): Steps<void> {
  const sender = personId(district, "pl_lead");
  const months = { startMonth: "October", nextWaveMonth: "January" };
  const wave = { sender, timeNeeded: "20 minutes", windowDays: 10, ...months };
  const open = { state: "open", openedAt: NOW, closesOn: "2025-09-30" } as const;
  yield* waves.saveWave({ ...wave, ...open, id: waveId(district), name: `${district} Wave` });
  const draft = { state: "draft", name: `${district} Draft` } as const;
  yield* waves.saveWave({ ...wave, ...draft, id: draftId(district) });
  for (const school of schools) {
    const site = siteId(district, school);
    for (const of of [waveId(district), draftId(district)]) {
      yield* waves.saveInvitation({ wave: of, site, remindersSent: 0 });
    }
    yield* waves.addCallTask({
      id: taskId(district, school),
      wave: waveId(district),
      site,
      // The area lead's own call, and two of the PL lead's.
      lead: personId(district, school === "vacant" ? "area_lead" : "pl_lead"),
      reason: "no_answer",
      words: "",
      createdOn: "2025-08-18",
    });
  }
}
