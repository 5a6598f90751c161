import type { Language } from "./language.ts";

const WORD = /\p{L}[\p{L}'’-]*/gu;
const SENTENCE_END = /[.!?…]+(?=\s|$)|\n+/gu;
/** One vowel, or several beside each other, that are heard as one. */
const ENGLISH_VOWELS = /[aeiouy]+/gu;
/** "make", "used": the e is not heard; "table", "wanted": it is. */
const SILENT_E = /(?:[^laeiouy]|[aeiouy]l)e(?:s|d)?$/u;
const HEARD_END = /(?:[td]ed|[sxz]es|[cg]es|shes|ches)$/u;
/** Two strong vowels beside each other are two syllables, and so is a stressed weak one. */
const SPANISH_SYLLABLES =
  /[iuü]?[aeoáéó](?:[iuy](?![aeoáéó]))?|[íú]|[iuü]+(?:y(?![aeiouáéíóúü]))?|y(?![aeiouáéíóúü])/gu;

/** The words of a text: what is counted as one. */
export function wordsIn(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** How many sentences a text has; at least one where it says anything. */
export function countSentences(text: string): number {
  const parts = text.split(SENTENCE_END).filter((part) => wordsIn(part).length > 0);
  return parts.length;
}

/**
 * The school grade in which a text reads well. English: Flesch-Kincaid, 0.39 words a sentence + 11.8
 * syllables a word - 15.59. Spanish: Crawford (1984), 0.049 syllables - 0.205 sentences in each hundred
 * words - 3.407. Both know length only, not meaning; 0 for what says nothing.
 */
export function readingGrade(text: string, language: Language): number {
  const words = wordsIn(text);
  const sentences = countSentences(text);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + countSyllables(word, language), 0);
  const grade =
    language === "en"
      ? 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
      : (4.9 * syllables - 20.5 * sentences) / words.length - 3.407;
  return Math.max(0, grade);
}

/** By the letters alone; a word has at least one. */
export function countSyllables(word: string, language: Language): number {
  const small = word.toLowerCase();
  if (language === "es") return Math.max(1, small.match(SPANISH_SYLLABLES)?.length ?? 1);
  const groups = small.match(ENGLISH_VOWELS)?.length ?? 1;
  const isSilent = groups > 1 && SILENT_E.test(small) && !HEARD_END.test(small);
  return Math.max(1, groups - (isSilent ? 1 : 0));
}
