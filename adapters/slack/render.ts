import { clean, isBlank } from "#domain/plain-text.ts";
import type { Card, Option, Page } from "#ports/card.ts";
import { cut, escapeText } from "./mrkdwn.ts";
import { withSpokenLabels } from "./render-buttons.ts";
import { cardBlocks, MESSAGE_ROOM } from "./render-card.ts";
import { optionsOf, type SlackOption } from "./render-inputs.ts";
import { createStack } from "./render-stack.ts";
import { type Block, context } from "./render-text.ts";
import { type Sealing, sealOf, type View } from "./view.ts";
import { inWordsOf, words } from "./words.ts";

/** A message for Slack. `text` is a whole sentence for notifications and screen readers. */
export interface Blocks {
  readonly text: string;
  readonly blocks: Block[];
}

/** Slack advises 4,000 characters, and refuses more where a message changes. */
const TEXT_LENGTH = 3900;
const PAGE_ROOM = { chars: 60_000, blocks: 100 };
/** Ids of a page's buttons: each card counts from its own hundred. */
const IDS_PER_CARD = 100;

/** A card as a message: at most 50 blocks, and less than 12,000 characters of JSON. */
export function renderCard(card: Card, sealing: Sealing): Blocks {
  return inWordsOf(card.language, () => drawCard(card, sealing));
}

function drawCard(card: Card, sealing: Sealing): Blocks {
  const [spoken = card] = withSpokenLabels([card]);
  const blocks = cardBlocks(spoken, { seal: sealOf(sealing), room: MESSAGE_ROOM, first: 1 });
  return { text: fallbackOf(card), blocks };
}

function fallbackOf({ fallback, title = "", text }: Card): string {
  const said = [fallback, title, text].map(clean).find((each) => !isBlank(each));
  return cut(escapeText(said ?? words().message), TEXT_LENGTH);
}

/** The bot's own page in App Home; cards that do not fit are said to be missing. */
export function renderPage(page: Page, sealing: Sealing): View {
  return inWordsOf(page.language, () => drawPage(page, sealing));
}

function drawPage(page: Page, sealing: Sealing): View {
  const note = context(words().cut);
  const seal = sealOf(sealing);
  const stack = createStack({ ...PAGE_ROOM, blocks: PAGE_ROOM.blocks - note.length });
  const fitting = withSpokenLabels(page.cards).every((card, at) => {
    const first = at * IDS_PER_CARD + 1;
    const blocks = cardBlocks(card, { seal, room: MESSAGE_ROOM, first });
    return stack.add(at === 0 ? blocks : [{ type: "divider" }, ...blocks]);
  });
  const blocks = [...stack.blocks, ...(fitting ? [] : note)];
  const empty = context(isBlank(page.fallback) ? words().message : page.fallback);
  return { type: "home", blocks: blocks.length > 0 ? blocks : empty };
}

/** The answer to a search: at most 100 choices. */
export function renderOptions(options: readonly Option[]): { readonly options: SlackOption[] } {
  return { options: optionsOf(options) };
}
