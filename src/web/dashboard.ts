import type { Context } from "hono";
import { html } from "hono/html";
import { type CallTaskId, type SiteId, toId } from "#domain/ids.ts";
import { displayName, type Person } from "#domain/roster.ts";
import { MINE_PATH } from "#messages/mine-card.ts";
import { onePagePath } from "#messages/one-page.ts";
import type { PageWords } from "#messages/page-words.ts";
import { listMyPages } from "#usecases/list-my-pages.ts";
import { logCall } from "#usecases/log-call.ts";
import type { Product } from "#usecases/product.ts";
import { readMySchool } from "#usecases/read-my-school.ts";
import { readOnePages } from "#usecases/read-one-pages.ts";
import { readThisWeek } from "#usecases/read-this-week.ts";
import { drawMySchool } from "./my-school-page.ts";
import { drawOnePage } from "./one-page-page.ts";
import { drawSchoolLink, drawText, menuOf, schoolPath, WEEK_PATH } from "./page-parts.ts";
import { showNotFound } from "./page-refusals.ts";
import { renderPage, wordsOf } from "./page-shell.ts";
import type { PageSession } from "./sessions.ts";
import { drawThisWeek } from "./this-week-page.ts";

/** Somebody signed in who asks for a page. */
export interface Visit {
  readonly context: Context;
  readonly product: Product;
  readonly session: PageSession;
}

/** `/dashboard`: sends somebody to their one page, or lets them choose. */
export async function showPages({ context, product, session }: Visit): Promise<Response> {
  const pages = await listMyPages(product, session.actor);
  const { schools, week, me } = pages;
  const [school, ...others] = schools;
  if (!week && !school) return context.redirect(MINE_PATH, 303);
  if (week && !school) return context.redirect(WEEK_PATH, 303);
  if (school && !week && others.length === 0) return context.redirect(schoolPath(school), 303);
  const words = wordsOf(context);
  const links = [
    ...(week ? [html`<a href="${WEEK_PATH}">${words.say("menu_week", {})}</a>`] : []),
    ...schools.map(drawSchoolLink),
    html`<a href="${MINE_PATH}">${words.say("menu_mine", {})}</a>`,
  ];
  const body = html`${drawText(words.say("pages_choose", {}))}
<ul class="choices">${links.map((link) => html`<li>${link}</li>`)}</ul>`;
  const title = words.say("pages_title", {});
  return await renderPage(context, { title, signedIn: signedIn(me, session) }, body);
}

/** `/dashboard/school/:site`. Throws SITE_NOT_FOUND and NOT_ALLOWED. */
export async function showMySchool({ context, product, session }: Visit): Promise<Response> {
  const id = toId<SiteId>(context.req.param("site") ?? "");
  const school = await readMySchool(product, session.actor, id);
  const words = wordsOf(context);
  const { pages, site } = school;
  const frame = {
    title: site.name,
    signedIn: signedIn(pages.me, session),
    links: menuOf(words, pages, schoolPath(site)),
  };
  const body = drawMySchool(words, school, product.wordsIn[words.language]);
  return await renderPage(context, frame, body);
}

/** `/dashboard/week`. Throws NOT_ALLOWED. */
export async function showThisWeek({ context, product, session }: Visit): Promise<Response> {
  const week = await readThisWeek(product, session.actor);
  const words = wordsOf(context);
  const frame = {
    title: words.say("week_title", {}),
    signedIn: signedIn(week.pages.me, session),
    links: menuOf(words, week.pages, WEEK_PATH),
    said: saidOf(words, context.req.query("said")),
  };
  return await renderPage(context, frame, drawThisWeek(words, week, session.csrf));
}

/** What came of the press before. */
function saidOf(words: PageWords, said: string | undefined): string | undefined {
  if (said === "called") return words.say("said_called", {});
  return said === "late" ? words.say("said_late", {}) : undefined;
}

/** A call was made: it is noted, and the week comes again. Throws NOT_ALLOWED. */
export async function tickCall({ context, product, session }: Visit): Promise<Response> {
  const task = toId<CallTaskId>(context.req.param("task") ?? "");
  const { outcome } = await logCall(product, session.actor, { task, line: "" });
  if (outcome === "gone") return await showNotFound(context);
  return context.redirect(`${WEEK_PATH}?said=${outcome === "late" ? "late" : "called"}`, 303);
}

/** `/dashboard/one-page/:code`: for everybody on the staff roster. */
export async function showOnePage({ context, product, session }: Visit): Promise<Response> {
  const code = context.req.param("code") ?? "";
  const { found, pages } = await readOnePages(product, session.actor, { codes: [code] });
  const [page] = found;
  if (!page) return await showNotFound(context);
  const words = wordsOf(context);
  const frame = {
    title: page.pitfall.label,
    signedIn: signedIn(pages.me, session),
    links: menuOf(words, pages, onePagePath(code)),
  };
  return await renderPage(context, frame, drawOnePage(words, page));
}

function signedIn(me: Person, { csrf }: PageSession) {
  return { name: displayName(me), csrf };
}
