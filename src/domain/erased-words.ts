import { isNamed, type Leaving, withoutName } from "./name-in-text.ts";

/** The words of one shout-out, with the names that a line about it may say. */
export interface Quote {
  readonly text: string;
  /** "" for somebody who has no name any more. */
  readonly giver: string;
  readonly receivers: readonly string[];
}

/** Words and names that are to be found nowhere any more in what tells of many shout-outs. */
export interface ErasedWords {
  /** A line that quotes one of these goes as a whole. */
  readonly gone: readonly Quote[];
  /** A line that quotes one of these stays, and names somebody no more. */
  readonly kept: readonly KeptQuote[];
  /** Of shout-outs that stay as they are: a line that is about one of these stays too. */
  readonly staying: readonly Quote[];
}

export interface KeptQuote extends Quote {
  readonly leaving: Leaving;
}

/** Finds the words in texts, and takes them out. */
export interface Eraser {
  isIn(texts: readonly string[]): boolean;
  /** The text without what is erased; lines that are left keep their order. */
  erase(text: string): string;
}

/** Shorter words may stand in a line by chance: somebody of theirs must be named beside them. */
const LEAST_LENGTH = 20;
const BLANKS = /\s+/g;
const SIGNS = /[\\^$.*+?()[\]{}|]/g;
/** Stands for the end of a line within words, while a text is taken apart: texts hold no such sign. */
const LINE = "\u0001";

/** What becomes of the shout-out that a line may be about. */
interface Candidate extends Quote {
  readonly fate: "gone" | "kept" | "staying";
  /** The words as a line shows them. */
  readonly shown: string;
  readonly leaving?: Leaving | undefined;
}

/** Prepares the words once, for many texts. */
export function createEraser(words: ErasedWords): Eraser {
  const all = candidatesOf(words);
  const erased = all.filter(({ fate }) => fate !== "staying");
  const multiline = all
    .filter(({ text }) => text.trim().includes("\n"))
    .map(({ shown }) => new RegExp(toPattern(shown), "gu"));
  const erase = (text: string): string => {
    const flat = asShown(text);
    if (!erased.some(({ shown }) => flat.includes(shown))) return text;
    // Words of several lines go or stay as a whole.
    const joined = multiline.reduce(
      (rest, words) => rest.replace(words, (found) => found.replaceAll("\n", LINE)),
      text,
    );
    const lines = joined.split("\n").flatMap((line) => rewriteLine(line, all));
    return lines.join("\n").replaceAll(LINE, "\n");
  };
  return { isIn: (texts) => texts.some((text) => erase(text) !== text), erase };
}

function candidatesOf({ gone, kept, staying }: ErasedWords): readonly Candidate[] {
  const all = [
    ...gone.map((quote) => ({ ...quote, fate: "gone" as const })),
    ...kept.map((quote) => ({ ...quote, fate: "kept" as const })),
    ...staying.map((quote) => ({ ...quote, fate: "staying" as const })),
  ];
  return all
    .map((quote) => ({ ...quote, shown: asShown(quote.text) }))
    .filter(({ shown }) => shown !== "")
    .sort((a, b) => b.shown.length - a.shown.length);
}

/** Cards show words without repeated spaces, and some in one line. */
function asShown(text: string): string {
  return text.replaceAll(LINE, " ").replace(BLANKS, " ").trim();
}

function toPattern(shown: string): string {
  return shown.replace(SIGNS, "\\$&").replaceAll(" ", "\\s+");
}

/** The line as it stays; none where it goes. */
function rewriteLine(line: string, all: readonly Candidate[]): readonly string[] {
  const shown = asShown(line);
  const quoted = all.filter((each) => isQuoted(shown, each.shown));
  // Words within longer words are those of the longer ones.
  const whole = quoted.filter(
    (each) => !quoted.some((other) => other !== each && isWithin(each.shown, other.shown)),
  );
  const groups = [...new Set(whole.map((each) => each.shown))].map((words) => ({
    beside: shown.replace(words, ""),
    about: whole.filter((each) => each.shown === words),
  }));
  if (groups.some(isGone)) return [];
  const leaving = groups.flatMap(leavingOf);
  return [leaving.reduce(withoutName, line)];
}

function isWithin(words: string, longer: string): boolean {
  return words !== longer && longer.includes(words);
}

function isQuoted(shown: string, words: string): boolean {
  return shown.includes(`"${words}"`) || shown.includes(`“${words}”`);
}

/** The shout-outs with the same words, and what the line says beside these. */
interface Group {
  readonly beside: string;
  readonly about: readonly Candidate[];
}

/** True where the line is about one that is gone, and rather than about one that stays. */
function isGone({ beside, about }: Group): boolean {
  const gone = about.filter(({ fate }) => fate === "gone");
  const others = about.filter(({ fate }) => fate !== "gone");
  const fit = bestFit(beside, gone);
  if (others.length > 0) return fit > 0 && fit > bestFit(beside, others);
  return fit > 0 || gone.some(({ shown }) => shown.length >= LEAST_LENGTH);
}

function leavingOf({ beside, about }: Group): readonly Leaving[] {
  const best = bestFit(beside, about);
  const meant = about.filter((each) => fitOf(beside, each) === best);
  return meant.flatMap(({ leaving }) => (leaving ? [leaving] : []));
}

function bestFit(beside: string, quotes: readonly Quote[]): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...quotes.map((quote) => fitOf(beside, quote)));
}

/** How well the names of a line fit; not every line names the giver, but all name those who are thanked. */
function fitOf(beside: string, { giver, receivers }: Quote): number {
  const named = receivers.filter((name) => isNamed(beside, name)).length;
  return (isNamed(beside, giver) ? 1 : 0) + named - (receivers.length - named);
}
