import type { Context } from "hono";
import { html } from "hono/html";
import type { PageWords } from "#messages/page-words.ts";
import { drawText } from "./page-parts.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";
import { answerTo } from "./requests.ts";

/** Nobody is signed in here: says how to get a link, and nothing of what is at this address. */
export async function showNoSession(context: Context): Promise<Response> {
  const words = wordsOf(context);
  const title = words.say("no_session_title", {});
  const lines = [
    words.say("no_session", {}),
    words.say("no_session_how", {}),
    words.say("no_session_why", {}),
  ];
  return await renderPage(context, { title, status: 401 }, html`${lines.map(drawText)}`);
}

/** The same for what is not there and for what is somebody else's. */
export async function showNotFound(context: Context): Promise<Response> {
  const words = wordsOf(context);
  const title = words.say("not_found_title", {});
  const body = html`${drawText(words.say("not_found", {}))}${drawBack(words)}`;
  return await renderPage(context, { title, status: 404 }, body);
}

export async function showForbidden(context: Context): Promise<Response> {
  const words = wordsOf(context);
  const title = words.say("forbidden_title", {});
  const body = html`${drawText(words.say("forbidden", {}))}${drawBack(words)}`;
  return await renderPage(context, { title, status: 403 }, body);
}

/** It is our fault; what it was stands in the log. */
export async function showBroken(context: Context, cause: unknown): Promise<Response> {
  const words = wordsOf(context);
  const title = words.say("broken_title", {});
  const { status, headers } = answerTo(cause);
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  return await renderPage(context, { title, status }, drawText(words.say("broken", {})));
}

function drawBack(words: PageWords): Markup {
  return html`<p><a class="button" href="/dashboard">${words.say("back", {})}</a></p>`;
}
