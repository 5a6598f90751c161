import { nothingKnown } from "./full-names.ts";
import { isOrdinary } from "./ordinary-words.ts";
import { tellsOfServices } from "./services-talk.ts";

/** Why a text is coached; coaching never blocks. Ids of the library's coach lines. */
export type CoachLine = "too_short" | "compares_people" | "about_scores";

/** Why a text is held: nothing of it is stored or posted. Ids of the library's coach lines. */
export type HoldLine = "maybe_student_name" | "sensitive_topic";

/** Shorter than this says too little to be useful to others. */
export const THIN_LENGTH = 40;

const COMPARING =
  /\b([Bb]est (teacher|person|coach|one|in|of|at)|strongest (teacher|person)|our best|the best|better (than|at)|number one|greatest|outshines?|as well as [A-Z]|as (\w+) as [A-Z]|more than any(one|body)|unlike (the )?others?|rest of us|[Ee]veryone else should|[Nn]obody (here|else)|should be (more )?like|be like team)\b/;
const SCORES =
  /\b((test|exam|state) (scores?|results?)|(highest|best|top) (scores?|results)|scores?|percentiles?|proficiency|pass rate|district average|class average|went up \d+|\d+ ?(%|percent))\b/i;

/** "Jayceon T.": a first name with an initial, as students are written. */
const NAME_WITH_INITIAL = /(?<![\p{L}\p{N}])(\p{Lu}\p{Ll}+) \p{Lu}\.(?=\s|$|,)/gu;
/** "a student named Ana", "my student Ana". */
const NAMED_STUDENT =
  /\b(student|kid|boy|girl|child) (named|called) \p{Lu}|\b(my|our|your) (student|kid) \p{Lu}\p{Ll}+/u;
/** Private whoever it is about. */
const PRIVATE =
  /\b(expelled|fight broke out|divorce|pregnan\w*|biopsy|cancer|medication|diagnos(?!tic)\w+|surgery|rehab|miscarriage|funeral|lost the house|evict\w*|arrest\w*|custody|counsel(l)?ing sessions?)\b/i;
/** A person is, a grant or a bus may be too. */
const SUSPENDED =
  /(?<!\b(grant|program|programme|service|bus|route|funding|project|license|visit|pilot|session|test|testing|club)s? (is|are|was|were|has been|have been|got) )\bsuspended\b/i;

/** The first coaching line that fits, or undefined when the text says one act well. */
export function coachLine(text: string): CoachLine | undefined {
  if (COMPARING.test(text)) return "compares_people";
  if (SCORES.test(text)) return "about_scores";
  return [...text.trim()].length < THIN_LENGTH ? "too_short" : undefined;
}

/** Why the text may not be kept; a simple check of patterns, so a person still has to think. */
export function holdLine(text: string, known = nothingKnown): HoldLine | undefined {
  if (namesWithInitial(text).length > 0 || NAMED_STUDENT.test(text)) return "maybe_student_name";
  if (PRIVATE.test(text) || SUSPENDED.test(text)) return "sensitive_topic";
  return tellsOfServices(text, known) ? "sensitive_topic" : undefined;
}

/** "Title I." and "Plan B." are nobody. */
function namesWithInitial(text: string): readonly string[] {
  const names = [...text.matchAll(NAME_WITH_INITIAL)].map((match) => match[1] ?? "");
  return names.filter((name) => !isOrdinary(name));
}
