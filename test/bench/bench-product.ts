import { createLog } from "#host/log.ts";
import { createMetrics } from "#host/metrics.ts";
import { createRandom } from "#host/random.ts";
import { createTrace } from "#host/trace.ts";
import type { Clock } from "#ports/clock.ts";
import { openStore } from "#store/open-store.ts";
import { testMarks } from "#test/guard/marks.ts";
import { words, wordsIn } from "#test/words.ts";
import type { Product } from "#usecases/product.ts";

/** The product on a database and a clock, saying nothing. */
export async function openProduct(url: string, clock: Clock): Promise<Product> {
  const trace = createTrace();
  const log = createLog({ level: process.env.BENCH_LOG ?? "silent", trace });
  const random = createRandom(clock);
  const metrics = createMetrics("0");
  const store = await openStore({ url, migrations: "migrations", random, log, trace, metrics });
  const voice = { words, wordsIn };
  return { store, clock, random, ...voice, log, trace, metrics, marks: testMarks, pagesUrl: "" };
}
