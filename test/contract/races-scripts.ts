import fc from "fast-check";
import { type Share, shares } from "#domain/shout-out.ts";
import type { Manner } from "./races-platform.ts";

export const ana = "oak-ana-slack";
export const elm = "elm-cy-slack";

/** So many of chance, beside those that once went wrong. */
export const SCRIPTS = 6;

/** What somebody asks for. */
export type Wish =
  | { readonly ask: "edit"; readonly version: number }
  | { readonly ask: "people"; readonly who: readonly string[] }
  | { readonly ask: "share"; readonly share: Share }
  | { readonly ask: "hide" }
  | { readonly ask: "remove" }
  | { readonly ask: "settle" };

export interface Round {
  readonly wishes: readonly Wish[];
  /** How the platforms take what either replica sends meanwhile. */
  readonly manners: readonly [Manner, Manner];
}

/** What is asked for in the ten minutes, and after the weekend, when only words may change. */
export interface Script {
  readonly friday: readonly Round[];
  readonly monday: readonly Round[];
}

const edit = fc.integer({ min: 1, max: 999 }).map((version): Wish => ({ ask: "edit", version }));
const ending = fc.constantFrom<Wish>({ ask: "hide" }, { ask: "remove" }, { ask: "settle" });
const placing = fc.oneof(
  fc.constantFrom([ana], [ana, elm], [elm]).map((who): Wish => ({ ask: "people", who })),
  fc.constantFrom(...shares).map((share): Wish => ({ ask: "share", share })),
);
const manner = fc.constantFrom<Manner>("quick", "late", "late_answer", "busy", "idle");
const rounds = (wish: fc.Arbitrary<Wish>, most: number): fc.Arbitrary<readonly Round[]> => {
  const wishes = fc.array(wish, { minLength: 1, maxLength: 2 });
  const manners = fc.tuple(manner, manner);
  return fc.array(fc.record({ wishes, manners }), { minLength: 1, maxLength: most });
};
const early = fc.oneof({ arbitrary: fc.oneof(edit, placing), weight: 7 }, ending);
const late = fc.oneof({ arbitrary: edit, weight: 3 }, ending);
const drawn: readonly Script[] = fc.sample(
  fc.record({ friday: rounds(early, 4), monday: rounds(late, 2) }),
  {
    numRuns: SCRIPTS,
    seed: 7,
  },
);

const version = (number: number): Wish => ({ ask: "edit", version: number });
/** The platform says "later" to the post, while two changes come one after the other. */
const changedTwice: Script = {
  friday: [
    { wishes: [version(1)], manners: ["busy", "idle"] },
    { wishes: [version(2)], manners: ["idle", "idle"] },
  ],
  monday: [{ wishes: [version(3), { ask: "hide" }], manners: ["late", "late_answer"] }],
};
/** Somebody thanked is left out while the note is on its way, and put back. */
const putBack: Script = {
  friday: [
    { wishes: [{ ask: "people", who: [elm] }], manners: ["late_answer", "idle"] },
    { wishes: [{ ask: "people", who: [ana, elm] }], manners: ["quick", "late"] },
  ],
  monday: [{ wishes: [version(4)], manners: ["quick", "quick"] }],
};

/** Those of chance after those that once went wrong. */
export const scripts: readonly Script[] = [changedTwice, putBack, ...drawn];
