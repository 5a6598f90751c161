import { html } from "hono/html";
import { levelNames, type NotLookedView, practiceNames } from "#messages/look-card.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";

/** What nobody was thanked for in six weeks, at one school and as far as its principal may look. */
export function drawNotLooked(words: PageWords, view: NotLookedView, bot: Words): Markup {
  if (view.kind === "early") return drawText(words.say("look_early", {}));
  const practices = practiceNames(
    bot,
    view.schools.flatMap((school) => school.practices),
  );
  const places = [...view.clusters.toSorted(), ...levelNames(bot, view.levels)];
  const lines = [
    ...(practices.length > 0 ? [words.say("look_here", { names: words.list(practices) })] : []),
    ...(places.length > 0 ? [words.say("look_places", { names: words.list(places) })] : []),
  ];
  if (lines.length === 0) return drawText(words.say("look_nothing", {}));
  return html`${lines.map(drawText)}`;
}
