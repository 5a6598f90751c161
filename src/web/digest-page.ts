import { html } from "hono/html";
import type { DistrictFacts, PrincipalFacts } from "#domain/digest-facts.ts";
import { asOf, type DigestView, digestPath } from "#messages/digest-card.ts";
import { districtLines } from "#messages/digest-lines.ts";
import { noteLines } from "#messages/note-lines.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Line, SectionLines } from "#messages/weekly-cards.ts";
import type { Words } from "#messages/words.ts";
import { drawFigure } from "./chart-figure.ts";
import { type DigestTable, districtTables, noteTables } from "./digest-tables.ts";
import { drawTable } from "./draw-table.ts";
import { drawPart, drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";

/** The words of the page, and those of the bot in the same language: sections are called as in chat. */
export interface SpokenPage {
  readonly words: PageWords;
  readonly bot: Words;
}

interface Asked {
  readonly section: { readonly id: string; readonly title: string; readonly most: number };
  readonly lines: SectionLines;
  readonly tables: Readonly<Record<string, DigestTable | undefined>>;
}

/** A digest as it was kept: every section under its heading, every figure in a table, and every chart with both. */
export function drawDigest(spoken: SpokenPage, view: DigestView, isPrint: boolean): Markup {
  const { words, bot } = spoken;
  const path = digestPath(view.id);
  const parts =
    view.facts.kind === "district"
      ? districtParts(spoken, view, view.facts)
      : noteParts(spoken, view, view.facts);
  return html`<p>${asOf(bot, view)}</p>
${drawWays(words, path, isPrint)}
${parts}
${drawCharts(words, view, path)}`;
}

/** To print it, or to take it along as text. */
function drawWays(words: PageWords, path: string, isPrint: boolean): Markup {
  if (isPrint) return html`<p class="small screen">${words.say("digest_page_print_how", {})}</p>`;
  return html`<ul class="screen ways">
<li><a href="${path}?print">${words.say("digest_page_print", {})}</a></li>
<li><a href="${path}.txt">${words.say("digest_page_text", {})}</a></li>
</ul>`;
}

function districtParts(spoken: SpokenPage, view: DigestView, facts: DistrictFacts): Markup {
  const { bot } = spoken;
  const lines = { ...districtLines(bot, facts, view.names), good_found: view.good };
  const tables = districtTables(spoken, facts, view.names);
  const parts = bot.library.digest.sections.map((section) =>
    drawSection(spoken, { section, lines, tables }),
  );
  return html`${parts}`;
}

function noteParts(spoken: SpokenPage, view: DigestView, facts: PrincipalFacts): Markup {
  const { bot } = spoken;
  const lines = { ...noteLines(bot, facts, view.names), good_found: view.good };
  const tables = noteTables(spoken, facts, view.names);
  const school = view.names.sites.get(facts.site) ?? "";
  const parts = bot.library.principalNote.sections.map((section) =>
    drawSection(spoken, {
      section: { ...section, title: bot.fill(section.title, { school }) },
      lines,
      tables,
    }),
  );
  return html`${parts}`;
}

/** A page has room for all of these. */
const WHOLE: ReadonlySet<string> = new Set(["call_list", "waves", "in_the_way"]);

/** Charts of which a section has the same numbers in a table. */
const TOLD: ReadonlySet<string> = new Set(["in_the_way"]);

/** Nothing for a section without news. */
function drawSection({ words, bot }: SpokenPage, asked: Asked): Markup | string {
  const { section, lines, tables } = asked;
  const { id, title, most } = section;
  const table = tables[id];
  if (table) return drawPart(title, drawFigures(bot, asked, table));
  if (id === "do_this_week") return drawPart(title, drawText(words.say("digest_asks_none", {})));
  const said = (lines[id] ?? []).slice(0, most);
  if (said.length === 0) return "";
  if (id === "good_found") return drawPart(title, html`${said.map((line) => drawQuote(line))}`);
  const template = templateOf(bot, id);
  const items = said.map((line) => html`<li>${bot.fill(template, line)}</li>`);
  return drawPart(title, html`<ul>${items}</ul>`);
}

/** The figures of a section; the headline with its sentence. */
function drawFigures(bot: Words, { section, lines }: Asked, table: DigestTable): Markup {
  const { id, title, most } = section;
  const [line] = id === "headline" ? (lines[id] ?? []) : [];
  const sentence = line ? drawText(bot.fill(templateOf(bot, id), line)) : "";
  const rows = WHOLE.has(id) ? table.rows : table.rows.slice(0, most);
  const drawn = rows.length > 0 ? drawTable(title, { ...table, rows }) : "";
  const said = table.note === undefined ? "" : drawText(table.note);
  return html`${sentence}${drawn}${said}`;
}

function templateOf({ library }: Words, id: string): string {
  const all = [...library.digest.sections, ...library.principalNote.sections];
  return all.find((section) => section.id === id)?.template ?? "";
}

function drawQuote({ giver, receiver, school, praise_text, practice_label }: Line): Markup {
  const who = [receiver ?? giver, school].filter((each) => each !== undefined).join(", ");
  const about = practice_label === undefined ? who : `${who} (${practice_label})`;
  return html`<figure class="quote"><blockquote>${praise_text}</blockquote><figcaption>${about}</figcaption></figure>`;
}

function drawCharts(words: PageWords, { charts }: DigestView, path: string): Markup | string {
  if (charts.length === 0) return "";
  const figures = charts.map((chart) =>
    drawFigure(chart, {
      path: `${path}/${chart.name}.svg`,
      table: TOLD.has(chart.name) ? undefined : words.say("digest_chart_table", {}),
    }),
  );
  return drawPart(words.say("digest_charts", {}), html`<div class="charts">${figures}</div>`);
}
