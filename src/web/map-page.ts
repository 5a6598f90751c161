import { html } from "hono/html";
import type { PocketMap } from "#domain/pocket-map.ts";
import { displayName } from "#domain/roster.ts";
import { groupMap, type MapGroup } from "#messages/map-groups.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { readMap } from "#usecases/read-map.ts";
import type { Visit } from "./dashboard.ts";
import { drawFacts, drawPart, drawText, menuOf } from "./page-parts.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";
import { MAP_PATH } from "./visit-paths.ts";

/** `/dashboard/map`: practices and clusters in which something is already happening. Throws NOT_ALLOWED. */
export async function showMapPage({ context, product, session }: Visit): Promise<Response> {
  const { pages, map } = await readMap(product, session.actor);
  const words = wordsOf(context);
  const frame = {
    title: words.say("map_title", {}),
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, MAP_PATH),
  };
  return await renderPage(context, frame, drawMap(words, product.wordsIn[words.language], map));
}

function drawMap(words: PageWords, bot: Words, map: PocketMap): Markup {
  if (map.clusters.length === 0) return drawText(words.say("map_small", {}));
  return html`${drawText(words.say("map_text", {}))}
${groupMap(bot, map).map((group) => drawGroup(words, bot, group))}
<p class="small">${words.say("map_left_out", {})}</p>`;
}

/** Practice by practice: a table of all clusters is wider than a screen. */
function drawGroup(words: PageWords, bot: Words, { practices, places }: MapGroup): Markup {
  const facts = places.map(({ seen, clusters }) => ({
    name: words.say(`map_${seen}`, {}),
    value: words.list(clusters),
  }));
  const text = facts.length > 0 ? drawFacts(facts) : drawText(words.say("map_none", {}));
  return drawPart(bot.list(practices), text);
}
