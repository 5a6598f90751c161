import { html } from "hono/html";
import type { NudgeText, TrainingSession } from "#domain/content.ts";
import type { OnePage } from "#messages/one-page.ts";
import type { PageWords } from "#messages/page-words.ts";
import { drawPart } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";

/** What helps with one pitfall, on one side of paper. The library speaks English on every page. */
export function drawOnePage(words: PageWords, page: OnePage): Markup {
  const { need, support, nextStep, minutes } = page.pitfall.connection;
  return html`${[
    drawPart(words.say("one_page_support", {}), own(words.say("one_page_if", { need, support }))),
    drawPart(words.say("one_page_step", { count: String(minutes) }), own(nextStep)),
    drawIdeas(words, page.ideas),
    drawTraining(words, page.sessions),
    drawWhy(words, page),
  ]}
<p class="small screen">${words.say("one_page_print", {})}</p>`;
}

function own(text: string): Markup {
  return html`<p lang="en">${text}</p>`;
}

function drawIdeas(words: PageWords, ideas: readonly NudgeText[]): Markup | string {
  if (ideas.length === 0) return "";
  const items = ideas.map(
    ({ title, tryThis, minutes }) =>
      html`<li><strong lang="en">${title}</strong> <span class="small">${words.say("one_page_minutes", { count: String(minutes) })}</span>${own(tryThis)}</li>`,
  );
  return drawPart(words.say("one_page_ideas", {}), html`<ul class="plain">${items}</ul>`);
}

function drawTraining(words: PageWords, sessions: readonly TrainingSession[]): Markup | string {
  if (sessions.length === 0) return "";
  const items = sessions.map(
    ({ title, minutes }) =>
      html`<li><span lang="en">${title}</span> <span class="small">${words.say("one_page_minutes", { count: String(minutes) })}</span></li>`,
  );
  return drawPart(words.say("one_page_training", {}), html`<ul class="plain">${items}</ul>`);
}

/** Who can help, and what of the district it serves. */
function drawWhy(words: PageWords, { contact, value, mission }: OnePage): Markup {
  const lines = [
    contact === "" ? "" : words.say("one_page_contact", { person: contact }),
    value === "" ? "" : words.say("one_page_value", { value }),
    mission === "" ? "" : words.say("one_page_mission", { mission }),
  ];
  const said = lines.filter((line) => line !== "").map((line) => html`<p>${line}</p>`);
  return drawPart(words.say("one_page_who", {}), html`${said}`);
}
