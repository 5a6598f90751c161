import { commonPhraseAt, type KnownNames } from "./known-names.ts";
import { type NameWord, wordsOf } from "./name-words.ts";

const LETTERS = /\p{L}/gu;

/** A sentence as it is looked through for names. */
export interface MaskedSentence {
  readonly text: string;
  readonly words: readonly NameWord[];
}

/**
 * The sentence with everything unreadable that is nobody's name though it is written like one: what the
 * district knows, and what everybody at a school does. Every place in it stays where it is.
 */
export function maskKnown(sentence: string, known: KnownNames): MaskedSentence {
  const words = wordsOf(sentence);
  const sides = { keys: words.map(({ key }) => key), ownKeys: words.map(({ ownKey }) => ownKey) };
  const own = phrasesByFirst(known);
  let masked = sentence;
  words.forEach((word, at) => {
    const length = Math.max(
      commonPhraseAt(sides.keys, at),
      commonPhraseAt(sides.ownKeys, at),
      ...(own.get(word.key) ?? []).map((parts) => fitting(parts, { ...sides, at })),
    );
    if (length > 0) masked = cover(masked, words.slice(at, at + length));
  });
  return { text: masked, words: masked === sentence ? words : wordsOf(masked) };
}

function cover(sentence: string, words: readonly NameWord[]): string {
  const [from, to] = [words[0]?.from ?? 0, words.at(-1)?.to ?? 0];
  const covered = sentence.slice(from, to).replace(LETTERS, (letter) => "x".repeat(letter.length));
  return sentence.slice(0, from) + covered + sentence.slice(to);
}

interface Place {
  readonly keys: readonly string[];
  readonly ownKeys: readonly string[];
  readonly at: number;
}

function fitting(parts: readonly string[], { keys, ownKeys, at }: Place): number {
  const fits = parts.every((part, i) => keys[at + i] === part || ownKeys[at + i] === part);
  return fits ? parts.length : 0;
}

const indexed = new WeakMap<KnownNames, ReadonlyMap<string, readonly (readonly string[])[]>>();

function phrasesByFirst(known: KnownNames) {
  const before = indexed.get(known);
  if (before) return before;
  const index = new Map<string, (readonly string[])[]>();
  for (const phrase of known.phrases) {
    const parts = phrase.split(" ");
    const first = parts[0] ?? "";
    index.set(first, [...(index.get(first) ?? []), parts]);
  }
  indexed.set(known, index);
  return index;
}
