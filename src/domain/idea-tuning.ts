import type { NudgeTuning } from "./own-library.ts";

/** With fewer presses nobody can say what people think of an idea. */
const LEAST_PRESSES = 10;
const MANY = 2 / 3;

/** The nudges that most of those who said so found were not for them. */
export function unlovedOf(tunings: readonly NudgeTuning[]): ReadonlySet<string> {
  const unloved = tunings.filter(({ useful, notForMe }) => {
    const presses = useful + notForMe;
    return presses >= LEAST_PRESSES && notForMe > presses * MANY;
  });
  return new Set(unloved.map(({ nudge }) => nudge));
}
