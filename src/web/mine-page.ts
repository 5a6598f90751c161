import { html } from "hono/html";
import { displayName } from "#domain/roster.ts";
import { MINE_PATH } from "#messages/mine-card.ts";
import type { PageWords } from "#messages/page-words.ts";
import { readMyShoutOuts } from "#usecases/read-my-shout-outs.ts";
import type { Visit } from "./dashboard.ts";
import {
  type MineFileKind,
  mineFileKinds,
  mineFiles,
  sayMore,
  sayTry,
  sayWho,
} from "./mine-files.ts";
import { type OwnLine, type OwnLines, type OwnTry, toLines } from "./mine-lines.ts";
import { pageHeaders } from "./page-headers.ts";
import { drawPart, drawText, menuOf } from "./page-parts.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";

/** `/dashboard/mine`: everything the reader gave and received, to read and to print. Throws NOT_ALLOWED. */
export async function showMine(visit: Visit): Promise<Response> {
  const { context, session } = visit;
  const words = wordsOf(context);
  const { pages, lines } = await read(visit, words);
  const frame = {
    title: words.say("mine_title", {}),
    signedIn: { name: lines.me, csrf: session.csrf },
    links: menuOf(words, pages, MINE_PATH),
  };
  return await renderPage(context, frame, drawMine(words, lines));
}

/** The same as a file of one kind, for the reader alone. */
export function saveMine(kind: MineFileKind) {
  return async (visit: Visit): Promise<Response> => {
    const words = wordsOf(visit.context);
    const { lines } = await read(visit, words);
    const { type, write } = mineFiles[kind];
    return visit.context.body(write(words, lines), 200, {
      ...pageHeaders,
      "content-type": type,
      "content-disposition": `attachment; filename="my-shout-outs.${kind}"`,
      "cache-control": "no-store",
      "content-language": words.language,
    });
  };
}

async function read({ product, session }: Visit, words: PageWords) {
  const mine = await readMyShoutOuts(product, session.actor);
  const bot = product.wordsIn[words.language];
  const lines = toLines({ page: words, bot }, mine, displayName(mine.me));
  return { pages: mine.pages, lines };
}

function drawMine(words: PageWords, lines: OwnLines): Markup {
  const { received, given, tries, today } = lines;
  return html`${[
    drawText(words.say("mine_text", {})),
    drawFiles(words),
    drawPart(words.say("mine_received", {}), drawList(words, received, today)),
    drawPart(words.say("mine_given", {}), drawList(words, given, today)),
    drawPart(words.say("mine_tries", {}), drawTries(words, tries, today)),
  ]}`;
}

function drawFiles(words: PageWords): Markup {
  const links = mineFileKinds.map(
    (kind) =>
      html`<li><a href="${MINE_PATH}.${kind}" download>${words.say(`mine_${kind}`, {})}</a></li>`,
  );
  return html`<ul class="choices screen">${links}</ul>`;
}

function drawList(words: PageWords, list: readonly OwnLine[], today: string): Markup {
  if (list.length === 0) return drawText(words.say("mine_none", {}));
  return html`<ul class="thanks">${list.map((line) => drawLine(words, line, today))}</ul>`;
}

function drawTries(words: PageWords, tries: readonly OwnTry[], today: string): Markup {
  const only = drawText(words.say("mine_tries_text", {}));
  if (tries.length === 0) return html`${[only, drawText(words.say("mine_none", {}))]}`;
  return html`${only}<ul>${tries.map((one) => html`<li>${sayTry(words, one, today)}</li>`)}</ul>`;
}

function drawLine(words: PageWords, line: OwnLine, today: string): Markup {
  const small = [sayWho(words, line, today), ...sayMore(words, line)];
  return html`<li><blockquote>${line.text}</blockquote>
${small.map((each) => html`<p class="small">${each}</p>`)}</li>`;
}
