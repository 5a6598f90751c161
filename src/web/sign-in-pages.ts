import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { html } from "hono/html";
import { type PageKey, writeDistrict } from "#usecases/page-key.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";

export interface PressPage {
  readonly ticket: string;
  /** True where the number of the chat has to be typed. */
  readonly asksNumber: boolean;
  /** What was wrong with the press before. */
  readonly problem?: "sign_in_number_wrong" | "sign_in_number_missing" | undefined;
}

/** The page with the one button that spends a link. It says of nobody whose link it is. */
export async function showPress(context: Context, page: PressPage): Promise<Response> {
  const { ticket, asksNumber, problem } = page;
  const words = wordsOf(context);
  const status = problem === undefined ? 200 : 422;
  const body = html`<p>${words.say("sign_in_press", {})}</p>
<form method="post">
<input type="hidden" name="ticket" value="${ticket}">
${asksNumber ? drawNumber(context, problem) : ""}
<button>${words.say("sign_in_button", {})}</button>
</form>`;
  return await renderPage(context, { title: words.say("sign_in_title", {}), status }, body);
}

function drawNumber(context: Context, problem: PressPage["problem"]): Markup {
  const words = wordsOf(context);
  const error = problem && html`<p class="wrong" id="number-wrong">${words.say(problem, {})}</p>`;
  const about = problem ? "number-why number-wrong" : "number-why";
  return html`<p><label for="number">${words.say("sign_in_number", {})}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" pattern="[0-9]{3}" maxlength="3" size="5" required aria-describedby="${about}"${problem ? html` aria-invalid="true"` : ""}></p>
<p id="number-why">${words.say("sign_in_number_why", {})}</p>
${error ?? ""}`;
}

/** The same for a link that was used, is over, or never was one. */
export async function showUnusable(context: Context): Promise<Response> {
  const words = wordsOf(context);
  const title = words.say("sign_in_unusable_title", {});
  const body = html`<p>${words.say("sign_in_unusable", {})}</p>
<p>${words.say("no_session_how", {})}</p>`;
  return await renderPage(context, { title, status: 404 }, body);
}

/** The press came from another page or another browser: nothing is spent, and it may be done here. */
export async function showPressHere(context: Context, key: PageKey): Promise<Response> {
  const words = wordsOf(context);
  const title = words.say("sign_in_here_title", {});
  const body = html`<p>${words.say("sign_in_here", {})}</p>
<p><a class="button" href="${linkPath(key)}">${words.say("sign_in_here_link", {})}</a></p>`;
  return await renderPage(context, { title, status: 403 }, body);
}

/** What a form was sent from is not ours, or too old; nothing was changed. */
export async function showForeignForm(context: Context): Promise<Response> {
  const words = wordsOf(context);
  const body = html`<p>${words.say("expired_form", {})}</p>`;
  return await renderPage(
    context,
    { title: words.say("expired_form_title", {}), status: 403 },
    body,
  );
}

export async function showSignedOut(
  context: Context,
  text: "signed_out" | "signed_out_everywhere",
): Promise<Response> {
  const words = wordsOf(context);
  const body = html`<p>${words.say(text, {})}</p>
<p>${words.say("no_session_how", {})}</p>`;
  return await renderPage(context, { title: words.say("signed_out_title", {}) }, body);
}

/** Binds a form to the browser's visit and to one link; nobody makes it who knows only one of them. */
export function ticketOf(visit: string, key: PageKey): string {
  return createHmac("sha256", visit).update(linkPath(key)).digest("base64url");
}

function linkPath({ district, secret }: PageKey): string {
  return `/sign-in/${writeDistrict(district)}/${secret}`;
}
