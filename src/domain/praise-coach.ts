import { nothingKnown } from "./known-names.ts";
import { findPrivateText, type HeldWhy } from "./private-text.ts";
import { noStaff } from "./staff-names.ts";
import { findStudentNames } from "./student-names.ts";

/** Why a text is coached; coaching never blocks. Ids of the library's coach lines. */
export type CoachLine = "too_short" | "compares_people" | "about_scores" | "praises_self";

/** Why a text is held: nothing of it is stored or posted. Ids of the library's coach lines. */
export type HoldLine = "maybe_student_name" | "sensitive_topic";

/** Shorter than this says too little to be useful to others. */
export const THIN_LENGTH = 40;

const COMPARING =
  /\b([Bb]est (teacher|person|coach|one|in|of|at)|strongest (teacher|person)|our best|the best|better (than|at)|number one|greatest|outshines?|as well as [A-Z]|as (\w+) as [A-Z]|more than any(one|body)|unlike (the )?others?|rest of us|[Ee]veryone else should|[Nn]obody (here|else)|should be (more )?like|be like team)\b/;
const SCORES =
  /\b((test|exam|state) (scores?|results?)|(highest|best|top) (scores?|results)|scores?|percentiles?|proficiency|pass rate|district average|class average|went up \d+|\d+ ?(%|percent))\b/i;
/** The same in Spanish. */
const COMPARING_ES =
  /(?<!\p{L})(?:(?:el|la|los|las) mejor(?:es)? (?:maestr|profe|director|coleg|equipo|persona|de |del )|(?:mejor|peor) que (?:yo|nadie|nosotr|tod|otr|el |la |los |las |cualquier)|más que nadie|número uno|nadie (?:aquí|más)|tan \p{L}+ como (?:yo|tú|usted|\p{Lu})|(?:los demás|todos) deberían)/iu;
const SCORES_ES =
  /(?<!\p{L})(?:puntajes?|puntuaci(?:ón|ones)|percentil(?:es)?|calificaciones|por ?ciento|(?:resultados|notas) (?:de|del|en) (?:los? |las? )?(?:ex[aá]men(?:es)?|pruebas?)|subi(?:ó|eron) \d+)/iu;
/** Somebody speaks of nobody but themselves. */
const OF_SELF = /^\s*(?:I|I['’](?:m|ve)|Yo)(?!\p{L})/u;
const OF_OTHERS =
  /(?<!\p{L})(?:you|your|yours|they|their|them|he|she|his|her|him|we|our|us|who|colleagues?|teams?|usted|ustedes|su|sus|ella|nosotros|nuestr[oa]s?)(?!\p{L})/iu;

/** The first coaching line that fits, or undefined when the text says one act well. */
export function coachLine(text: string): CoachLine | undefined {
  if (COMPARING.test(text) || COMPARING_ES.test(text)) return "compares_people";
  if (SCORES.test(text) || SCORES_ES.test(text)) return "about_scores";
  if (OF_SELF.test(text) && !OF_OTHERS.test(text)) return "praises_self";
  return [...text.trim()].length < THIN_LENGTH ? "too_short" : undefined;
}

/** Why a text may not be kept by anybody, whoever is on the staff list; `check-line.ts` looks at the list. */
export function holdLine(text: string, known = nothingKnown): HoldLine | undefined {
  const names = findStudentNames(text, { known, staff: noStaff });
  if (names.some(({ isStudent, initial }) => isStudent || initial)) return "maybe_student_name";
  const held = findPrivateText(text, known);
  return held && holdLineOf(held.why);
}

/** Which line of the library says it. */
export function holdLineOf(why: HeldWhy): HoldLine {
  const isStudent = why === "student_name" || why === "student_id";
  return isStudent ? "maybe_student_name" : "sensitive_topic";
}
