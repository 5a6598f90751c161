import { shorten } from "#domain/plain-text.ts";

import { type Block, section } from "./render-text.ts";

/** How much still fits: characters of JSON, and blocks. */
export interface Room {
  readonly chars: number;
  readonly blocks: number;
}

/** Blocks on top of each other that never outgrow their room. */
export interface Stack {
  readonly blocks: Block[];
  /** All of them, or false and none where they do not fit. */
  add(more: readonly Block[]): boolean;
  /** As much of these texts as fits, one section each; false where something was cut. */
  addTexts(texts: readonly string[]): boolean;
  left(): Room;
}

/** Less text than this is not worth a section of its own. */
const SHORTEST_CUT = 40;
const SHRINK = 0.8;

export function createStack(room: Room): Stack {
  const blocks: Block[] = [];
  let { chars } = room;
  const add = (more: readonly Block[]): boolean => {
    const size = sizeOf(more);
    if (size > chars || blocks.length + more.length > room.blocks) return false;
    chars -= size;
    blocks.push(...more);
    return true;
  };
  return {
    blocks,
    add,
    addTexts: (texts) => {
      const misfit = texts.find((text) => !add([section(text)]));
      if (misfit !== undefined) addStart(misfit, chars, add);
      return misfit === undefined;
    },
    left: () => ({ chars, blocks: room.blocks - blocks.length }),
  };
}

/** JSON characters of blocks, their commas included. */
export function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + JSON.stringify(block).length + 1, 0);
}

function addStart(text: string, chars: number, add: Stack["add"]): void {
  let limit = Math.min(text.length - 1, chars);
  while (limit >= SHORTEST_CUT && !add([section(shorten(text, limit))])) {
    limit = Math.floor(limit * SHRINK);
  }
}
