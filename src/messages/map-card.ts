import type { Known, PocketMap } from "#domain/pocket-map.ts";
import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

/** `/pl map`: practice by practice, in which clusters something is already happening. No school and no number. */
export function mapCard(words: Words, { clusters, rows }: PocketMap): Card {
  const title = words.say("map_title", {});
  const context = words.say("map_context", {});
  if (clusters.length === 0) {
    const text = words.say("map_small", {});
    return { title, text, context, fallback: `${title}. ${text}` };
  }
  const fields = rows.map(({ practice, cells }) => {
    const named = (...known: readonly Known[]) =>
      clusters.filter((_, at) => known.includes(cells[at] ?? "none")).map(({ name }) => name);
    const lines = [
      sayPlaces(words, "map_both", named("both")),
      sayPlaces(words, "map_visit", named("visit")),
      sayPlaces(words, "map_thanks", named("thanks")),
    ].filter((line) => line !== "");
    const value = lines.length > 0 ? lines.join("\n") : words.say("map_none", {});
    return { label: words.label("practice", practice), value };
  });
  const said = fields.map(({ label, value }) => `${label}: ${value}`);
  return {
    title,
    text: words.say("map_text", {}),
    fields,
    context,
    fallback: [`${title}.`, ...said].join(" "),
  };
}

function sayPlaces(
  words: Words,
  key: "map_both" | "map_visit" | "map_thanks",
  names: readonly string[],
): string {
  return names.length > 0 ? words.say(key, { names: words.list(names) }) : "";
}
