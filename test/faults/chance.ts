import process from "node:process";

/** Chance that can be had again: `FAULT_SEED` gives what a failed run printed. */
export interface Chance {
  readonly seed: number;
  /** From 0 up to 1. */
  draw(): number;
  between(least: number, most: number): number;
}

const MOST_SEED = 2 ** 31;

export function createChance(name: string): Chance {
  const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * MOST_SEED));
  process.stdout.write(`${name}: FAULT_SEED=${seed}\n`);
  let state = seed;
  // Mulberry32: small, and good enough for moments.
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, draw, between: (least, most) => least + draw() * (most - least) };
}
