import { ProductError } from "#domain/errors.ts";
import { type Language, languages } from "#domain/language.ts";
import { addDays, formatDay, formatTime, localDay, localTime } from "#domain/local-time.ts";
import { monthInWords } from "#domain/months.ts";
import english from "./content/pages.en.json" with { type: "json" };
import spanish from "./content/pages.es.json" with { type: "json" };
import { formatMessage, locales, placeholdersOf } from "./message-format.ts";
import { type PageTextKey, type PageValues, pageSlots } from "./page-slots.ts";
import { checkText } from "./words.ts";

/** Everything the pages say, in one language. */
export interface PageWords {
  readonly language: Language;
  say<K extends PageTextKey>(key: K, values: PageValues<K>): string;
  /** "Ana, Ben, and Cy". */
  list(names: readonly string[]): string;
  /** "Monday, August 18"; with its year where that is not the year of `today`. */
  day(day: string, today: string): string;
  /** "February" for "2026-02"; with its year where that is not the year of `today`. */
  month(month: string, today: string): string;
  /** "tomorrow, 7:30 AM" as somebody in `zone` says it at `now`. */
  moment(at: Date, now: Date, zone: string): string;
}

type Texts = Readonly<Record<string, string>>;

const texts: Readonly<Record<Language, Texts>> = { en: english, es: spanish };

const made = new Map<Language, PageWords>();

/** The words of a language; made once. Throws CONTENT_INVALID as `checkPageTexts` says. */
export function pageWords(language: Language): PageWords {
  const known = made.get(language);
  if (known) return known;
  const problems = languages.flatMap((each) => checkPageTexts(each, texts[each]));
  if (problems.length > 0) throw new ProductError("CONTENT_INVALID", problems.join(" "));
  const words = createPageWords(language, texts[language]);
  made.set(language, words);
  return words;
}

/** Every text that is missing, is not known, or lacks a placeholder or holds one it may not. */
export function checkPageTexts(language: string, given: Texts): readonly string[] {
  const known: Readonly<Record<string, readonly string[]>> = pageSlots;
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(known, key));
  return [
    ...unknown.map((key) => `The text "${key}" (${language}) is said nowhere.`),
    ...Object.entries(known).flatMap(([key, allowed]) => {
      const text = given[key];
      const name = `${key}" (${language})`;
      if (text === undefined || text === "") return [`The text "${name} is missing.`];
      const missing = allowed.filter((slot) => !placeholdersOf(text).includes(slot));
      return [
        ...checkText(`${key} (${language})`, text, new Set(allowed)),
        ...missing.map((slot) => `The text "${name} does not say {${slot}}.`),
      ];
    }),
  ];
}

function createPageWords(language: Language, own: Texts): PageWords {
  const locale = locales[language];
  const names = new Intl.ListFormat(locale);
  const say = <K extends PageTextKey>(key: K, values: PageValues<K>): string =>
    formatMessage(own[key] ?? "", values, language);
  const day = (wanted: string, today: string): string => {
    const named = formatDay(wanted, locale);
    const year = wanted.slice(0, 4);
    return year === today.slice(0, 4) ? named : say("day_with_year", { day: named, year });
  };
  return {
    language,
    say,
    list: (given) => names.format(given),
    day,
    month: (wanted, today) => monthInWords(wanted, today, locale),
    moment: (at, now, zone) => {
      const time = formatTime(localTime(at, zone), locale);
      const wanted = localDay(at, zone);
      const today = localDay(now, zone);
      if (wanted === today) return say("moment_today", { time });
      if (wanted === addDays(today, 1)) return say("moment_tomorrow", { time });
      return say("moment_day", { day: day(wanted, today), time });
    },
  };
}
