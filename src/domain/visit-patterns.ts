import { nameKind } from "./given-names.ts";
import { commonPhraseAt } from "./known-names.ts";
import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";

const LARGE = /^\p{Lu}/u;
const before = "(?<![\\p{L}\\p{N}])";
const behind = "(?![\\p{L}\\p{N}])";

/** Number words of a room or a level, said as one says them. */
const SAID =
  "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|doscientos|trescientos)";
/** Whom a number word behind "room" may count: "in each room two groups chose". */
const COUNTED =
  "(?:of|or|de|o|more|other|different|small|young|big|new|students?|groups?|pairs?|partners|teams?|kids?|child(?:ren)?|boys?|girls?|learners?|scholars|tables?|voices?|people|person|corners|stations|estudiantes?|grupos?|parejas?|equipos?|niñ[oa]s?|alumn[oa]s?|mesas?|voces|personas?|rincones|estaciones)";
/** What three digits count where they are no room: "in 100 words". */
const UNITS =
  "(?:%|percent|por ?ciento|words?|minutes?|mins?|seconds?|secs?|hours?|days?|weeks?|years?|pages?|books?|students?|kids|people|schools?|rooms?|steps?|sentences?|lines?|paragraphs|questions?|problems?|times|ways?|groups?|teams?|pieces?|blocks|cubes|cards?|sticks|tiles|inches|feet|meters?|miles?|pounds?|dollars?|cents|degrees?|grams|characters?|notes?|ideas?|votes?|games?|answers?|chapters?|facts|more|or|to|by|palabras?|minutos?|segundos?|horas?|días?|semanas?|años?|páginas?|libros?|estudiantes|alumn[oa]s|niñ[oa]s|personas|escuelas?|salones|pasos?|oraciones|líneas|párrafos|preguntas?|problemas?|veces|maneras?|grupos?|equipos?|piezas?|bloques|cubos|tarjetas?|pies|metros?|millas?|dólares|grados?|gramos|notas?|ideas|votos?|respuestas?|capítulos?|datos|más|o|a)";

const ROOM_WORD =
  "(?:rooms?|rm|classrooms?|portables?|trailers?|labs?|sal[oó]n(?:es)?|aulas?|cuartos?|port[aá]til(?:es)?|laboratorios?)";
const SIGN = "(?:#|no\\.? ?|n[uú]m(?:ero|\\.)? ?|number )?";

/** "Room 214", "Room: 12", "salón 3", "room two fourteen", "#214", "B12", "12B", "in 204". */
const ROOMS: readonly RegExp[] = [
  `${before}${ROOM_WORD}(?: ?[.:,-])? ?${SIGN}\\p{L}?-?\\d{1,4}\\p{L}?(?![\\p{L}\\p{N}%])`,
  `${before}${ROOM_WORD}(?: ?[.:-])? ${SIGN}(?:${SAID}(?:[ -]| y )${SAID}|${SAID}(?! ${COUNTED}${behind}))${behind}`,
  "#\\d{2,4}(?![\\p{L}\\p{N}%])",
  // "K-12" and "COVID-19" are none.
  `${before}(?!k-?12)\\p{L}-?\\d{2,3}(?![\\p{L}\\p{N}%])`,
  // Neither are "10x", "30s", "20m", "10th".
  `${before}\\d{2,3}-?[a-gijlnp-rt-wyz](?![\\p{L}\\p{N}'-])`,
  `${before}(?:in|at|from|en|de)(?: la| el| the)? \\d{3}\\p{L}?(?![\\p{L}\\p{N}%]| ?${UNITS}${behind})`,
  `${before}(?:class|clase) \\d{3}(?![\\p{L}\\p{N}%]| ?${UNITS}${behind})`,
].map((source) => new RegExp(source, "giu"));
/** By large letters alone: "Room B", "the 4B class". "3D" is a shape, "4H" a club. */
const LETTERED: readonly RegExp[] = [
  /(?<!\p{L})(?:[Rr]oom|[Rr]m|[Ss]al[oó]n|[Aa]ula) [B-HJ-Z](?![\p{L}\p{N}'.])/gu,
  /(?<![\p{L}\p{N}])\d[ABCFG](?![\p{L}\p{N}])/gu,
];

const RUBRIC =
  "(?:rubric|r[uú]brica|scale|escala|framework|evaluation|evaluaci[oó]n|danielson|marzano)";
const FEW = "(?:\\d|one|two|three|four|five|uno|dos|tres|cuatro|cinco)";

/** A judgement in numbers or in the words of an evaluation. */
const SCORES: readonly RegExp[] = [
  `${before}(?:scor\\p{L}*|rat(?:ed?|ings?)|rank\\p{L}*|graded|points?|stars?|puntaj\\p{L}*|puntuaci\\p{L}*|calific\\p{L}*|estrellas?|puntos?)(?: (?:it|a|as|of|them|was|is|at|de|con|un|una)){0,2}:? \\d+(?:[.,/]\\d+)?${behind}`,
  `${before}\\d+(?:[.,]\\d+)? ?(?:%|percent|por ?ciento|stars?|points?|estrellas?|puntos)${behind}`,
  `${before}(?:levels?|nivel(?:es)?|tier|rubrics?|r[uú]bricas?)(?: (?:score|of|de|a|an|un|una))?:? ${FEW}${behind}`,
  `${before}${FEW}(?:[/.]\\d)? (?:on|in|en|de|del|from|of|by) (?:(?:the|our|a|la|el|una|nuestra) )?(?:\\p{L}+ )?${RUBRIC}${behind}`,
  `${before}(?:g[ai]ves?|got|earn(?:s|ed)?|deserv(?:es?|ed)|dio|doy|di|merece[n]?|sac[oó])(?: (?:it|them|her|him|this|that))? (?:an?|un) \\d(?:[.,/]\\d)?(?=$|[.,;!?]| (?:on|for|out|en|por|de \\d))`,
  `${before}(?:(?:test|exam|state|lesson|teacher) (?:scores?|ratings?|results)|pass rate|percentiles?|highly effective|ineffective|unsatisfactory|needs improvement|below standard|insatisfactori[oa]s?|necesita mejorar|evaluation (?:score|rating)|best teacher|weak(?:est)? teacher)${behind}`,
].map((source) => new RegExp(source, "giu"));

/** With these a word is a name in small letters too; with the others only if it is known as one. */
const ALWAYS = "m(?:rs?|s)|mx|dr|dra|sra?|srta|señora?|señorita|senora?|senorita";
const OFTEN =
  "miss|coach|teacher|maestr[oa]|mtr[oa]|profe(?:sora?)?|prof|directora?|principal|don|doña";
/** "Ms. Rivera", "coach Lee", "la maestra Soto", "señora lopez". */
const TITLED = new RegExp(
  `(?<!\\p{L})(?:(${ALWAYS})|${OFTEN})(?:\\. ?| )(?=(\\p{L}[\\p{L}'-]*))`,
  "giu",
);
const HANDLE = /[\p{L}\p{N}._%+-]*@[\p{L}\p{N}][\p{L}\p{N}._-]*/gu;
const INITIALS = /(?<![\p{L}\p{N}.])(?:\p{Lu}\. ?){1,2}\p{Lu}(?:\.|(?='s))(?![\p{L}\p{N}])/gu;
/** Not of a person. */
const SHORT_FORMS = new Set(
  "us usa pe dc ap ib la ny nyc am pm ela el ell esl gt tv qa ps pta pa hs ms es iep sel pd pl id tk rti eeuu ee uu mlk ok ad bc".split(
    " ",
  ),
);

/** Rooms that a line points at, as they are written. */
export function findRooms(text: string): readonly string[] {
  return [...ROOMS, ...LETTERED].flatMap((pattern) => matches(text, pattern));
}

/** Judgements and scores in a line. */
export function findScores(text: string): readonly string[] {
  return SCORES.flatMap((pattern) => matches(text, pattern));
}

/** People by their title, their initials, or the name of an account. */
export function findAddressed(text: string): readonly string[] {
  const titled = [...text.matchAll(TITLED)].flatMap(([title, always, word = ""]) =>
    isNamed(`${title}${word}`, word, always !== undefined) ? [`${title}${word}`] : [],
  );
  const initials = matches(text, INITIALS).filter(
    (found) => !SHORT_FORMS.has(fold(found).replaceAll(" ", "")),
  );
  return [...titled, ...matches(text, HANDLE), ...initials];
}

function isNamed(found: string, word: string, always: boolean): boolean {
  if (commonPhraseAt(fold(found).split(" "), 0) > 0) return false;
  if (LARGE.test(word)) return true;
  if (isOrdinary(word)) return false;
  return always || nameKind(word) === "given";
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([found]) => found.trim());
}
