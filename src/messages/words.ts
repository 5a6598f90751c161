import type { Library } from "#domain/content.ts";
import { ProductError } from "#domain/errors.ts";
import type { Language } from "#domain/language.ts";
import {
  addDays,
  formatComingDay,
  formatDay,
  formatFullDay,
  formatMonth,
  formatTime,
  formatWeekday,
  localDay,
  localTime,
} from "#domain/local-time.ts";
import { monthInWords, monthNames, monthNamesIn } from "#domain/months.ts";
import { type Fillings, formatMessage, locales, placeholdersOf } from "./message-format.ts";
import { slots, type TextKey, type Values } from "./slots.ts";

/** Everything the bot can say in one language, and the library it says it from. */
export interface Words {
  readonly language: Language;
  readonly library: Library;
  /** The product's own, where a district says some of it in other words. */
  readonly shipped?: Words | undefined;
  say<K extends TextKey>(key: K, values: Values<K>): string;
  /** Fills a template of the library, such as a digest line. */
  fill(template: string, values: Fillings): string;
  /** "Ana, Ben and Cy". */
  list(names: readonly string[]): string;
  /** "Ana, Ben or Cy". */
  either(names: readonly string[]): string;
  /** "today at 2:45 PM" as somebody in `zone` says it at `now`. */
  when(at: Date, now: Date, zone: string): string;
  /** "Monday, August 18" for "2025-08-18". */
  day(day: string): string;
  /** "Monday, August 18, 2025". */
  fullDay(day: string): string;
  /** A day, with its year where that is not the year of `today`. */
  comingDay(day: string, today: string): string;
  /** "August" of a day. */
  monthOf(day: string): string;
  /** "February" for "2026-02"; with its year where that is not the year of `today`. */
  month(month: string, today: string): string;
  /** The weekday of a day: "Monday". */
  weekday(day: string): string;
  /** What a wave keeps in words of our own, such as "October", as it is said in this language. */
  kept(text: string): string;
  /** By the alphabet of this language: below 0 where `a` comes first. */
  compare(a: string, b: string): number;
  /** "2:45 PM" for "14:45". */
  time(time: string): string;
  /** The library's word for a practice or value; "" for none. */
  label(kind: "practice" | "value", id: string): string;
}

const HOURS_ON_CLOCK = 12;
const APOSTROPHE_BEFORE_BRACE = /'[{}]/;

/**
 * The words of a content library.
 * Throws CONTENT_INVALID naming every text that is missing or holds a placeholder it may not.
 */
export function createWords(
  library: Library,
  language: Language = "en",
  others: readonly Library[] = [],
): Words {
  const problems = [...checkTexts(library), ...checkTemplates(library)];
  if (problems.length > 0) throw new ProductError("CONTENT_INVALID", problems.join(" "));
  const locale = locales[language];
  const names = new Intl.ListFormat(LISTS[language]);
  const either = new Intl.ListFormat(LISTS[language], { type: "disjunction" });
  const kept = keptWords(library, locale, others);
  const say = <K extends TextKey>(key: K, values: Values<K>): string =>
    formatMessage(library.texts[key] ?? "", values, language);
  const day = (wanted: string): string => formatDay(wanted, locale);
  const time = (wanted: string): string => formatTime(wanted, locale);
  return {
    language,
    library,
    say,
    fill: (template, values) => formatMessage(template, values, language),
    list: (given) => names.format(given),
    either: (given) => either.format(given),
    when: (at, now, zone) => {
      const clock = localTime(at, zone);
      const spoken = say("when_clock", { hour: hourOf(clock), time: time(clock) });
      const spot = { day: localDay(at, zone), time: spoken };
      const today = localDay(now, zone);
      if (spot.day === today) return at <= now ? say("when_now", {}) : say("when_today", spot);
      if (spot.day === addDays(today, 1)) return say("when_tomorrow", spot);
      return say("when_day", { ...spot, day: day(spot.day) });
    },
    day,
    fullDay: (wanted) => formatFullDay(wanted, locale),
    comingDay: (wanted, today) => formatComingDay(wanted, today, locale),
    monthOf: (wanted) => formatMonth(wanted, locale),
    month: (month, today) => monthInWords(month, today, locale),
    weekday: (wanted) => formatWeekday(wanted, locale),
    kept: (text) => kept.get(text) ?? text,
    compare: new Intl.Collator(locale).compare,
    time,
    label: (kind, id) => {
      const labels = kind === "practice" ? library.practices : library.values;
      return labels.find((one) => one.id === id)?.label ?? "";
    },
  };
}

/** "2" of "14:45": Spanish says "la 1:00" and "las 2:00". */
function hourOf(time: string): string {
  return String(Number(time.slice(0, 2)) % HOURS_ON_CLOCK || HOURS_ON_CLOCK);
}

/** What is kept in one language is read in each: months, and how much time a wave takes. */
function keptWords(
  { texts }: Library,
  locale: string,
  others: readonly Library[],
): ReadonlyMap<string, string> {
  const months = monthNamesIn(locale);
  const { time_needed: own = "" } = texts;
  return new Map([
    ...monthNames.map((name, index): [string, string] => [name, months[index] ?? name]),
    ...others.map((other): [string, string] => [other.texts.time_needed ?? "", own]),
  ]);
}

/** Lists without a comma before the last name. */
const LISTS: Readonly<Record<Language, string>> = { en: "en-GB", es: "es-US" };

function checkTexts(library: Library): string[] {
  return Object.entries(slots).flatMap(([key, allowed]) => {
    const text = library.texts[key];
    if (text === undefined) return [`The text "${key}" is missing.`];
    return checkText(key, text, new Set(allowed));
  });
}

/** Templates are filled by their section, so every known placeholder is allowed there. */
function checkTemplates(library: Library): string[] {
  const { digest, roundup, principalNote, connectionOverrides, placeholders } = library;
  const sections = [digest, roundup, principalNote].flatMap((template) => template.sections);
  const templates: [string, string][] = [
    ["digest subject", digest.subject],
    ["roundup subject", roundup.subject],
    ["note subject", principalNote.subject],
    ...sections.map(({ id, title }): [string, string] => [`section ${id} (title)`, title]),
    ...sections.map(({ id, template }): [string, string] => [`section ${id}`, template]),
    ...sections.map(({ id, empty }): [string, string] => [`section ${id} (empty)`, empty]),
    ...Object.entries(connectionOverrides),
  ];
  return templates.flatMap(([name, text]) => checkText(name, text, placeholders));
}

/** What is wrong with a text: a placeholder that nothing fills in, or a stray brace. */
export function checkText(name: string, text: string, allowed: ReadonlySet<string>): string[] {
  const quoted = APOSTROPHE_BEFORE_BRACE.test(text)
    ? [`The text "${name}" has an apostrophe before a brace, which would print the brace.`]
    : [];
  try {
    const unknown = placeholdersOf(text).filter((placeholder) => !allowed.has(placeholder));
    return [
      ...quoted,
      ...unknown.map(
        (placeholder) => `The text "${name}" uses {${placeholder}}, which nothing fills in there.`,
      ),
    ];
  } catch {
    return [...quoted, `The text "${name}" has a brace without its partner.`];
  }
}
