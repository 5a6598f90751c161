import { html } from "hono/html";
import { localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import { listVisits, type MyVisits, type PlacedVisit } from "#usecases/list-visits.ts";
import type { Visit } from "./dashboard.ts";
import { drawPart, drawText, menuOf } from "./page-parts.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";
import { drawVisitList } from "./visit-list.ts";
import { recordPath, THEMES_PATH, VISITS_PATH, visitPath } from "./visit-paths.ts";

/** `/dashboard/visits`: what is the reader's to record and to read. Throws NOT_ALLOWED. */
export async function showVisits({ context, product, session }: Visit): Promise<Response> {
  const mine = await listVisits(product, session.actor);
  const words = wordsOf(context);
  const { pages } = mine;
  const frame = {
    title: words.say("visits_title", {}),
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, VISITS_PATH),
  };
  return await renderPage(context, frame, drawVisits(words, mine));
}

function drawVisits(words: PageWords, { toRecord, toRead, now, pages }: MyVisits): Markup {
  const dayOf = ({ visit, site }: PlacedVisit) => words.day(visit.day, localDay(now, site.zone));
  const record = toRecord.map((each) => {
    const name = words.say("visits_record_link", { school: each.site.name, day: dayOf(each) });
    return html`<li><a href="${recordPath(each.visit.id)}">${name}</a></li>`;
  });
  const read = toRead.map((each) => {
    const key = each.visit.kind === "baseline" ? "visits_baseline" : "visits_follow_up";
    const name = words.say(key, { school: each.site.name, day: dayOf(each) });
    return html`<li><a href="${visitPath(each.visit.id)}">${name}</a></li>`;
  });
  return html`${record.length === 0 ? "" : drawPart(words.say("visits_record", {}), drawVisitList(record))}
${drawPart(words.say("visits_read", {}), read.length === 0 ? drawText(words.say("visits_read_none", {})) : drawVisitList(read))}
${record.length === 0 ? html`<p class="small">${words.say("visits_record_none", {})}</p>` : ""}
${pages.themes ? html`<p><a href="${THEMES_PATH}">${words.say("menu_themes", {})}</a></p>` : ""}`;
}
