import type { types } from "@slack/bolt";
import { clean, isBlank, oneLine, paragraphs, shorten } from "#domain/plain-text.ts";
import type { Field, Table } from "#ports/card.ts";
import { dateToken } from "./mrkdwn.ts";
import type { Stack } from "./render-stack.ts";
import { type Block, pack, plain, SECTION_LENGTH, section, strong } from "./render-text.ts";
import { words } from "./words.ts";

/** Slack's most texts in a section's two columns, and the longest of them. */
const MOST_IN_COLUMNS = 10;
const COLUMN_TEXT = 2000;
/** A value longer than this reads badly in half a line. */
const SHORT_VALUE = 28;
const LONGEST_ROW = 1000;
/** JSON around the text of a section, its line breaks included. */
const SECTION_COST = 120;

/** Labels beside short values, and above long ones; false where something was cut. */
export function addFields(stack: Stack, fields: readonly Field[]): boolean {
  const shown = fields.filter(({ label, value }) => !isBlank(label) || !isBlank(value));
  return group(shown).every(({ brief, list }) =>
    brief ? columns(list).every((block) => stack.add([block])) : addLong(stack, list),
  );
}

interface Group {
  readonly brief: boolean;
  readonly list: Field[];
}

/** Neighbours of the same kind together. */
function group(fields: readonly Field[]): Group[] {
  const groups: Group[] = [];
  for (const field of fields) {
    const brief = isBrief(field);
    const last = groups.at(-1);
    if (last?.brief === brief) last.list.push(field);
    else groups.push({ brief, list: [field] });
  }
  return groups;
}

/** A date is always brief: its token stands for a few words. */
function isBrief({ label, value, at }: Field): boolean {
  const short = value.length <= SHORT_VALUE && !value.includes("\n");
  return label.length <= COLUMN_TEXT / 2 && (short || at !== undefined);
}

function columns(fields: readonly Field[]): Block[] {
  const texts = fields.flatMap((field) => [strong(field.label, COLUMN_TEXT), textOf(field)]);
  const blocks: Block[] = [];
  for (let at = 0; at < texts.length; at += MOST_IN_COLUMNS) {
    blocks.push({ type: "section", fields: texts.slice(at, at + MOST_IN_COLUMNS) });
  }
  return blocks;
}

function textOf({ value, at }: Field): types.TextObject {
  const token = at === undefined ? "" : dateToken(new Date(at), shorten(value, COLUMN_TEXT / 10));
  if (token !== "") return { type: "mrkdwn", text: token };
  return plain(oneLine(value, words().unnamed), COLUMN_TEXT);
}

function addLong(stack: Stack, fields: readonly Field[]): boolean {
  return fields.every(({ label, value }) => {
    const title: Block = { type: "section", text: strong(label, SECTION_LENGTH) };
    if (!isBlank(clean(label)) && !stack.add([title])) return false;
    return stack.addTexts(pack(paragraphs(value), "\n", SECTION_LENGTH));
  });
}

/** Slack has no tables: each row is a few lines that name their columns. */
export function addTable(stack: Stack, { columns, rows }: Table): void {
  const texts = rows.map((row) => rowText(columns, row)).filter((text) => !isBlank(text));
  const fitting = countFitting(texts, stack.left().chars - SECTION_COST);
  const shown = texts.slice(0, fitting);
  const whole = stack.addTexts(pack(shown, "\n\n", SECTION_LENGTH));
  const rest = texts.length - shown.length;
  if (whole && rest > 0) stack.add([section(words().rowsLeftOut(rest))]);
}

function rowText(columns: readonly string[], row: readonly string[]): string {
  const cells = row.flatMap((cell, at) => {
    const label = oneLine(columns[at] ?? "", "");
    const value = oneLine(cell, "");
    if (value === "") return [];
    return [label === "" ? value : `${label}: ${value}`];
  });
  const [first = "", ...others] = cells;
  return shorten([first, others.join(" · ")].filter(Boolean).join("\n"), LONGEST_ROW);
}

/** How many texts fit into so many characters of JSON, each with a share of its section. */
function countFitting(texts: readonly string[], chars: number): number {
  const share = (text: string): number =>
    JSON.stringify(text).length + Math.ceil((SECTION_COST * text.length) / SECTION_LENGTH) + 4;
  let left = chars - SECTION_COST;
  const misfit = texts.findIndex((text) => {
    left -= share(text);
    return left < 0;
  });
  return misfit < 0 ? texts.length : misfit;
}
