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
const NAME_WITH_INITIAL = /\p{Lu}\p{Ll}+ \p{Lu}\.(?=\s|$|,)/u;
/** "a student named Ana", "my student Ana". */
const NAMED_STUDENT =
  /\b(student|kid|boy|girl|child) (named|called) \p{Lu}|\b(my|our|your) (student|kid) \p{Lu}\p{Ll}+/u;
const SENSITIVE =
  /\b(IEP|504( plan)?|speech therapy|special ed\w*|suspended|suspension|expelled|referral|detention|fight broke out|divorce|pregnan\w*|biopsy|cancer|medication|diagnos\w+|surgery|therapy|rehab|miscarriage|funeral|lost the house|evict\w*|arrest\w*|custody|immigration|counsel(l)?ing sessions?)\b/i;

/** The first coaching line that fits, or undefined when the text says one act well. */
export function coachLine(text: string): CoachLine | undefined {
  if (COMPARING.test(text)) return "compares_people";
  if (SCORES.test(text)) return "about_scores";
  return [...text.trim()].length < THIN_LENGTH ? "too_short" : undefined;
}

/** Why the text may not be posted; a simple check of patterns, so a person still has to think. */
export function holdLine(text: string): HoldLine | undefined {
  if (NAME_WITH_INITIAL.test(text) || NAMED_STUDENT.test(text)) return "maybe_student_name";
  return SENSITIVE.test(text) ? "sensitive_topic" : undefined;
}

/** "Marcus Bell" inside a sentence: a first and a last name after a small word. */
const FULL_NAME =
  /(?<=[\p{Ll},;:] )(\p{Lu}\p{Ll}+(?:[-'’]\p{L}+)? \p{Lu}[\p{Ll}'’]+(?:[-'’]\p{L}+)?)/gu;

/** Full names in a text, as written: one that is nobody's on the staff list may be a student's. */
export function fullNames(text: string): readonly string[] {
  return [...text.matchAll(FULL_NAME)].map((match) => match[1] ?? "");
}
