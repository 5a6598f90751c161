/** What people write when they speak of a practice, in English and Spanish; the first that fits is named. */
const SIGNS: readonly (readonly [practice: string, signs: RegExp])[] = [
  [
    "choice",
    /\b(choos\w+|chose|choices?|pick(?:s|ed|ing)?|options?|task board|two ways|order of (?:the|their)|which (?:one|task)|eleg\w+|elij\w+|escog\w+|opci[oó]n\w*)\b/iu,
  ],
  [
    "reflection",
    /\b(reflect\w*|exit slips?|look(?:ed|ing)? back|goals?|next steps?|earlier (?:\w+ )?(?:page|work|draft)|what (?:clicked|got better)|compare\w* (?:an|their) earlier|reflexi\w+|metas?|boletos? de salida)\b/iu,
  ],
  [
    "targeted",
    /\b(small groups?|regroup\w*|groups? (?:after|by|of (?:two|three|four|five|six))|(?:four|five|six|three|two) students|one skill|must-do|table for|grupos? peque[nñ]os?|reagrup\w+|una destreza)\b/iu,
  ],
  [
    "data",
    /\b(results?|data|quiz(?:zes)?|by mistake|what they missed|recent work|sorted|checks? for understanding|resultados?|errores?|datos)\b/iu,
  ],
  [
    "content",
    /\b(materials?|diagrams?|texts?|videos?|record(?:ed)? or write|audio|materiales?|diagramas?)\b/iu,
  ],
  [
    "voice",
    /\b(asked (?:students|them|the class)|students said|voices?|feedback|suggest\w+|silent|wait(?:ed|ing)? (?:a|long|\w+ seconds)|new hands|quiet (?:table|students?)|pregunt\w+|opini[oó]n\w*|voz)\b/iu,
  ],
  [
    "collaboration",
    /\b(partners?|together|shared? (?:your|a|the|their)|co-?taught|watch(?:ed)? your|helped? each other|compa[nñ]er\w+|juntos|comparti\w+)\b/iu,
  ],
  [
    "leading",
    /\b(cover(?:ed|ing)?|took (?:my|our) duty|cut the|cleared|protected|made time|planning (?:time|period)|cubri\w+|guardia)\b/iu,
  ],
];

/** The practice that a shout-out's words speak of, looked for on this machine alone; undefined for none. */
export function suggestPractice(text: string): string | undefined {
  return SIGNS.find(([, signs]) => signs.test(text))?.[0];
}
