import { withoutMentions } from "./mentions.ts";

const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
/** Control characters, and marks that turn the words of others around. */
const UNSEEN = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;
/** Most text is of these signs alone, which need no cleaning. */
const ORDINARY = /^[\n -~\u00A0-\u024F\u2010-\u2027]*$/;
const LONE_SURROGATE = /\p{Cs}/gu;
const BLANK = /^[\s\p{Cf}]*$/u;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;
const MORE = "…";
const ENDED = /[.!?…]["'”’)]?$/u;
const BREAKS = /\s*\n\s*/g;

/** Anybody's words as a platform can take them: well-formed, and without what nobody can see. */
export function clean(text: string): string {
  if (ORDINARY.test(text)) return text;
  return withoutMentions(text)
    .replace(LINE_ENDS, "\n")
    .replace(UNSEEN, "")
    .replace(LONE_SURROGATE, "\uFFFD");
}

/** True where a reader would see nothing. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** Cleaned words in one line; `otherwise` where there are none. */
export function oneLine(text: string, otherwise: string): string {
  const line = clean(text).replace(BREAKS, " ").trim();
  return isBlank(line) ? otherwise : line;
}

/** Cleaned paragraphs, one a line, without empty ones. */
export function paragraphs(text: string): string[] {
  const lines = clean(text).split("\n");
  return lines.map((line) => line.trimEnd()).filter((line) => !isBlank(line));
}

/** A sentence with its full stop, which nobody has to type. */
export function endSentence(text: string): string {
  const said = text.trim();
  return said === "" || ENDED.test(said) ? said : `${said}.`;
}

/** Plain text of at most `limit` UTF-16 units, with "…" where it was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, pairBorder(text, limit - MORE.length)).trimEnd()}${MORE}`;
}

/** The last place at or before `at` that does not part a surrogate pair. */
export function pairBorder(text: string, at: number): number {
  const end = Math.max(0, at);
  return end < text.length && HIGH_SURROGATE.test(text.slice(0, end)) ? end - 1 : end;
}

/** Parts of at most `limit`, between words where there are some. */
export function part(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = pairBorder(rest, limit);
    const space = rest.lastIndexOf(" ", end);
    const at = space > limit / 2 ? space : end;
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest].filter((each) => !isBlank(each));
}
