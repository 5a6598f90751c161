import { fold } from "./names.ts";
import type { Person } from "./roster.ts";

/** Somebody who is to be named in a text no more. */
export interface Leaving {
  readonly person: Person;
  /** What stands in the place of the name: "a colleague". */
  readonly instead: string;
  /** Who else gives or is thanked there: a name that they bear too stays where it stands alone. */
  readonly others: readonly Person[];
}

/** A word with its apostrophes, without "'s". */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ`](?!s(?![\p{L}\p{N}]))[\p{L}\p{N}\p{M}]+)*/giu;
const CAPITAL = /^\p{Lu}/u;
/** What may stand between two words of one name. */
const WITHIN_NAME = /^(?:[\s\-‐+]+|\.\s?)$/u;
const BLANK = /\s/u;
const BEHIND_TITLE = /^\.?\s+$/u;
const BESIDE = /^[\s\-‐]+$/u;
const ENDS_SENTENCE = /[.!?:;\n•"“(]\s*$/u;
const TITLES: ReadonlySet<string> = new Set(
  "mr mrs ms mx miss dr prof coach principal sr sra".split(" "),
);
/** Given names that are months stay: "all through May". */
const MONTHS: ReadonlySet<string> = new Set(["april", "may", "june", "august"]);
/** They begin a sentence before a name, and are no part of one. */
const OPENERS: ReadonlySet<string> = new Set(["thanks", "and", "with", "dear", "hi"]);
const LEAST_NAME = 2;

interface Word {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly isCapital: boolean;
}

interface Read {
  readonly text: string;
  readonly words: readonly Word[];
}

type Keys = readonly (readonly string[])[];

/** A place in the text, and how many words of it are taken from where the search stands. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** True if the text says the whole name, in any case and with or without accents. */
export function isNamed(text: string, name: string): boolean {
  const key = toKey(name);
  const read = readWords(text);
  return key.length > 0 && read.words.some((_word, at) => lengthAt(read, at, [key]) > 0);
}

/**
 * The text with somebody's whole name replaced, however it is written. A name alone is replaced only
 * where it can be nobody and nothing else: it is better that one stays than that a sentence breaks.
 */
export function withoutName(text: string, leaving: Leaving): string {
  const read = readWords(text);
  const find = finder(leaving);
  let rest = "";
  let done = 0;
  for (let at = 0; at < read.words.length; at++) {
    const span = find(read, at);
    if (!span) continue;
    at += span.length - 1;
    if (span.to === span.from) continue;
    rest += text.slice(done, span.from) + leaving.instead;
    done = span.to;
  }
  return rest + text.slice(done);
}

/** Finds what is replaced at a word; an empty span passes over the name of somebody else. */
function finder({ person, others }: Leaving) {
  const strangers = others.filter(({ id }) => id !== person.id);
  const [whole, theirs] = [wholeKeys(person), strangers.flatMap(wholeKeys)];
  const taken = new Set(
    strangers.flatMap((each) => [...givenOf(each), ...familyOf(each)].flatMap(toKey)),
  );
  const lone = (names: readonly string[]): Keys =>
    names
      .filter((name) => name.length >= LEAST_NAME)
      .map(toKey)
      .filter((key) => key.length > 0 && !key.some((part) => taken.has(part)));
  const [given, family] = [lone(givenOf(person)), lone(familyOf(person))];
  return (read: Read, at: number): Span | undefined => {
    const mine = lengthAt(read, at, whole);
    const other = lengthAt(read, at, theirs);
    if (other > mine) return { from: 0, to: 0, length: other };
    if (mine > 0) return spanOf(read, at, mine);
    return loneAt(read, at, { given, family });
  };
}

function loneAt(
  read: Read,
  at: number,
  { given, family }: { readonly given: Keys; readonly family: Keys },
): Span | undefined {
  const [first, last] = [lengthAt(read, at, given), lengthAt(read, at, family)];
  const length = Math.max(first, last);
  if (length === 0) return undefined;
  if (isMention(read, at)) return spanOf(read, at, length);
  if (!read.words[at]?.isCapital || isBesideCapital(read, at + length - 1, 1)) return undefined;
  if (last > 0 && hasTitle(read, at)) return spanOf(read, at, last);
  return first > 0 && standsAlone(read, at) ? spanOf(read, at, first) : undefined;
}

/** True for a name within a sentence, which is no month and no part of another name. */
function standsAlone(read: Read, at: number): boolean {
  const { key, from } = read.words[at] ?? { key: "", from: 0 };
  const before = read.text.slice(0, from);
  if (before.trim() === "" || ENDS_SENTENCE.test(before) || MONTHS.has(key)) return false;
  const opens = OPENERS.has(read.words[at - 1]?.key ?? "");
  return opens || !isBesideCapital(read, at, -1);
}

function isMention({ text, words }: Read, at: number): boolean {
  return text[(words[at]?.from ?? 0) - 1] === "@";
}

function isBesideCapital({ text, words }: Read, at: number, step: 1 | -1): boolean {
  const [one, other] = [words[at], words[at + step]];
  if (!one || !other) return false;
  const between = step > 0 ? text.slice(one.to, other.from) : text.slice(other.to, one.from);
  return BESIDE.test(between) && (other.isCapital || !BLANK.test(between));
}

function hasTitle({ text, words }: Read, at: number): boolean {
  const [title, name] = [words[at - 1], words[at]];
  if (!title || !name || !TITLES.has(title.key)) return false;
  return BEHIND_TITLE.test(text.slice(title.to, name.from));
}

/** From the first to the last word, with a title or "@" before them. */
function spanOf(read: Read, at: number, length: number): Span {
  const [first, last] = [read.words[at], read.words[at + length - 1]];
  const titled = hasTitle(read, at) ? read.words[at - 1] : undefined;
  const from = titled?.from ?? (first?.from ?? 0) - (isMention(read, at) ? 1 : 0);
  return { from, to: last?.to ?? 0, length };
}

/** How many words the longest name has that begins at a word; 0 for none. */
function lengthAt(read: Read, at: number, keys: Keys): number {
  const fitting = keys.filter((key) => key.every((part, i) => isPart(read, at + i, { part, i })));
  return Math.max(0, ...fitting.map(({ length }) => length));
}

function isPart(
  { text, words }: Read,
  at: number,
  { part, i }: { readonly part: string; readonly i: number },
): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (word?.key !== part) return false;
  if (i === 0) return true;
  const between = text.slice(before?.to ?? 0, word.from);
  return WITHIN_NAME.test(between) && (!between.includes(".") || before?.key.length === 1);
}

function readWords(text: string): Read {
  const words = [...text.matchAll(WORD)].map((match) => ({
    key: fold(match[0]),
    from: match.index,
    to: match.index + match[0].length,
    isCapital: CAPITAL.test(match[0].normalize("NFC")),
  }));
  return { text, words };
}

function toKey(name: string): readonly string[] {
  return fold(name)
    .split(" ")
    .filter((part) => part !== "");
}

/** Names of two words at least: one alone is no whole name. */
function wholeKeys(person: Person): Keys {
  const whole = givenOf(person).flatMap((first) =>
    familyOf(person).map((last) => toKey(`${first} ${last}`)),
  );
  return whole.filter(({ length }) => length > 1);
}

function givenOf({ givenName, preferredGivenName }: Person): readonly string[] {
  return [givenName, preferredGivenName ?? ""].filter((name) => name !== "");
}

function familyOf({ familyName, preferredFamilyName }: Person): readonly string[] {
  return [familyName, preferredFamilyName ?? ""].filter((name) => name !== "");
}
