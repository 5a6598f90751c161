import { nameKind } from "./given-names.ts";
import { type KnownNames, nothingKnown } from "./known-names.ts";
import { type MaskedSentence, maskKnown } from "./mask-known.ts";
import { type Initial, initialNames } from "./name-initials.ts";
import { readingsOf } from "./name-signs.ts";
import { type NameSpan, spansIn } from "./name-spans.ts";
import { sentencesOf } from "./name-words.ts";
import { fold } from "./names.ts";
import { otherCues } from "./other-cues.ts";
import { noStaff, type StaffNames } from "./staff-names.ts";
import { type StudentCues, studentCues } from "./student-cues.ts";

/** A name in a text that may be a student's. */
export interface FoundName {
  /** As it was typed. */
  readonly text: string;
  /** Its words, folded: what to look for on the staff list. */
  readonly keys: readonly string[];
  /** A word for a student stands right beside it: nobody can vouch for it. */
  readonly isStudent: boolean;
  /** Written with an initial, as students are; undefined for whole words. */
  readonly initial?: Initial | undefined;
}

/** What is known when a text is read. */
export interface NameKnowledge {
  readonly known: KnownNames;
  readonly staff: StaffNames;
}

const NOTHING: NameKnowledge = { known: nothingKnown, staff: noStaff };
/** From this weight on a word is held. */
const HELD = 3;
const STUDENT = 5;
const NOBODY = -10;
/** Small words that no rule would hold without a student beside them: "my student zyaire asked". */
const SMALL_NAME =
  /\b(?:my|our|mi) (?:student|kid|kiddo|scholar|alumn[oa]|estudiante) (\p{Ll}{3,}) (?:asked|told|read|wrote|said|finished|shared|raised|loves|joined|leyó|dijo|escribió|pidió|preguntó)(?!\p{L})/iu;
const NO_SMALL_NAME =
  /(?:ly|ed|ing|s|mente)$|^(?:who|that|just|then|even|once|often|never|soon|helper|partner|group|leader|also|has|had|again|already|still|que|nunca|siempre|ya|hoy|me|también|solo|rarely|today|yesterday|council|teacher|leader|always|maybe|aide)$/u;
const SMALL_WORD_NAME =
  /\b(?:my|our|mi) (?:student|kid|kiddo|scholar|girl|boy|alumn[oa]|estudiante|niñ[oa]) (grace|faith|joy|destiny|angel|summer|autumn|hunter|king|genesis|heaven|journey|trinity|serenity|harmony|melody|charity|ivy|lily|ruby|violet|jade|amber|crystal|daisy|skye?|jack|mason|parker|taylor|jordan|madison|brooklyn|austin|charlotte|savannah|sydney|jackson|lincoln)(?!\p{L}|['’]?s? (?:period|team|group))/iu;

/** "helped max read": beside these a name is read in small letters that is a word elsewhere. */
const SMALL_HELPED =
  /\b(?:help(?:ed|s|ing)|sat with|sitting with|read(?:ing)? (?:with|to)|tutor(?:ed|ing)|ayud\p{L}+ a|ley\p{L}+ con) (\p{Ll}{3,})(?= (?:to |a |as |while |until )?(?:(?:he |she )?(?:read|write|leer|escribir|finish|learn|sound)|with (?:his|her|their|the)|con su|every|each|after|during|cada|y |and )|[.,!]|$)/u;

/** "santi finally read a page". */
const SMALL_READS =
  /(?<![\p{L}'-])(\p{Ll}{3,}) (?:(?:finally|now|already|por fin|ya) )?(?:read|reads|wrote|leyó|lee) (?:a|an|the|his|her|un|una|su|aloud|out|to|for)(?!\p{L})/u;

/** Names that may be a student's: all that no colleague goes by, and that the words around excuse not. */
export function findStudentNames(text: string, knowledge = NOTHING): readonly FoundName[] {
  const sentences = readingsOf(text).flatMap(sentencesOf);
  const masked = sentences.map((sentence) => maskKnown(sentence, knowledge.known));
  const found = masked.flatMap((sentence) => [
    ...namesBySpan(sentence, knowledge),
    ...namesByInitial(sentence.text, knowledge),
    ...namesInSmall(sentence.text, knowledge),
  ]);
  return found.filter(
    ({ text: name }, at) => !found.some((each, i) => says(each.text, name, i < at)),
  );
}

/** True where one text holds the other; of two that are the same, the first. */
function says(text: string, name: string, isBefore: boolean): boolean {
  return text === name ? isBefore : ` ${text} `.includes(` ${name} `);
}

function namesBySpan(sentence: MaskedSentence, knowledge: NameKnowledge): readonly FoundName[] {
  let before: StudentCues | undefined;
  let beforeIsNobody = false;
  return spansIn(sentence, knowledge.known).flatMap((span) => {
    const own = studentCues(span);
    const cues = span.follows && before ? inherit(own, before) : own;
    const isNobody = isExcused(span, cues) || (span.follows && beforeIsNobody && !cues.isStudent);
    [before, beforeIsNobody] = [cues, isNobody];
    const isColleague =
      !own.isStudent &&
      isOnStaff(
        span.words.map(({ key }) => key),
        knowledge.staff,
      );
    if (isColleague || weigh(span, cues, isNobody) < HELD) return [];
    return [{ text: span.text, keys: span.words.map(({ key }) => key), isStudent: own.isStudent }];
  });
}

/** "Helped Zion and Nevaeh": what is said of one is said of the other. */
function inherit(own: StudentCues, before: StudentCues): StudentCues {
  return {
    ...own,
    isStudent: own.isStudent || before.isStudent,
    help: own.help || before.help,
  };
}

/** True for grown-ups with a title, for figures of books and for places, days and things. */
function isExcused(span: NameSpan, cues: StudentCues): boolean {
  const { isStudent, inClass, help, owns, learns } = cues;
  const isHelped = help > 0;
  if (isStudent) return false;
  const other = otherCues(span);
  if (other.hasTitle || other.isStaff) return true;
  if (inClass) return false;
  return (
    other.isSpokenTo ||
    (other.isTaught && !isHelped) ||
    (other.inBook && !(isHelped || learns)) ||
    (other.isThing && !(isHelped || owns))
  );
}

function weigh(span: NameSpan, cues: StudentCues, isNobody: boolean): number {
  if (isNobody) return NOBODY;
  const isWeak = span.words.length === 1 && span.words[0]?.kind !== "given";
  const opened = span.opens && isWeak ? 1 : 0;
  const weights = [
    baseOf(span),
    cues.isStudent ? STUDENT : 0,
    cues.inClass ? HELD : 0,
    cues.nearClass && !span.opens ? 1 : 0,
    cues.learns ? 2 + opened : 0,
    cues.owns ? 2 + opened : 0,
    cues.help,
  ];
  return weights.reduce((sum, each) => sum + each, 0);
}

/** What the words weigh by themselves. */
function baseOf({ words, opens }: NameSpan): number {
  const [first] = words;
  if (words.length > 1 || first?.kind === "given") return HELD;
  if (first?.kind) return opens ? 0 : 2;
  if (!opens) return 1;
  return NO_OPENER.test(first?.key ?? "") ? NOBODY : 0;
}
/** Words that begin a sentence and are no name: "Writers shared", "Yesterday". */
const NO_OPENER = /(?:s|ing|ed|ly|day|tion|ment|ness|ers|aron|ieron|ción|mente)$/u;

/** True where two words beside each other are always some colleague's. */
export function isOnStaff(keys: readonly string[], staff: StaffNames): boolean {
  const [first = "", last = ""] = [keys[0], keys.at(-1)];
  if (keys.length === 1) return staff.hasOne(first);
  if (staff.hasBoth(first, last)) return true;
  const pairs = keys.slice(1).map((key, at) => staff.hasBoth(keys[at] ?? "", key));
  const isFree = keys.map((_, at) => !(pairs[at] || pairs[at - 1]));
  return !isFree.some((free, at) => free && isFree[at + 1] === true);
}

function namesByInitial(sentence: string, { staff }: NameKnowledge): readonly FoundName[] {
  return initialNames(sentence, staff)
    .filter(({ isColleague }) => !isColleague)
    .map(({ text, keys, initial, isStudent }) => ({ text, keys, initial, isStudent }));
}

function namesInSmall(sentence: string, { staff }: NameKnowledge): readonly FoundName[] {
  const word = SMALL_WORD_NAME.exec(sentence)?.[1];
  const small = SMALL_NAME.exec(sentence)?.[1] ?? "";
  const helped = (SMALL_HELPED.exec(sentence) ?? SMALL_READS.exec(sentence))?.[1] ?? "";
  const isName = nameKind(helped) === "given" && !staff.hasOne(fold(helped));
  const known = isName ? [helped] : [];
  const names = [...known, word ?? "", NO_SMALL_NAME.test(small.toLowerCase()) ? "" : small];
  return names
    .filter((name) => name !== "")
    .map((name) => ({ text: name, keys: [fold(name)], isStudent: name !== helped }));
}
