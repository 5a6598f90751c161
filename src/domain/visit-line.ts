import { nameKind } from "./given-names.ts";
import { nothingKnown } from "./known-names.ts";
import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";
import { noStaff } from "./staff-names.ts";
import { findStudentNames } from "./student-names.ts";

/** How long a line about a visit may be. */
export const MOST_VISIT_LINE = 200;
/** One letter is nobody's name; in small letters two are a word of every sentence. */
const LEAST_NAME = 2;

/** Why a line about a visit may not be kept, beside what no line may hold. */
export type VisitLineWhy = "name" | "room" | "score";

export interface VisitLineFault {
  readonly why: VisitLineWhy;
  /** As they were typed. */
  readonly words: readonly string[];
}

/** "Ms. Rivera", "coach Lee", "la maestra Soto". */
const TITLED =
  /(?<!\p{L})(?:m(?:rs?|s)\.?|miss|mx\.?|dr\.?|sra?\.?|srta\.?) \p{L}[\p{L}'’-]*|(?<!\p{L})(?:[Cc]oach|[Tt]eacher|[Mm]aestr[oa]|[Pp]rofe(?:sora?)?|[Dd]irectora?|[Pp]rincipal) \p{Lu}\p{Ll}[\p{L}'’-]*/giu;
const SMALL_TITLE = /^(?:coach|teacher|maestr|profe|director|principal)/i;
const NOT_WORDS = /[^\p{L}\p{N}'’-]+/u;
const POSSESSIVE = /['’]s$/u;
const LARGE = /^\p{Lu}/u;
const CAPITAL = / \p{Lu}/u;

/** "Room 214", "rm 12B", "salón 3", "#214", "B-104", "in 214". */
const ROOMS =
  /(?<![\p{L}\p{N}])(?:(?:rooms?|rm|classrooms?|portables?|trailers?|sal[oó]n(?:es)?|aulas?|cuartos?|port[aá]til(?:es)?)\.?,? ?(?:#|no\.? ?|n[uú]m(?:ero|\.)? ?|number )?\p{L}?-?\d{1,4}\p{L}?|#\d{2,4}|\p{Lu}-?\d{3}|(?:in|at|from|en|de)(?: la| el)? \d{3}\p{L}?(?=$|[.,;!?]))(?![\p{L}\p{N}%])/giu;

/** A judgement in numbers or in the words of an evaluation. */
const SCORES =
  /(?<![\p{L}\p{N}])(?:(?:scor\p{L}*|rat(?:ed?|ings?)|rank\p{L}*|graded|points?|stars?|puntaj\p{L}*|puntuaci\p{L}*|calific\p{L}*|estrellas?|puntos?)(?: (?:it|a|as|of|them|was|is|at|de|con|un|una)){0,2}:? \d+(?:[.,/]\d+)?|\d+(?:[.,]\d+)? ?(?:%|percent|por ?ciento|stars?|points?|estrellas?|puntos)|(?:test|exam|state|lesson|teacher) (?:scores?|ratings?|results)|pass rate|percentiles?|highly effective|ineffective|unsatisfactory|needs improvement|below standard|insatisfactori[oa]s?|evaluation (?:score|rating)|best teacher|weak(?:est)? teacher)(?![\p{L}\p{N}])/giu;

/** What a visit never writes down: a room's number, a score, anybody's name. */
export function findVisitFault(
  text: string,
  staff: ReadonlySet<string>,
  known = nothingKnown,
): VisitLineFault | undefined {
  const rooms = matches(text, ROOMS);
  if (rooms.length > 0) return { why: "room", words: rooms };
  const scores = matches(text, SCORES);
  if (scores.length > 0) return { why: "score", words: scores };
  const names = [...titled(text), ...findNames(text, known), ...staffIn(text, staff)];
  return names.length > 0 ? { why: "name", words: withoutParts(names) } : undefined;
}

/** Names by which somebody at the school is called: those that are a word of their own are left out. */
export function toCalledNames(names: readonly string[]): ReadonlySet<string> {
  const words = names.flatMap((name) => fold(name).split(" "));
  return new Set(words.filter((word) => word.length >= LEAST_NAME && !isOrdinary(word)));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([found]) => found.trim());
}

/** A title in small letters is a word of every sentence: behind it a name is written large. */
function titled(text: string): readonly string[] {
  return matches(text, TITLED).filter((found) => !SMALL_TITLE.test(found) || CAPITAL.test(found));
}

function findNames(text: string, known = nothingKnown): readonly string[] {
  return findStudentNames(text, { known, staff: noStaff }).map((name) => name.text);
}

/** In small letters a name is taken for one only where it is no word: "young students". */
function staffIn(text: string, staff: ReadonlySet<string>): readonly string[] {
  return text
    .split(NOT_WORDS)
    .map((word) => word.replace(POSSESSIVE, ""))
    .filter((word) =>
      fold(word)
        .split(" ")
        .some((key) => staff.has(key)),
    )
    .filter((word) => LARGE.test(word) || (word.length > LEAST_NAME && nameKind(word) === "given"));
}

/** "Ms. Rivera" says "Rivera" too. */
function withoutParts(names: readonly string[]): readonly string[] {
  const all = [...new Set(names)];
  return all.filter((name) => !all.some((other) => other !== name && other.includes(name)));
}
