import type { Finding } from "#domain/lint-words.ts";
import type { CheckedIn } from "#messages/own-phrase.ts";
import type { Steps } from "#ports/steps.ts";
import { findHeld, readKnownNames } from "./check-line.ts";
import { shippedWords } from "./district-words.ts";
import type { Work } from "./product.ts";

/** What a text of the district's own is checked with: its names, and what is true of it. */
export function* readWordsDesk(work: Work): Steps<CheckedIn> {
  const { tx, product } = work;
  const { name, shortName } = yield* tx.roster.getDistrict();
  const [school] = (yield* tx.roster.listSites()).filter(({ active }) => active);
  return {
    shipped: shippedWords(product),
    known: yield* readKnownNames(work),
    own: { district: name, district_short: shortName, ...(school && { school: school.name }) },
  };
}

/** Who may be a student stops a text: whom nobody can vouch for, and names on the district's list. */
export function* findStudent(work: Work, text: string): Steps<readonly Finding[]> {
  const held = yield* findHeld(work, text);
  const isStudent = held?.why === "student_name" || held?.why === "student_id";
  if (!held || !isStudent || held.mayVouch) return [];
  const names = held.names.filter((name) => !isOpener(text, name));
  return names.length === 0 ? [] : [{ level: "error", fault: "student", about: names.join(", ") }];
}

const OPENING = /(?:^|[.!?:¿¡"\n])\s*$/u;

/**
 * One word with a capital because a sentence begins with it: ideas speak of students in every line, and "Lea"
 * is to read. The linter still warns.
 */
function isOpener(text: string, name: string): boolean {
  const before = text.split(name).slice(0, -1);
  return !name.includes(" ") && before.length > 0 && before.every((part) => OPENING.test(part));
}
