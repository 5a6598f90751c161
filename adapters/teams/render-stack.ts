import { shorten } from "#domain/plain-text.ts";
import type { Element } from "./render-elements.ts";
import { rich, run } from "./render-text.ts";

/** Elements on top of each other that never outgrow their bytes. */
export interface Stack {
  readonly elements: Element[];
  /** All of them, or false and none where they do not fit. */
  add(more: readonly Element[]): boolean;
  /** Paragraphs, as many as fit and the start of the next; false where something was cut. */
  addTexts(paragraphs: readonly Element[]): boolean;
  left(): number;
}

/** Less text than this is not worth a paragraph of its own. */
const SHORTEST_CUT = 40;
const SHRINK = 0.8;

export function createStack(bytes: number): Stack {
  const elements: Element[] = [];
  let left = bytes;
  const add = (more: readonly Element[]): boolean => {
    const size = bytesOf(more);
    if (size > left) return false;
    left -= size;
    elements.push(...more);
    return true;
  };
  return {
    elements,
    add,
    addTexts: (paragraphs) => {
      const misfit = paragraphs.find((each) => !add([each]));
      if (misfit?.type === "RichTextBlock") addStart(misfit.inlines[0]?.text ?? "", left, add);
      return misfit === undefined;
    },
    left: () => left,
  };
}

/** Bytes of JSON as they are sent, commas included. */
export function bytesOf(parts: readonly unknown[]): number {
  return parts.reduce<number>((sum, part) => sum + Buffer.byteLength(JSON.stringify(part)) + 1, 0);
}

function addStart(text: string, bytes: number, add: Stack["add"]): void {
  let limit = Math.min(text.length - 1, bytes);
  while (limit >= SHORTEST_CUT && !add([rich([run(shorten(text, limit))])])) {
    limit = Math.floor(limit * SHRINK);
  }
}
