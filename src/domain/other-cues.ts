import type { NameSpan } from "./name-spans.ts";
import type { NameWord } from "./name-words.ts";

/** Grown-ups bear titles, and figures of books are called what they are. */
const TITLE_BEFORE =
  /(?:^|[^\p{L}])(?:(?:mrs?|ms|mx|miss|dr|prof|sra?|srta|dra|lic|capt|sgt|rev|mtr[oa])\.?|coach|principal|officer|nurse|senator|governor|president|mayor|professor|superintendent|captain|judge|pastor|chef|director|dean|chief|sister|father|counselor|librarian|señora?|señorita|maestr[oa]|profe|profesora?|director|directora|doctora?|enfermera?|don|doña|entrenadora?|consejera?|authors?|poets?|writers?|artists?|composers?|scientists?|inventors?|explorers?|singers?|hero(?:ine)?|protagonist|narrator|characters?|astronaut|activist|king|queen|saint|autora?|poeta|escritora?|personajes?|artista|científic[oa]|presidente|presidenta) $/iu;
const STAFF_BEFORE =
  /(?:^|[^\p{L}])(?:my|our|your|the|their|mi|nuestr[oa]|su) (?:[\p{Ll}-]+ )?(?:colleague|teammate|co-?teacher|sub|substitute|librarian|custodian|counselor|secretary|volunteer|mentor|neighbor|aide|para|paraprofessional|nurse|coach|principal|AP|teacher|intern|specialist|director|student teacher|partner teacher|husband|wife|colega|compañer[oa]|maestr[oa]|secretaria|bibliotecari[oa]),? $/iu;
const STAFF_AFTER =
  /^(?:, | \(|, who is | is | from )(?:my |our |your |the |a |an |mi |nuestr[oa] |la |el )?(?:new )?(?:[\p{Ll}\d]+[- ])?(?:colleague|teammate|co-?teacher|sub|substitute|teacher|librarian|custodian|counselor|secretary|volunteer|mentor|aide|paraprofessional|coach|principal|intern|specialist|front office|district office|colega|maestr[oa]|secretaria)(?![\p{L}'’])/iu;
const STAFF_ACTS =
  /^,? (?:and I|and me|y yo)(?!\p{L})|^ (?:covered|subbed|co-?taught|co-?plan\w*|planned (?:with|it|the)|modeled|mentor(?:s|ed)|trained|present(?:s|ed) (?:at|to (?:our|the) (?:staff|team))|visit(?:s|ed)? (?:us|our|my room)|observed|took (?:my|our|over)|cubrió|planeó)(?!\p{L})/iu;
/** "Thank you, Bex, for": whoever is spoken to is the colleague. */
const THANKED =
  /^[^\p{L}]*(?:(?:thank you|thanks|thx|gracias|great job|good job|nice work|awesome (?:week|job|work)|way to go|congrat\w+|congratulations|felicidades|bravo|hi|hello|hey|dear|hola|querid[oa]|estimad[oa]|you rock|nice)(?: so much| again| all)?,? ?)$/iu;
const ADDRESSED =
  /^, (?:you|your|thank|thanks|I|we|usted|ustedes|tu|tú|su|sus|gracias|this|that)(?!\p{L})/u;
const CLOSING = /, (?:and )?$/u;
const NOTHING_MORE = /^\s*[.!]*\s*$/u;
const ASKED = /^[^\p{L}]*(?:will|can|could|would|may|should|is|does|did|has|puede|podría) $/iu;
const QUESTION = /\?\s*$/u;
const CLASS_TALK = /\b(?:book|read|class|grade|period|homework|desk|page|project)\b/iu;

/** What a lesson is about: "a unit on", "the novel by", "the poem of". */
const LESSON_BEFORE =
  /\b(?:unit|lesson|book|novel|chapter|poem|play|article|essay|biography|speech|speeches|letters?|timeline|style|life|works?|wall|movie|film|song|music|painting|problem|myth|legend|report|read[- ]aloud|unidad|lección|libro|novela|poema|cuento|obra|canción|biografía|mural)s?\b(?: [\p{Ll}-]+){0,2} (?:by|on|about|of|sobre|de|acerca de|where|why|called) (?:(?:the|a|el|la) )?$|\b(?:read|learn(?:ed|ing)?|wrote|studied|studying|research(?:ed)?|reading|leyeron|estudiaron|aprendieron) (?:about|sobre|works by|books by|poems by) $/iu;
const IN_A_BOOK =
  /\b(?:in|from|acted out|en) (?:the|our|your|that|this|la|el|esa|ese) (?:novel|play|chapter|story|book|scene|poem|read[- ]aloud|novela|cuento|capítulo|obra)\b|\b(?:scene|chapter) (?:where|when|in which|on)\b/iu;
/** "moved here from", "a trip to". */
const PLACE_BEFORE =
  /(?:^|[^\p{L}])(?:in|to|from|near|at|across|around|visited|toured|through|north of|south of|desde|en|hacia|a) $/iu;
const COMPARED =
  /(?:^|[^\p{L}])(?:compar\w+|between|from|states?|cities|countries|map\w*) (?:\p{Lu}\p{L}+ (?:and|to|with|or|y|a) )?$/u;
const THING_AFTER =
  /^(?:['’]s)? (?:campus|college|university|street|st\.|avenue|ave|road|park|county|city|school|high|middle|elementary|academy|building|cluster|team|award|press|library|museum|river|valley|island|bay)(?!\p{L})/iu;
const PRODUCT_AFTER =
  /^ (?:reading|math|money|day|method|routine|program|curriculum|charts?|app|class and|lessons?|kits?|books)(?!\p{L})/iu;
const ARTICLE =
  /(?:^|[^\p{L}])(?:a|an|the|this|every|each|no|more|some|any|un|una|el|la|los|las) $/iu;
/** "the Spring Fling stations", "your Wax Museum project": titles of what a class does. */
const TITLE_OF_WORK =
  /^ (?:\p{Ll}+ )?(?:debates?|lessons?|units?|photos?|stations?|projects?|simulations?|activit(?:y|ies)|posters?|exhibits?|fairs?|slides?|videos?|maps?|timelines?|trials?|reenactments?|play|nights?)(?!\p{L})/u;
const OUR = /(?:^|[^\p{L}])(?:the|your|our|my|this|that|a|an) $/iu;
const TIME_BEFORE =
  /(?:^|[^\p{L}])(?:in|through|since|by|until|till|of|this|next|last|every|early|late|mid|before|after|during|all|en|hasta|desde) $/iu;
const MONTH =
  /^(?:april|may|june|august|summer|autumn|winter|spring|abril|mayo|junio|julio|eve|dawn)$/u;
const DAY_AFTER = /^ (?:\d{1,2}\b|is (?:a|poetry|the)|break|school|\d{4})/u;

/** What the words around a name say where it is no student's. */
export interface OtherCues {
  readonly hasTitle: boolean;
  readonly isStaff: boolean;
  readonly isSpokenTo: boolean;
  /** What a lesson, a book or a song is about. */
  readonly isTaught: boolean;
  /** A book is spoken of, and it may be somebody in it. */
  readonly inBook: boolean;
  /** A place, a thing or a time, not a person. */
  readonly isThing: boolean;
}

/** Reads the words around a name for what points to anybody and anything but a student. */
export function otherCues(span: NameSpan): OtherCues {
  const { before, after } = span;
  return {
    hasTitle: TITLE_BEFORE.test(before),
    isStaff: STAFF_BEFORE.test(before) || STAFF_AFTER.test(after) || STAFF_ACTS.test(after),
    isSpokenTo: isSpokenTo(span),
    isTaught: LESSON_BEFORE.test(before),
    inBook: IN_A_BOOK.test(before) || IN_A_BOOK.test(after),
    isThing: isThing(span),
  };
}

function isSpokenTo({ words, before, after, opens }: NameSpan): boolean {
  if (THANKED.test(before)) return true;
  if (opens && ADDRESSED.test(after)) return true;
  if (CLOSING.test(before) && NOTHING_MORE.test(after)) return true;
  if (words.length > 1) return false;
  return ASKED.test(before) && QUESTION.test(after) && !CLASS_TALK.test(after);
}

function isThing(span: NameSpan): boolean {
  const { words, before, after } = span;
  const [first] = words;
  if (THING_AFTER.test(after)) return true;
  if (isTitleOfWork(span)) return true;
  if (words.length > 1) return words.every(({ kind }) => !kind) && ARTICLE.test(before);
  return first !== undefined && first.kind !== "given" && isPlaceOrTime(span, first);
}

/** Two words at least, and no name among them but a place's. */
function isTitleOfWork({ words, before, after }: NameSpan): boolean {
  if (words.length < 2 || !OUR.test(before) || !TITLE_OF_WORK.test(after)) return false;
  const isNamed = words.some(({ kind }) => kind === "given" || kind === "word");
  return !isNamed && words.some(({ kind }) => !kind);
}

/** A lone word that may be a product, a month or a town. */
function isPlaceOrTime({ before, after }: NameSpan, { key, kind }: NameWord): boolean {
  if (PRODUCT_AFTER.test(after) || ARTICLE.test(before)) return true;
  if (MONTH.test(key)) return TIME_BEFORE.test(before) || DAY_AFTER.test(after);
  return kind !== "word" && (PLACE_BEFORE.test(before) || COMPARED.test(before));
}
