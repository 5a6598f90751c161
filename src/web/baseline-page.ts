import { html } from "hono/html";
import type { BaselineLook, BaselineVisit, Told } from "#domain/baseline.ts";
import { type ExpeditionId, toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { type ShownBaseline, showBaseline } from "#usecases/show-baseline.ts";
import type { Visit } from "./dashboard.ts";
import { drawText, menuOf } from "./page-parts.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";
import { visitPath } from "./visit-paths.ts";

/** `/dashboard/visits/:visit`: what visits noticed at a school, side by side. Throws NOT_ALLOWED. */
export async function showVisit({ context, product, session }: Visit): Promise<Response> {
  const id = toId<ExpeditionId>(context.req.param("visit") ?? "");
  const shown = await showBaseline(product, session.actor, id);
  const words = wordsOf(context);
  const { pages, site } = shown;
  const frame = {
    title: words.say("base_title", { school: site.name }),
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, visitPath(id)),
  };
  return await renderPage(
    context,
    frame,
    drawBaseline(words, product.wordsIn[words.language], shown),
  );
}

function drawBaseline(words: PageWords, bot: Words, shown: ShownBaseline): Markup {
  const { looks, visits } = shown.told;
  const isSmall = visits.some((each) => each.isSmall);
  return html`${drawText(words.say("base_text", {}))}
<p class="said">${sayReach(words, shown)}</p>
${looks.length === 0 ? drawText(words.say("base_nothing", {})) : drawTable(words, bot, shown)}
${isSmall ? html`<p class="small">${words.say("base_small", {})}</p>` : ""}
<p class="small">${words.say("base_unlisted", {})}</p>`;
}

/** Whom it has reached, and until when somebody may say that it is not right. */
function sayReach(words: PageWords, { visit, today }: ShownBaseline): string {
  if (visit.state === "shared") return words.say("base_shared", {});
  if (visit.state === "principal") return words.say("base_principal", {});
  return words.say("base_staff", { day: words.day(visit.nextOn ?? today, today) });
}

function drawTable(words: PageWords, bot: Words, shown: ShownBaseline): Markup {
  const { practices, lookFors } = bot.library;
  const { visits, looks } = shown.told;
  const practiceOf = new Map(lookFors.map(({ id, practice }) => [id, practice]));
  const groups = practices
    .map(({ id, label }) => ({
      label,
      rows: looks.filter(({ lookFor }) => practiceOf.get(lookFor) === id),
    }))
    .filter(({ rows }) => rows.length > 0);
  return html`<section><div class="table" role="region" tabindex="0" aria-labelledby="found"><table>
<caption id="found">${words.say("base_caption", {})}</caption>
<thead><tr><th scope="col">${words.say("base_column", {})}</th>${visits.map((visit, at) => drawHead(words, { visit, at }, shown.today))}</tr></thead>
${groups.map(
  ({ label, rows }) => html`<tbody>
<tr><th scope="rowgroup" colspan="${visits.length + 1}">${label}</th></tr>
${rows.map((row) => drawRow(words, bot, { row, visits }))}
</tbody>`,
)}
</table></div></section>`;
}

interface Column {
  readonly visit: BaselineVisit;
  readonly at: number;
}

function drawHead(words: PageWords, { visit, at }: Column, today: string): Markup {
  const told = { day: words.day(visit.visit.day, today), rooms: String(visit.rooms) };
  return html`<th scope="col">${words.say(at === 0 ? "base_first" : "base_later", told)}</th>`;
}

interface Row {
  readonly row: BaselineLook;
  readonly visits: readonly BaselineVisit[];
}

function drawRow(words: PageWords, bot: Words, { row, visits }: Row): Markup {
  const { lookFors } = bot.library;
  const statement = lookFors.find(({ id }) => id === row.lookFor)?.statement ?? "";
  const notes =
    row.notes.length === 0
      ? ""
      : html`<ul class="notes" aria-label="${words.say("base_notes", {})}">${row.notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  const cells = row.told.map((told, at) => {
    const rooms = visits[at]?.rooms ?? 0;
    return html`<td>${sayTold(words, bot, { told, rooms })}</td>`;
  });
  return html`<tr><th scope="row">${statement}${notes}</th>${cells}</tr>`;
}

interface ToldIn {
  readonly told: Told;
  readonly rooms: number;
}

/** A later visit that did not come across something takes nothing away. */
function sayTold(words: PageWords, bot: Words, { told, rooms }: ToldIn): string {
  if (told.kind !== "noticed")
    return words.say(told.kind === "before" ? "base_before" : "base_none", {});
  const { signals } = bot.library.expedition;
  const signal = signals.find(({ id }) => id === told.signal)?.label ?? "";
  if (told.rooms === undefined) return signal;
  return words.say("base_noticed", { signal, count: String(told.rooms), rooms: String(rooms) });
}
