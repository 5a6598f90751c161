import { html } from "hono/html";
import { type CalendarLabel, isMeaningKind, type MeaningKind } from "#domain/calendar-review.ts";
import { daySpans } from "#domain/day-spans.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import { dayLine, sayFeed, yearNames } from "#messages/calendar-cards.ts";
import { meaningOptions, sayLabel } from "#messages/calendar-labels.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { confirmCalendar } from "#usecases/confirm-calendar.ts";
import { type CalendarView, readCalendar } from "#usecases/read-calendar.ts";
import type { Visit } from "./dashboard.ts";
import { CALENDAR_PATH, drawPart, drawText, menuOf } from "./page-parts.ts";
import { type Markup, ownField, renderPage, wordsOf } from "./page-shell.ts";
import { readForm } from "./read-form.ts";

/** Both words of a page: its own, and the bot's for what the bot says too. */
interface Said {
  readonly page: PageWords;
  readonly bot: Words;
}

/** More days of one kind are counted. */
const MOST_DAYS = 4;
const FIELD = "kind:";

/** `/dashboard/calendar`: each kind of day with what was understood, to correct and confirm. Throws NOT_ALLOWED. */
export async function showCalendar({ context, product, session }: Visit): Promise<Response> {
  const view = await readCalendar(product, session.actor);
  const words = wordsOf(context);
  const said = { page: words, bot: product.wordsIn[words.language] };
  const frame = {
    title: words.say("calendar_page_title", yearNames(view.year)),
    signedIn: { name: displayName(view.me), csrf: session.csrf },
    links: menuOf(words, view.pages, CALENDAR_PATH),
    said: context.req.query("said") === "saved" ? words.say("calendar_page_saved", {}) : undefined,
  };
  return await renderPage(context, frame, drawCalendar(said, view, session.csrf));
}

/** The one button of the page: what was chosen is kept, and the year is confirmed. Throws NOT_ALLOWED. */
export async function saveCalendar({ context, product, session }: Visit): Promise<Response> {
  const choices = new Map<string, MeaningKind>();
  for (const [name, value] of (await readForm(context)).entries()) {
    const kind = typeof value === "string" ? value : undefined;
    if (name.startsWith(FIELD) && isMeaningKind(kind)) choices.set(name.slice(FIELD.length), kind);
  }
  await confirmCalendar(product, session.actor, choices);
  return context.redirect(`${CALENDAR_PATH}?said=saved`, 303);
}

function drawCalendar(said: Said, view: CalendarView, csrf: string): Markup {
  const { page } = said;
  return html`${drawState(page, view)}
${view.labels.length === 0 ? drawText(page.say("calendar_page_none", {})) : drawReview(said, view, csrf)}
${drawPart(page.say("calendar_page_coming", {}), drawComing(said, view))}
${drawPart(page.say("calendar_page_source", {}), drawSource(said, view))}`;
}

function drawState(page: PageWords, { confirmed, zone, today, labels }: CalendarView): Markup {
  if (labels.length === 0) return html``;
  if (!confirmed) return drawText(page.say("calendar_page_unconfirmed", {}));
  const day = page.day(localDay(confirmed.at, zone), today);
  return drawText(page.say("calendar_page_confirmed", { person: confirmed.by, day }));
}

function drawReview(said: Said, view: CalendarView, csrf: string): Markup {
  const { page } = said;
  const rows = view.labels.map((label, index) => drawLabel(said, label, { view, index }));
  return drawPart(
    page.say("calendar_page_words", {}),
    html`${drawText(page.say("calendar_page_text", {}))}
<form method="post" action="${CALENDAR_PATH}">${ownField(csrf)}
<ul class="tasks">${rows}</ul>
<div class="acts"><button>${page.say("calendar_page_save", {})}</button></div></form>`,
  );
}

interface Place {
  readonly view: CalendarView;
  readonly index: number;
}

function drawLabel(said: Said, label: CalendarLabel, { view, index }: Place): Markup {
  const { page, bot } = said;
  const id = `label-${index}`;
  return html`<li><div><h3><label for="${id}">${sayLabel(bot, label)}</label></h3>
<p class="small">${sayDays(page, label, view.today)}</p>
${label.doubtful ? html`<p class="small"><strong>${page.say("calendar_page_doubtful", {})}</strong></p>` : ""}
${label.fresh ? html`<p class="small"><strong>${page.say("calendar_page_fresh", {})}</strong></p>` : ""}</div>
${drawChoice(said, label, id)}</li>`;
}

function drawChoice({ bot }: Said, label: CalendarLabel, id: string): Markup {
  const chosen = label.mixed ? "mixed" : label.kind;
  const options = meaningOptions(bot, label).map(
    (each) =>
      html`<option value="${each.value}"${each.value === chosen ? html` selected` : ""}>${each.label}</option>`,
  );
  return html`<select id="${id}" name="${FIELD}${label.key}">${options}</select>`;
}

function sayDays(page: PageWords, { days }: CalendarLabel, today: string): string {
  const spans = daySpans(days);
  const names = page.list(spans.slice(0, MOST_DAYS).map((span) => saySpan(page, span, today)));
  const more = spans.length - MOST_DAYS;
  return more > 0 ? page.say("calendar_page_more_days", { names, count: String(more) }) : names;
}

function saySpan(page: PageWords, [first, last]: readonly string[], today: string): string {
  const from = page.day(first ?? today, today);
  if (first === last) return from;
  return page.say("calendar_page_range", { first: from, last: page.day(last ?? today, today) });
}

function drawComing({ bot }: Said, { coming, today }: CalendarView): Markup {
  if (coming.length === 0) return drawText(bot.say("calendar_coming_none", {}));
  return html`<ul>${coming.map((day) => html`<li>${dayLine(bot, day, today)}</li>`)}</ul>`;
}

function drawSource(said: Said, view: CalendarView): Markup {
  const { page, bot } = said;
  const { feeds, schools, today } = view;
  const own = feeds.some(({ site }) => site === undefined);
  const changes = feeds.flatMap(({ added, removed }) => [
    ...added.map((day) => `+ ${dayLine(bot, day, today)}`),
    ...removed.map((day) => `- ${dayLine(bot, day, today)}`),
  ]);
  const names = page.list(schools.map(({ name }) => name));
  return html`${own ? "" : drawText(bot.say("calendar_from_file", {}))}
${feeds.map((feed) => drawText(sayFeed(bot, feed, view)))}
${schools.length > 0 ? drawText(bot.say("calendar_own", { names })) : ""}
${changes.length > 0 ? drawChanges(page, changes) : ""}`;
}

function drawChanges(page: PageWords, changes: readonly string[]): Markup {
  return html`<details><summary>${page.say("calendar_page_changes", {})}</summary>
<ul>${changes.map((line) => html`<li>${line}</li>`)}</ul></details>`;
}
