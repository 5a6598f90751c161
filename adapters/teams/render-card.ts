import { chartTable } from "#domain/chart.ts";
import { clean, isBlank, oneLine, shorten } from "#domain/plain-text.ts";
import type { Card, Image } from "#ports/card.ts";
import { flat } from "./markdown.ts";
import { renderButtons } from "./render-buttons.ts";
import { drawChart } from "./render-chart.ts";
import type { AdaptiveCard, Element, Picture } from "./render-elements.ts";
import { addFields, addTable } from "./render-fields.ts";
import { renderLinks } from "./render-links.ts";
import type { Place } from "./render-place.ts";
import { bytesOf, createStack, type Stack } from "./render-stack.ts";
import { heading, rich, run, smallPrint, texts } from "./render-text.ts";
import { words } from "./words.ts";

/** Teams takes 28 KB everywhere; this leaves room for the addresses of an activity. */
const MESSAGE_BYTES = 27_000;
/** The parts of a message around the card's body, without its summary. */
const FRAME_BYTES = 600;
/** What the buttons leave for the words beside them, if there are so many. */
const LEAST_FOR_WORDS = 9000;
const COST_OF_ELEMENTS = 1500;
const SUMMARY_LENGTH = 600;
const ALT_LENGTH = 300;
const URL_LENGTH = 2000;
/** An address without anything that a client may read in two ways. */
const PLAIN_URL = /^https:\/\/[\w.-]+(?::\d+)?\/(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*$/i;

/** A card of Teams; what does not fit is said to be missing. */
export function drawCard(card: Card, place: Place): AdaptiveCard {
  const fallback = summaryOf(card);
  const body = bodyOf(card, place, bytesForBody(fallback));
  const isWide = body.some(({ type }) => type === "Table");
  return frame(body.length > 0 ? body : [rich([run(fallback)])], { fallback, isWide });
}

export function frame(
  body: readonly Element[],
  { fallback, isWide }: { readonly fallback: string; readonly isWide: boolean },
): AdaptiveCard {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText: flat(fallback),
    body,
    ...(isWide ? { msteams: { width: "Full" } } : {}),
  };
}

/** What is left for the body of a card whose message has this summary. */
export function bytesForBody(summary: string): number {
  return MESSAGE_BYTES - FRAME_BYTES - bytesOf([summary, flat(summary)]);
}

/** One sentence for notifications and for clients that cannot show the card. */
export function summaryOf({
  fallback,
  title = "",
  text,
}: Pick<Card, "fallback" | "title" | "text">): string {
  const said = [fallback, title, text].find((each) => !isBlank(clean(each))) ?? "";
  return shorten(oneLine(said, words().message), SUMMARY_LENGTH);
}

function bodyOf(card: Card, place: Place, bytes: number): Element[] {
  const links = renderLinks(card.links);
  const room = bytes - roomForWords(card) - bytesOf(links);
  const { elements, leftOut } = renderButtons(card, place, room);
  const foot = [
    ...links,
    ...elements,
    ...(leftOut ? smallPrint(words().buttonsLeftOut) : []),
    ...smallPrint(card.context),
  ];
  const note = smallPrint(words().cut);
  const stack = createStack(bytes - bytesOf([...foot, ...note]));
  const whole = addBody(stack, card);
  return [...stack.elements, ...(whole ? [] : note), ...foot];
}

function roomForWords(card: Card): number {
  const needed = bytesOf([{ ...card, buttons: [] }]) + COST_OF_ELEMENTS;
  return Math.min(needed, LEAST_FOR_WORDS);
}

/** False where something was cut; a table says by itself how many rows are missing. */
function addBody(stack: Stack, card: Card): boolean {
  const { title = "", text, image, fields = [], charts = [], table } = card;
  const whole =
    stack.add(heading(title)) &&
    stack.addTexts(texts(text)) &&
    stack.add(picture(image)) &&
    addFields(stack, fields) &&
    charts.every((chart) => stack.add(drawChart(chart)));
  // Where no words say it, tables do.
  const tables = fields.length === 0 && !table ? charts.map(chartTable) : [];
  for (const each of table ? [table] : tables) if (whole) addTable(stack, each);
  return whole;
}

/** Teams fetches pictures itself, only from https, and shows no card with a broken one on phones. */
function picture(image: Image | undefined): Picture[] {
  if (!image || !URL.canParse(image.url)) return [];
  const { href } = new URL(image.url);
  if (!PLAIN_URL.test(href) || href.length > URL_LENGTH) return [];
  const said = flat(shorten(oneLine(image.alt, words().picture), ALT_LENGTH));
  return [{ type: "Image", url: href, altText: said, size: "auto" }];
}
