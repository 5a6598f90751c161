import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

export interface OwnPageLink {
  readonly url: string;
  readonly number: string;
}

/** The link to somebody's own page. What a locked phone may show holds neither link nor number. */
export function openPageCard(words: Words, { url, number }: OwnPageLink): Card {
  return {
    title: words.say("page_title", {}),
    text: words.say("page_text", { number }),
    links: [{ label: words.say("button_page", {}), url }],
    context: words.say("page_context", {}),
    fallback: words.say("page_fallback", {}),
  };
}
