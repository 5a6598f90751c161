/** `/praise` in one line, taken apart: who is named, and what for. */
export interface PraiseLine {
  /** As typed, without "@"; mentions of a platform arrive as ids. */
  readonly names: readonly string[];
  readonly text: string;
}

const FOR = /\s+(?:for|because)(?:\s+|$)/i;
const BETWEEN_NAMES = /\s*(?:,|&|\band\b)\s*@?|\s+@/i;
const LEADING_AT = /^@+/;

/**
 * "@Ana Ruiz and @Ben Cho for sharing..." -> two names and the text.
 * Without "for", everything is the name of whom to look up and the text is empty.
 */
export function parsePraise(line: string): PraiseLine {
  const trimmed = line.trim();
  const split = FOR.exec(trimmed);
  const who = split ? trimmed.slice(0, split.index) : trimmed;
  const text = split ? trimmed.slice(split.index + split[0].length).trim() : "";
  const names = who
    .split(BETWEEN_NAMES)
    .map((name) => name.replace(LEADING_AT, "").trim())
    .filter((name) => name !== "");
  return { names, text };
}
