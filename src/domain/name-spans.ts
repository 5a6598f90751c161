import type { KnownNames } from "./known-names.ts";
import type { MaskedSentence } from "./mask-known.ts";
import type { NameWord } from "./name-words.ts";

/** What may stand between two words of one name. */
const WITHIN =
  /^[^\S\n]+(?:(?:de la|de las|de los|del|de|la|van der|van den|van|von|der|bin|binti|ibn|al|el|da|dos|das|di|du|st\.|\p{Lu}\.)[^\S\n]+)*$/u;
const LIST = /^(?:['’ʼ]s)?(?:,? (?:and|y|e|or|o|&) |, )$/u;
const JUNIOR = /^(?:Jr|Sr|II|III|IV)$/u;
/** A sentence begins with a word of this kind, and a name may follow: "Watching Marcus read". */
const OPENER = /(?:ing|ed|ly|ando|iendo|aste|iste)$/u;

/** Words that may be one name, and what stands around them in their sentence. */
export interface NameSpan {
  readonly words: readonly NameWord[];
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly opens: boolean;
  /** True where it is named in one breath with the span before it. */
  readonly follows: boolean;
}

/** The parts of a sentence that may be a name. */
export function spansIn(
  { text: sentence, words }: MaskedSentence,
  known: KnownNames,
): readonly NameSpan[] {
  const groups: NameWord[][] = [];
  let last: NameWord | undefined;
  for (const word of words) {
    if (word.form === "none" || JUNIOR.test(word.text)) continue;
    const between = last ? sentence.slice(last.to, word.from) : "";
    const goesOn = last?.form === "capital" && word.form === "capital" && WITHIN.test(between);
    if (goesOn) groups.at(-1)?.push(word);
    else groups.push([word]);
    last = word;
  }
  const spans = groups.map((group, at) => toSpan(sentence, withoutOpener(group), groups[at - 1]));
  return spans.filter(({ words }) => !words.every((word) => isKnown(word, known)));
}

function isKnown({ key, ownKey }: NameWord, known: KnownNames): boolean {
  return known.words.has(key) || known.words.has(ownKey);
}

function withoutOpener(group: readonly NameWord[]): readonly NameWord[] {
  const [first, second] = group;
  const isOpener =
    first?.opens && !first.kind && second?.kind === "given" && OPENER.test(first.key);
  return isOpener ? group.slice(1) : group;
}

function toSpan(
  sentence: string,
  words: readonly NameWord[],
  previous: readonly NameWord[] | undefined,
): NameSpan {
  const [from, to] = [words[0]?.from ?? 0, words.at(-1)?.to ?? 0];
  const link = previous ? sentence.slice(previous.at(-1)?.to ?? 0, from) : "";
  return {
    words,
    text: sentence.slice(from, to),
    before: sentence.slice(0, from),
    after: sentence.slice(to),
    opens: words[0]?.opens === true,
    follows: LIST.test(link),
  };
}
