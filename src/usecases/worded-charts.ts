import type { ChartFacts } from "#domain/chart-facts.ts";
import { localDay } from "#domain/local-time.ts";
import { chartsOf, type NamedChart } from "#messages/chart-words.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The charts of kept numbers in a reader's words; waves are called as they are called now. */
export function* wordedCharts(
  { tx }: Work,
  words: Words,
  { charts, at }: { readonly charts: ChartFacts; readonly at: Date },
): Steps<readonly NamedChart[]> {
  const { zone } = yield* tx.roster.getDistrict();
  const waves = yield* tx.waves.listWaves();
  const waveNames = new Map(waves.map(({ id, name }) => [id, words.kept(name)]));
  return chartsOf(words, charts, { today: localDay(at, zone), waveNames });
}
