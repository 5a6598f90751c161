import { dayNumber, mondayOf } from "./local-time.ts";

const DAYS = 7;

export interface PromptChoice {
  /** How many questions there are. */
  readonly count: number;
  /** A day of the week that is asked for. */
  readonly day: string;
  /** Which one the channel was asked last; undefined before the first. */
  readonly last: number | undefined;
  /** What the channel is asked otherwise in the same week. */
  readonly taken: number;
}

/**
 * The place of this week's question in the list: each week another one, also across the list's end and
 * after weeks without any. It runs half the list ahead of the roundup's own, so that the two keep apart.
 */
export function choosePrompt({ count, day, last, taken }: PromptChoice): number {
  const week = Math.floor(dayNumber(mondayOf(day)) / DAYS);
  const first = week + Math.floor(count / 2);
  const places = Array.from({ length: count }, (_, step) => (first + step) % count);
  const others = places.filter((place) => place !== last);
  return others.find((place) => place !== taken) ?? others[0] ?? 0;
}
