import type { Context, Hono } from "hono";
import { languages } from "#domain/language.ts";
import { chartNames } from "#messages/chart-words.ts";
import { type Picture, readPicture } from "#usecases/chart-pictures.ts";
import { readDistrict } from "#usecases/page-key.ts";
import type { Product } from "#usecases/product.ts";
import { drawPng } from "./draw-chart.ts";
import { isSameSecret } from "./same-secret.ts";

const FILE = /^([a-z_]{1,20})\.([a-z]{2})\.(\d{13})\.([0-9a-f]{32})\.png$/;
const NOT_FOUND = 404;
const MARK = /^[0-9a-f]{32}$/;
/** Drawing takes a core for a tenth of a second: what was drawn lately is not drawn again. */
const MOST_KEPT = 50;

/** The pictures of charts for platforms that draw none: by their signed address, without a session. */
export function addChartRoutes(web: Hono, product: Product): void {
  const drawn = new Map<string, Uint8Array>();
  web.get("/charts/:district/:digest/:file", async (context) => {
    const asked = readAsked(context);
    const chart =
      asked && (await readPicture(product, asked, (mark) => isSameSecret(asked.mark, mark)));
    if (!asked || !chart) return await notFound(context);
    const png = drawn.get(asked.mark) ?? (await drawPng(chart));
    if (!drawn.has(asked.mark)) keep(drawn, asked.mark, png);
    return new Response(Buffer.from(png), {
      headers: { "content-type": "image/png", "cache-control": "private, max-age=86400" },
    });
  });
}

async function notFound(context: Context): Promise<Response> {
  return await Promise.resolve(context.text("There is no such picture.", NOT_FOUND));
}

function keep(drawn: Map<string, Uint8Array>, mark: string, png: Uint8Array): void {
  const [oldest] = drawn.keys();
  if (drawn.size >= MOST_KEPT && oldest !== undefined) drawn.delete(oldest);
  drawn.set(mark, png);
}

interface Asked extends Picture {
  readonly mark: string;
}

/** Undefined for what no address of ours looks like. */
function readAsked(context: Context): Asked | undefined {
  const district = readDistrict(context.req.param("district") ?? "");
  const digest = context.req.param("digest") ?? "";
  const [, name, spoken, until, mark = ""] = FILE.exec(context.req.param("file") ?? "") ?? [];
  const chart = chartNames.find((each) => each === name);
  const language = languages.find((each) => each === spoken);
  if (district === undefined || !chart || !language || !MARK.test(digest)) return undefined;
  return { district, digest, chart, language, until: Number(until), mark };
}
