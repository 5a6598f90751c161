import type { Page } from "playwright-core";
import type { AdaptiveCard } from "#adapters/teams/render.ts";

/** Cards that stand below each other: fewer looks at the page, which are what takes the time. */
export const AT_ONCE = 20;
/** Other stops a card may have. */
const MORE_TABS = 5;

/** What the library says of what only Teams knows: a chart, and a search that brings its choices. */
const KNOWN = [
  /^\d+: Unknown element type "Chart\.(HorizontalBar|HorizontalBar\.Stacked|Line)"\. Fallback will be used if present\.$/,
  /^\d+: An Input\.ChoiceSet must have at least one choice defined\.$/,
];

const isKnown = (line: string): boolean => KNOWN.some((known) => known.test(line));

export type Named = readonly [name: string, card: AdaptiveCard];

/** Draws a card, and tells what the library objects to. */
export async function draw(page: Page, card: AdaptiveCard): Promise<string[]> {
  const said = await page.evaluate<string[]>(`draw(${JSON.stringify(card)})`);
  return said.filter((line) => !isKnown(line));
}

/** Draws cards below each other, and tells what the library objects to in each. */
export async function drawAll(
  page: Page,
  cards: readonly Named[],
): Promise<(readonly [string, string[]])[]> {
  const said = await page.evaluate<string[][]>(`drawAll(${JSON.stringify(cards)})`);
  return cards.map(([name], at) => [name, (said[at] ?? []).filter((line) => !isKnown(line))]);
}

const IN_CARD = `((each) => (each.closest("main > div")?.dataset.name ?? "the page") + ": " + each.outerHTML.slice(0, 120))`;

/** What axe finds serious, one line each. */
export async function objections(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`axe.run(document, { elementRef: true })
    .then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ element }) => id + " in " + ${IN_CARD}(element))))`);
}

export interface Look {
  /** All words of the card, with single spaces. */
  readonly shown: string;
  /** How many buttons there are. */
  readonly controls: number;
  /** Words that stand outside of the page, or of what holds them. */
  readonly overflowing: readonly string[];
}

/** What cards look like, in one question: the way to the browser takes longer than the answer. */
export async function lookAtAll(page: Page): Promise<Look[]> {
  return await page.evaluate<Look[]>(`[...document.querySelectorAll("main > div")].map((place) => ({
    shown: place.textContent.replace(/\\s+/g, " "),
    controls: place.querySelectorAll("button").length,
    overflowing: [document.body, ...place.querySelectorAll("*")]
      .filter((each) => each.getBoundingClientRect().right > innerWidth)
      .map((each) => each.outerHTML.slice(0, 120)),
  }))`);
}

const STOPS = "main input:not([list]), main textarea, main select, main button";

/** The inputs and buttons that Tab has not been to. */
async function missed(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`[...document.querySelectorAll("${STOPS}")]
    .filter((each) => each.dataset.reached !== "yes").map(${IN_CARD})`);
}

/** The names of all inputs and buttons that Tab does not reach. */
export async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate<number>(`(() => {
    document.activeElement.blur();
    const stops = [...document.querySelectorAll("${STOPS}")];
    for (const each of stops) delete each.dataset.reached;
    return stops.length;
  })()`);
  // Sent together, they arrive in order: the way to the browser takes longer than the press.
  await Promise.all(Array.from({ length: count }, () => page.keyboard.press("Tab")));
  let left = await missed(page);
  // Other things than these may be on the way.
  for (let more = 0; left.length > 0 && more < MORE_TABS * AT_ONCE; more += 1) {
    await page.keyboard.press("Tab");
    left = await missed(page);
  }
  return left;
}
