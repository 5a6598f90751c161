import { oneLine } from "#domain/plain-text.ts";
import { plainLinks } from "#edge/plain-links.ts";
import type { Link } from "#ports/card.ts";
import { type Block, plain } from "./render-text.ts";
import { words } from "./words.ts";

const LABEL_LENGTH = 75;

/**
 * Buttons that open an address. Slack tells us of their presses too: without a value of ours they are
 * acknowledged, and nothing follows. `first` numbers the first one, so that no two ids are equal.
 */
export function renderLinks(links: readonly Link[] | undefined, first: number): Block[] {
  const elements = plainLinks(links).map(({ label, url }, at) => ({
    type: "button" as const,
    text: plain(oneLine(label, words().unnamed), LABEL_LENGTH),
    action_id: `link#${first + at}`,
    url,
    style: "primary" as const,
  }));
  return elements.length > 0 ? [{ type: "actions", elements }] : [];
}
