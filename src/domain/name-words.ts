import { isNameInSmall, type NameKind, nameKind } from "./given-names.ts";
import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";

/** A word with its apostrophes and hyphens, without "'s"; "al-Masri" is one. */
const WORD =
  /(?<!\p{L}['’ʼ])\p{L}[\p{L}\p{M}]*(?:(?:['’ʼ](?!s(?!\p{L}))|[-‐])\p{L}[\p{L}\p{M}]*)*/gu;
/** Letters that need no folding. */
const PLAIN = /^[A-Za-z]+$/;
const OWNS = /^['’ʼ]s(?!\p{L})/iu;
const CAPITAL = /^(?:(?:al|el|ad|an|ar|as|ash)-)?\p{Lu}/u;
const UPPER = /^[\p{Lu}\p{M}'’ʼ-]+$/u;
/** The end of a sentence, and what only looks like one: "Mr.", "J.". */
const ENDS = /[.!?…]+["”’')\]]*\s+|\n+/gu;
const ABBREVIATED =
  /(?:^|[\s(.])(?:\p{Lu}|[Mm](?:rs?|s|x)|Dr|Prof|St|Jr|Sr|Sra|Srta|Dra|Lic|Mtr[oa]|vs|etc)$/u;
/** A name that stands here may have its capital from the sentence. */
const OPENS = /(?:^|[:;"“(•–—¡¿]|- )[\s"“'¡¿(]*$/u;
/** How far before a word its sentence may begin with signs alone. */
const OPENING = 12;
const LEAST_SHOUTED = 0.7;
const FEW_WORDS = 2;

/** One word of a text, and what its letters say. */
export interface NameWord {
  readonly text: string;
  readonly key: string;
  /** The same with a possessive "s". */
  readonly ownKey: string;
  readonly from: number;
  readonly to: number;
  /** True for the first word of its sentence. */
  readonly opens: boolean;
  readonly kind: NameKind | undefined;
  /** Written as a name is: a capital, or in small letters a name that is nothing else. */
  readonly form: "capital" | "small" | "none";
}

/** Sentences with their words; "Mr. Cho" and "J. T." end none. */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const { 0: end, index } of text.matchAll(ENDS)) {
    const isEnd = end.includes("\n") || !ABBREVIATED.test(text.slice(from, index));
    if (!isEnd) continue;
    sentences.push(text.slice(from, index + end.length));
    from = index + end.length;
  }
  return [...sentences, text.slice(from)].filter((sentence) => sentence.trim() !== "");
}

/** The words of a sentence in their order. */
export function wordsOf(sentence: string): readonly NameWord[] {
  const found = [...sentence.matchAll(WORD)];
  const isShouted = shouts(found.map(([word]) => word));
  return found.map(({ 0: text, index }) => {
    const to = index + text.length;
    const key = PLAIN.test(text) ? text.toLowerCase() : fold(text);
    const ownKey = OWNS.test(sentence.slice(to, to + 3)) ? `${key}s` : key;
    const kind = nameKind(text, key);
    const opens = OPENS.test(sentence.slice(Math.max(0, index - OPENING), index));
    const form = formOf({ text, key, kind }, isShouted);
    return { text, key, ownKey, from: index, to, opens, kind, form };
  });
}

function formOf(
  word: Pick<NameWord, "text" | "key" | "kind">,
  isShouted: boolean,
): NameWord["form"] {
  const { text } = word;
  if (text.length === 1) return "none";
  const isLoud = UPPER.test(text);
  if (CAPITAL.test(text) && !isLoud) return isOrdinary(text) ? "none" : "capital";
  if (!isNameInSmall(word)) return "none";
  return isLoud && !isShouted ? "capital" : "small";
}

/** True where somebody writes with capitals alone. */
function shouts(words: readonly string[]): boolean {
  const long = words.filter(({ length }) => length > 1);
  const loud = long.filter((word) => UPPER.test(word));
  return long.length > FEW_WORDS && loud.length >= long.length * LEAST_SHOUTED;
}
