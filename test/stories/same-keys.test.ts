import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { type DistrictId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { createMovableClock } from "#host/clock.ts";
import { type Campaign, campaigns } from "#ports/store.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { openWave } from "#usecases/open-wave.ts";
import { toPlannedLeaver } from "#usecases/planned-leaver.ts";
import type { Act, Product } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { seedPlayground } from "#usecases/seed-playground.ts";

const district = toId<DistrictId>("rbps");
const MORNING = toInstant("2025-08-18T09:30", "America/New_York");
/** Until after the wave's last day. */
const END = toInstant("2025-10-06T12:00", "America/New_York");

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-keys-"));
  await withProduct("start.db", prepare);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function withProduct<T>(name: string, work: (product: Moved) => Promise<T>): Promise<T> {
  const DATABASE_URL = `file:${path.join(folder, name)}`;
  const line = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
  const clock = createMovableClock(MORNING, { now: () => MORNING });
  return await work({ ...line.product, clock, read: line.readDistrict }).finally(line.close);
}

interface Moved extends Product {
  readonly clock: ReturnType<typeof createMovableClock>;
  readonly read: Awaited<ReturnType<typeof openCommandLine>>["readDistrict"];
}

/** A district in which every campaign has something to do: a wave, a school that joined, thanks. */
async function prepare(product: Moved): Promise<void> {
  const { store } = product;
  await seedPlayground(product, await product.read("sample-district/oneroster-1.2"));
  const { lead, sites, wave } = await store.read(district, function* (tx) {
    const [first] = yield* tx.roster.listHolders("pl_lead");
    const [draft] = yield* tx.waves.listWaves();
    const invited = yield* tx.waves.listInvitations(toId(draft?.id ?? ""));
    return { lead: first?.id, sites: invited.map(({ site }) => site), wave: draft?.id };
  });
  const act = actOf(lead ?? toId(""));
  await openWave(product, act, toId(wave ?? ""));
  const joined = toId<SiteId>(sites[0] ?? "");
  const answerer = await findPrincipal(product, joined);
  await answerInvitation(product, actOf(answerer), {
    wave: toId(wave ?? ""),
    site: joined,
    kind: "yes",
  });
  await startMessages(product, actOf(answerer));
  const words = { text: "for opening the week", helped: "", practice: "", value: "" };
  await giveShoutOut(product, act, { ...words, receivers: [answerer], share: "site" });
  await store.transaction(district, (tx) =>
    tx.schedule.save(toPlannedLeaver(answerer, new Date(MORNING.getTime() + 1000))),
  );
}

function actOf(person: PersonId): Act {
  return { district, person, platform: "local", workspace: district, eventKey: `e:${person}` };
}

async function findPrincipal({ store }: Product, site: SiteId): Promise<PersonId> {
  const [first] = await store.read(district, (tx) => tx.roster.listHolders("principal", site));
  return first?.id ?? toId("");
}

/** Runs what is planned, each at its time, until every campaign had something to do; gives which had. */
async function runAll(product: Moved): Promise<ReadonlySet<Campaign>> {
  const { store, clock } = product;
  const ran = new Set<Campaign>();
  for (;;) {
    const next = await store.read(district, (tx) => tx.schedule.nextAt());
    if (!next || next > END || ran.size === campaigns.length) return ran;
    if (next > clock.now()) clock.moveTo(next);
    const due = await store.read(district, (tx) => tx.schedule.listDue(clock.now(), 1000));
    for (const { campaign } of due) ran.add(campaign);
    await runSchedule(product, district);
  }
}

function listKeys(name: string): readonly unknown[] {
  const client = new Database(path.join(folder, name), { readonly: true });
  const keys = client.prepare("select key from outbox_messages order by key").pluck().all();
  client.close();
  return keys;
}

test("whatever is planned is queued under the same keys when it runs a second time from one copy", async () => {
  const before = listKeys("start.db");
  for (const name of ["first.db", "second.db"]) {
    copyFileSync(path.join(folder, "start.db"), path.join(folder, name));
    // A campaign that is missing here is not looked at: give it something to do above.
    expect([...(await withProduct(name, runAll))].sort()).toEqual([...campaigns].sort());
  }
  const first = listKeys("first.db");
  expect(first.length).toBeGreaterThan(before.length + 200);
  expect(listKeys("second.db")).toEqual(first);
});
