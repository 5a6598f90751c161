import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { toKnownNames } from "#domain/known-names.ts";
import { fold } from "#domain/names.ts";
import { findPrivateText } from "#domain/private-text.ts";
import { toStaffNames } from "#domain/staff-names.ts";
import { findStudentNames } from "#domain/student-names.ts";

/** A sentence that we wrote, and what the guard should say of it. */
export interface Labelled {
  readonly text: string;
  readonly label: "student_name" | "private" | "ok";
  readonly language: "en" | "es";
  readonly tests: string;
  /** "fresh" ones were written last, when the rules were done; docs/guard.md says what they showed first. */
  readonly part: "built" | "fresh";
}

/** The staff of the small district in which all the sentences are said. */
export const colleagues =
  "Elena Ruiz, Benjamin Cho, Grace Kim, Will Okafor, Hope Sandoval, Dean Walters, Summer Reyes, Robert Castillo, Bobby Castillo, Priya Nair, José Álvarez, María-José Pacheco, Thuy Nguyen, Jun Brânză, LaToya Jackson, Mark Feldman, Dana Whitfield, Rosa Medina, Elizabeth Hart, Michael O'Brien, Amina Hassan, Joy Park, Frank Delgado, Guadalupe Ortiz, Sofia Lindqvist, Daniel Webb".split(
    ", ",
  );

const knowledge = {
  staff: toStaffNames(colleagues.map(fold)),
  known: toKnownNames([
    "River Bend Public Schools",
    "River Bend",
    "Lindenwood Elementary School",
    "Oak Hill Middle School",
    "Cesar Chavez Academy",
    "Harriet Tubman High School",
    "Hazel",
    "Cedar",
    "Wave 1",
    "Student Voice",
  ]),
};

/** What the guard says of a sentence, in words of the labels. */
export function judge(text: string): Labelled["label"] {
  const matter = findPrivateText(text, knowledge.known);
  const isName = findStudentNames(text, knowledge).length > 0 || matter?.why === "student_id";
  if (isName) return "student_name";
  return matter ? "private" : "ok";
}

/** All sentences of `sentences.csv`. */
export function readSentences(): readonly Labelled[] {
  return parse(readFileSync("test/guard/sentences.csv"), { columns: true, bom: true });
}

/** How often a part of some sentences is judged so. */
export interface Figures {
  /** Of the sentences that name a student, those that are held. */
  readonly nameRecall: number;
  /** Of the private ones, those that are held. */
  readonly privateRecall: number;
  /** Of what is held, what should be. */
  readonly precision: number;
}

/** Recall and precision of what `judge` says. */
export function figuresOf(sentences: readonly Labelled[]): Figures {
  const held = sentences.filter(({ text }) => judge(text) !== "ok");
  const recall = (label: Labelled["label"]) =>
    held.filter((each) => each.label === label).length /
    sentences.filter((each) => each.label === label).length;
  return {
    nameRecall: recall("student_name"),
    privateRecall: recall("private"),
    precision: held.filter(({ label }) => label !== "ok").length / held.length,
  };
}
