import type { Link } from "#ports/card.ts";

/** An address without anything that a client may read in two ways. */
const PLAIN_URL = /^https?:\/\/[\w.-]+(?::\d+)?\/(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*$/i;
const URL_LENGTH = 1000;
const MOST_LINKS = 3;

/** The links that any client opens alike, written in one way; the others are left out. */
export function plainLinks(links: readonly Link[] = []): Link[] {
  return links
    .flatMap(({ label, url }) => {
      const href = URL.canParse(url) ? new URL(url).href : "";
      return PLAIN_URL.test(href) && href.length <= URL_LENGTH ? [{ label, url: href }] : [];
    })
    .slice(0, MOST_LINKS);
}
