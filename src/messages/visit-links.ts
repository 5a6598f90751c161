import type { ExpeditionId } from "#domain/ids.ts";
import type { Button, Link } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** Where pages are; undefined where nobody knows. */
export type PagesUrl = string | undefined;

/** Where a visit is written down, under the address of all pages. */
export function recorderPath(id: ExpeditionId): string {
  return `/dashboard/visits/${encodeURIComponent(id)}/record`;
}

/** The same page for somebody who is not signed in: the press makes a link for one sign-in. */
export function recorderButton(
  words: Words,
  pagesUrl: PagesUrl,
  id: ExpeditionId,
): readonly Button[] {
  if (pagesUrl === undefined) return [];
  return [button(words.say("button_expedition_phone", {}), "open-page", [id])];
}

/** The page on which a visit is written down, also without a network. */
export function recorderLink(words: Words, pagesUrl: PagesUrl, id: ExpeditionId): readonly Link[] {
  if (pagesUrl === undefined) return [];
  const url = `${pagesUrl}${recorderPath(id)}`;
  return [{ label: words.say("expedition_record_link", {}), url }];
}

/** The page on which a finished visit is read, beside the school's other visits. */
export function readingLink(words: Words, pagesUrl: PagesUrl, id: ExpeditionId): readonly Link[] {
  if (pagesUrl === undefined) return [];
  const url = `${pagesUrl}/dashboard/visits/${encodeURIComponent(id)}`;
  return [{ label: words.say("expedition_page_link", {}), url }];
}
