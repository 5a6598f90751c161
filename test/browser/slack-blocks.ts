import type { types } from "@slack/bolt";
import { html, raw } from "hono/html";
import type { renderCard } from "#adapters/slack/render.ts";

type Block = ReturnType<typeof renderCard>["blocks"][number];
type Markup = ReturnType<typeof html>;

/** Sizes and colours near to those of Slack on a phone, so that what breaks there breaks here. */
const LOOK = `
  body { font: 15px/1.46 "DejaVu Sans", sans-serif; color: #1d1c1d; margin: 0 }
  main { padding: 12px; max-width: 600px }
  h2 { font-size: 18px; margin: 0 0 8px }
  .section { margin: 0 0 10px; white-space: pre-wrap; overflow-wrap: anywhere }
  .field { margin: 0 0 6px }
  .context { color: #5e5d60; font-size: 13px; white-space: pre-wrap }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
  button, a.button { min-height: 36px; padding: 6px 12px; border: 1px solid #868686; border-radius: 4px;
    background: #fff; font: inherit; color: inherit; text-decoration: none }
  img { max-width: 100% }
`;

/** Messages below each other, each as Slack would draw its blocks; a block it would not know is a fault. */
export async function drawMessages(
  messages: readonly (readonly [name: string, blocks: readonly Block[]])[],
): Promise<string> {
  const parts = messages.map(
    ([name, blocks]) => html`<article data-name="${name}">${blocks.map(drawBlock)}</article>`,
  );
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Messages</title>
<meta name="viewport" content="width=device-width"><style>${raw(LOOK)}</style></head>
<body><main><h1 hidden>Messages</h1>${parts}</main></body></html>`;
  return String(await page);
}

function drawBlock(block: Block): Markup {
  switch (block.type) {
    case "header":
      return html`<h2>${block.text.text}</h2>`;
    case "section":
      return html`<div class="section">${sayText(block.text)}${(block.fields ?? []).map(drawField)}</div>`;
    case "context":
      return html`<p class="context">${block.elements.map((each) => ("text" in each ? each.text : ""))}</p>`;
    case "image":
      return html`<img src="${"image_url" in block ? block.image_url : ""}" alt="${block.alt_text}">`;
    case "actions":
      return html`<div class="actions">${block.elements.map(drawElement)}</div>`;
    default:
      throw new RangeError(`Slack's "${block.type}" is not drawn.`);
  }
}

function drawField(field: types.TextObject): Markup {
  return html`<div class="field">${sayText(field)}</div>`;
}

type Element = Extract<Block, { type: "actions" }>["elements"][number];

function drawElement(element: Element): Markup {
  const label = "text" in element ? element.text.text : "";
  return html`<button type="button">${label}</button>`;
}

const BOLD = /^\*(.*)\*$/s;

/** mrkdwn as far as we use it: a bold label, and the three signs that Slack escapes. */
function sayText(text: types.TextObject | undefined): Markup | string {
  if (!text) return "";
  if (text.type === "plain_text") return text.text;
  const [, bold] = BOLD.exec(text.text) ?? [];
  const said = (bold ?? text.text)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return bold === undefined ? said : html`<strong>${said}</strong>`;
}
