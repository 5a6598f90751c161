import { oneLine, shorten } from "#domain/plain-text.ts";
import { plainLinks } from "#edge/plain-links.ts";
import type { Link } from "#ports/card.ts";
import { inert } from "./markdown.ts";
import type { ActionSet, OpenUrl } from "./render-elements.ts";
import { words } from "./words.ts";

const LABEL_LENGTH = 75;

/** Buttons that open an address outside of Teams, one under the other. */
export function renderLinks(links: readonly Link[] | undefined): ActionSet[] {
  return plainLinks(links).map(({ label, url }, at) => {
    const title = inert(shorten(oneLine(label, words().unnamed), LABEL_LENGTH));
    const action: OpenUrl = { type: "Action.OpenUrl", title, url, style: "positive" };
    return { type: "ActionSet", spacing: at === 0 ? "medium" : "small", actions: [action] };
  });
}
