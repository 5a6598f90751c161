import type { NudgeText } from "./content.ts";
import { findJargon, findPressure } from "./jargon.ts";
import { type KnownNames, nothingKnown } from "./known-names.ts";
import type { Language } from "./language.ts";
import { findPrivateText } from "./private-text.ts";
import { countSentences, readingGrade, wordsIn } from "./reading-grade.ts";
import { noStaff } from "./staff-names.ts";
import { findStudentNames } from "./student-names.ts";

/** What a text is, by which it is measured. */
export type PhraseKind = "message" | "reminder" | "title" | "form_title" | "button" | "label";

/** The parts of an idea that a person writes. */
export const ideaFields = ["title", "body", "tryThis", "praiseHook"] as const;
export type IdeaField = (typeof ideaFields)[number];

export type Fault =
  | "empty"
  | "letters"
  | "words"
  | "sentences"
  | "several"
  | "line_break"
  | "grade"
  | "jargon"
  | "pressure"
  | "exclamation"
  | "dash"
  | "name"
  | "private"
  | "student";

/** Something to look at. An error keeps a text from being kept; a warning is shown, and may stand. */
export interface Finding {
  readonly level: "error" | "warning";
  readonly fault: Fault;
  /** Which part of an idea it is in. */
  readonly field?: IdeaField | undefined;
  /** The limit, or the word that it is about. */
  readonly about?: string | undefined;
}

/** What a text is measured by. */
export interface LintAs {
  readonly language: Language;
  /** Names of schools, programs and materials, which are nobody's. */
  readonly known?: KnownNames | undefined;
}

interface Measured {
  readonly language: Language;
  readonly known: KnownNames;
}

interface Limits {
  readonly letters: number;
  readonly words: number;
}

/** Letters are what the platforms show; words are what a person reads on a phone. */
const limits: Readonly<Record<PhraseKind, Limits>> = {
  message: { letters: 3000, words: 110 },
  reminder: { letters: 3000, words: 110 },
  title: { letters: 150, words: 16 },
  form_title: { letters: 150, words: 6 },
  button: { letters: 75, words: 12 },
  label: { letters: 75, words: 14 },
};

const IDEA: Readonly<Record<IdeaField, Limits>> = {
  title: { letters: 100, words: 8 },
  body: { letters: 600, words: 55 },
  tryThis: { letters: 450, words: 42 },
  praiseHook: { letters: 250, words: 25 },
};
const MOST_GRADE = 7;
/** A shorter text has too few words for a grade. */
const LEAST_WORDS = 12;
const [LEAST_SENTENCES, MOST_SENTENCES] = [2, 3] as const;
/** One action has a few short steps; more of them are a second action. */
const MOST_STEPS = 8;
const SECOND_ACTION =
  /(?:^|[.!?]\s+)(?:also|additionally|another idea|or try|you could also|además|también puede|otra idea|o pruebe)(?!\p{L})|^\s*(?:[-*•]|\d+[.)])\s/imu;
const STOP = /[.!?](?=\s|$)/gu;
const DASH = "—";
const MARKS = /[!¡]/u;

/** What is wrong with a text of the bot, with its placeholders filled; the worst first. */
export function lintPhrase(
  kind: PhraseKind,
  text: string,
  { language, known = nothingKnown }: LintAs,
): readonly Finding[] {
  const { letters, words } = limits[kind];
  const isReminder = kind === "reminder";
  const found = [
    test([...text].length > letters, { level: "error", fault: "letters", about: `${letters}` }),
    test(wordsIn(text).length > words, { level: "warning", fault: "words", about: `${words}` }),
    test(kind !== "message" && kind !== "reminder" && text.includes("\n"), {
      level: "error",
      fault: "line_break",
    }),
    ...lintStyle(text, isReminder ? "error" : "warning"),
    ...lintTone(text, language, "warning"),
    ...lintNames(text, known, "warning"),
    ...lintPrivate(text, known, "warning"),
    test(isHard(text, language), { level: "warning", fault: "grade", about: `${MOST_GRADE}` }),
  ];
  return worstFirst(found.flat());
}

/** What is wrong with an idea in one language; the worst first. */
export function lintIdea(
  idea: Pick<NudgeText, IdeaField>,
  { language, known = nothingKnown }: LintAs,
): readonly Finding[] {
  const all = [idea.body, idea.tryThis, idea.praiseHook].join(" ");
  const whole = test(isHard(all, language), {
    level: "error",
    fault: "grade",
    field: "body",
    about: `${MOST_GRADE}`,
  });
  const parts = ideaFields.flatMap((field) =>
    lintPart(field, idea[field], { language, known }).map((one) => ({ ...one, field })),
  );
  return worstFirst([...parts, ...whole]);
}

function lintPart(
  field: IdeaField,
  text: string,
  { language, known }: Measured,
): readonly Finding[] {
  if (text.trim() === "") return [{ level: "error", fault: "empty" }];
  const { letters, words } = IDEA[field];
  const sentences = countSentences(text);
  const isShortBody =
    sentences < LEAST_SENTENCES || (text.match(STOP) ?? []).length > MOST_SENTENCES;
  return [
    test([...text].length > letters, { level: "error", fault: "letters", about: `${letters}` }),
    test(wordsIn(text).length > words, { level: "error", fault: "words", about: `${words}` }),
    test(field === "body" && isShortBody, { level: "error", fault: "sentences" }),
    test(field === "tryThis" && isSeveral(text), { level: "error", fault: "several" }),
    test(text.includes("\n"), { level: "error", fault: "line_break" }),
    lintStyle(text, "error"),
    lintTone(text, language, "error"),
    lintNames(text, known, "error"),
    lintPrivate(text, known, "error"),
  ].flat();
}

function isSeveral(text: string): boolean {
  return SECOND_ACTION.test(text) || (text.match(STOP) ?? []).length > MOST_STEPS;
}

function isHard(text: string, language: Language): boolean {
  return wordsIn(text).length >= LEAST_WORDS && readingGrade(text, language) > MOST_GRADE;
}

function lintStyle(text: string, level: Finding["level"]): readonly Finding[] {
  return [
    test(MARKS.test(text), { level, fault: "exclamation" }),
    test(text.includes(DASH), { level, fault: "dash" }),
  ].flat();
}

function lintTone(text: string, language: Language, level: Finding["level"]): readonly Finding[] {
  const jargon = findJargon(text, language);
  const pressure = findPressure(text, language);
  return [
    test(pressure !== undefined, { level: "error", fault: "pressure", about: pressure }),
    test(jargon !== undefined, { level, fault: "jargon", about: jargon }),
  ].flat();
}

/** "Mrs. Bui", "Sr. Díaz", "Coach Reyes". */
const TITLED =
  /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sra?|Srta|Dra?|Coach|Principal|Maestr[oa]|Profesora?)\.? \p{Lu}\p{Ll}[\p{L}'-]*/u;

/**
 * Whatever looks like somebody's name, also a colleague's: the words go to everybody, year after year. A name with
 * a title is nothing else; a first with a last name may be an example in a message, and is none in an idea.
 */
function lintNames(text: string, known: KnownNames, whole: Finding["level"]): readonly Finding[] {
  const titled = TITLED.exec(text)?.[0];
  if (titled !== undefined) return [{ level: "error", fault: "name", about: titled }];
  const names = findStudentNames(text, { known, staff: noStaff }).map((name) => name.text);
  const full = names.find((name) => name.trim().includes(" "));
  if (full !== undefined) return [{ level: whole, fault: "name", about: full }];
  const [name] = names;
  return test(name !== undefined, { level: "warning", fault: "name", about: name });
}

/** Health, discipline, families, money: nothing that everybody is told. */
function lintPrivate(text: string, known: KnownNames, level: Finding["level"]): readonly Finding[] {
  const found = findPrivateText(text, known);
  return test(found !== undefined, { level, fault: "private", about: found?.words[0] });
}

function test(isSo: boolean, finding: Finding): readonly Finding[] {
  return isSo ? [finding] : [];
}

function worstFirst(found: readonly Finding[]): readonly Finding[] {
  return found.toSorted((a, b) => Number(b.level === "error") - Number(a.level === "error"));
}
