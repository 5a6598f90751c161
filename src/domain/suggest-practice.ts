/** What people write when they speak of a practice, in English and Spanish. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  choice:
    /\b(?:choos\w+|chose|choices?|pick(?:s|ed|ing)?|options?|task board|menu|(?:two|three|four) (?:ways|paths)|let (?:\w+ ){1,3}(?:decide|start|choose|pick)|order of (?:the|their)|eleg\w+|elig\w+|elij\w+|escog\w+|opci[oó]n\w*)\b/giu,
  voice:
    /\b(?:asked (?:your |the |my |\w+day'?s |\w+ (?:period|block|class) )?(?:students|class|them|\w+ period|\w+ block)?(?: [\w']+)? what|students said|voices?|feedback|suggestions?|set the norms|read the answers back|changed (?:the|your) [\w-]+ after students|stayed silent|wait(?:ed)? (?:a|long|\w+ (?:\w+ )?seconds)|quiet table|pregunt[oóaá]\w*|opini[oó]n\w*|voz)\b/giu,
  reflection:
    /\b(?:reflect\w*|exit (?:slips?|notes?|tickets?)|look(?:ed|ing)? back|(?:their|own) goals?|earlier|later one|got better|proud of|changed in their thinking|next step|journals?|reflexi\w+|metas?|boletos? de salida)\b/giu,
  targeted:
    /\b(?:(?:small|short|skill) groups?|regroup\w*|rebuilt your groups|moved students between|pulled (?:a|two|three|four|five)|(?:three|four|five|six) students (?:on|for)|one skill|one mistake|reteach\w*|retaught|grupos? peque[nñ]os?|reagrup\w+|una destreza)\b/giu,
  data: /\b(?:results?|data|quiz(?:zes)?|(?:common )?slips|mistakes?|missed|reading the notebooks|read student work|sorted|looked through|checks?|resultados?|errores|datos)\b/giu,
  content:
    /\b(?:materials?|diagrams?|handouts?|picture key|entry points?|directions|rewrote|audio|videos?|record(?:ed)? or write|materiales?|instrucciones|diagramas?)\b/giu,
  collaboration:
    /\b(?:partners? routine|co-?taught|opened your door|watch(?:ed)? (?:your|the)|shared your|your cards|planned with|whole team|with our team|juntos|comparti\w+)\b/giu,
  leading:
    /\b(?:cover(?:ed|ing)? (?:my|our|the)|took (?:my|our) duty|cut the|stop doing|cleared|protected|made time|started our meeting|meeting|cubri\w+|guardia|reuni[oó]n)\b/giu,
};

/** Behind this the first sentence, which says the act, ends; what follows says its effect. */
const END_OF_ACT = /[.!?]\s/u;
const ACT_WEIGHT = 2;

/**
 * The practice that a shout-out's words speak of most, looked for on this machine alone; undefined where
 * they speak of none, or of two alike.
 */
export function suggestPractice(text: string): string | undefined {
  const [act = "", ...effect] = text.split(END_OF_ACT);
  const [first, second] = Object.entries(SIGNS)
    .map(([practice, signs]) => {
      const count = (part: string): number => part.match(signs)?.length ?? 0;
      return { practice, weight: ACT_WEIGHT * count(act) + count(effect.join(" ")) };
    })
    .sort((a, b) => b.weight - a.weight);
  return first && first.weight > (second?.weight ?? 0) ? first.practice : undefined;
}

/** Shorter words of a label are in every sentence. */
const LEAST_LETTERS = 5;
const BETWEEN_WORDS = /[^\p{L}]+/u;
/** Words of labels that many a line holds without speaking of the value. */
const SAY_NO_VALUE: ReadonlySet<string> = new Set(
  "every chance student students keep getting estudiante estudiantes oportunidad equipo trabajamos seguimos".split(
    " ",
  ),
);

/** The value one of whose own words is in the text: "respect", "trust"; undefined for none and for several. */
export function suggestValue(
  text: string,
  values: readonly { readonly id: string; readonly label: string }[],
): string | undefined {
  const said = new Set(text.toLowerCase().split(BETWEEN_WORDS));
  const fitting = values.filter(({ label }) =>
    label
      .toLowerCase()
      .split(BETWEEN_WORDS)
      .some((word) => word.length >= LEAST_LETTERS && !SAY_NO_VALUE.has(word) && said.has(word)),
  );
  return fitting.length === 1 ? fitting[0]?.id : undefined;
}
