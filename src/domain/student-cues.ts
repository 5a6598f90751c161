import type { NameSpan } from "./name-spans.ts";

/** Words for one student, and for several. */
const ONE =
  "student|kid|kiddo|boy|girl|child|pupil|scholar|learner|son|daughter|grandson|granddaughter|tutee|newcomer|classmate|preschooler|(?:[\\p{L}\\d]+[- ])?graders?|kindergart(?:e)?ner|freshman|sophomore|alumn[oa]|estudiante|niñ[oa]|muchach[oa]|chic[oa]|hij[oa]|compañerit[oa]|compañer[oa] de clase";
const MANY =
  "students|kids|kiddos|boys|girls|children|pupils|scholars|learners|sons|daughters|classmates|freshmen|sophomores|alumn[oa]s|estudiantes|niñ[oa]s|muchach[oa]s|chic[oa]s|hij[oa]s";
const WHOSE =
  "my|our|your|a|an|the|that|this|his|her|their|one|another|two|three|of|mi|mis|su|sus|tu|tus|nuestr[oa]s?|un|una|el|la|los|las|est[ea]|es[ea]";
const NAMED = "(?: (?:named|called|by the name of|llamad[oa]s?|de nombre|que se llama))?";
const WHERE = "(?: (?:in|from|de|en) [\\p{L}\\d' ]{2,30},)?";

/** "my student", "the boy in my class,", "Fifth grader", "two kids named": right before a name. */
const STUDENT_BEFORE = new RegExp(
  `(?:(?:^|[^\\p{L}])(?:${WHOSE}) (?:[\\p{Ll}\\d-]+ ){0,2}|^\\W*)(?:(?:${ONE})${NAMED}(?:${WHERE}|[,:]| [-–—(])?|(?:${MANY})${NAMED}|(?:one|some|two|three|un[oa]|dos) (?:of|de) (?:my|our|your|mis|nuestr[oa]s|sus|tus) (?:${MANY}),?)[ (]+$`,
  "iu",
);
/** "'s name is", "se llama". */
const NAMING =
  /\b(?:student|kid|child|boy|girl|his|her|whose|student['’]s|kid['’]s|child['’]s|boy['’]s|girl['’]s)(?: first| full)? name(?: is| was|:)? $|\b(?:se llama(?:ba)?|su nombre es) $/iu;
/** ", a student in my class,", " (one of my kids)", " is a student". */
const STUDENT_AFTER = new RegExp(
  `^,? \\(?(?:a|an|my|our|your|one of (?:my|our|your|the)|un|una|mi|un[oa] de (?:mis|nuestr[oa]s|sus|los|las)) (?:[\\p{Ll}\\d-]+ ){0,2}(?:${ONE}|${MANY})(?: (?:in|from|of|who|de|en|del) [^.,;)]{1,40})?[,.)]|^ (?:is|was|es|era) (?:a|an|my|our|your|one of (?:my|our|your)|un|una|mi|un[oa] de mis) (?:[\\p{Ll}\\d-]+ ){0,2}(?:${ONE}|${MANY})(?! teacher)`,
  "iu",
);
/** "the Kowalski twins", "those Amadi boys": children of a family. */
const FAMILY_BEFORE =
  /(?:^|[^\p{L}])(?:the|those|these|both|all|our|my|los|las|al|del|el|la) (?:\p{Ll}+ )?$/iu;
const FAMILY_AFTER =
  /^ (?:twins?|triplets|boys?|girls?|kids?|brothers?|sisters?|siblings?|children|child)(?! (?:and girls|scouts?|clubs?|teams?|group|museum|who (?:code|run)|basketball|soccer|in|of|on))(?!\p{L})/u;
/** Peoples and figures, who are no family: "the Somali girls", "the Grimm brothers". */
const NO_FAMILY =
  /^(?:\p{L}+(?:ian|ean|ican|ese|ish)|somali|karen|hmong|thai|iraqi|afghan|german|latin[oa]|filipin[oa]|chicano|muslim|arab|pakistani|israeli|yemeni|wright|grimm|bronte|mirabal|marx|warner|jonas|hardy|lost|title|lego)$/u;
/** "el hijo de la señora ", "los gemelos ". */
const HIJO_BEFORE =
  /(?:^|[^\p{L}])(?:el|la|los|las|al|del|un|una) (?:hij[oa]s?|hijit[oa]s?|niet[oa]s?|gemel[oa]s|mellizas?|mellizos?|cuat(?:es|as))(?: \p{Ll}+(?:or|es|it[oa]))? (?:de )?(?:(?:la |el |los )?(?:señor(?:a|es)?|sra?\.?|doña|don|familia|maestr[oa]|profesora?) )?$/iu;
const ORDER =
  "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|next|\\d{1,2}(?:st|nd|rd|th)?|[A-H]|primer|primero|segundo|tercer|tercero|cuarto|quinto|sexto|séptimo|octavo|noveno|\\d{1,2}[.º°])";
const LEVEL = `(?:${ORDER} (?:period|grade|block|hour|grado|per[ií]odo|bloque|hora)|(?:grade|period|block) \\d{1,2})`;
const CLASS = `(?:${LEVEL}|(?:my|our|your|mi|su|tu) (?:[\\p{L}\\d]+ ){0,2}(?:class|period|block|group|clase|grupo|salón)|(?:[\\p{L}]+['’]s|[Mm]onday|[Tt]uesday) class|kindergarten|kinder|pre-?k|advisory|homeroom|tutor[ií]a)`;
/** "in third period", "de tercer grado", "from homeroom". */
const CLASS_AFTER = new RegExp(
  `^(?:['’]s)?,? (?:(?:in|from|of|at|during|de|del|en|durante) (?:the |my |our |your |el |la |mi |su )?)${CLASS}`,
  "iu",
);
const CLASS_SOMEWHERE = new RegExp(
  `(?:^|[^\\p{L}])(?:${LEVEL}|(?:a|the|my|our|your|one|un|una|mi|el|la) (?:[\\p{Ll}]+ )?(?:${ONE})|classmates?)(?!\\p{L})`,
  "iu",
);

const ADVERBS =
  "finally|now|already|just|even|never|always|proudly|quietly|still|also|really|then|por fin|ya|hoy|siempre|nunca|also";
/** What children do and teachers notice: it follows a name. */
const LEARNING = new RegExp(
  `^(?:,? (?:${ADVERBS})){0,2} (?:reads?|wrote|writes|finish(?:ed|es)|solved?|learn(?:ed|s)|asked|asks|told|tells|said|says|raised|raises|shared|loved?|loves|joined|led|smiled|turned in|turned|understands|understood|gets it|got it|can (?:now )?(?:count|read|write|add|spell|tie)|has (?:read|written|learned|finished|grown|found|started)|was so proud|is so proud|drew|drawing|reading|writing|counts|explained|presented|passed|spoke|practiced|participated|volunteered|checked|tried|lights up|lit up|looked|waved|cried|cries|laughed|beamed|grinned|sings?|sang|danced|spelled|opened up|grew|improved|struggled|moved up|refused|greets?|lloró|rió|cantó|mejoró|creció|vino|stopped crying|felt|feels|wants|wanted|needed|needs|had no|came to|comes to|read|spelled|counted|worked|leyó|lee|escribió|escribe|terminó|aprendió|dijo|pidió|preguntó|levantó|levanta|sonrió|participó|entendió|entiende|sabe|suma|habló|contó|me (?:dijo|contó|preguntó|pidió)|resolvió|logró|quiere)(?!\\p{L})`,
  "iu",
);
const BELONGINGS =
  "project|essay|homework|mom|mother|mama|dad|father|papa|parents?|guardian|sister|brother|sibling|grandma|grandmother|grandpa|grandfather|aunt|uncle|family|desk|poem|poster|drawing|painting|paper|draft|reading|writing|notebook|journal|locker|seat|behavior|iep|504|file|story|work|page|lunch|backpack|math|speech|report|card|test|quiz|grades?|backpack|chair|portfolio|presentation|question|answer|face|smile|hand|progress|confidence|attendance|schedule|book report|science fair|voice|birthday|house|home";
/** "'s first project", "' little sister". */
const OWNS_AFTER = new RegExp(
  `^(?:['’]s|['’](?= )) (?:[\\p{Ll}-]+ ){0,2}(?:${BELONGINGS})(?!\\p{L})`,
  "iu",
);
/** "la mamá de", "el expediente de", "the mother of". */
const OWNS_BEFORE =
  /\b(?:mam[áa]|madre|pap[áa]|padre|padres|abuel[oa]|herman[oa]|familia|tarea|tareas|expediente|proyecto|cuaderno|ensayo|dibujo|trabajo|caso|conducta|boleta|lectura|progreso) de $|\b(?:mother|mom|father|dad|parents?|sister|brother|grandmother|family|file|case|work|drawing|poem) of $/iu;
/** What somebody does for a child, and seldom for a thing: it comes before a name. */
const HELPING =
  /\b(?:help(?:ed|s|ing)?|sat (?:down )?(?:with|beside|by|next to)|stayed (?:late |after )?with|tutor(?:ed|s|ing)?|encouraged|challenged|let|letting|reminded|greeted|listened to|talk(?:ed|ing)? (?:to|with)|patient with|kind to|check(?:ed|ing)? (?:in )?(?:in |on |with )+|welcomed|cheered (?:on|for)|cheering (?:on|for)|comforted|hugged|consoled|calmed|praised|tied|knelt (?:by|next to|beside)|kneel (?:by|next to|beside)|believed? in|met with|called on|next to|ayud\w+ a|ayudaste a|escuch\w+ a|enseñ\w+ a|apoy\w+ a|logr\w+ que|dej\w+ que|acompañ\w+ a|anim\w+ a|abraz\w+ a|felicit\w+ a|consol\w+ a|les? \p{L}+ a|trabaj\w+ con|habl\w+ con) $/iu;
/** What may be done for a child, and to a thing as well. */
const DOING =
  /\b(?:work(?:ed|s|ing)? (?:one on one )?with|coached|taught|teaching|gave|give|giving|got|getting|included|including|walked|pulled|paired|showed|showing|made|making|room for|supported|supporting|guided|pushed|reached|noticed(?: that)?|saw(?: that)?|seeing|see|asked|invited|read (?:with|to)|when|invit\w+ a|pidi\w+ a|vi a) $/iu;

/** What the words around a name say of whose it is. */
export interface StudentCues {
  /** A word for a student stands right beside it. */
  readonly isStudent: boolean;
  /** A grade or a period stands right behind it. */
  readonly inClass: boolean;
  /** A class or a student is spoken of in the same sentence. */
  readonly nearClass: boolean;
  readonly learns: boolean;
  readonly owns: boolean;
  /** Somebody helps them: 2, or may: 1. */
  readonly help: 0 | 1 | 2;
}

/** Reads the words around a name for what points to a student. */
export function studentCues(span: NameSpan): StudentCues {
  const { before, after } = span;
  return {
    isStudent: isCalledStudent(span) || isOfFamily(span),
    inClass: CLASS_AFTER.test(after),
    nearClass: CLASS_SOMEWHERE.test(before) || CLASS_SOMEWHERE.test(after),
    learns: LEARNING.test(after),
    owns: OWNS_AFTER.test(after) || OWNS_BEFORE.test(before),
    help: helpIn(before),
  };
}

function isCalledStudent({ before, after }: NameSpan): boolean {
  return STUDENT_BEFORE.test(before) || NAMING.test(before) || STUDENT_AFTER.test(after);
}

function isOfFamily({ words, before, after }: NameSpan): boolean {
  if (HIJO_BEFORE.test(before)) return true;
  if (!FAMILY_BEFORE.test(before) || !FAMILY_AFTER.test(after)) return false;
  return words.length > 0 && !words.some(({ key }) => NO_FAMILY.test(key));
}

function helpIn(before: string): StudentCues["help"] {
  if (HELPING.test(before)) return 2;
  return DOING.test(before) ? 1 : 0;
}
