import type { WaveId } from "#domain/ids.ts";
import { localDay, localTime } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import { armedUntil } from "#domain/wave-plan.ts";
import {
  type Armed,
  begunCard,
  closeCard,
  confirmCloseCard,
  confirmOpenCard,
  staleCard,
} from "#messages/confirm-cards.ts";
import { dryRunCard } from "#messages/dry-run-card.ts";
import { note } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { closeWaveNow } from "./close-wave.ts";
import { findNamed, getWave, type WaveFound } from "./edit-wave.ts";
import { openWaveNow } from "./open-wave.ts";
import { closingDay } from "./plan-sites.ts";
import { readDryRun, readInstalled } from "./plan-wave.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { actorOf } from "./write-audit.ts";

export interface FirstPress {
  readonly wave: WaveId;
  /** True to begin although somebody else has begun. */
  readonly isOwn: boolean;
}

/**
 * The first of two presses that open a wave: it says what the second will do. A wave that lacks something
 * shows its dry run instead. Throws NOT_ALLOWED, WAVE_NOT_FOUND.
 */
export async function armOpening(product: Product, act: Act, press: FirstPress): Promise<Card> {
  const installed = await readInstalled(product, act.district);
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "armOpening");
    const wave = yield* readGuarded(work, press.wave);
    if (wave.state !== "draft") return notDraftNote(work, wave);
    const begun = yield* findBegun(work, act, { wave, armed: "open" });
    if (begun && !press.isOwn) return begun;
    const dryRun = yield* readDryRun(work, wave, installed);
    if (dryRun.askedCount === 0 || dryRun.noChange.length > 0) {
      return dryRunCard(product.words, dryRun);
    }
    const time = yield* arm(work, act, wave);
    const { zone } = yield* tx.roster.getDistrict();
    const schoolDays = yield* readSchoolDays(work);
    return confirmOpenCard(product.words, wave, {
      askedCount: dryRun.askedCount,
      when: dryRun.arrivals[0]?.when ?? "",
      closesOn: closingDay(wave, schoolDays, localDay(work.now, zone)),
      time,
    });
  });
}

/**
 * The second press, by the same person and in time: the wave opens. Anything else changes nothing and says
 * why. Throws NOT_ALLOWED, WAVE_NOT_FOUND.
 */
export async function confirmOpening(product: Product, act: Act, id: WaveId): Promise<Card> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "confirmOpening");
    const wave = yield* readGuarded(work, id);
    if (wave.state !== "draft") return notDraftNote(work, wave);
    const refused = yield* findRefusal(work, act, { wave, armed: "open" });
    if (refused) return refused;
    const { schoolCount } = yield* openWaveNow(work, act, id);
    const count = String(schoolCount);
    return note(product.words.say("wave_opened", { wave_name: wave.name, count }));
  });
}

/** What closing the named wave would do. Throws NOT_ALLOWED. */
export async function planClosing(
  product: Product,
  act: Act,
  named: string,
): Promise<WaveFound<{ readonly kind: "card"; readonly card: Card }>> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "planClosing");
    const found = yield* findNamed({ tx }, named);
    if (found.kind !== "wave") return found;
    const { wave } = found;
    if (wave.state !== "open") return { kind: "over", wave };
    const card = closeCard(product.words, wave, yield* countSilent(tx, wave));
    return { kind: "card", card };
  });
}

/** The first of two presses that close a wave. Throws NOT_ALLOWED, WAVE_NOT_FOUND. */
export async function armClosing(product: Product, act: Act, press: FirstPress): Promise<Card> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "armClosing");
    const wave = yield* readGuarded(work, press.wave);
    if (wave.state !== "open") return notOpenNote(work, wave);
    const begun = yield* findBegun(work, act, { wave, armed: "close" });
    if (begun && !press.isOwn) return begun;
    const time = yield* arm(work, act, wave);
    const silentCount = yield* countSilent(tx, wave);
    return confirmCloseCard(product.words, wave, { silentCount, time });
  });
}

/** The second press, by the same person and in time: the wave closes. Throws NOT_ALLOWED, WAVE_NOT_FOUND. */
export async function confirmClosing(product: Product, act: Act, id: WaveId): Promise<Card> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "confirmClosing");
    const wave = yield* readGuarded(work, id);
    if (wave.state !== "open") return notOpenNote(work, wave);
    const refused = yield* findRefusal(work, act, { wave, armed: "close" });
    if (refused) return refused;
    const disarmed = { ...wave, armedBy: undefined, armedAt: undefined };
    const closed = yield* closeWaveNow(work, disarmed, actorOf(act));
    if (!closed) return notOpenNote(work, wave);
    yield* scheduleWaveCard(work, closed);
    const key = closed.state === "closed" ? "close_done" : "close_done_closing";
    return note(product.words.say(key, { wave_name: closed.name }));
  });
}

function* readGuarded(work: Work, id: WaveId): Steps<Wave> {
  yield* work.tx.waves.guardWaves();
  return yield* getWave(work, id);
}

interface Begun {
  readonly wave: Wave;
  readonly armed: Armed;
}

/** Somebody else's first press that still counts. */
function* findBegun(work: Work, act: Act, { wave, armed }: Begun): Steps<Card | undefined> {
  const { tx, product, now } = work;
  const until = armedUntil(wave, now);
  if (!until || wave.armedBy === undefined || wave.armedBy === act.person) return undefined;
  const person = displayName(yield* tx.roster.getPerson(wave.armedBy));
  const time = yield* clockTime(work, until);
  return begunCard(product.words, { wave, armed }, { person, time });
}

/** Why a second press does nothing: another lead's, too late, or the wave has changed since. */
function* findRefusal(work: Work, act: Act, begun: Begun): Steps<Card | undefined> {
  const other = yield* findBegun(work, act, begun);
  if (other) return other;
  if (armedUntil(begun.wave, work.now)) return undefined;
  return staleCard(work.product.words, begun);
}

/** Keeps who has begun, and gives until when it counts. */
function* arm(work: Work, act: Act, wave: Wave): Steps<string> {
  const armed = { ...wave, armedBy: act.person, armedAt: work.now };
  yield* work.tx.waves.saveWave(armed);
  return yield* clockTime(work, armedUntil(armed, work.now) ?? work.now);
}

function* clockTime({ tx, product }: Work, at: Date): Steps<string> {
  const { zone } = yield* tx.roster.getDistrict();
  return product.words.time(localTime(at, zone));
}

function* countSilent({ waves }: Work["tx"], wave: Wave): Steps<number> {
  const invitations = yield* waves.listInvitations(wave.id);
  const isSilent = ({ answer, endedOn }: (typeof invitations)[number]): boolean =>
    answer === undefined && endedOn === undefined;
  return invitations.filter(isSilent).length;
}

function notDraftNote({ product: { words } }: Work, wave: Wave): Card {
  const state = words.say(`wave_state_${wave.state}`, {});
  return note(words.say("wave_not_draft", { wave_name: wave.name, state }));
}

function notOpenNote({ product: { words } }: Work, wave: Wave): Card {
  const state = words.say(`wave_state_${wave.state}`, {});
  return note(words.say("close_not_open", { wave_name: wave.name, state }));
}
