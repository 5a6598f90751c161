import { html } from "hono/html";
import { type Chart, chartTable } from "#domain/chart.ts";
import { CHART_WIDTH, heightOf, NARROW_WIDTH } from "./chart-options.ts";
import { drawTable } from "./draw-table.ts";
import type { Markup } from "./page-shell.ts";

/** What an address of a drawing has behind it for a phone. */
export const NARROW = "narrow";

export interface Figure {
  readonly path: string;
  /** What opens the table below the drawing; undefined where the page has the same table elsewhere. */
  readonly table: string | undefined;
}

/** A chart on a page: its sentence for everybody, the drawing for whoever sees it, and its table to open. */
export function drawFigure(chart: Chart, { path, table }: Figure): Markup {
  const { title, says } = chart;
  return html`<figure class="chart">
<figcaption>${says}</figcaption>
<picture>
<source media="(max-width: 40rem)" srcset="${path}?${NARROW}" width="${NARROW_WIDTH}" height="${heightOf(chart, NARROW_WIDTH)}">
<img src="${path}" alt="${title}. ${says}" width="${CHART_WIDTH}" height="${heightOf(chart)}">
</picture>
${table === undefined ? "" : html`<details><summary>${table}<span class="heard">: ${title}</span></summary>${drawTable(title, chartTable(chart))}</details>`}
</figure>`;
}
