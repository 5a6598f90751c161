import type { PersonId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Thanks } from "#messages/spread-cards.ts";
import { thanksCard } from "#messages/thanks-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { wordsOf, writtenIn } from "./languages.ts";
import { change, listPosts, type Posted, retract, showPosts } from "./praise-posts.ts";
import type { Work } from "./product.ts";
import { redrawReports } from "./redraw-reports.ts";
import { redrawSummaries } from "./redraw-summaries.ts";
import { keyOf } from "./send-direct.ts";
import { listTold, type Told, tellReceiver } from "./tell-receiver.ts";

export interface ShownAgain {
  readonly posted: readonly Posted[];
  /** Those who are thanked in it only now. */
  readonly told: readonly Told[];
}

/**
 * Brings every place that shows a shout-out up to what it says now: its post, each receiver's note and
 * every summary. Whoever is new gets a note.
 */
export function* showAgain(work: Work, before: ShoutOut, after: ShoutOut): Steps<ShownAgain> {
  const { tx } = work;
  const giver = yield* tx.roster.getPerson(after.giver);
  const receivers = yield* tx.roster.listPeople(after.receivers);
  const posted = yield* showPosts(work, before, { shoutOut: after, giver, receivers });
  const told: Told[] = [];
  for (const receiver of receivers) {
    if (before.receivers.includes(receiver.id)) yield* redrawNote(work, after, receiver.id);
    else told.push(yield* tellReceiver(work, { receiver, giver, shoutOut: after }));
  }
  yield* redrawSummaries(work, after.id);
  yield* redrawReports(work, after.id);
  return { posted, told };
}

/** Takes its posts from the channels, or back before they are sent, and out of every summary. */
export function* retractPosts(work: Work, shoutOut: ShoutOut): Steps<void> {
  for (const post of yield* listPosts(work, shoutOut.id)) yield* retract(work, post.key);
  yield* redrawSummaries(work, shoutOut.id);
}

/** The note goes, or keeps what else it tells. */
export function* retractNote(work: Work, shoutOut: ShoutOut, receiver: PersonId): Steps<void> {
  const { tx, now } = work;
  const of = yield* tx.praise.findTelling(shoutOut.id, receiver);
  if (!of) return;
  const told = yield* listTold(work, receiver, of);
  const kept = told.filter((thanks) => thanks.shoutOut.id !== shoutOut.id);
  const delivery =
    kept.length === 0
      ? ({ do: "retract", of } as const)
      : ({ do: "update", of, card: yield* drawNote(work, receiver, kept) } as const);
  const key = keyOf("retract", of, shoutOut.id);
  const supersedes = keyOf("again", of);
  yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: now, supersedes });
}

/** Somebody's note, as what it tells of reads now. */
function* redrawNote(work: Work, shoutOut: ShoutOut, receiver: PersonId): Steps<void> {
  const of = yield* work.tx.praise.findTelling(shoutOut.id, receiver);
  if (!of) return;
  const card = yield* drawNote(work, receiver, yield* listTold(work, receiver, of));
  yield* change(work, of, { shoutOut, delivery: { do: "update", of, card } });
}

function* drawNote(work: Work, receiver: PersonId, told: readonly Thanks[]): Steps<Card> {
  const words = yield* wordsOf(work, receiver);
  return writtenIn(words, thanksCard(words, told));
}
