import { nameKind } from "./given-names.ts";
import { nothingKnown } from "./known-names.ts";
import { withPlainSigns } from "./name-signs.ts";
import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";
import { noStaff } from "./staff-names.ts";
import { findStudentNames } from "./student-names.ts";
import { findAddressed, findRooms, findScores } from "./visit-patterns.ts";
import { isWordToo } from "./word-surnames.ts";

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

const NOT_WORDS = /[^\p{L}\p{N}'’-]+/u;
const POSSESSIVE = /['’]s$/u;
const LARGE = /^\p{Lu}/u;
/** Parts of family names that are words of every sentence. */
const PARTICLES = new Set("de del la las el los da das dos du van von y e al san st".split(" "));
/** A name with an "s" of which the apostrophe was left out has at least so many letters. */
const LEAST_WITH_S = 5;

/** What a visit never writes down: a room's number, a score, anybody's name. */
export function findVisitFault(
  typed: string,
  staff: ReadonlySet<string>,
  known = nothingKnown,
): VisitLineFault | undefined {
  const text = withPlainSigns(typed).replaceAll("\n", " ");
  const rooms = findRooms(text);
  if (rooms.length > 0) return { why: "room", words: rooms };
  const scores = findScores(text);
  if (scores.length > 0) return { why: "score", words: scores };
  const names = [...findAddressed(text), ...findNames(text, known), ...staffIn(text, staff)];
  return names.length > 0 ? { why: "name", words: withoutParts(names) } : undefined;
}

/** Names by which somebody at the school is called: those that are a word of their own are left out. */
export function toCalledNames(names: readonly string[]): ReadonlySet<string> {
  const words = names.flatMap((name) => fold(name).split(" "));
  return new Set(
    words.filter((word) => word.length >= LEAST_NAME && !isOrdinary(word) && !PARTICLES.has(word)),
  );
}

function findNames(text: string, known = nothingKnown): readonly string[] {
  return findStudentNames(text, { known, staff: noStaff }).map((name) => name.text);
}

/** In small letters a name is taken for one only where it is no word: "young students". */
function staffIn(text: string, staff: ReadonlySet<string>): readonly string[] {
  return text
    .split(NOT_WORDS)
    .map((word) => word.replace(POSSESSIVE, ""))
    .filter((word) => {
      const called = fold(word)
        .split(" ")
        .map((key) => nameOf(key, staff))
        .filter((key) => key !== undefined);
      return called.length > 0 && (LARGE.test(word) || called.some(isNameSmall));
    });
}

/** Whose name a word is: "riveras" is what is typed for "rivera's". */
function nameOf(key: string, staff: ReadonlySet<string>): string | undefined {
  if (staff.has(key)) return key;
  const name = key.slice(0, -1);
  const isOwned = key.endsWith("s") && name.length >= LEAST_WITH_S && !isOrdinary(key);
  return isOwned && staff.has(name) ? name : undefined;
}

function isNameSmall(key: string): boolean {
  const kind = nameKind(key);
  return key.length > LEAST_NAME && (kind === "given" || (kind === undefined && !isWordToo(key)));
}

/** "Ms. Rivera" says "Rivera" too. */
function withoutParts(names: readonly string[]): readonly string[] {
  const all = [...new Set(names)];
  return all.filter((name) => !all.some((other) => other !== name && other.includes(name)));
}
