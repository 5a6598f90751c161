import { html } from "hono/html";
import type { Known, PocketMap } from "#domain/pocket-map.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { readMap } from "#usecases/read-map.ts";
import type { Visit } from "./dashboard.ts";
import { drawText, menuOf } from "./page-parts.ts";
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

function drawMap(words: PageWords, bot: Words, { clusters, rows }: PocketMap): Markup {
  if (clusters.length === 0) return drawText(words.say("map_small", {}));
  return html`${drawText(words.say("map_text", {}))}
<section><div class="table" role="region" tabindex="0" aria-labelledby="map"><table>
<caption id="map">${words.say("map_caption", {})}</caption>
<thead><tr><th scope="col">${words.say("map_practice", {})}</th>${clusters.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ practice, cells }) => html`<tr><th scope="row">${bot.label("practice", practice)}</th>
${cells.map((known) => drawCell(words, known))}</tr>`,
)}
</tbody>
</table></div></section>
<p class="small">${words.say("map_left_out", {})}</p>`;
}

/** In words; the shade only helps the eye. */
function drawCell(words: PageWords, known: Known): Markup {
  return html`<td class="${known === "none" ? "unknown" : "known"}">${words.say(`map_${known}`, {})}</td>`;
}
