import { ProductError } from "#domain/errors.ts";
import type { Reply } from "#ports/chat.ts";
import { say, type Talk } from "./talk.ts";

/** What somebody who may not do a command can do instead, by the command's word. */
const INSTEAD = {
  ideas: "instead_ideas",
  preview: "instead_ideas",
  vista: "instead_ideas",
  map: "instead_map",
  mapa: "instead_map",
  focus: "instead_focus",
  enfoque: "instead_focus",
} as const satisfies Readonly<Record<string, string>>;

function isTold(word: string): word is keyof typeof INSTEAD {
  return Object.hasOwn(INSTEAD, word);
}

/** Runs a command; whoever may not is told what they can do, where there is something close. */
export async function orInstead(
  { product }: Talk,
  word: string,
  run: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    if (!isTold(word) || !isRefusal(error)) throw error;
    return say(product.words.say(INSTEAD[word], {}));
  }
}

/** A visit that is not there, or is not theirs: nobody can tell which, and nobody is told off. */
export async function orVisitGone({ product }: Talk, run: () => Promise<Reply>): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return say(product.words.say("expedition_gone", {}));
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ProductError && error.code === "NOT_ALLOWED";
}
