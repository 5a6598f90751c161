import type { types } from "@slack/bolt";
import { clean, isBlank, oneLine, part, shorten } from "#domain/plain-text.ts";
import { escapeText } from "./mrkdwn.ts";
import { words } from "./words.ts";

export type Block = types.KnownBlock;

/** Slack's longest text of a section. */
export const SECTION_LENGTH = 3000;
const CONTEXT_LENGTH = 2000;
/** Signs that mrkdwn would read as formatting. */
const FORMATTING = /[*_~`\n]/;

/**
 * Words that show as they were typed, `*stars*` and `<brackets>` included. Slack hands a typed 🎉
 * over as `:tada:`, so these names are the one thing it may draw.
 */
export function plain(text: string, limit: number): types.PlainTextElement {
  return { type: "plain_text", text: shorten(text, limit), emoji: true };
}

/** A label in bold; as it is where a sign in it would end the bold. */
export function strong(label: string, limit: number): types.TextObject {
  const line = oneLine(label, words().unnamed);
  const bold = `*${escapeText(line)}*`;
  if (FORMATTING.test(line) || bold.length > limit) return plain(line, limit);
  return { type: "mrkdwn", text: bold };
}

export function section(text: string): Block {
  return { type: "section", text: plain(text, SECTION_LENGTH) };
}

/** Small print; nothing where there is none. */
export function context(text: string | undefined): Block[] {
  const said = clean(text ?? "").trim();
  if (isBlank(said)) return [];
  return [{ type: "context", elements: [plain(said, CONTEXT_LENGTH)] }];
}

/** Pieces joined into as few texts of at most `limit` as can be; a longer piece is parted. */
export function pack(pieces: readonly string[], separator: string, limit: number): string[] {
  const packed: string[] = [];
  for (const piece of pieces.flatMap((each) => part(each, limit))) {
    const last = packed.at(-1);
    const joined = last === undefined ? piece : last + separator + piece;
    if (last === undefined || joined.length > limit) packed.push(piece);
    else packed[packed.length - 1] = joined;
  }
  return packed;
}
