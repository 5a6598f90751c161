import type { Card, Field, Page } from "#ports/card.ts";

/** Every text of a card or page that people read, buttons' labels left out. */
export function textsOf(card: Card | Page): readonly string[] {
  if ("cards" in card) return [...card.cards.flatMap(textsOf), card.fallback];
  const { title = "", text, fields = [], table, context = "", fallback } = card;
  const cells = table ? table.rows.flat() : [];
  return [title, text, ...fields.map(({ value }) => value), ...cells, context, fallback];
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
  const isSame = rewrite(card.fallback) === card.fallback;
  const said = [title, text, ...(fields ?? []).map(({ value }) => value)];
  const fallback = isSame ? card.fallback : (said.find((each) => each) ?? "");
  const table = card.table && rows ? { ...card.table, rows } : undefined;
  return { ...card, title, text, fields, table, fallback };
}

function rewriteField(field: Field, rewrite: (text: string) => string): readonly Field[] {
  const value = rewrite(field.value);
  return value === "" ? [] : [{ ...field, value }];
}
