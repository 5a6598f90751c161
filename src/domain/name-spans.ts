import { commonPhraseAt, type KnownNames } from "./known-names.ts";
import { type NameWord, wordsOf } from "./name-words.ts";

/** What may stand between two words of one name. */
const WITHIN =
  /^[^\S\n]+(?:(?:de la|de las|de los|del|de|la|van der|van den|van|von|der|bin|binti|ibn|al|el|da|dos|das|di|du|st\.|\p{Lu}\.)[^\S\n]+)*$/u;
const LIST = /^(?:['’ʼ]s)?(?:,? (?:and|y|e|or|o|&) |, )$/u;
const JUNIOR = /^(?:Jr|Sr|II|III|IV)$/u;

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

/** The parts of a sentence that may be a name: nobody's name is what the district and everybody know. */
export function spansIn(sentence: string, known: KnownNames): readonly NameSpan[] {
  const words = wordsOf(sentence);
  const isKnown = markKnown(words, known);
  const groups: NameWord[][] = [];
  let last: NameWord | undefined;
  words.forEach((word, at) => {
    if (word.form === "none" || isKnown[at] || JUNIOR.test(word.text)) return;
    const between = last ? sentence.slice(last.to, word.from) : "";
    const goesOn = last?.form === "capital" && word.form === "capital" && WITHIN.test(between);
    if (goesOn) groups.at(-1)?.push(word);
    else groups.push([word]);
    last = word;
  });
  const spans = groups.map((group, at) => toSpan(sentence, withoutOpener(group), groups[at - 1]));
  return spans.filter(
    (span) => !span.words.every(({ key, ownKey }) => isOwn(known, key) || isOwn(known, ownKey)),
  );
}

function isOwn(known: KnownNames, key: string): boolean {
  return known.words.has(key);
}

/** "Watching Marcus read": the first word has its capital from the sentence. */
function withoutOpener(group: readonly NameWord[]): readonly NameWord[] {
  const [first, second] = group;
  const isOpener = first?.opens && !first.kind && second?.kind === "given" && OPENER.test(first.key);
  return isOpener ? group.slice(1) : group;
}
const OPENER = /(?:ing|ed|ly|ando|iendo|aste|iste)$/u;

function toSpan(
  sentence: string,
  words: readonly NameWord[],
  previous: readonly NameWord[] | undefined,
): NameSpan {
  const [from, to] = [words[0]?.from ?? 0, words.at(-1)?.to ?? 0];
  const before = sentence.slice(0, from);
  const link = previous ? sentence.slice(previous.at(-1)?.to ?? 0, from) : "";
  return {
    words,
    text: sentence.slice(from, to),
    before,
    after: sentence.slice(to),
    opens: words[0]?.opens === true,
    follows: LIST.test(link),
  };
}

/** Which words belong to something that is nobody's name. */
function markKnown(words: readonly NameWord[], known: KnownNames): readonly boolean[] {
  const marks = words.map(() => false);
  const keys = words.map(({ key }) => key);
  const ownKeys = words.map(({ ownKey }) => ownKey);
  const own = phrasesByFirst(known);
  for (let at = 0; at < words.length; at++) {
    const length = Math.max(
      commonPhraseAt(keys, at),
      commonPhraseAt(ownKeys, at),
      ...(own.get(keys[at] ?? "") ?? []).map((parts) => fitting(parts, { keys, ownKeys, at })),
    );
    marks.fill(true, at, at + length);
  }
  return marks;
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
