import { expect } from "vitest";
import { createConversation } from "#conversation/create-conversation.ts";
import {
  type AccountId,
  type ChannelId,
  type PersonId,
  type PlaceId,
  type ShoutOutId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { mention } from "#domain/mentions.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { sampleCalendar } from "#test/unit/sample-calendar.ts";
import { openWave } from "#usecases/open-wave.ts";
import { planWeekly } from "#usecases/plan-weekly.ts";
import type { Product } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { relayOnce } from "#worker/relay.ts";
import { createLedger, type Unit } from "./statement-ledger.ts";
import {
  actOf,
  district,
  draftWave,
  leadId,
  siteAt,
  startWaveWorld,
  type WaveWorld,
  zone,
} from "./wave-world.ts";

/** The Monday on which a wave opens, and the Friday of the next week. */
const START = toInstant("2025-08-18T07:00", zone);
const END = toInstant("2025-08-29T18:00", zone);

/** Half of the schools are in, the others are asked; two teachers of each thank each other. */
export async function liveTwoWeeks(sites: number, url?: string): Promise<readonly Unit[]> {
  const ledger = createLedger();
  const { onStatement } = ledger;
  const parts = { start: START, sites, calendar: sampleCalendar, url, onStatement };
  const world = await startWaveWorld(parts);
  const product = { ...world.product, store: ledger.watch(world.product.store) };
  await world.product.store.transaction(district, (tx) => settleIn(tx, world, sites));
  ledger.call("open_wave");
  await openWave(product, actOf(leadId), await draftWave(world, all(sites).slice(sites / 2)));
  ledger.call("praise");
  await praise(product);
  await goOn(world, product, ledger);
  await world.stop();
  return ledger.units;
}

const all = (sites: number) => Array.from({ length: sites }, (_, at) => siteAt(at));
const teacherAt = (at: number, which: number) => toId<PersonId>(`t${at}-${which}`);

function* settleIn(tx: Transaction, { product }: WaveWorld, sites: number): Steps<void> {
  const at = { platform: "local", workspace: district } as const;
  const teachers = all(sites).flatMap((site, index) =>
    [0, 1].map((which) => teacherOf(site, index, which)),
  );
  yield* tx.roster.savePeople(teachers);
  yield* tx.roster.saveAccounts(
    teachers.map(({ id }) => ({ ...at, account: toId<AccountId>(id), person: id })),
  );
  yield* tx.roster.saveChannels(
    all(sites).map((site) => ({ ...at, site, id: toId<ChannelId>(`c-${site}`), name: site })),
  );
  for (const site of all(sites).slice(0, sites / 2))
    yield* tx.waves.saveJoining({ site, wave: toId<WaveId>("before"), at: START });
  for (const [index, site] of all(sites).entries()) yield* thank(tx, site, index);
  yield* planWeekly({ tx, product, now: START });
}

function teacherOf(site: SiteId, index: number, which: number): Person {
  return {
    id: teacherAt(index, which),
    givenName: "Tess",
    familyName: `Teacher ${index} ${which}`,
    active: true,
    homeSite: site,
    assignments: [{ role: "teacher", place: toId<PlaceId>(site) }],
  };
}

function* thank({ praise: rows }: Transaction, site: SiteId, index: number): Steps<void> {
  for (const week of ["2025-W34", "2025-W35"]) {
    for (const which of [0, 1, 2]) {
      const dayOf = week === "2025-W34" ? "2025-08-19" : "2025-08-26";
      yield* rows.addShoutOut({
        id: toId<ShoutOutId>(`so-${index}-${week}-${which}`),
        giver: teacherAt(index, which % 2),
        receivers: [teacherAt(index, (which + 1) % 2)],
        text: "sharing the plan with our team",
        helped: "",
        practice: "choice",
        value: "",
        share: "site",
        site,
        at: toInstant(`${dayOf}T1${which}:00`, zone),
        week,
      });
    }
  }
}

/** One line, from the command to the answer. */
async function praise(product: Product): Promise<void> {
  const onEvent = createConversation({
    product,
    findDistrict: async () => await Promise.resolve(district),
    findProfile: async () => await Promise.resolve("nobody"),
  });
  const reply = await onEvent({
    kind: "command",
    command: "praise",
    text: `${mention(teacherAt(0, 1))} for letting students choose the order of their tasks`,
    platform: "local",
    workspace: district,
    account: toId<AccountId>(teacherAt(0, 0)),
    key: "praise-1",
    locale: "en",
    at: START,
  });
  expect(reply.kind).toBe("note");
}

/** Whatever is due, at its time; what is queued leaves. */
async function goOn(
  { clock, product: plain, relay }: WaveWorld,
  product: Product,
  ledger: ReturnType<typeof createLedger>,
): Promise<void> {
  for (;;) {
    const next = await plain.store.read(district, function* ({ schedule, outbox }) {
      const times = [yield* schedule.nextAt(), yield* outbox.nextDueAt(false)];
      return Math.min(...times.flatMap((at) => at?.getTime() ?? []));
    });
    if (next > END.getTime()) return;
    if (next > clock.now().getTime()) clock.moveTo(new Date(next));
    ledger.call("look");
    await runSchedule(product, district);
    ledger.call("relay");
    await relayOnce({ ...relay, store: product.store }, district);
  }
}
