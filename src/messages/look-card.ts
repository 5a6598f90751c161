import type { Card, Field } from "#ports/card.ts";
import { levelLabel } from "./choose-cards.ts";
import type { Words } from "./words.ts";

/** Where nobody has looked, as one reader may see it. */
export type NotLookedView =
  /** There are no six weeks of history yet. */
  | { readonly kind: "early" }
  | {
      readonly kind: "looked";
      /** The reader's own schools, with the practices nobody was thanked for there. */
      readonly schools: readonly { readonly name: string; readonly practices: readonly string[] }[];
      /** By name. */
      readonly clusters: readonly string[];
      /** As the roster writes them. */
      readonly levels: readonly string[];
      /** Practices of the whole district, or of the reader's clusters, by id. */
      readonly practices: readonly string[];
    };

/** `/pl look`: names of what has nothing, alphabetical; no person and no number. */
export function lookCard(words: Words, view: NotLookedView): Card {
  const title = words.say("look_title", {});
  if (view.kind === "early") return plain(title, words.say("look_early", {}));
  const fields = [
    ...schoolFields(words, view.schools),
    ...field(words.say("look_clusters", {}), sorted(words, view.clusters)),
    ...field(words.say("look_levels", {}), levelNames(words, view.levels)),
    ...field(words.say("look_practices", {}), practiceNames(words, view.practices)),
  ];
  const context = words.say("look_context", {});
  if (fields.length === 0) return { ...plain(title, words.say("look_nothing", {})), context };
  const isWide = view.clusters.length + view.levels.length + view.practices.length > 0;
  const text = isWide ? words.say("look_may", {}) : "";
  const said = fields.map(({ label, value }) => `${label}: ${value}`);
  return { title, text, fields, context, fallback: [`${title}.`, ...said].join(" ") };
}

function plain(title: string, text: string): Card {
  return { title, text, fallback: `${title}. ${text}` };
}

type Schools = Extract<NotLookedView, { kind: "looked" }>["schools"];

function schoolFields(words: Words, schools: Schools): readonly Field[] {
  return schools
    .filter(({ practices }) => practices.length > 0)
    .map(({ name: school, practices }) => ({
      label: words.say("look_at", { school }),
      value: words.say("look_here", { names: words.list(practiceNames(words, practices)) }),
    }));
}

function field(label: string, names: readonly string[]): readonly Field[] {
  return names.length > 0 ? [{ label, value: names.join("\n") }] : [];
}

/** The library's words for practices, alphabetical. */
export function practiceNames(words: Words, ids: readonly string[]): readonly string[] {
  return sorted(
    words,
    ids.map((id) => words.label("practice", id)).filter((label) => label !== ""),
  );
}

/** Levels in words, alphabetical. */
export function levelNames(words: Words, levels: readonly string[]): readonly string[] {
  return sorted(
    words,
    levels.map((level) => levelLabel(words, level)),
  );
}

function sorted({ compare }: Words, names: readonly string[]): readonly string[] {
  return names.toSorted(compare);
}
