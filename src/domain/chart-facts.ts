import type { WaveId } from "./ids.ts";

/** The answers of one wave; the numbers add up to its schools. */
export interface WaveAnswers {
  readonly wave: WaveId;
  readonly yes: number;
  readonly notYet: number;
  readonly no: number;
  /** Asked and without any of the three. */
  readonly silent: number;
}

/** The numbers behind a digest's charts, all of one instant; counts of schools and rooms, never of people. */
export interface ChartFacts {
  readonly growth: {
    readonly total: number;
    readonly months: readonly {
      readonly month: string;
      readonly schools: number;
      /** How many were hoped for by then; undefined where no wave said. */
      readonly planned?: number | undefined;
    }[];
  };
  readonly answers: readonly WaveAnswers[];
  /** What is in the way, by pitfall, as many schools named it; never fewer than three. */
  readonly inTheWay: readonly { readonly pitfall: string; readonly sites: number }[];
  /** What was noticed on the visits of this school year, by look-for. */
  readonly seen: {
    readonly sites: number;
    readonly rooms: number;
    readonly looks: readonly { readonly lookFor: string; readonly rooms: number }[];
  };
}

/** A wave as its plan tells it: how many schools were hoped for, and by when. */
export interface Hope {
  readonly target: number;
  /** The month in which it closes. */
  readonly month: string;
}

/** What was hoped for by the end of a month: the targets of every wave that closes by then, in all. */
export function plannedBy(hopes: readonly Hope[], month: string): number | undefined {
  if (hopes.length === 0) return undefined;
  return hopes.filter((hope) => hope.month <= month).reduce((sum, { target }) => sum + target, 0);
}
