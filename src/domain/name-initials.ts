import { nameKind } from "./given-names.ts";
import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";
import type { StaffNames } from "./staff-names.ts";
import { studentCues } from "./student-cues.ts";

const NAME = String.raw`\p{Lu}\p{L}*\p{Ll}(?:[-'’]\p{L}+)*`;
/** "Jayceon T.", "Marcus B", as students are written. */
const BEHIND = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’])(${NAME}) (\p{Lu})(?:(\.)(?=\s|$|[,;:!?])|(?=['’]s\b)|(?![\p{L}\p{N}.'’]))`,
  "gu",
);
/** "M. Bell": the initial begins the sentence or stands behind a small word. */
const BEFORE = new RegExp(
  String.raw`(?<=^[^\p{L}]*|[\p{Ll},] )(\p{Lu})\. ?(${NAME})(?![\p{L}])`,
  "gu",
);
/** "J.T.", "J. T." and nothing that every school has. */
const ALONE = /(?<![\p{L}\p{N}.]|\d )(\p{Lu})\. ?(\p{Lu})(?:\. ?(\p{Lu}))?\.(?! ?\p{Lu}\p{Ll})/gu;
const MEANT =
  /^(?:us|usa|pe|dc|ib|ap|el|id|la|ok|pta|gt|ta|ai|it|pa|pl|pd|pc|pdf|tv|vp|ya|ee|uu)$/u;
/** "My student JT", "My student K." */
const BESIDE =
  /(?:my|our|your|a|the|that|mi|un|una|el|la) (?:student|kid|kiddo|boy|girl|child|pupil|scholar|alumn[oa]|estudiante|niñ[oa]),? (\p{Lu}{2}|\p{Lu}\.)(?![\p{L}\p{N}])/giu;
/** They stand before a capital of their own: "Plan B", "I". */
const NO_INITIAL = /^[AI]$/u;

/** A letter beside a name. */
export interface Initial {
  readonly letter: string;
  /** True for "Elena R.", false for "E. Ruiz". */
  readonly behind: boolean;
}

/** A name that is written with initials. */
export interface InitialName {
  readonly text: string;
  /** The name beside the initial, folded; none where initials stand alone. */
  readonly keys: readonly string[];
  readonly initial: Initial;
  readonly isStudent: boolean;
  readonly isColleague: boolean;
}

/** Names with initials in a sentence, colleagues' too. */
export function initialNames(sentence: string, staff: StaffNames): readonly InitialName[] {
  return [
    ...withInitialBehind(sentence, staff),
    ...withInitialBefore(sentence, staff),
    ...initialsAlone(sentence),
  ];
}

function withInitialBehind(sentence: string, staff: StaffNames): readonly InitialName[] {
  return [...sentence.matchAll(BEHIND)].flatMap(
    ({ 0: text, 1: name = "", 2: initial = "", ...at }) => {
      const hasPoint = text.endsWith(".");
      const isName = hasPoint
        ? !isOrdinary(name)
        : nameKind(name) === "given" && !NO_INITIAL.test(initial);
      if (!isName) return [];
      const cues = around(sentence, at.index, text);
      const isNear = cues.isStudent || cues.inClass || cues.nearClass;
      const [given, letter] = [fold(name), fold(initial)];
      const isColleague = !isNear && staff.hasGivenInitial(given, letter);
      const found = { text, keys: [given], initial: { letter, behind: true } };
      return [{ ...found, isColleague, isStudent: cues.isStudent }];
    },
  );
}

function withInitialBefore(sentence: string, staff: StaffNames): readonly InitialName[] {
  return [...sentence.matchAll(BEFORE)].flatMap(
    ({ 0: text, 1: initial = "", 2: name = "", index }) => {
      if (isOrdinary(name)) return [];
      const [family, letter] = [fold(name), fold(initial)];
      const { isStudent } = around(sentence, index, text);
      const isColleague = staff.hasInitial(letter, family) && !isStudent;
      return [{ text, keys: [family], initial: { letter, behind: false }, isColleague, isStudent }];
    },
  );
}

/** Initials alone are a student's only beside words that say so. */
function initialsAlone(sentence: string): readonly InitialName[] {
  const dotted = [...sentence.matchAll(ALONE)].flatMap(({ 0: text, index }) => {
    const cues = around(sentence, index, text);
    const isMeant = MEANT.test(fold(text).replaceAll(" ", ""));
    const isNear = cues.inClass || cues.nearClass || cues.help > 0 || cues.owns;
    return cues.isStudent || (isNear && !isMeant) ? [{ text, isStudent: cues.isStudent }] : [];
  });
  const beside = [...sentence.matchAll(BESIDE)].flatMap(([, text = ""]) =>
    MEANT.test(fold(text)) || isOrdinary(text) || !SIGNS.test(text)
      ? []
      : [{ text, isStudent: true }],
  );
  return [...dotted, ...beside].map((each) => ({
    ...each,
    keys: [],
    initial: { letter: "", behind: false },
    isColleague: false,
  }));
}
/** `BESIDE` reads any case, and initials are capitals. */
const SIGNS = /^\p{Lu}/u;

function around(sentence: string, index: number, text: string) {
  const [before, after] = [sentence.slice(0, index), sentence.slice(index + text.length)];
  return studentCues({ words: [], text, before, after, opens: index === 0, follows: false });
}
