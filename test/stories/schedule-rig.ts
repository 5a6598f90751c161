import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { openCommandLine } from "#compose";
import {
  type AccountId,
  type DistrictId,
  type ExpeditionId,
  type PersonId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Campaign } from "#ports/store.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { answerVisit } from "#usecases/answer-visit.ts";
import { askVisit } from "#usecases/ask-visit.ts";
import { startMessages } from "#usecases/choose-nudges.ts";
import { finishExpedition } from "#usecases/finish-expedition.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { offerToShow } from "#usecases/offer-to-show.ts";
import { openWave } from "#usecases/open-wave.ts";
import { toPlannedLeaver } from "#usecases/planned-leaver.ts";
import type { Act, Product } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { seedPlayground } from "#usecases/seed-playground.ts";
import { weeklyAskId } from "#usecases/send-weekly-ask.ts";
import { showWaves } from "#usecases/show-waves.ts";
import { snoozeSite } from "#usecases/snooze-site.ts";
import { startTry } from "#usecases/start-try.ts";

const district = toId<DistrictId>("rbps");
export const MORNING = toInstant("2025-08-18T09:30", "America/New_York");

export interface Moved extends Product {
  readonly clock: ReturnType<typeof createMovableClock>;
}

/** Copies of one database, in which every campaign has something to do and nothing is sent. */
export interface ScheduleRig {
  /** Works with a copy of another, of the one at the beginning unless told, from that morning on. */
  use<T>(name: string, work: (product: Moved) => Promise<T>, from?: string): Promise<T>;
  /** Rows of a copy that nobody uses just now. */
  select(name: string, sql: string): readonly Readonly<Record<string, unknown>>[];
  stop(): void;
}

export async function startScheduleRig(): Promise<ScheduleRig> {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-schedule-"));
  const fileOf = (name: string): string => path.join(folder, `${name}.db`);
  const open = async <T>(name: string, work: (product: Moved) => Promise<T>): Promise<T> => {
    const env = { DATABASE_URL: `file:${fileOf(name)}`, LOG_LEVEL: "silent" };
    const line = await openCommandLine(env);
    const clock = createMovableClock(MORNING, { now: () => MORNING });
    const product = { ...line.product, clock };
    if (name === "start") await seed(product, line.readDistrict);
    return await work(product).finally(line.close);
  };
  await open("start", prepare);
  return {
    use: async (name, work, from = "start") => {
      copyFileSync(fileOf(from), fileOf(name));
      return await open(name, work);
    },
    select: (name, sql) => {
      const client = new Database(fileOf(name), { readonly: true });
      const rows = client.prepare<[], Record<string, unknown>>(sql).all();
      client.close();
      return rows;
    },
    stop: () => rmSync(folder, { recursive: true }),
  };
}

type Read = Awaited<ReturnType<typeof openCommandLine>>["readDistrict"];

/** Forty schools show what eighty-seven do. */
const SCHOOLS = 40;

async function seed(product: Moved, read: Read): Promise<void> {
  const all = await read("sample-district/oneroster-1.2");
  const sites = all.sites.slice(0, SCHOOLS);
  const kept = new Set<string | undefined>([undefined, ...sites.map(({ id }) => id)]);
  const people = all.people.filter(({ homeSite }) => kept.has(homeSite));
  await seedPlayground(product, { ...all, sites, people });
}

/** A wave is open, a school has joined, others wait for their month or cannot be reached, somebody asked for ideas, was thanked, visits a colleague, tries something, and has a day to be forgotten. */
async function prepare(product: Moved): Promise<void> {
  const { store } = product;
  const { lead, site, snoozed, unreached, wave } = await findScene(product);
  const account = toId<AccountId>(await findPrincipal(product, unreached));
  const place = { platform: "local" as const, workspace: district };
  await store.transaction(district, (tx) => tx.roster.unlinkAccount({ ...place, account }));
  await openWave(product, actOf(lead), wave);
  await showWaves(product, actOf(lead));
  const answerer = await findPrincipal(product, site);
  await answerInvitation(product, actOf(answerer), { wave, site, kind: "yes" });
  await startMessages(product, actOf(answerer));
  await startTry(product, actOf(lead), { nudge: "T02" });
  await thank(product, "for opening the week");
  await store.transaction(district, function* (tx) {
    const asked = yield* tx.roster.getSite(snoozed);
    yield* snoozeSite({ tx, product, now: MORNING }, asked, "2025-09");
  });
  await agreeVisit(product, lead, await findPrincipal(product, snoozed));
  await finishVisit(product, lead, site);
  await store.transaction(district, (tx) =>
    tx.schedule.save(toPlannedLeaver(answerer, new Date(MORNING.getTime() + 1000))),
  );
  await askFew(product);
}

/** A few channels are asked in quiet weeks: all 87 would show no more, and take as long as the rest. */
async function askFew({ store }: Product): Promise<void> {
  await store.transaction(district, function* (tx) {
    const [, , , , ...others] = yield* tx.roster.listSites();
    for (const { id } of others) yield* tx.schedule.remove(weeklyAskId(id));
  });
}

/** The lead visits a colleague, and is asked for thanks two school weeks later. */
async function agreeVisit(product: Product, asker: PersonId, host: PersonId): Promise<void> {
  await offerToShow(product, actOf(host), "choice");
  await askVisit(product, actOf(asker), { practice: "choice", host, line: "" });
  const visits = await product.store.read(district, (tx) => tx.showing.listVisitsOf(host));
  for (const { id } of visits) await answerVisit(product, actOf(host), { id, yes: true });
}

/** The lead was at the school that joined this morning: its staff read it now, then its principal. */
async function finishVisit(product: Product, lead: PersonId, site: SiteId): Promise<void> {
  const id = toId<ExpeditionId>("visit-1");
  const on = { plannedBy: lead, plannedAt: MORNING, visitors: [lead] };
  await product.store.transaction(district, function* ({ visiting }) {
    const named = { id, site, day: "2025-08-18", kind: "baseline", state: "planned" } as const;
    yield* visiting.saveExpedition({ ...named, ...on });
    const noticed = { lookFor: "L01", signal: "saw", rooms: 2, note: "" } as const;
    const part = { part: "phone", by: lead, rooms: 4, at: MORNING, revision: 1 };
    yield* visiting.savePart({ expedition: id, ...part, observations: [noticed] });
  });
  await finishExpedition(product, actOf(lead), id);
}

async function findScene({ store }: Product) {
  return await store.read(district, function* (tx) {
    const [lead] = yield* tx.roster.listHolders("pl_lead");
    const [wave] = yield* tx.waves.listWaves();
    const [invited, other, third] = yield* tx.waves.listInvitations(toId<WaveId>(wave?.id ?? ""));
    if (!lead || !invited || !other || !third || !wave) {
      throw new RangeError("The sample has no lead, schools or wave.");
    }
    return {
      lead: lead.id,
      site: invited.site,
      snoozed: other.site,
      unreached: third.site,
      wave: wave.id,
    };
  });
}

/** The lead thanks the principal of the school that joined, in its channel. */
export async function thank(product: Product, text: string): Promise<void> {
  const { lead, site } = await findScene(product);
  const receivers = [await findPrincipal(product, site)];
  const words = { text, helped: "", practice: "", value: "", share: "site" } as const;
  await giveShoutOut(product, { ...actOf(lead), eventKey: text }, { ...words, receivers });
}

function actOf(person: PersonId): Act {
  return { district, person, platform: "local", workspace: district, eventKey: `e:${person}` };
}

async function findPrincipal({ store }: Product, site: SiteId): Promise<PersonId> {
  const [first] = await store.read(district, (tx) => tx.roster.listHolders("principal", site));
  if (!first) throw new RangeError("The school has no principal.");
  return first.id;
}

/** Runs what is planned, each at its time, and goes on to `end`; gives which campaigns had something to do. */
export async function runUntil(
  { store, clock, ...product }: Moved,
  end: Date,
  isEnough: (ran: ReadonlySet<Campaign>) => boolean = () => false,
): Promise<ReadonlySet<Campaign>> {
  const ran = new Set<Campaign>();
  for (;;) {
    const next = await store.read(district, (tx) => tx.schedule.nextAt());
    if (!next || next > end || isEnough(ran)) break;
    if (next > clock.now()) clock.moveTo(next);
    const due = await store.read(district, (tx) => tx.schedule.listDue(clock.now(), 1000));
    for (const { campaign } of due) ran.add(campaign);
    await runSchedule({ ...product, store, clock }, district);
    await deliverDue({ ...product, store, clock });
  }
  if (end > clock.now()) clock.moveTo(end);
  return ran;
}

const EVERYTHING = { platform: "local", limit: 1000, laneMs: 0, perSecond: 10_000 } as const;

/** Delivers whatever is due now. */
export async function deliverDue({ store, clock }: Moved): Promise<void> {
  const now = clock.now();
  const leaseUntil = new Date(now.getTime() + 60_000);
  for (let count = 1; count > 0; ) {
    count = await store.transaction(district, function* ({ outbox }) {
      const claimed = yield* outbox.claim({ ...EVERYTHING, now, leaseUntil });
      for (const message of claimed) {
        const { attempt } = message;
        if (attempt?.delivery.do !== "post") continue;
        const ref = { address: attempt.delivery.to, handle: message.id };
        yield* outbox.settle({ message, outcome: { kind: "delivered", ref }, at: now });
      }
      return claimed.length;
    });
  }
}
