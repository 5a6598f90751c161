import type { Card, Field, Page } from "#ports/card.ts";

/** Every text of a card or page that people read, buttons' labels left out. */
export function textsOf(card: Card | Page): readonly string[] {
  if ("cards" in card) return [...card.cards.flatMap(textsOf), card.fallback];
  return [...partsOf(card), card.fallback];
}

function partsOf({ title = "", text, fields = [], table, context = "" }: Card): readonly string[] {
  const cells = table ? table.rows.flat() : [];
  return [title, text, ...fields.map(({ value }) => value), ...cells, context];
}

/**
 * The card with each of its texts rewritten; a field or a row that has nothing to say any more goes.
 * Undefined where nothing but the title is left.
 */
export function rewriteCard(card: Card, rewrite: (text: string) => string): Card | undefined {
  const text = rewrite(card.text);
  const fields = card.fields?.flatMap((field) => rewriteField(field, rewrite));
  const rows = card.table?.rows.filter((row) => row.every((cell) => rewrite(cell) === cell));
  const left = [text, ...(fields ?? []), ...(rows ?? [])].filter((each) => each !== "");
  if (left.length === 0) return undefined;
  const title = card.title === undefined ? undefined : rewrite(card.title);
  const context = card.context === undefined ? undefined : rewrite(card.context);
  const table = card.table && rows ? { ...card.table, rows } : undefined;
  const rest: Card = { ...card, title, text, fields, table, context };
  const [before, after] = [partsOf(card), partsOf(rest)];
  const isSame = before.join("\u0000") === after.join("\u0000");
  const stays = isSame && rewrite(card.fallback) === card.fallback;
  return stays ? card : { ...rest, fallback: fallbackOf(rest) };
}

function rewriteField(field: Field, rewrite: (text: string) => string): readonly Field[] {
  const value = rewrite(field.value);
  return value === "" ? [] : [{ ...field, value }];
}

/** The title and what comes first below it, in one line. */
function fallbackOf({ title = "", text, fields = [], table }: Card): string {
  const said = fields.map(({ label, value }) => `${label}: ${value}`);
  const rows = table?.rows.map((row) => row.join(", ")) ?? [];
  const first = [text, ...said, ...rows].find((each) => each !== "") ?? "";
  const parts = [title, first].filter((each) => each !== "");
  return parts.join(". ").replaceAll("\n", " ");
}
