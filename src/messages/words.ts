import type { Library } from "#domain/content.ts";
import { ProductError } from "#domain/errors.ts";
import { addDays, formatDay, formatTime, localDay, localTime } from "#domain/local-time.ts";
import { slots, type TextKey, type Values } from "./slots.ts";

/** Everything the bot can say, and the library it says it from. */
export interface Words {
  readonly library: Library;
  say<K extends TextKey>(key: K, values: Values<K>): string;
  /** Fills a template of the library, such as a digest line. */
  fill(template: string, values: Readonly<Record<string, string | undefined>>): string;
  /** "Ana, Ben and Cy". */
  list(names: readonly string[]): string;
  /** "today at 2:45 PM" as somebody in `zone` says it at `now`. */
  when(at: Date, now: Date, zone: string): string;
  /** The library's word for a practice or value; "" for none. */
  label(kind: "practice" | "value", id: string): string;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const OPTIONAL = /\[\[(.*?)\]\]/g;
const STRAY_BRACE = /[{}]/;
const SPACES = / {2,}/g;

/**
 * The words of a content library.
 * Throws CONTENT_INVALID naming every text that is missing or holds a placeholder it may not.
 */
export function createWords(library: Library): Words {
  const problems = [...checkTexts(library), ...checkTemplates(library)];
  if (problems.length > 0) throw new ProductError("CONTENT_INVALID", problems.join(" "));
  const say = <K extends TextKey>(key: K, values: Values<K>): string =>
    fill(library.texts[key] ?? "", values);
  return {
    library,
    say,
    fill,
    list: (names) => {
      const last = names.at(-1) ?? "";
      if (names.length < 2) return last;
      return `${names.slice(0, -1).join(", ")} ${say("and", {})} ${last}`;
    },
    when: (at, now, zone) => {
      const day = localDay(at, zone);
      const time = formatTime(localTime(at, zone));
      const today = localDay(now, zone);
      if (day === today) return at <= now ? say("when_now", {}) : say("when_today", { time });
      if (day === addDays(today, 1)) return say("when_tomorrow", { time });
      return say("when_day", { day: formatDay(day), time });
    },
    label: (kind, id) => {
      const labels = kind === "practice" ? library.practices : library.values;
      return labels.find((one) => one.id === id)?.label ?? "";
    },
  };
}

/** An optional [[part]] is left out when one of its placeholders has no value. */
export function fill(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
): string {
  const withParts = template.replace(OPTIONAL, (_all, part: string) => {
    const missing = placeholdersOf(part).some((name) => values[name] === undefined);
    return missing ? "" : part;
  });
  return withParts
    .replace(PLACEHOLDER, (_all, name: string) => values[name] ?? "")
    .replace(SPACES, " ")
    .trim();
}

/** The names of a text's placeholders, in their order. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
}

function checkTexts(library: Library): string[] {
  return Object.entries(slots).flatMap(([key, allowed]) => {
    const text = library.texts[key];
    if (text === undefined) return [`The text "${key}" is missing.`];
    return checkText(key, text, new Set(allowed));
  });
}

/** Templates are filled by their section, so every known placeholder is allowed there. */
function checkTemplates({ digest, roundup, connectionOverrides, placeholders }: Library): string[] {
  const sections = [...digest.sections, ...roundup.sections];
  const templates: [string, string][] = [
    ["digest subject", digest.subject],
    ["roundup subject", roundup.subject],
    ...sections.map(({ id, template }): [string, string] => [`section ${id}`, template]),
    ...sections.map(({ id, empty }): [string, string] => [`section ${id} (empty)`, empty]),
    ...Object.entries(connectionOverrides),
  ];
  return templates.flatMap(([name, text]) => checkText(name, text, placeholders));
}

/** What is wrong with a text: a placeholder that nothing fills in, or a stray brace. */
export function checkText(name: string, text: string, allowed: ReadonlySet<string>): string[] {
  const unknown = placeholdersOf(text).filter((placeholder) => !allowed.has(placeholder));
  const stray = STRAY_BRACE.test(text.replace(PLACEHOLDER, ""));
  return [
    ...unknown.map(
      (placeholder) => `The text "${name}" uses {${placeholder}}, which nothing fills in there.`,
    ),
    ...(stray ? [`The text "${name}" has a brace without its partner.`] : []),
  ];
}
