import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type PageWords, pageWords } from "#messages/page-words.ts";
import { filePath, type PageFileName } from "./page-files.ts";
import { pageHeaders, recordHeaders } from "./page-headers.ts";
import { chooseLanguage, keepLanguage, otherLanguagePath } from "./page-language.ts";

/** Markup in which every value was escaped, by the `html` tag of hono. */
export type Markup = ReturnType<typeof html>;

export interface PageLink {
  readonly path: string;
  readonly label: string;
  /** True for the page that is shown. */
  readonly here: boolean;
}

export interface PageFrame {
  /** The one heading of the first level, and the window's title. */
  readonly title: string;
  /** 200 where it is left out. */
  readonly status?: ContentfulStatusCode | undefined;
  /** Who is signed in, and what each form of theirs sends back. */
  readonly signedIn?: SignedIn | undefined;
  /** What came of the press before, said once above everything else. */
  readonly said?: string | undefined;
  readonly links?: readonly PageLink[] | undefined;
  /** The one page with a script names it. */
  readonly script?: PageFileName | undefined;
}

interface SignedIn {
  readonly name: string;
  readonly csrf: string;
}

/** The words of the page that is asked for, in its reader's language. */
export function wordsOf(context: Context): PageWords {
  return pageWords(chooseLanguage(context));
}

/**
 * A whole page around its content, in the reader's language. It needs no script and no other site, is
 * kept nowhere, and tells no other site its address.
 */
export async function renderPage(
  context: Context,
  frame: PageFrame,
  body: Markup,
): Promise<Response> {
  const words = wordsOf(context);
  keepLanguage(context);
  // A page that answers a form has no address of its own to come back to.
  const other =
    context.req.method === "GET" ? otherLanguagePath(context, words.language) : undefined;
  return await context.html(drawDocument(words, frame, { body, other }), frame.status ?? 200, {
    ...(frame.script ? recordHeaders : pageHeaders),
    "cache-control": "no-store",
    "content-language": words.language,
  });
}

interface Inside {
  readonly body: Markup;
  readonly other: string | undefined;
}

function drawDocument(words: PageWords, frame: PageFrame, inside: Inside): Markup {
  const { title, signedIn, said, script } = frame;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${words.say("title", { title })}</title>
<link rel="stylesheet" href="${filePath("style.css")}">
<link rel="icon" href="${filePath("icon.svg")}" type="image/svg+xml">
${script ? html`<script type="module" src="${filePath(script)}"></script>` : ""}
</head>
<body>
<a class="skip" href="#main">${words.say("skip", {})}</a>
${drawHeader(words, frame, inside.other)}
<main id="main" tabindex="-1">
<h1>${title}</h1>
${said === undefined ? "" : html`<p class="said" role="status">${said}</p>`}
${inside.body}
</main>
${signedIn ? drawFooter(words, signedIn) : ""}
</body>
</html>`;
}

function drawHeader(words: PageWords, { links = [] }: PageFrame, other: string | undefined) {
  const otherLanguage = words.language === "en" ? "es" : "en";
  return html`<header>
<a class="brand" href="/dashboard"><img src="${filePath("icon.svg")}" alt="" width="32" height="32">${words.say("product", {})}</a>
${links.length > 0 ? html`<nav aria-label="${words.say("menu", {})}"><ul>${links.map(drawLink)}</ul></nav>` : ""}
${other === undefined ? "" : html`<a class="language" href="${other}" lang="${otherLanguage}" hreflang="${otherLanguage}">${words.say("other_language", {})}</a>`}
</header>`;
}

function drawLink({ path, label, here }: PageLink): Markup {
  return here
    ? html`<li><a href="${path}" aria-current="page">${label}</a></li>`
    : html`<li><a href="${path}">${label}</a></li>`;
}

function drawFooter(words: PageWords, { name, csrf }: SignedIn): Markup {
  return html`<footer>
<p>${words.say("signed_in_as", { name })}. ${words.say("footer", {})}</p>
<div class="acts">
<form method="post" action="/sign-out">${ownField(csrf)}<button>${words.say("sign_out", {})}</button></form>
<form method="post" action="/sign-out-everywhere">${ownField(csrf)}<button class="plain">${words.say("sign_out_everywhere", {})}</button></form>
</div>
</footer>`;
}

/** The field that every form of somebody signed in carries. */
export function ownField(csrf: string): Markup {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}
