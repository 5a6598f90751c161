import { chartTable } from "#domain/chart.ts";
import { clean, isBlank, oneLine, paragraphs, shorten } from "#domain/plain-text.ts";
import type { Seal } from "#edge/sealing.ts";
import type { Card, Image } from "#ports/card.ts";
import { renderButtons } from "./render-buttons.ts";
import { addFields, addTable } from "./render-fields.ts";
import { renderLinks } from "./render-links.ts";
import { createStack, type Room, type Stack, sizeOf } from "./render-stack.ts";
import { type Block, context, pack, plain, SECTION_LENGTH, section } from "./render-text.ts";
import { words } from "./words.ts";

/** A message may have 50 blocks; above some 13,200 characters Slack refuses them. */
export const MESSAGE_ROOM: Room = { chars: 11_900, blocks: 50 };
/** What the buttons leave for the words beside them, if there are so many, and their blocks. */
const LEAST_FOR_WORDS = 3500;
const COST_OF_BLOCKS = 600;
const HEADER_LENGTH = 150;
const ALT_LENGTH = 2000;
const URL_LENGTH = 3000;

export interface CardPlace {
  readonly seal: Seal;
  readonly room: Room;
  /** The number of the card's first button. */
  readonly first: number;
}

/** A card's blocks, at least one; what does not fit is said to be missing. */
export function cardBlocks(card: Card, { seal, room, first }: CardPlace): Block[] {
  const links = renderLinks(card.links, first);
  const { blocks: rows, leftOut } = renderButtons(card.buttons ?? [], seal, {
    chars: room.chars - roomForWords(card) - sizeOf(links),
    first,
  });
  const foot = [
    ...links,
    ...rows,
    ...(leftOut ? context(words().buttonsLeftOut) : []),
    ...context(card.context),
  ];
  const note = context(words().cut);
  const stack = createStack({
    chars: room.chars - sizeOf([...foot, ...note]),
    blocks: room.blocks - foot.length - note.length,
  });
  const whole = addBody(stack, card);
  const blocks = [...stack.blocks, ...(whole ? [] : note), ...foot];
  return blocks.length > 0 ? blocks : [section(oneLine(card.fallback, words().message))];
}

function roomForWords(card: Card): number {
  const needed = JSON.stringify({ ...card, buttons: [] }).length + COST_OF_BLOCKS;
  return Math.min(needed, LEAST_FOR_WORDS);
}

/** False where something was cut; a table says by itself how many rows are missing. */
function addBody(stack: Stack, card: Card): boolean {
  const { title = "", text, image, fields = [], charts = [], table } = card;
  const whole =
    stack.add(header(title)) &&
    stack.addTexts(pack(paragraphs(text), "\n\n", SECTION_LENGTH)) &&
    stack.add(picture(image)) &&
    addFields(stack, fields) &&
    charts.every((chart) => stack.add(picture(chart.picture)));
  // Slack draws no charts: where no words say it, their sentence and their table do.
  const tables = fields.length === 0 && !table ? charts.map(chartTable) : [];
  for (const each of table ? [table] : tables) if (whole) addTable(stack, each);
  return whole;
}

/** A title that is too long for a header loses no name: it becomes a section. */
function header(title: string): Block[] {
  const line = oneLine(title, "");
  if (line === "") return [];
  if (line.length > HEADER_LENGTH) return [section(line)];
  return [{ type: "header", text: plain(line, HEADER_LENGTH) }];
}

/** Slack fetches pictures itself, so only from https. */
function picture(image: Image | undefined): Block[] {
  if (!image || !URL.canParse(image.url)) return [];
  const { protocol, href, username } = new URL(image.url);
  const url = href.replaceAll("|", "%7C");
  if (protocol !== "https:" || username !== "" || url.length > URL_LENGTH) return [];
  const alt = clean(image.alt).trim();
  const said = isBlank(alt) ? words().picture : shorten(alt, ALT_LENGTH);
  return [{ type: "image", image_url: url, alt_text: said }];
}
