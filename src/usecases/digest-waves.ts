import type { WaveCounts, WaveFact } from "#domain/digest-facts.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import type { Wave } from "#domain/wave.ts";
import type { SchoolCounts } from "#messages/waves-card.ts";
import type { Steps } from "#ports/steps.ts";
import { type DigestScope, lookingAt } from "./digest-scope.ts";
import { readToday } from "./list-calls.ts";
import type { Work } from "./product.ts";
import { countStates, readStates } from "./school-states.ts";

/** Fewer answers than this are not broken down. */
const FEWEST_ANSWERS = 5;
/** A wave is news for so long after its last day. */
const DAYS_OF_NEWS = 28;

/**
 * Where the waves stand: those that run, and those that ended in the last four weeks. The numbers add up to the
 * schools of the wave; who stopped the messages has given no answer.
 */
export function* waveFacts(work: Work, scope: DigestScope): Steps<readonly WaveFact[]> {
  const { tx } = work;
  const today = yield* readToday(work);
  const { zone } = yield* tx.roster.getDistrict();
  const news = (yield* tx.waves.listWaves()).filter((wave) => isNews(wave, today, zone));
  return (yield* readStates(work, lookingAt(scope), news)).flatMap(({ wave, states }) => {
    if (states.size === 0) return [];
    const counts = countStates(states.values());
    if (counts.yes + counts.not_yet + counts.no >= FEWEST_ANSWERS) {
      return [{ wave: wave.id, counts: toCounts(counts) }];
    }
    return wave.state === "closed" ? [] : [{ wave: wave.id }];
  });
}

function isNews({ state, closesOn, openedAt }: Wave, today: string, zone: string): boolean {
  if (state !== "closed") return state !== "draft";
  const last = closesOn ?? (openedAt && localDay(openedAt, zone));
  return last !== undefined && addDays(last, DAYS_OF_NEWS) >= today;
}

function toCounts({
  yes,
  not_yet,
  no,
  silent,
  question,
  later,
  undeliverable,
}: SchoolCounts): WaveCounts {
  return { yes, not_yet, no, silent, question, later, unasked: undeliverable };
}
