import type { PocketMap } from "#domain/pocket-map.ts";
import type { Card } from "#ports/card.ts";
import { groupMap } from "./map-groups.ts";
import type { Words } from "./words.ts";

/** `/pl map`: practice by practice, in which clusters something is already happening. No school and no number. */
export function mapCard(words: Words, map: PocketMap): Card {
  const title = words.say("map_title", {});
  const context = words.say("map_context", {});
  if (map.clusters.length === 0) {
    const text = words.say("map_small", {});
    return { title, text, context, fallback: `${title}. ${text}` };
  }
  const fields = groupMap(words, map).map(({ practices, places }) => {
    const lines = places.map((place) =>
      words.say(`map_${place.seen}`, { names: words.list(place.clusters) }),
    );
    const value = lines.length > 0 ? lines.join("\n") : words.say("map_none", {});
    return { label: words.list(practices), value };
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
