import { html } from "hono/html";
import type { Markup } from "./page-shell.ts";

/** What a table shows; the first cell of a row names it. */
export interface TableCells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A label and one value fit beside each other on every screen. */
const BESIDE = 2;

/**
 * A table as wide as the page. On a phone its rows stack, each value with its column's name, so nothing has to be
 * scrolled sideways; the roles stay said, as a stacked table is none to some browsers.
 */
export function drawTable(title: string, { columns, rows }: TableCells): Markup {
  const [axis = "", ...names] = columns;
  const stacks = columns.length > BESIDE ? "stacks" : "pairs";
  return html`<table role="table" class="${stacks}" aria-label="${title}">
<thead role="rowgroup"><tr role="row">${drawHead(axis)}${names.map(drawHead)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => drawRow(row, names))}</tbody>
</table>`;
}

function drawHead(name: string): Markup {
  return html`<th scope="col" role="columnheader">${name}</th>`;
}

function drawRow([label = "", ...cells]: readonly string[], names: readonly string[]): Markup {
  const values = cells.map(
    (cell, at) =>
      html`<td role="cell"><span class="column" aria-hidden="true">${names[at] ?? ""}: </span>${cell}</td>`,
  );
  return html`<tr role="row"><th scope="row" role="rowheader">${label}</th>${values}</tr>`;
}
