const WORD =
  "students?|pupils?|lunch|learner|id|ids|id number|student number|account|locker code|alumn[oa]s?|estudiantes?|matr[íi]cula|expediente|folio";
const NUMBER = String.raw`(?:(?:[A-Z]{1,2}-?)?\d[\d-]{4,}\d|\d{3,4}(?: \d{2,4}){1,3})`;
/** "Student 48213377", "ID# 0048213", "student number: 204817". */
const BEHIND_WORD = new RegExp(
  String.raw`(?<![\p{L}])(?:${WORD})(?: (?:id|no\.?|n[úu]m(?:ero)?\.?|number|de estudiante|is|es|con))* ?[:#=(№º-]*[ #]*(${NUMBER})(?![\p{L}\d])`,
  "giu",
);
/** "Student 48213", "ID 4821", and no year: "a student 2024 fund". */
const SHORT =
  /(?<!\p{L})(?:(?:student|pupil|alumn[oa]|estudiante|matr[íi]cula|lunch (?:number|pin|code))(?: id)?|(?:student|his|her|their|school|lunch|my) id|id)(?: (?:no\.?|number|n[úu]mero|is|es))? ?[:#=-]? ?#?(?!(?:19|20)\d{2}(?!\d))(\d{4,5})(?![\p{L}\d-]| \d)/giu;
/** "204817 (student)", "4821337, a student". */
const BEFORE_WORD = new RegExp(
  String.raw`(?<![\p{L}\d-])(${NUMBER})(?: ?[(,-]? ?(?:a |the |is (?:a|the|his|her) |es (?:su|el|la) )?)(?:student|id|pupil|matr[íi]cula|alumn[oa])(?![\p{L}])`,
  "giu",
);
/** "S1234567": written like nothing else. */
const BY_SHAPE = /(?<![\p{L}\d])[SP]\d{6,9}(?![\p{L}\d])/gu;

/** Numbers that may be a student's, as they were typed. */
export function findStudentIds(text: string): readonly string[] {
  const beside = [BEHIND_WORD, SHORT, BEFORE_WORD].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, number = ""]) => number),
  );
  return [...new Set([...beside, ...[...text.matchAll(BY_SHAPE)].map(([number]) => number)])];
}
