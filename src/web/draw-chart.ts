import { createRequire } from "node:module";
import type { Chart } from "#domain/chart.ts";
import { CHART_WIDTH, heightOf, optionsOf } from "./chart-options.ts";

/** Twice the size: sharp on a phone. */
const PICTURE_WIDTH = 2 * CHART_WIDTH;
const FONT_FILES = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"] as const;

/** A chart as an SVG of its own. The charting library is loaded with the first one: most processes draw none. */
export async function drawSvg(chart: Chart, width = CHART_WIDTH): Promise<string> {
  const echarts = await loadLibrary();
  const size = { width, height: heightOf(chart, width) };
  const drawing = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    drawing.setOption(optionsOf(chart, width));
    return drawing.renderToSVGString();
  } finally {
    // One that is left keeps the process from ending.
    drawing.dispose();
  }
}

/** The same as a PNG, for what cannot show an SVG; the font comes with us, since a bare server has none. */
export async function drawPng(chart: Chart): Promise<Uint8Array> {
  const svg = await drawSvg(chart);
  const { Resvg } = await import("@resvg/resvg-js");
  const font = { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" };
  const picture = new Resvg(svg, { font, fitTo: { mode: "width", value: PICTURE_WIDTH } });
  return picture.render().asPng();
}

async function loadLibrary() {
  const [core, charts, components, renderers] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  core.use([
    charts.BarChart,
    charts.LineChart,
    components.GridComponent,
    components.LegendComponent,
    components.AriaComponent,
    renderers.SVGRenderer,
  ]);
  return core;
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return FONT_FILES.map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}`));
}
