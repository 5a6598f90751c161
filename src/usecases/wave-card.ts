import { type PersonId, toId, type WaveId } from "#domain/ids.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { type AnswerCounts, waveCard } from "#messages/wave-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { wordsOf, writtenIn } from "./languages.ts";
import { LIVE_SPACING_MS, touchLiveCards } from "./live-cards.ts";
import type { Work } from "./product.ts";
import { keyOf } from "./send-direct.ts";

/** Posts the live card to the lead who opened the wave. */
export function* postWaveCard(work: Work, wave: Wave): Steps<void> {
  const { tx, now } = work;
  yield* touchLiveCards(work);
  const to = yield* tx.roster.findAddress(wave.sender);
  if (!to) return;
  const card = yield* makeCard(work, wave);
  const key = waveCardKey(wave.id, wave.sender);
  yield* tx.outbox.queue({ key, kind: "reply", delivery: { do: "post", to, card }, dueAt: now });
}

/** An answer came: the live cards follow, at most once in a few seconds however many come. */
export function* scheduleWaveCard(work: Work, wave: Wave): Steps<void> {
  const { tx, now } = work;
  yield* touchLiveCards(work);
  const id = waveCardKey(wave.id, wave.sender);
  if (yield* tx.schedule.find(id)) return;
  const last = yield* tx.outbox.findLatest(id);
  const free = (last?.dueAt.getTime() ?? 0) + LIVE_SPACING_MS;
  const nextAt = new Date(Math.max(now.getTime(), free));
  yield* tx.schedule.save({ id, campaign: "wave_card", subject: wave.id, nextAt });
}

/** The scheduled update of the live card. */
export function* sendWaveCard(work: Work, scheduled: Scheduled): Steps<void> {
  if (!(yield* work.tx.schedule.advance(scheduled, undefined))) return;
  const wave = yield* work.tx.waves.findWave(toId<WaveId>(scheduled.subject));
  if (wave) yield* drawWaveCard(work, wave, scheduled);
}

/** Brings the live cards up to date, once for each time that something planned it. */
export function* updateWaveCard(work: Work, wave: Wave, scheduled: Scheduled): Steps<void> {
  yield* touchLiveCards(work);
  yield* drawWaveCard(work, wave, scheduled);
}

function* drawWaveCard(work: Work, wave: Wave, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const of = waveCardKey(wave.id, wave.sender);
  const card = yield* makeCard(work, wave);
  yield* tx.outbox.queue({
    key: keyOf(scheduled.id, scheduled.nextAt.toISOString()),
    kind: "wave_update",
    delivery: { do: "update", of, card },
    dueAt: now,
    supersedes: of,
  });
}

function* makeCard(work: Work, wave: Wave): Steps<Card> {
  const words = yield* wordsOf(work, wave.sender);
  return writtenIn(
    words,
    waveCard(words, wave, countAnswers(yield* work.tx.waves.listInvitations(wave.id))),
  );
}

/** Sites by their last answer; counts of sites, never of people. */
export function countAnswers(invitations: readonly Invitation[]): AnswerCounts {
  const counts = { yes: 0, not_yet: 0, no: 0, question: 0, stop: 0, silent: 0 };
  for (const { answer } of invitations) counts[answer ?? "silent"] += 1;
  return counts;
}

function waveCardKey(wave: WaveId, lead: PersonId) {
  return keyOf("wave-card", wave, lead);
}
