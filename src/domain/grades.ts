import { fold } from "./names.ts";

const NUMBERS: Readonly<Record<string, number>> = {
  first: 1,
  primer: 1,
  primero: 1,
  second: 2,
  segundo: 2,
  third: 3,
  tercer: 3,
  tercero: 3,
  fourth: 4,
  cuarto: 4,
  fifth: 5,
  quinto: 5,
  sixth: 6,
  sexto: 6,
  seventh: 7,
  septimo: 7,
  eighth: 8,
  octavo: 8,
  ninth: 9,
  noveno: 9,
  tenth: 10,
  decimo: 10,
  eleventh: 11,
  undecimo: 11,
  onceno: 11,
  twelfth: 12,
  duodecimo: 12,
  doceavo: 12,
};
const HIGHEST_GRADE = 12;

const KINDERGARTEN: ReadonlySet<string> = new Set([
  "k",
  "kg",
  "kinder",
  "kindergarten",
  "kindergarden",
  "kindergartner",
  "jardin de infantes",
  "jardin de ninos",
]);
const BEFORE_KINDERGARTEN: ReadonlySet<string> = new Set([
  "pk",
  "pre k",
  "prek",
  "pre kinder",
  "prekinder",
  "pre kindergarten",
  "prekindergarten",
]);

/** What may stand before and after the name of a group, folded: none of it is the name. */
const BEFORE =
  /^(?:(?:all|whole|entire|todo|toda|todos|todas|of|the|our|my|el|la|los|las|mi|nuestro|nuestra) )+/;
const TEAM_BEFORE =
  /^(?:equipo|grupo|docentes|maestros|maestras|profesores|team|group|teachers) (?:(?:de|del|of) )?(?:(?:the|el|la) )?/;
const TEAM_AFTER = /(?: level)? (?:team|group|teachers|crew|staff|level)$/;
/** In Spanish a grade needs no noun here: "equipo de cuarto". */
const TEAM_OF = /^(?:equipo|docentes|maestros|maestras|profesores) (?:de|del) (\S+)$/;
const GRADE_FIRST = /^(?:grade|grado) (\S+)(?: o| er)?$/;
const GRADE_LAST = /^(\S+?)(?: o| er)? (?:grade|graders|grado)$/;
const NUMBERED = /^(\d{1,2})(?:st|nd|rd|th|o|er|ro|do|to|mo|vo|no)?$/;

/** A typed group without "the", "team" or "equipo de", folded: "the Science Team" is "science". */
export function groupKey(typed: string): string {
  const key = fold(typed);
  const bare = key.replace(BEFORE, "").replace(TEAM_BEFORE, "").replace(TEAM_AFTER, "");
  return bare === "" ? key : bare;
}

/**
 * The grade somebody means, as OneRoster writes it: "PK", "KG", "01" to "12". Undefined for what is no
 * grade: a number or "first" alone is none.
 */
export function readGrade(typed: string): string | undefined {
  const bare = groupKey(typed);
  const spoken = TEAM_OF.exec(fold(typed).replace(BEFORE, ""));
  const [, said] = GRADE_FIRST.exec(bare) ?? GRADE_LAST.exec(bare) ?? spoken ?? [];
  const name = said ?? bare;
  if (KINDERGARTEN.has(name)) return "KG";
  if (BEFORE_KINDERGARTEN.has(name)) return "PK";
  return said === undefined ? undefined : gradeCode(said);
}

function gradeCode(name: string): string | undefined {
  const [, digits] = NUMBERED.exec(name) ?? [];
  const number = Number(digits ?? NUMBERS[name] ?? 0);
  if (number < 1 || number > HIGHEST_GRADE) return undefined;
  return String(number).padStart(2, "0");
}
