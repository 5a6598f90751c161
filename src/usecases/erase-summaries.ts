import type { OutboxKey } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { PastSummary } from "#ports/record-rows.ts";
import { type Erasing, inPiece } from "./erasing.ts";
import { noteId } from "./plan-note.ts";
import { keyOf } from "./send-direct.ts";
import { roundupId } from "./send-roundup.ts";

/**
 * Takes back the roundups and digests that may have quoted the shout-outs and whose cards are gone by
 * their time, so that nobody can say any more what was in them: the first of each series after it.
 */
export async function retractPastSummaries(
  erasing: Erasing,
  shoutOuts: readonly ShoutOut[],
): Promise<void> {
  const quotable = shoutOuts.filter(({ share }) => share !== "private");
  const [first] = quotable.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  if (!first) return;
  await inPiece(erasing, function* ({ tx, now: dueAt }) {
    const past = yield* tx.records.listPastSummaries(first);
    const keys = new Set(quotable.flatMap((shoutOut) => firstAfter(past, shoutOut)));
    for (const of of keys) {
      const delivery = { do: "retract", of } as const;
      yield* tx.outbox.queue({ key: keyOf("erased", of), kind: "reply", delivery, dueAt });
    }
  });
}

/** What is told of one school alone. */
const ROUNDUPS = "roundup:";
const NOTES = "principal-note:";

/** `past` is sorted by time. */
function firstAfter(past: readonly PastSummary[], { at, site }: ShoutOut): readonly OutboxKey[] {
  const first = new Map<string, OutboxKey>();
  for (const { series, key, dueAt } of past) {
    const isOther =
      (series.startsWith(ROUNDUPS) && (!site || series !== roundupId(site))) ||
      (series.startsWith(NOTES) && (!site || !series.startsWith(keyOf(noteId(site), ""))));
    if (dueAt > at && !isOther && !first.has(series)) first.set(series, key);
  }
  return [...first.values()];
}
