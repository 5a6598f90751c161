import type { DayKind } from "#domain/school-calendar.ts";

/**
 * What the words of a summary mean; the first row that matches counts.
 * Spirit days, shows and make-up days come first: they borrow the words of real closures.
 */
const meanings: readonly (readonly [RegExp, DayKind])[] = [
  [/\bschools? (is |are )?(open|in session)\b|regular school day/, "open"],
  [/make-?up day|\b(shirt|sock|hat|sweater|pajama|spirit) (day|week)\b/, "ignored"],
  [/\b(concert|party|feast|luncheon|parade|assembly|market|fundraiser|camp)\b/, "ignored"],
  [/(virtual|remote) (pta|meeting|open house|info|tour|workshop|family|parent)/, "ignored"],
  [/teacher workday|professional (learning|development)|staff (work ?)?day/, "staff_only"],
  [
    /pre-?planning|(student|teacher) (holiday|work ?day)|\bno (school for )?students\b/,
    "staff_only",
  ],
  [/no school.*conference|conference.*no school/, "staff_only"],
  [/\bremote\b|\bvirtual\b|asynchronous|distance learning/, "remote"],
  [/early (release|dismissal)|half[- ]day/, "early_release"],
  [/\btesting\b|end-of-course|assessment window/, "testing"],
  [/conference/, "conferences"],
  [/(teacher|staff|educator|employee)s?['’]? (and staff )?appreciation (week|day)/, "appreciation"],
  [/first day of (school|classes)(?! (after|back))/, "first_day"],
  [/last day of (school|classes)(?! before)/, "last_day"],
  [/\bclosed\b|\bholidays?\b|\bbreak\b|no school|snow day|labor day|memorial day/, "closed"],
  [/\bmlk\b|martin luther king|presidents['’]? day|thanksgiving|veterans['’]? day/, "closed"],
  [/juneteenth|columbus day|indigenous peoples|good friday|independence day/, "closed"],
];

/** What a day of this name is, "ignored" where no word says more. */
export function classify(summary: string): DayKind {
  const words = summary.toLowerCase();
  return meanings.find(([pattern]) => pattern.test(words))?.[1] ?? "ignored";
}

const entities: readonly (readonly [RegExp, string])[] = [
  [/&nbsp;/gi, " "],
  [/&lt;/gi, "<"],
  [/&gt;/gi, ">"],
  [/&quot;/gi, '"'],
  [/&(#39|apos|rsquo|#8217);/gi, "'"],
  [/&(ndash|mdash|#8211|#8212);/gi, "-"],
  [/&amp;/gi, "&"],
];
const tag = /<[^<>]*>/g;
const spaces = /\s+/g;
const lengthAtMost = 200;

/** A summary as people read it: no HTML, no double spaces, at most 200 characters. */
export function toLabel(summary: string): string {
  const bare = summary.replace(tag, " ");
  const plain = entities.reduce((text, [pattern, sign]) => text.replace(pattern, sign), bare);
  return plain.replace(spaces, " ").trim().slice(0, lengthAtMost) || "(no title)";
}
