import { clean, isBlank, pairBorder } from "#domain/plain-text.ts";
import { words } from "./words.ts";

const RESERVED = /[&<>]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const ENTITY = /^&(?:amp|lt|gt);/;
const LONGEST_ENTITY = 5;
/** What would end a date token's fallback too soon, or open another part of it. */
const TOKEN_MARKS = /[|^\n]/g;
const MORE = "…";

/** Text for mrkdwn, where only `&`, `<` and `>` can mention, link or break out. */
export function escapeText(text: string): string {
  return text.replace(RESERVED, (sign) => ENTITIES[sign] ?? "");
}

/** Escaped text of at most `limit` UTF-16 units; entities, pairs and Slack's tokens stay whole. */
export function cut(escaped: string, limit: number): string {
  if (escaped.length <= limit) return escaped;
  const end = entityBorder(escaped, tokenBorder(escaped, limit - MORE.length));
  return `${escaped.slice(0, pairBorder(escaped, end)).trimEnd()}${MORE}`;
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
  return `<!date^${seconds}^${words().date}|${said}>`;
}
