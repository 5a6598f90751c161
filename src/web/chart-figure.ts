import { html } from "hono/html";
import { type Chart, chartTable } from "#domain/chart.ts";
import { CHART_WIDTH, heightOf } from "./chart-options.ts";
import type { Markup } from "./page-shell.ts";

/**
 * A chart on a page: the drawing for whoever sees it, its sentence for everybody, and its table. The drawing is no
 * more than decoration to a screen reader, which reads the same below it.
 */
export function drawFigure(chart: Chart, path: string): Markup {
  const { columns, rows } = chartTable(chart);
  const [axis = "", ...names] = columns;
  return html`<figure class="chart">
<figcaption>${chart.says}</figcaption>
<img src="${path}" alt="${chart.title}. ${chart.says}" width="${CHART_WIDTH}" height="${heightOf(chart)}">
<div class="table" tabindex="0" role="region" aria-label="${chart.title}"><table>
<caption>${chart.title}</caption>
<thead><tr><th scope="col">${axis}</th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(drawRow)}</tbody>
</table></div>
</figure>`;
}

function drawRow([label = "", ...cells]: readonly string[]): Markup {
  const numbers = cells.map((cell) => html`<td>${cell}</td>`);
  return html`<tr><th scope="row">${label}</th>${numbers}</tr>`;
}
