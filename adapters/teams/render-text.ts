import { clean, isBlank, oneLine, paragraphs, part, shorten } from "#domain/plain-text.ts";
import { flat, inert } from "./markdown.ts";
import type { Element, RichTextBlock, Spacing, TextRun } from "./render-elements.ts";

/** Longer than any title, context or paragraph of ours; a card must stay below 28 KB. */
const TITLE_LENGTH = 300;
const CONTEXT_LENGTH = 1000;
const PARAGRAPH_LENGTH = 2000;

type Look = Omit<TextRun, "type" | "text">;

export function run(text: string, look: Look = {}): TextRun {
  return { type: "TextRun", text: inert(text), ...look };
}

/** One paragraph of runs, which wraps on every client. */
export function rich(runs: readonly TextRun[], spacing?: Spacing): RichTextBlock {
  return { type: "RichTextBlock", inlines: runs, ...(spacing === undefined ? {} : { spacing }) };
}

/** Paragraphs as they were typed; a very long one is parted. */
export function texts(text: string, spacing?: Spacing): RichTextBlock[] {
  return paragraphs(text)
    .flatMap((each) => part(each, PARAGRAPH_LENGTH))
    .map((each) => rich([run(each)], spacing));
}

/** What a screen reader jumps to; nothing where there is none. */
export function heading(title: string): Element[] {
  const line = oneLine(title, "");
  if (line === "") return [];
  const text = flat(shorten(line, TITLE_LENGTH));
  return [
    { type: "TextBlock", text, wrap: true, style: "heading", weight: "bolder", size: "medium" },
  ];
}

/** Small print; nothing where there is none. */
export function smallPrint(text: string | undefined): Element[] {
  const said = clean(text ?? "").trim();
  if (isBlank(said)) return [];
  return texts(shorten(said, CONTEXT_LENGTH), "small").map((block) => ({
    ...block,
    inlines: block.inlines.map((each) => ({ ...each, size: "small", isSubtle: true }) as const),
  }));
}

/** What went wrong, in the colour of warnings. */
export function warning(text: string): Element[] {
  const line = oneLine(text, "");
  if (line === "") return [];
  return [rich([run(line, { color: "attention", weight: "bolder" })], "medium")];
}
