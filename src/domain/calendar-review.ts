import { dayNumber, weekday } from "./local-time.ts";
import { fold } from "./names.ts";
import { type CalendarDay, type DayKind, dayKinds } from "./school-calendar.ts";

/** What a person may say that a label means; a pause stands in no calendar. */
export type MeaningKind = Exclude<DayKind, "paused" | "paused_everywhere">;

const isMeaning = (kind: DayKind): kind is MeaningKind =>
  kind !== "paused" && kind !== "paused_everywhere";

export const meaningKinds: readonly MeaningKind[] = dayKinds.filter(isMeaning);

/** True for what a form may send as a kind. */
export function isMeaningKind(kind: string | undefined): kind is MeaningKind {
  return meaningKinds.some((each) => each === kind);
}

/** What people said that labels mean, by `labelKey`. */
export type Meanings = ReadonlyMap<string, DayKind>;

/** One kind of day as a calendar calls it. */
export interface CalendarLabel {
  readonly key: string;
  readonly label: string;
  readonly kind: DayKind;
  /** Its days in the year, earliest first. */
  readonly days: readonly string[];
  /** True where days of this name mean different things; `kind` is what the first of them means. */
  readonly mixed: boolean;
  /** True for events at a time of day whose name also stands for whole days. */
  readonly timed: boolean;
  /** True for words that may mean more than was understood: a person should look. */
  readonly doubtful: boolean;
  /** True for one that came after somebody had confirmed the year. */
  readonly fresh: boolean;
}

const AT_A_TIME = " @";

/** How labels are compared: in lower case, without accents and signs. */
function labelKey(label: string): string {
  return fold(label) || label.trim().replaceAll("|", " ");
}

/**
 * Which meaning is a day's: that of its label, apart for events at a time of day, so that what somebody
 * says of closed days never closes the day of an evening meeting.
 */
export function meaningKey({ label, studentEnd }: CalendarDay): string {
  return studentEnd === undefined ? labelKey(label) : `${labelKey(label)}${AT_A_TIME}`;
}

/** The days with the kinds that a person gave their labels; a person's word wins over the words'. */
export function withMeanings<D extends CalendarDay>(
  days: readonly D[],
  meanings: Meanings,
): readonly D[] {
  if (meanings.size === 0) return days;
  return days.map((day) => {
    const kind = meanings.get(meaningKey(day));
    return kind === undefined || kind === day.kind ? day : { ...day, kind };
  });
}

/** The calendar year in which the school year of a day begins; June belongs to the next. */
export function reviewYear(day: string): string {
  const year = Number(day.slice(0, 4));
  return String(day.slice(5, 7) < "06" ? year - 1 : year);
}

/** From which to which day repeating events are read: last school year, this one and the next. */
export function calendarSpan(today: string): { readonly from: string; readonly until: string } {
  const year = Number(reviewYear(today));
  return { from: `${year - 1}-06-01`, until: `${year + 2}-05-31` };
}

/** The days of a school year: June to May. */
export function daysOfYear<D extends CalendarDay>(days: readonly D[], year: string): readonly D[] {
  return days.filter(({ day }) => reviewYear(day) === year);
}

export interface Known {
  readonly meanings: Meanings;
  /** True once somebody confirmed the year: a label without a meaning came later. */
  readonly confirmed: boolean;
}

/** Every kind of day that a year's calendar names: what to look at first, then by day. */
export function listLabels(days: readonly CalendarDay[], known: Known): readonly CalendarLabel[] {
  const byKey = new Map<string, CalendarDay[]>();
  for (const day of days) {
    const key = meaningKey(day);
    const own = byKey.get(key);
    if (own) own.push(day);
    else byKey.set(key, [day]);
  }
  const labels = [...byKey].map(([key, own]) => ({
    ...toLabel(key, own, known),
    timed: key.endsWith(AT_A_TIME) && byKey.has(key.slice(0, -AT_A_TIME.length)),
  }));
  return labels.sort((one, other) => rank(one) - rank(other) || first(one) - first(other));
}

function toLabel(key: string, own: readonly CalendarDay[], known: Known) {
  const isSaid = known.meanings.has(key);
  const kind = own[0]?.kind ?? "ignored";
  const mixed = own.some((day) => day.kind !== kind);
  return {
    key,
    label: own[0]?.label ?? "",
    kind,
    days: [...new Set(own.map(({ day }) => day))].sort(),
    mixed,
    doubtful: mixed || (!isSaid && own.some(isDoubtful)),
    fresh: known.confirmed && !isSaid,
  };
}

/** Words that often change a school day, in what the rules let pass. */
const cues =
  /\b(no|off|close[sd]?|closure|dismiss\w*|release|delay\w*|recess|intersession|work ?days?|holidays?|minimum|flex|e-?learning|assessments?|exams?|finals|students?|inclement|weather)\b/i;

/** An early release that does not say when students leave cannot be kept to. */
function isDoubtful({ kind, label, day, studentEnd }: CalendarDay): boolean {
  if (kind === "early_release") return studentEnd === undefined;
  return kind === "ignored" && weekday(day) <= 5 && cues.test(label);
}

function rank({ fresh, doubtful }: CalendarLabel): number {
  if (doubtful) return 0;
  return fresh ? 1 : 2;
}

function first({ days }: CalendarLabel): number {
  return days[0] === undefined ? 0 : dayNumber(days[0]);
}
