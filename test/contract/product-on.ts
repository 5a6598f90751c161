import { createMovableClock } from "#host/clock.ts";
import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { Store } from "#ports/store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import type { Product } from "#usecases/product.ts";

/** What use cases work with, on a store, at one moment. */
export function productOn(store: Store, now: Date): Product {
  const clock = createMovableClock(now, { now: () => now });
  const trace = createTrace();
  return {
    ...{ store, clock, words, wordsIn, trace, marks: testMarks, pagesUrl: "" },
    random: createRandom(clock),
    log: createLog({ level: "silent", trace }),
    metrics: createMetrics("0"),
  };
}
