import { PREFER_NOT_TO_SAY } from "./wave.ts";

/** At most two connections go out with one answer. */
const MOST_CONNECTIONS = 2;

/** What is in the way when nothing of the library fits: it comes with the school's own words. */
export const SOMETHING_ELSE = "other";

/** A school in a big change is left alone until a month it picks. */
export const BIG_TRANSITION = "big_transition";

const FIRST_MONTH = 7;

/** The school year of a local day, from July on: "2025-26". It is known in summer too. */
export function schoolYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  const first = Number(day.slice(5, 7)) >= FIRST_MONTH ? year : year - 1;
  return `${first}-${String((first + 1) % 100).padStart(2, "0")}`;
}

export interface ChosenConnections {
  /** To be sent, first-chosen first. */
  readonly sent: readonly string[];
  /** Named, and sent to this school in this school year already. */
  readonly before: readonly string[];
}

/** Which of the named pitfalls are answered: at most two, none twice a school year, none for silence. */
export function chooseConnections(
  codes: readonly string[],
  sentThisYear: ReadonlySet<string>,
): ChosenConnections {
  const named = codes.filter((code) => code !== PREFER_NOT_TO_SAY);
  return {
    sent: named.filter((code) => !sentThisYear.has(code)).slice(0, MOST_CONNECTIONS),
    before: named.filter((code) => sentThisYear.has(code)),
  };
}
