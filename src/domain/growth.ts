import { monthOf } from "./months.ts";

/** How many schools were in at the end of a month; of the month that runs, so far. */
export interface MonthEnd {
  readonly month: string;
  readonly schools: number;
}

/** After a first wave about one school in six is in: the usual share of a slow, good start. */
export const FIRST_WAVE_PERCENT = 16;
/** What a district reached within its first year. */
export const FIRST_YEAR_PERCENT = 46;

/** No chart shows more months; the newest are shown. */
const MOST_MONTHS = 12;

/** The growth by month end, from the first month with a school on, by the local days on which they joined. */
export function growthByMonth(joinedOn: readonly string[], today: string): readonly MonthEnd[] {
  const months = joinedOn.map(monthOf).sort();
  const ends: MonthEnd[] = [];
  for (let month = months[0]; month !== undefined && month <= monthOf(today); ) {
    const end = month;
    ends.push({ month: end, schools: months.filter((each) => each <= end).length });
    month = monthAfter(month);
  }
  return ends.slice(-MOST_MONTHS);
}

function monthAfter(month: string): string {
  const next = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return `${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, "0")}`;
}

/** A share in whole percent; 0 of nothing. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}
