import { displayName } from "#domain/roster.ts";
import { chartNames } from "#messages/chart-words.ts";
import { DIGEST_PATH, digestPath, digestText, sectionsCard } from "#messages/digest-card.ts";
import type { PageWords } from "#messages/page-words.ts";
import { listMyPages, type MyPages } from "#usecases/list-my-pages.ts";
import { findLatestDigest, readDigest } from "#usecases/read-digest.ts";
import { NARROW } from "./chart-figure.ts";
import { CHART_WIDTH, NARROW_WIDTH } from "./chart-options.ts";
import type { Visit } from "./dashboard.ts";
import { drawDigest } from "./digest-page.ts";
import { drawSvg } from "./draw-chart.ts";
import { pageHeaders } from "./page-headers.ts";
import { drawText, menuOf } from "./page-parts.ts";
import { showNotFound } from "./page-refusals.ts";
import { renderPage, wordsOf } from "./page-shell.ts";

const TEXT = ".txt";
const PICTURE = ".svg";

/** Digests as they were kept: as a page, to print, as plain text, and their charts. */
export const digestRoutes = [
  { method: "GET", path: DIGEST_PATH, right: "findLatestDigest", handle: showLatest },
  { method: "GET", path: `${DIGEST_PATH}/:digest`, right: "readDigest", handle: showDigest },
  { method: "GET", path: `${DIGEST_PATH}/:digest/:chart`, right: "readDigest", handle: showChart },
] as const;

/** `/dashboard/digest`: the newest of one's own. */
async function showLatest({ context, product, session }: Visit): Promise<Response> {
  const id = await findLatestDigest(product, session.actor);
  if (id !== undefined) return context.redirect(digestPath(id), 303);
  const pages = await listMyPages(product, session.actor);
  const words = wordsOf(context);
  const frame = {
    title: words.say("digest_page_none_title", {}),
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, DIGEST_PATH),
  };
  return await renderPage(context, frame, drawText(noneWords(words, pages)));
}

/** A first one is promised to whom it will come. */
function noneWords(words: PageWords, { week, schools }: MyPages): string {
  return words.say(week || schools.length > 0 ? "digest_page_none" : "digest_page_not_yours", {});
}

/** `/dashboard/digest/:digest`, with ".txt" behind it as plain text. Throws NOT_ALLOWED. */
async function showDigest({ context, product, session }: Visit): Promise<Response> {
  const asked = context.req.param("digest") ?? "";
  const isText = asked.endsWith(TEXT);
  const id = isText ? asked.slice(0, -TEXT.length) : asked;
  const { pages, view } = await readDigest(product, session.actor, id);
  const words = wordsOf(context);
  const bot = product.wordsIn[words.language];
  if (isText) {
    return new Response(`${digestText(bot, view)}\n`, {
      headers: {
        ...pageHeaders,
        "content-type": "text/plain; charset=utf-8",
        "content-language": words.language,
        "cache-control": "no-store",
      },
    });
  }
  const { title = "" } = sectionsCard(bot, view);
  const isPrint = context.req.query("print") !== undefined;
  const around = {
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, DIGEST_PATH),
  };
  const frame = { title, ...(isPrint ? {} : around) };
  return await renderPage(context, frame, drawDigest({ words, bot }, view, isPrint));
}

/** One chart of it, as a drawing. Throws NOT_ALLOWED. */
async function showChart({ context, product, session }: Visit): Promise<Response> {
  const file = context.req.param("chart") ?? "";
  const name = chartNames.find((each) => `${each}${PICTURE}` === file);
  const { view } = await readDigest(product, session.actor, context.req.param("digest") ?? "");
  const chart = view.charts.find((each) => each.name === name);
  if (!chart) return await showNotFound(context);
  const width = context.req.query(NARROW) === undefined ? CHART_WIDTH : NARROW_WIDTH;
  return new Response(await drawSvg(chart, width), {
    headers: { ...pageHeaders, "content-type": "image/svg+xml", "cache-control": "no-store" },
  });
}
