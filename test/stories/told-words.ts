const SYLLABLES = ["vex", "quo", "zim", "pluv", "drax", "wob", "fyt", "krum"] as const;

/** Words that nobody else writes: whoever finds one knows where it came from. */
export function createLexicon() {
  const used: string[] = [];
  /** A new one, all letters: "vexquozim...". */
  const word = (): string => {
    const digits = (used.length + 8 ** 4).toString(8);
    const made = [...digits].map((digit) => SYLLABLES[Number(digit)] ?? "").join("");
    used.push(made);
    return made;
  };
  return {
    word,
    /** What a colleague did, as the guard lets it pass. */
    deed: () => `letting students choose the ${word()} order of their tasks in reading today`,
    /** Adds what was met on the way, such as a token; too short to be searched for is left out. */
    keep: (...secrets: readonly string[]): void => {
      used.push(...secrets.filter((secret) => secret.length > 7));
    },
    all: (): readonly string[] => [...used],
  };
}

export type Lexicon = ReturnType<typeof createLexicon>;

/** Those of the words that stand in the text, as written or as a link or a JSON string writes them. */
export function findTold(text: string, words: readonly string[]): readonly string[] {
  return words.filter((word) => spellings(word).some((spelling) => text.includes(spelling)));
}

function spellings(word: string): readonly string[] {
  const json = JSON.stringify(word).slice(1, -1);
  return [...new Set([word, json, encodeURIComponent(word), word.toLowerCase()])];
}
