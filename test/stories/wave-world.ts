import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type AccountId,
  type ClusterId,
  type DistrictId,
  type PersonId,
  type PlaceId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import type { Bells, Person, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Wave } from "#domain/wave.ts";
import { createMovableClock } from "#host/clock.ts";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { Attempt, ChatAdapter } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import type { Act, Product } from "#usecases/product.ts";
import { createLoop } from "#worker/loop.ts";
import { travel } from "#worker/time-travel.ts";
import { createWatch } from "#worker/watch.ts";

export const zone = "America/New_York";
export const district = toId<DistrictId>("world");
export const leadId = toId<PersonId>("lead");

export interface WorldParts {
  readonly start: Date;
  readonly sites: number;
  readonly calendar: readonly CalendarDay[];
  readonly bells?: Bells | undefined;
  /** Another engine's database; a SQLite file of its own unless told. */
  readonly url?: string | undefined;
  /** True for a worker that looks whether everything runs; it tells leads where it does not. */
  readonly watched?: boolean | undefined;
  /** Undefined for a world that is filled otherwise. */
  readonly fill?: boolean | undefined;
  /** Hears each statement of the store. */
  readonly onStatement?: ((text: string) => void) | undefined;
}

/** What left the bot, and when. */
export interface Sent extends Attempt {
  readonly sentAt: Date;
}

/** The product's own worker, store and words on a clock that moves, with a platform that keeps what it gets. */
export async function startWaveWorld(parts: WorldParts) {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-world-"));
  const url = parts.url ?? `file:${path.join(folder, "world.db")}`;
  const clock = createMovableClock(parts.start, { now: () => parts.start });
  const trace = createTrace();
  const log = createLog({ level: "silent", trace });
  const metrics = createMetrics("0");
  const random = createRandom(clock);
  const { onStatement } = parts;
  const store = await openStore({ url, migrations: "migrations", random, log, onStatement });
  const product: Product = {
    store,
    clock,
    random,
    words,
    wordsIn,
    log,
    trace,
    metrics,
    marks: testMarks,
    pagesUrl: "",
  };
  const sent: Sent[] = [];
  const adapter = keepingAdapter(clock, sent);
  const pace = { laneMs: 0, perSecond: 100_000 };
  const relay = {
    ...product,
    adapters: new Map([["local" as const, adapter]]),
    paces: { local: pace, slack: pace, teams: pace },
  };
  const watch = parts.watched ? createWatch(product) : undefined;
  const afterRound = async () => await Promise.resolve();
  const loop = createLoop({ product, relay, watch, afterRound });
  if (parts.fill !== false) await store.transaction(district, (tx) => fill(tx, parts));
  return {
    product,
    clock,
    loop,
    relay,
    sent,
    seen: loop.seen,
    goTo: async (to: Date): Promise<void> => {
      await travel(clock, loop, to);
    },
    /** The bot does not run until then. */
    sleepUntil: (to: Date): void => {
      if (to > clock.now()) clock.moveTo(to);
    },
    stop: async (): Promise<void> => {
      await loop.stop();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type WaveWorld = Awaited<ReturnType<typeof startWaveWorld>>;

function keepingAdapter(clock: { now: () => Date }, sent: Sent[]): ChatAdapter {
  return {
    platform: "local",
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    deliver: async (attempt) => {
      sent.push({ ...attempt, sentAt: clock.now() });
      const address =
        "to" in attempt.delivery && typeof attempt.delivery.to === "object"
          ? attempt.delivery.to
          : { platform: "local" as const, workspace: district, conversation: account("none") };
      return await Promise.resolve({
        kind: "delivered",
        ref: { address, handle: attempt.key },
      } as const);
    },
    findProfile: async () => await Promise.resolve("nobody" as const),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
}

function account(id: string) {
  return { kind: "account", id: toId<AccountId>(id) } as const;
}

export const siteAt = (index: number) => toId<SiteId>(`s${index}`);
export const principalAt = (index: number) => toId<PersonId>(`p${index}`);
const near = toId<ClusterId>("near");

const usualBells: Bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:15",
  staffEnd: "16:00",
  lunchStart: "11:30",
  lunchEnd: "12:15",
};

function* fill(tx: Transaction, { sites, calendar, bells = usualBells }: WorldParts): Steps<void> {
  const { roster } = tx;
  const indexes = Array.from({ length: sites }, (_, index) => index);
  yield* roster.saveDistrict({ id: district, name: "World Schools", shortName: "World", zone });
  yield* roster.saveClusters([{ id: near, name: "Near" }]);
  yield* roster.saveSites(indexes.map((index) => schoolAt(index, bells)));
  yield* roster.savePeople([leadOfAll(), ...indexes.map(principal)]);
  yield* roster.saveAccounts(
    [leadId, ...indexes.map(principalAt)].map((person) => ({
      platform: "local" as const,
      workspace: district,
      account: toId<AccountId>(person),
      person,
    })),
  );
  yield* roster.replaceCalendar(calendar);
}

function schoolAt(index: number, bells: Bells): Site {
  return {
    id: siteAt(index),
    name: `School ${index}`,
    level: index % 2 === 0 ? "elementary" : "high",
    cluster: near,
    zone,
    bells,
    coreMaterials: [],
    active: true,
  };
}

function leadOfAll(): Person {
  const assignments = [{ role: "pl_lead" as const, place: toId<PlaceId>(district) }];
  return { id: leadId, givenName: "Lee", familyName: "Lead", active: true, assignments };
}

function principal(index: number): Person {
  const place = toId<PlaceId>(siteAt(index));
  return {
    id: principalAt(index),
    givenName: "Pat",
    familyName: `Principal ${index}`,
    active: true,
    homeSite: siteAt(index),
    assignments: [{ role: "principal", place }],
  };
}

export function actOf(person: PersonId, eventKey = `e:${person}`): Act {
  return { district, person, platform: "local", workspace: district, eventKey };
}

/** A draft with these schools. */
export async function draftWave(
  { product }: WaveWorld,
  sites: readonly SiteId[],
  more: Partial<Wave> = {},
): Promise<WaveId> {
  const id = more.id ?? toId<WaveId>("w1");
  await product.store.transaction(district, function* (tx) {
    yield* tx.waves.saveWave({
      id,
      name: "Wave 1",
      state: "draft",
      sender: leadId,
      timeNeeded: "an hour a month",
      startMonth: "October",
      nextWaveMonth: "January",
      windowDays: 26,
      ...more,
    });
    yield* tx.waves.saveInvitations(sites.map((site) => ({ wave: id, site, remindersSent: 0 })));
  });
  return id;
}
