import {
  type AnswerId,
  type CallTaskId,
  type PersonId,
  type ShoutOutId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import { addDays, toInstant } from "#domain/local-time.ts";
import type { Hold, RecordFilter } from "#domain/records.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Wave } from "#domain/wave.ts";
import { systemClock } from "#host/clock.ts";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { Address } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import { eraseRecords } from "#usecases/erase-records.ts";
import type { Product } from "#usecases/product.ts";
import { type PurgeReport, purgeNow } from "#usecases/purge-records.ts";
import { card, delivered, openDesk, post, toAccount } from "./outbox-desk.ts";
import type { StoreRig } from "./store-rig.ts";

const ZONE = "America/New_York";
export const ana = toId<PersonId>("ana");
export const ben = toId<PersonId>("ben");
export const cy = toId<PersonId>("cy");
export const s1 = toId<SiteId>("s1");
export const w1 = toId<WaveId>("w1");

/** 2:30 in the night that ends on `day`. */
export function night(day: string): Date {
  return toInstant(`${day}T02:30`, ZONE);
}

/** Ten in the morning. */
export function morning(day: string): Date {
  return toInstant(`${day}T10:00`, ZONE);
}

/** One district with its own clock, and nothing in it but its people. */
export async function openRecords(rig: StoreRig) {
  const place = rig.fresh();
  const { district } = place;
  let now = morning("2025-09-10");
  const product: Product = {
    store: rig.store,
    clock: { now: () => now },
    random: createRandom(systemClock),
    words,
    wordsIn,
    log: createLog({ level: "silent" }),
    trace: createTrace(),
    metrics: createMetrics("test"),
    marks: testMarks,
  };
  const run = async <T>(body: (tx: Transaction) => Steps<T>): Promise<T> => await place.run(body);
  await run(function* ({ roster }) {
    yield* roster.saveDistrict({ id: district, name: "Riverbend", shortName: "RB", zone: ZONE });
    yield* roster.savePeople([person(ana, "Ana"), person(ben, "Ben"), person(cy, "Cy")]);
  });
  return {
    product,
    district,
    run,
    moveTo: (at: Date): void => {
      now = at;
    },
    /** What the night that ends on `day` takes. */
    purgeOn: async (day: string): Promise<PurgeReport> => {
      now = night(day);
      return await purgeNow(product, district);
    },
    hold: async (hold: Partial<Hold> = {}): Promise<void> => {
      const told = { reason: "case 12", placedBy: "records officer", placedAt: now };
      await run(({ records }) => records.addHold({ id: "h1", ...told, ...hold }));
    },
    /** A message that was delivered at its time; its words are its key unless others are told. */
    send: async (
      key: string,
      at: Date,
      { card: said = key, to = toAccount("ana"), ...more }: Sent = {},
    ) => {
      const desk = openDesk(place);
      const delivery = { do: "post", to, card: card(said) } as const;
      await desk.queue({ ...post(key, to), dueAt: at, ...more, delivery });
      for (const claimed of await desk.claim(at))
        await desk.settle(claimed, delivered(claimed), at);
    },
  };
}

interface Sent extends Partial<Omit<QueuedMessage, "key" | "delivery">> {
  readonly card?: string;
  readonly to?: Address;
}

export type Records = Awaited<ReturnType<typeof openRecords>>;

/** Erases as the command line does, for somebody it found by id. */
export async function eraseFrom(records: Records, filter: RecordFilter) {
  return await eraseRecords(records.product, await selectFrom(records, filter));
}

/** What the command line makes of a filter. */
export async function selectFrom({ district, run }: Records, filter: RecordFilter) {
  const who = filter.person;
  const found = who && (await run(({ roster }) => roster.getPerson(who)));
  return { district, type: undefined, filter, person: found };
}

/** The outbox as it is: what each message says, and what became of it. */
export async function listOutbox({ run }: Records) {
  const list = await run(({ records }) => records.list("message", {}, { limit: 99 }));
  return list.map(({ values: { key, action, state, card } }) => {
    const text = card === null ? null : JSON.stringify(card);
    return { key: String(key), action, state, text };
  });
}

/** One shout-out of Ana's. */
export async function thankOnce({ run }: Records, day: string, more: Partial<ShoutOut> = {}) {
  return await run(({ praise }) => praise.addShoutOut(shoutOut("so1", day, more)));
}

function person(id: PersonId, givenName: string): Person {
  return { id, givenName, familyName: "Ruiz", active: true, assignments: [] };
}

/** From Ana to Ben at the first school. */
export function shoutOut(id: string, day: string, more: Partial<ShoutOut> = {}): ShoutOut {
  const said = { text: "You shared your lab plan.", helped: "Two classes used it." };
  const tags = { practice: "voice", value: "together", share: "site", week: "2025-W37" } as const;
  const people = { giver: ana, receivers: [ben], site: s1 };
  return { id: toId<ShoutOutId>(id), ...people, ...said, ...tags, at: morning(day), ...more };
}

/** A closed wave with one answer, its reasons, an invitation and a question. */
export function* giveAnswer({ waves }: Transaction, closesOn: string): Steps<void> {
  const given = addDays(closesOn, -14);
  const wave: Wave = {
    id: w1,
    name: "Wave 1",
    state: "closed",
    sender: ana,
    timeNeeded: "one hour",
    startMonth: "October",
    nextWaveMonth: "January",
    windowDays: 15,
    openedAt: morning(given),
    closesOn,
  };
  yield* waves.saveWave(wave);
  yield* waves.saveInvitation({ wave: w1, site: s1, remindersSent: 0, invitedOn: given });
  const answer = { id: toId<AnswerId>("a1"), wave: w1, site: s1, person: ben } as const;
  yield* waves.addAnswer({ ...answer, kind: "not_yet", at: morning(given), platform: "local" });
  yield* waves.addPitfalls(answer.id, ["competing_grant"]);
  const task = { id: toId<CallTaskId>("c1"), wave: w1, site: s1, lead: ana, askedBy: ben };
  const asked = { reason: "question", words: "Who pays?", createdOn: given } as const;
  yield* waves.addCallTask({ ...task, ...asked });
}
