import { html } from "hono/html";
import type { Site } from "#domain/roster.ts";
import { DIGEST_PATH } from "#messages/digest-card.ts";
import { MINE_PATH } from "#messages/mine-card.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { MyPages } from "#usecases/list-my-pages.ts";
import type { Markup, PageLink } from "./page-shell.ts";
import { MAP_PATH, VISITS_PATH } from "./visit-paths.ts";
import { WORDS_PATH } from "./wording-paths.ts";

export const WEEK_PATH = "/dashboard/week";
export const CALENDAR_PATH = "/dashboard/calendar";
/** A menu with more schools than this is a list of its own. */
const MOST_SCHOOLS = 3;

/** Where a school's page is. */
export function schoolPath({ id }: Pick<Site, "id">): string {
  return `/dashboard/school/${encodeURIComponent(id)}`;
}

/** The menu of somebody's own pages; `here` is the path of the page that is shown. */
export function menuOf(
  words: PageWords,
  { schools, week, calendar, map, wording }: MyPages,
  here: string,
): PageLink[] {
  const own = schools.map((site) => ({ path: schoolPath(site), label: site.name }));
  const many = { path: "/dashboard", label: words.say("menu_schools", {}) };
  const mine = { path: MINE_PATH, label: words.say("menu_mine", {}) };
  const links = [
    ...(week ? [{ path: WEEK_PATH, label: words.say("menu_week", {}) }] : []),
    ...(own.length > MOST_SCHOOLS ? [many] : own),
    ...(week || own.length > 0 ? [{ path: DIGEST_PATH, label: words.say("menu_digest", {}) }] : []),
    ...(calendar ? [{ path: CALENDAR_PATH, label: words.say("menu_calendar", {}) }] : []),
    mine,
    { path: VISITS_PATH, label: words.say("menu_visits", {}) },
    ...(wording ? [{ path: WORDS_PATH, label: words.say("menu_wording", {}) }] : []),
    ...(map ? [{ path: MAP_PATH, label: words.say("menu_map", {}) }] : []),
  ];
  return links.map((link) => ({ ...link, here: link.path === here }));
}

/** One part of a page under its own heading. */
export function drawPart(heading: string, body: Markup | readonly Markup[]): Markup {
  return html`<section><h2>${heading}</h2>
${body}
</section>`;
}

export function drawText(text: string): Markup {
  return html`<p>${text}</p>`;
}

/** Names and their values, one pair under the other; those without a value are left out. */
export function drawFacts(
  facts: readonly { readonly name: string; readonly value: string | undefined }[],
): Markup {
  const known = facts.filter(({ value }) => value !== undefined);
  const rows = known.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<dl>${rows}</dl>`;
}

export function drawSchoolLink(site: Site): Markup {
  return html`<a href="${schoolPath(site)}">${site.name}</a>`;
}
