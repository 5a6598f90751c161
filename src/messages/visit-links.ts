import type { ExpeditionId } from "#domain/ids.ts";
import type { Link } from "#ports/card.ts";
import type { Words } from "./words.ts";

/** Where pages are; undefined where nobody knows. */
export type PagesUrl = string | undefined;

/** The page on which a visit is written down, also without a network. */
export function recorderLink(words: Words, pagesUrl: PagesUrl, id: ExpeditionId): readonly Link[] {
  if (pagesUrl === undefined) return [];
  const url = `${pagesUrl}/dashboard/visits/${encodeURIComponent(id)}/record`;
  return [{ label: words.say("expedition_record_link", {}), url }];
}

/** The page on which a finished visit is read, beside the school's other visits. */
export function readingLink(words: Words, pagesUrl: PagesUrl, id: ExpeditionId): readonly Link[] {
  if (pagesUrl === undefined) return [];
  const url = `${pagesUrl}/dashboard/visits/${encodeURIComponent(id)}`;
  return [{ label: words.say("expedition_page_link", {}), url }];
}
