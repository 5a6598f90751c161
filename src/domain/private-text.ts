import { type KnownNames, nothingKnown } from "./known-names.ts";
import { readingsOf } from "./name-signs.ts";
import { findPrivateMatter, type PrivateKind } from "./private-matters.ts";
import { findServices } from "./services-talk.ts";
import { findStudentIds } from "./student-ids.ts";

/** What the words that hold a text may be. */
export type HeldWhy = "student_name" | "student_id" | PrivateKind;

/** Words that may not be kept whoever is meant: no roster and no colleague can excuse them. */
export interface PrivateText {
  readonly why: Exclude<HeldWhy, "student_name">;
  readonly words: readonly string[];
}

/** Numbers of students, and private matters of anybody; undefined where a text has none. */
export function findPrivateText(text: string, known = nothingKnown): PrivateText | undefined {
  for (const reading of readingsOf(text)) {
    const found = privateIn(reading, known);
    if (found) return found;
  }
  return undefined;
}

function privateIn(text: string, known: KnownNames): PrivateText | undefined {
  const ids = findStudentIds(text);
  if (ids.length > 0) return { why: "student_id", words: ids };
  const matter = findPrivateMatter(text);
  if (matter) return { why: matter.kind, words: [matter.text] };
  const term = findServices(text, known);
  return term === undefined ? undefined : { why: "services", words: [term] };
}
