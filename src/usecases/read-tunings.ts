import { schoolYearOf } from "#domain/connections.ts";
import { localDay } from "#domain/local-time.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** With fewer presses a number could point at somebody. */
const SMALLEST_CELL = 5;

/** How an idea was found in this school year; a number below five is not told. */
export interface ReadTuning {
  readonly nudge: string;
  readonly useful: number | undefined;
  readonly notForMe: number | undefined;
}

/** What people found of the ideas in this school year, by idea and never by person; for leads. */
export function* readTunings({ tx, now }: Work): Steps<readonly ReadTuning[]> {
  const { zone } = yield* tx.roster.getDistrict();
  const tunings = yield* tx.serving.listTunings(schoolYearOf(localDay(now, zone)));
  return tunings.map(({ nudge, useful, notForMe }) => ({
    nudge,
    useful: told(useful),
    notForMe: told(notForMe),
  }));
}

function told(count: number): number | undefined {
  return count < SMALLEST_CELL ? undefined : count;
}
