import { mention } from "./mentions.ts";

/** `/praise` in one line, taken apart: who is named, and what for. */
export interface PraiseLine {
  /** As typed, without "@"; a mention of an account stays as it is. */
  readonly names: readonly string[];
  readonly text: string;
}

const FOR = /\s+(?:for|because|por|porque)(?:\s+|$)/i;
const LEADING_FOR = /^(?:for|because|por|porque)(?:\s+|$)/i;
/** Spanish "y", and "e" before the sound of "i"; a capital is somebody's initial. */
const BETWEEN_NAMES =
  /\s*(?:,|&|\b(?:and|And|AND)\b|(?<=\s)(?:y|e(?=\s+@?[Hh]?[IiÍí]))(?=\s))\s*@?|\s+@|\s*(?=\u{E000})|(?<=\u{E001})\s*/u;
const LEADING_AT = /^@+/;
/** Before a name of a Spanish line: "a Ana", "al equipo", "a la maestra Ruiz"; "Al" is a name. */
const LEADING_TO = /^(?:[aA]\s+(?:(?:la|los|las)\s+)?|al\s+)(?=\S)/;
const TO_MENTION = /(?<![\p{L}\p{N}])a\s+(?=@|\u{E000})/giu;
const ENGLISH_FOR = /^\s*(?:for|because)/i;
const MENTION = /\u{E000}([^\u{E000}\u{E001}]+)\u{E001}/gu;
/** Mentions at the start of a line, and what stands between them. */
const FIRST_MENTIONS =
  /^(?:(?:a\s+)?\u{E000}[^\u{E000}\u{E001}]+\u{E001}\s*(?:(?:,|&|\b(?:and|y|e)\b)\s*)*)+/iu;
const ENDS_OPEN = /(?:,|&|\b(?:and|y|e))\s*$/i;

/**
 * "@Ana Ruiz and @Ben Cho for sharing..." -> two names and the text. Behind mentions "for" may be
 * left out. Without "for", typed words are the name of whom to look up and the text is empty.
 */
export function parsePraise(line: string): PraiseLine {
  // An account may hold any words: while the line is taken apart, a number stands for it.
  const accounts: string[] = [];
  const numbered = line.replace(MENTION, (_all, account: string) =>
    mention(String(accounts.push(account) - 1)),
  );
  const { names, text } = parseNumbered(numbered.trim());
  const withAccounts = (part: string): string =>
    part.replace(MENTION, (_all, index: string) => mention(accounts[Number(index)] ?? ""));
  return { names: names.map(withAccounts), text: withAccounts(text) };
}

function parseNumbered(trimmed: string): PraiseLine {
  const mentions = FIRST_MENTIONS.exec(trimmed)?.[0] ?? "";
  if (mentions !== "" && !ENDS_OPEN.test(mentions)) {
    const text = trimmed.slice(mentions.length).replace(LEADING_FOR, "").trim();
    return { names: splitNames(mentions), text };
  }
  const split = FOR.exec(trimmed);
  const who = split ? trimmed.slice(0, split.index) : trimmed;
  const text = split ? trimmed.slice(split.index + split[0].length).trim() : "";
  const names = splitNames(who);
  const isEnglish = split !== null && ENGLISH_FOR.test(split[0]);
  return { names: isEnglish ? names : names.map((name) => name.replace(LEADING_TO, "")), text };
}

function splitNames(who: string): readonly string[] {
  return who
    .replace(TO_MENTION, "")
    .split(BETWEEN_NAMES)
    .map((name) => name.replace(LEADING_AT, "").trim())
    .filter((name) => name !== "");
}
