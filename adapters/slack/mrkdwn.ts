import { withoutMentions } from "#domain/mentions.ts";
import { words } from "./words.ts";

const RESERVED = /[&<>]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const ENTITY = /^&(?:amp|lt|gt);/;
const LONGEST_ENTITY = 5;
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
/** Control characters, and marks that turn the words of others around. */
const UNSEEN = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;
/** Most text is of these signs alone, which need no cleaning. */
const ORDINARY = /^[\n -~\u00A0-\u024F\u2010-\u2027]*$/;
const LONE_SURROGATE = /\p{Cs}/gu;
const BLANK = /^[\s\p{Cf}]*$/u;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;
/** What would end a date token's fallback too soon, or open another part of it. */
const TOKEN_MARKS = /[|^\n]/g;
const MORE = "…";

/** Anybody's words as Slack can take them: well-formed, and without what nobody can see. */
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

/** Text for mrkdwn, where only `&`, `<` and `>` can mention, link or break out. */
export function escapeText(text: string): string {
  return text.replace(RESERVED, (sign) => ENTITIES[sign] ?? "");
}

/** Plain text of at most `limit` UTF-16 units, with "…" where it was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, pairBorder(text, limit - MORE.length)).trimEnd()}${MORE}`;
}

/** Escaped text of at most `limit` UTF-16 units; entities, pairs and Slack's tokens stay whole. */
export function cut(escaped: string, limit: number): string {
  if (escaped.length <= limit) return escaped;
  const end = entityBorder(escaped, tokenBorder(escaped, limit - MORE.length));
  return `${escaped.slice(0, pairBorder(escaped, end)).trimEnd()}${MORE}`;
}

/** The last place at or before `at` that does not part a surrogate pair. */
export function pairBorder(text: string, at: number): number {
  const end = Math.max(0, at);
  return end < text.length && HIGH_SURROGATE.test(text.slice(0, end)) ? end - 1 : end;
}

function entityBorder(text: string, at: number): number {
  const open = text.lastIndexOf("&", at - 1);
  if (open < 0 || at <= 0) return at;
  const [entity = ""] = ENTITY.exec(text.slice(open, open + LONGEST_ENTITY)) ?? [];
  return open + entity.length > at ? open : at;
}

function tokenBorder(text: string, at: number): number {
  const before = text.slice(0, Math.max(0, at));
  const open = before.lastIndexOf("<");
  return open > before.lastIndexOf(">") ? open : before.length;
}

/** An instant that Slack shows in the reader's own zone; `fallback` says it where it cannot. */
export function dateToken(at: Date, fallback: string): string {
  const said = escapeText(clean(fallback).replace(TOKEN_MARKS, " ").trim());
  const seconds = Math.floor(at.getTime() / 1000);
  if (Number.isNaN(seconds) || isBlank(said)) return said;
  return `<!date^${seconds}^${words.date}|${said}>`;
}
