import { readingsOf } from "./name-signs.ts";
import { fold } from "./names.ts";
import { studentCues } from "./student-cues.ts";

/** One row of a district's own list of students. */
export interface ListedStudent {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string;
  readonly studentId: string;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ](?!s(?!\p{L}))[\p{L}\p{M}]+)*/gu;
const BESIDE = /^(?:['’ʼ]s)?[\s,.\-–—/()_"&]{1,4}$/u;
/** Between two names they make two people of it: "Grace and Kim". */
const LINK = /^(?:and|or|y|e|o|u|to|for|with|con|para|a|by|por|from|s)$/u;
/** They belong to a family's name, and stand for no word between. */
const PARTICLE = /^(?:\p{L}|de|del|la|las|los|da|dos|di|van|von|der|el|al|bin)$/u;
/** Signs of which an id is made; a shorter one may be any number. */
const ID = /^(?=(?:\D*\d){4})[a-z0-9]{4,}$/u;
const LONGEST = 5;

/** What is marked of a student: whole names in both orders and the id, folded; never a given name alone. */
export function studentKeys(student: ListedStudent): readonly string[] {
  const givens = withFirst(fold(student.givenName), fold(student.preferredName));
  const families = withParts(fold(student.familyName));
  const names = givens.flatMap((given) =>
    families.flatMap((family) => [`${given} ${family}`, `${family} ${given}`]),
  );
  const id = idKey(student.studentId);
  return [...new Set(names), ...(ID.test(id) ? [`#${id}`] : [])];
}

function idKey(text: string): string {
  return fold(text).replaceAll(" ", "");
}

/** "maria jose" goes by "maria" too. */
function withFirst(given: string, preferred: string): readonly string[] {
  const [first = ""] = given.split(" ");
  return [...new Set([given, first, preferred])].filter((name) => name !== "");
}

/** "hernandez lopez" goes by either too; "de la cruz" by none of its small words. */
function withParts(family: string): readonly string[] {
  const parts = family.split(" ");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  return [...new Set([family, first, last])].filter((name) => name === family || name.length > 3);
}

/** Some words of a text that may stand on a list, and whether words for a student stand beside them. */
export interface ListedWords {
  readonly key: string;
  readonly text: string;
  readonly isStudent: boolean;
}

/** Everything in a text that could be on a list: words beside each other, in any case, and ids. */
export function listableWords(text: string): readonly ListedWords[] {
  const [normal = ""] = readingsOf(text);
  const words = [...normal.matchAll(WORD)];
  return words.flatMap((word, at) => {
    const id = fold(word[0]);
    const place = { from: word.index, to: endOf(word) };
    const ids = ID.test(id) ? [toListed(normal, { key: `#${id}`, ...place })] : [];
    return [...ids, ...namesFrom(normal, words.slice(at, at + LONGEST))];
  });
}

/** The first word with one, two and more of those that stand right behind it. */
function namesFrom(text: string, words: readonly RegExpExecArray[]): readonly ListedWords[] {
  const [first] = words;
  const end = words.findIndex((word, i) => !isBeside(text, words[i - 1], word));
  const beside = words.slice(0, end < 0 ? words.length : end);
  return beside.slice(1).flatMap((last, i) => {
    const parts = beside.slice(0, i + 2).map(([word]) => fold(word));
    const place = { from: first?.index ?? 0, to: endOf(last) };
    return keysOf(parts).map((key) => toListed(text, { key, ...place }));
  });
}

/** All of the words, and the first and last of them where a middle name may stand between. */
function keysOf(parts: readonly string[]): readonly string[] {
  const middle = parts.slice(1, -1);
  const names = middle.filter((part) => !PARTICLE.test(part));
  const isSkipped =
    middle.length > 0 && names.length < 2 && !middle.some((part) => LINK.test(part));
  return [parts.join(" "), ...(isSkipped ? [`${parts[0]} ${parts.at(-1)}`] : [])];
}

function isBeside(text: string, last: RegExpExecArray | undefined, word: RegExpExecArray): boolean {
  return !last || BESIDE.test(text.slice(endOf(last), word.index));
}

function endOf(word: RegExpExecArray): number {
  return word.index + word[0].length;
}

interface Place {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

function toListed(text: string, { key, from, to }: Place): ListedWords {
  return {
    key,
    text: text.slice(from, to),
    get isStudent() {
      const [before, after] = [text.slice(0, from), text.slice(to)];
      const around = { words: [], text: "", before, after, opens: from === 0, follows: false };
      const cues = studentCues(around);
      return cues.isStudent || cues.inClass;
    },
  };
}
