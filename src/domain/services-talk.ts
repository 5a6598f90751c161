import { type KnownNames, nothingKnown } from "./known-names.ts";
import { maskKnown } from "./mask-known.ts";
import { spansIn } from "./name-spans.ts";

/** What a child may have or be given, and what schools plan for: which of them it is, the words beside it say. */
const TERM = String.raw`(?:IEP|504 plan|504(?= (?:meeting|accommodation|coordinator)|[.,;)]|$)|autis\w*|ADHD|dyslexi\w*|dyscalculi\w*|dysgraphi\w*|disabilit\w*|disabled|asperger\w*|down'?s? syndrome|epilep\w*|cerebral palsy|bipolar|tourette\w*|suicid\w*|self-harm\w*|foster care|speech therapy|therapy|referral|suspension|detention|immigration)`;
const TERMS = new RegExp(
  String.raw`\b${TERM}(?:(?:,| and| or|\/| &|, and) ?${TERM})*(?![\w-])`,
  "giu",
);
/** A programme; it is somebody's only where somebody is named. */
const PROGRAM = /\bspecial (?:ed|education|needs)\b/iu;

/** Behind a term these make it work of the school, whoever does it. */
const STRONG =
  "teachers?|staff|teams?|access(?:ibility)?|department|office|officers?|coordinators?|directors?|coach(?:es)?|specialists?|aides?|trainings?|workshops?|sessions?|courses?|programs?|programmes?|classrooms?|class(?:es)?|laws?|rules?|grants?|funding|budget|money|awareness|prevention|inclusion|acceptance|day|week|month|dogs?|services|units?|lessons?|history|nights?|duty|policy|policies|advocates?|experts?|strategies|research|screeners?|screening|rights";
/** Behind a term these may still be about one child. */
const WEAK =
  "meetings?|paperwork|plans?|goals|reports?|reviews?|deadlines?|process|compliance|caseloads?|season|support|supports|evaluations?|accommodations?|forms?|systems?|data|rates?|rooms?|numbers|procedures?|caseload|software|referrals?|testing|audits?|dates?|schedules?|folders?|writing|work";
const LINKED = String.raw`(?:(?: and| or|\/|,) ?(?!(?:his|her|the|an?|our|my|we|he|she|they|it|i)\b)[\p{L}-]+)?(?: (?:language|support|student|related|reading|behavior|resource|law))?`;
const BEHIND_STRONG = new RegExp(String.raw`^${LINKED}(?: (?:${WEAK}))?[ -](?:${STRONG})\b`, "iu");
const BEHIND_WEAK = new RegExp(String.raw`^${LINKED}[ -](?:${WEAK})\b`, "iu");

/** Before a term: all of them, and nobody. */
const GROUP =
  /\b(?:(?:students|children|kids|learners|pupils|families|people|adults|peers|those|schools)|(?:each|every|any) (?:student|child|learner)) (?:who have|with|on) (?:an? )?(?:\p{Ll}+ )?$/iu;
const LEARNING =
  /\b(?:trainings?|workshops?|sessions?|courses?|books?|articles?|webinars?|pd|development|learn(?:ing)?(?: more)?) (?:on|about|in|for|around|to support) (?:students with )?$/iu;

const CHILD =
  "student|child|kid|boy|girl|son|daughter|pupil|sibling|mother|father|mom|dad|parent|sister|brother|grandson|granddaughter|grader|grandmother";
const SOMEBODY = new RegExp(
  String.raw`\b(?:he|she|him|her|hers|his)\b|\b(?:an?|one|this|that|the|my|our|whose|another) (?:[\p{L}\d-]+ ){0,2}(?:${CHILD})\b(?! (?:support|services?|council|choice|voice|teams?|led))|\b(?:two|three|four|five|six|both|these|[2-9]) (?:of \p{L}+ )?(?:\p{Ll}+ )?(?:students|kids|children|boys|girls|pupils)\b`,
  "iu",
);
const TEACHING = /\b(?:teach(?:es)?|taught|leads?|led|runs?|ran|covers?|covered) special/iu;
const OWNED = /(?:\b(?:his|her)|['’]s) (?:\p{Ll}+ )?$/iu;
const HAVING = /\b(?:has|had|needs|needed|gets|got|sees|qualif\w+|with|receives|receiving|for)\b/iu;
const SENTENCE = /[.!?\n]+(?:\s|$)/u;

/** The word that says what one child has or is given, and not how a school works; undefined for none. */
export function findServices(text: string, known = nothingKnown): string | undefined {
  for (const sentence of text.split(SENTENCE)) {
    const found = serviceIn(sentence, known);
    if (found !== undefined) return found;
  }
  return undefined;
}

function serviceIn(sentence: string, known: KnownNames): string | undefined {
  const program = PROGRAM.exec(sentence)?.[0];
  const terms = [...sentence.matchAll(TERMS)];
  if (program === undefined && terms.length === 0) return undefined;
  const isNamed = SOMEBODY.test(sentence) || mayNameSomebody(sentence, known);
  if (isNamed && program && !isTaught(sentence)) return program;
  return terms.find(
    ({ 0: each, index }) => !isWork(sentence, { from: index, to: index + each.length, isNamed }),
  )?.[0];
}

/** True where somebody may be named: a capital that no school and no ordinary word has. */
function mayNameSomebody(sentence: string, known: KnownNames): boolean {
  return spansIn(maskKnown(sentence, known), known).length > 0;
}

/** "Dana teaches special education", "the special education team": work, whoever does it. */
function isTaught(sentence: string): boolean {
  if (TEACHING.test(sentence)) return true;
  const at = sentence.search(PROGRAM);
  const behind = sentence.slice(at).replace(PROGRAM, "");
  return !OWNED.test(sentence.slice(0, at)) && BEHIND_STRONG.test(behind) && !HAVING.test(sentence);
}

interface Found {
  readonly from: number;
  readonly to: number;
  /** True where the sentence may be about one child. */
  readonly isNamed: boolean;
}

function isWork(sentence: string, { from, to, isNamed }: Found): boolean {
  const [before, behind] = [sentence.slice(0, from), sentence.slice(to)];
  if (BEHIND_STRONG.test(behind)) {
    return !(OWNED.test(before) && isNamed) && !(isNamed && HAVING.test(sentence));
  }
  if (isNamed) return false;
  return BEHIND_WEAK.test(behind) || GROUP.test(before) || LEARNING.test(before);
}
