import type { Bells } from "./roster.ts";

/** The hours of a school that gave none and whose level says nothing. */
const usual: Bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:30",
  staffEnd: "15:30",
};

const early: Bells = {
  studentStart: "07:45",
  studentEnd: "14:45",
  staffStart: "07:15",
  staffEnd: "15:15",
};

const middle: Bells = {
  studentStart: "09:15",
  studentEnd: "16:15",
  staffStart: "08:45",
  staffEnd: "16:45",
};

const high: Bells = {
  studentStart: "08:45",
  studentEnd: "15:45",
  staffStart: "08:15",
  staffEnd: "16:15",
};

/** By the first letters of a level as the roster writes it: buses run three times, so days start apart. */
const levels: readonly (readonly [RegExp, Bells])[] = [
  [/^(early|pre|elem|primary|k-?[2-6]$|kinder)/i, early],
  [/^(middle|junior|intermediate)/i, middle],
  [/^(high|secondary|senior)/i, high],
];

/** The hours of a school that gave none: what is usual for its level. */
export function bellsOfLevel(level: string | undefined): Bells {
  const named = level?.trim() ?? "";
  return levels.find(([pattern]) => pattern.test(named))?.[1] ?? usual;
}
