import { addDays, localDay } from "#domain/local-time.ts";
import type { Wave } from "#domain/wave.ts";
import type { SchoolCounts } from "#messages/waves-card.ts";
import type { Line } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
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
export function* waveLines(work: Work): Steps<readonly Line[]> {
  const { tx, product } = work;
  const today = yield* readToday(work);
  const { zone } = yield* tx.roster.getDistrict();
  const news = (yield* tx.waves.listWaves()).filter((wave) => isNews(wave, today, zone));
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site] as const));
  const looking = { sites, sees: (answer: string) => answer !== "stop" };
  const begun = product.words.say("digest_wave_begun", {});
  return (yield* readStates(work, looking, news)).flatMap(({ wave, states }) => {
    const counts = countStates(states.values());
    if (counts.yes + counts.not_yet + counts.no >= FEWEST_ANSWERS) {
      return [{ wave_name: wave.name, ...countWords(counts) }];
    }
    return wave.state === "closed" ? [] : [{ wave_name: wave.name, begun }];
  });
}

function isNews({ state, closesOn, openedAt }: Wave, today: string, zone: string): boolean {
  if (state !== "closed") return state !== "draft";
  const last = closesOn ?? (openedAt && localDay(openedAt, zone));
  return last !== undefined && addDays(last, DAYS_OF_NEWS) >= today;
}

function countWords(counts: SchoolCounts): Line {
  const some = (count: number) => (count > 0 ? String(count) : undefined);
  return {
    yes: String(counts.yes),
    not_yet: String(counts.not_yet),
    no: String(counts.no),
    silent: String(counts.silent),
    questions: some(counts.question),
    later: some(counts.later),
    unasked: some(counts.undeliverable),
  };
}
