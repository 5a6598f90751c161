import type { Context } from "hono";
import type { PagesUrl } from "./cookies.ts";

/** What a browser says of a form from our own page, or of one that somebody sent again by hand. */
const OWN_SITES: ReadonlySet<string> = new Set(["same-origin", "none"]);

/**
 * True unless the browser says that another page sent this request. An origin that is hidden ("null")
 * counts only where the browser says beside it that the page was ours.
 */
export function isFromOwnPage(context: Context, pagesUrl: PagesUrl): boolean {
  const site = context.req.header("sec-fetch-site");
  if (site !== undefined && !OWN_SITES.has(site)) return false;
  const origin = context.req.header("origin");
  if (origin === undefined) return true;
  if (origin === "null") return site === "same-origin";
  return origin === ownOrigin(context, pagesUrl);
}

function ownOrigin(context: Context, pagesUrl: PagesUrl): string {
  return new URL(pagesUrl || context.req.url).origin;
}
